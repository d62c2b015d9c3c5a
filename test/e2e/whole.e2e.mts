import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { GROUPS, KEYS, NUMBERS, PEOPLE } from '../reference-server/seeds.mts';
import { chain, manual, ours, trigger, useN8n } from './n8n.mts';
import { until } from './wait.mts';

const n8n = useN8n();
const group = (id: string) => ({ __rl: true, mode: 'id', value: id });
const answer = (text: string) => ({
	resource: 'message',
	operation: 'sendText',
	sendTo: 'group',
	groupId: group('={{ $json.groupId }}'),
	text,
});
const sent = () =>
	n8n
		.server()
		.log.filter(({ route, status }) => route === 'POST /messages/send' && status === 202)
		.map(({ body }) => (body as IDataObject).text);
const write = (text: string) =>
	n8n.server().receive({
		numberId: NUMBERS.go.id,
		groupId: GROUPS.modern,
		from: PEOPLE.ana,
		text,
	});

/** A bot: whoever writes gets an answer. */
async function makeBot(): Promise<string> {
	const nodes = [
		trigger(n8n.credential()),
		ours(n8n.credential(), 'Answer', answer('=Eco: {{ $json.content }}')),
	];
	return await n8n.make({ nodes, connections: chain('Trigger', 'Answer') });
}

describe('the package in a whole n8n', () => {
	it('brings both nodes with icons and codex', async () => {
		const response = await fetch(`${n8n.url()}/types/nodes.json`, {
			headers: { cookie: n8n.rest().cookie() },
		});
		const types = (await response.json()) as IDataObject[];
		const found = types.filter(({ name }) => String(name).startsWith('n8n-nodes-pilotstatus.'));
		expect(found.map(({ name }) => name).sort()).toEqual([
			'n8n-nodes-pilotstatus.pilotStatus',
			// Send and Wait for Response, as n8n offers it to review what an AI agent does.
			'n8n-nodes-pilotstatus.pilotStatusHitlTool',
			'n8n-nodes-pilotstatus.pilotStatusTool',
			'n8n-nodes-pilotstatus.pilotStatusTrigger',
		]);
		for (const { codex, iconUrl } of found) {
			expect(codex).toMatchObject({ alias: expect.arrayContaining(['WhatsApp']) });
			for (const path of Object.values(iconUrl as object)) {
				const icon = await fetch(`${n8n.url()}/${path}`);
				expect(icon.headers.get('content-type')).toMatch(/svg/);
			}
		}
	});

	it.each([
		[KEYS.go, 'OK', /successful/],
		[KEYS.offline, 'OK', /successful/],
		['ps_wrong', 'Error', /^Pilot Status does not know this API key/],
		[KEYS.tenant, 'Error', /^This is a tenant key/],
	])('tests a credential with %s: %s', async (apiKey, status, message) => {
		const { id, name, type } = n8n.credential();
		const data = { apiKey, baseUrl: n8n.server().url, webhookSecret: '' };
		const credentials = { id, name, type, data };
		const result = await n8n.rest().call<IDataObject>('POST', '/credentials/test', { credentials });
		expect(result).toMatchObject({ status, message: expect.stringMatching(message) });
	});
});

describe('a published trigger', () => {
	it('answers in the group, and registers nothing twice over a restart', async () => {
		await n8n.publish(await makeBot());
		write('um');
		await until('the answer', () => sent().includes('Eco: um'));
		const [before] = n8n.server().state.webhooks;
		await n8n.restart();
		expect(n8n.server().state.webhooks).toEqual([expect.objectContaining({ url: before!.url })]);
		write('dois');
		await until('the answer', () => sent().includes('Eco: dois'));
	});

	it('starts one execution for each of 500 messages in a burst, repeats left out', async () => {
		const id = await makeBot();
		await n8n.publish(id);
		const texts = Array.from({ length: 500 }, (_one, n) => `mensagem ${n}`);
		texts.forEach(write);
		await n8n.server().settled();
		n8n.server().deliveries.slice(0, 20).forEach(n8n.server().redeliver);
		await until('500 answers', () => sent().length >= 500, 120_000);
		await n8n.server().settled();
		expect(sent().sort()).toEqual(texts.map((text) => `Eco: ${text}`).sort());
	});

	it('leaves nothing at the API when it is unpublished', async () => {
		const id = await makeBot();
		await n8n.publish(id);
		await n8n.rest().unpublish(id);
		await until('no webhook to be left', () => n8n.server().state.webhooks.length === 0);
	});

	it('keeps running while somebody listens for a test event', async () => {
		const id = await makeBot();
		await n8n.publish(id);
		await n8n
			.rest()
			.call('POST', `/workflows/${id}/run`, { triggerToStartFrom: { name: 'Trigger' } });
		await until('both webhooks', () => n8n.server().state.webhooks.length === 2);
		write('oi');
		const modes = async () =>
			(await n8n.executions(id))
				.filter(({ status }) => status === 'success')
				.map(({ mode }) => mode);
		await until('both runs', async () => (await modes()).length === 2);
		expect((await modes()).sort()).toEqual(['manual', 'webhook']);
		await until('one webhook to be left', () => n8n.server().state.webhooks.length === 1);
	});
});

describe("n8n's own Retry On Fail around a send", () => {
	const three = {
		id: 'three',
		name: 'Three',
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		position: [0, 0],
		parameters: { jsCode: 'return [1, 2, 3].map(n => ({ json: { n } }));' },
	};
	it.each(['stopWorkflow', 'continueRegularOutput'])('doubles nothing with %s', async (onError) => {
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
		expect(texts).toEqual([...new Set(texts)]);
		expect(texts).toContain('Aviso 1');
	});
});
