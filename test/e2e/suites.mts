import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import type { ReferenceServer } from 'pilotstatus-reference-server';
import { chain, code, manual, ours, trigger } from './n8n.mts';
import type { WholeN8n } from './n8n.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

/** A group as a node names it. */
export const group = (id: string) => ({ __rl: true, mode: 'id', value: id });
const answer = (text: string) => ({
	resource: 'message',
	operation: 'sendText',
	sendTo: 'group',
	groupId: group('={{ $json.groupId }}'),
	text,
});

/** Texts that the API accepted, in order. */
export const sent = (server: ReferenceServer) =>
	server.log
		.filter(({ route, status }) => route === 'POST /messages/send' && status === 202)
		.map(({ body }) => (body as IDataObject).text);

/** Ana writes in a group. */
export function write(server: ReferenceServer, text: string): void {
	const { go } = NUMBERS;
	server.receive({ numberId: go.id, groupId: GROUPS.modern, from: PEOPLE.ana, text });
}

/** A bot: whoever writes gets an answer. */
export async function makeBot(n8n: WholeN8n): Promise<string> {
	const nodes = [
		trigger(n8n.credential()),
		ours(n8n.credential(), 'Answer', answer('=Eco: {{ $json.content }}')),
	];
	return await n8n.make({ nodes, connections: chain('Trigger', 'Answer') });
}

/**
 * Tests of a published trigger, whatever n8n it is.
 * @param burst how many messages come in at once
 */
export function testTrigger(n8n: WholeN8n, burst: number): void {
	describe('a published trigger', () => {
		it('answers in the group, and registers nothing twice over a restart', async () => {
			await n8n.publish(await makeBot(n8n));
			write(n8n.server(), 'um');
			await until('the answer', () => sent(n8n.server()).includes('Eco: um'));
			const [before] = n8n.server().state.webhooks;
			await n8n.restart();
			expect(n8n.server().state.webhooks).toEqual([expect.objectContaining({ url: before!.url })]);
			write(n8n.server(), 'dois');
			await until('the answer', () => sent(n8n.server()).includes('Eco: dois'));
		});

		it(`starts one execution for each of ${burst} messages in a burst, repeats left out`, async () => {
			const id = await makeBot(n8n);
			await n8n.publish(id);
			const texts = Array.from({ length: burst }, (_one, n) => `mensagem ${n}`);
			// Side by side as many as n8n answers in time; nobody knows how many the API posts at once.
			for (let from = 0; from < burst; from += 50) {
				texts.slice(from, from + 50).forEach((text) => write(n8n.server(), text));
				await n8n.server().settled();
			}
			n8n.server().deliveries.slice(0, 20).forEach(n8n.server().redeliver);
			await until('all answers', () => sent(n8n.server()).length >= burst, 300_000);
			await n8n.server().settled();
			await until('all executions to be over', async () =>
				(await n8n.executions(id)).every(({ status }) => status === 'success'),
			);
			expect(sent(n8n.server()).sort()).toEqual(texts.map((text) => `Eco: ${text}`).sort());
		}, 600_000);

		it('leaves nothing at the API when it is unpublished', async () => {
			const id = await makeBot(n8n);
			await n8n.publish(id);
			await n8n.rest().unpublish(id);
			await until('no webhook to be left', () => n8n.server().state.webhooks.length === 0);
		});

		it('keeps running while somebody listens for a test event', async () => {
			const id = await makeBot(n8n);
			await n8n.publish(id);
			await n8n
				.rest()
				.call('POST', `/workflows/${id}/run`, { triggerToStartFrom: { name: 'Trigger' } });
			await until('both webhooks', () => n8n.server().state.webhooks.length === 2);
			write(n8n.server(), 'oi');
			const modes = async () =>
				(await n8n.executions(id))
					.filter(({ status }) => status === 'success')
					.map(({ mode }) => mode);
			await until('both runs', async () => (await modes()).length === 2);
			expect((await modes()).sort()).toEqual(['manual', 'webhook']);
			await until('one webhook to be left', () => n8n.server().state.webhooks.length === 1);
		});
	});
}

/** Tests of sends, whatever n8n it is. */
export function testSends(n8n: WholeN8n): void {
	describe("n8n's own Retry On Fail around a send", () => {
		const three = code('Three', 'return [1, 2, 3].map(n => ({ json: { n } }));');
		it.each(['stopWorkflow', 'continueRegularOutput'])(
			'doubles nothing with %s',
			async (onError) => {
				const parameters = {
					...answer('=Aviso {{ $json.n }} às {{ $now.toMillis() }}'),
					groupId: group(GROUPS.modern),
				};
				const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100, onError };
				const nodes = [manual, three, ours(n8n.credential(), 'Send', parameters, retry)];
				const id = await n8n.make({ nodes, connections: chain('Manual', 'Three', 'Send') });
				n8n.server().fault({ route: 'POST /messages/send', nth: 1, status: 500, after: true });
				await n8n.run(id, 'Manual');
				const texts = n8n
					.server()
					.state.messages.filter(({ content }) => /^Aviso/.test(content ?? ''))
					.map(({ content }) => content!.slice(0, 7));
				const others = onError === 'stopWorkflow' ? [] : ['Aviso 2', 'Aviso 3'];
				expect(texts).toEqual(['Aviso 1', ...others]);
			},
		);
	});
}
