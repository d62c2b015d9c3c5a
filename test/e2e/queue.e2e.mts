import { describe, expect, it } from '@jest/globals';
import type { IWorkflowBase } from 'n8n-workflow';

import { readExamples } from '../../scripts/dev/examples.mts';
import { withCredentials } from '../../scripts/whole-n8n/rest.mts';
import { GROUPS } from 'pilotstatus-reference-server';
import { chain, code, manual, ours, submitForm } from './n8n.mts';
import { api, testQuestions } from './questions.mts';
import { useQueue } from './queue.mts';
import { group, makeBot, sent, testSends, testTrigger, write } from './suites.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

const n8n = useQueue(1, api);
const SEND = 'POST /messages/send';

testTrigger(n8n, 100);
testSends(n8n);
testQuestions(n8n, () => n8n.front().url);

describe('the processes', () => {
	it('share the work: the webhook processor takes all deliveries, both workers run them', async () => {
		const id = await makeBot(n8n);
		await n8n.publish(id);
		const texts = Array.from({ length: 20 }, (_one, n) => `pedido ${n}`);
		texts.forEach((text) => write(n8n.server(), text));
		await until('all answers', () => sent(n8n.server()).length >= texts.length);
		await n8n.server().settled();
		expect(sent(n8n.server()).sort()).toEqual(texts.map((text) => `Eco: ${text}`).sort());
		// On a starved machine n8n once had one more than there were messages; every answer came once all the same.
		const good = await until('the executions to be over', async () => {
			const all = await n8n.executions(id);
			const ended = all.filter(({ status }) => status === 'success');
			return ended.length >= texts.length && ended;
		});
		const ids = good.map((one) => one.id).sort();
		expect(ids).toHaveLength(texts.length);
		expect(
			n8n
				.enqueued()
				.filter((one) => ids.includes(one))
				.sort(),
		).toEqual(ids);
		const shares = n8n.begun().map((begun) => begun.filter((one) => ids.includes(one)));
		expect(shares.flat().sort()).toEqual(ids);
		for (const share of shares) expect(share).not.toEqual([]);
	});
});

describe('a worker that is killed', () => {
	const phones = (count: number) =>
		Array.from({ length: count }, (_one, n) => `${55119870_10000 + n}`);
	const items = (people: string[]) =>
		`return ${JSON.stringify(people.map((phone) => ({ json: { phone } })))};`;
	const requests = () => n8n.server().log.filter(({ route }) => route === SEND).length;
	/** Who got a message, as often as they did. */
	const reached = () =>
		n8n
			.server()
			.state.messages.filter(({ origin, groupId }) => origin === 'API' && groupId === null)
			.map(({ destinationNumber }) => destinationNumber!);

	it('doubles nothing of 300 sends: n8n marks the execution as failed, and leaves it at that', async () => {
		const people = phones(300);
		const parameters = {
			resource: 'message',
			operation: 'sendText',
			sendTo: 'phoneNumber',
			destinationNumber: '={{ $json.phone }}',
			text: 'Feliz Natal!',
		};
		const nodes = [
			manual,
			code('People', items(people)),
			ours(n8n.credential(), 'Send', parameters),
		];
		const id = await n8n.make({ nodes, connections: chain('Manual', 'People', 'Send') });
		// From the 151st on, they are on their way when the worker dies; the API takes them all the same.
		const nth = people.map((_one, index) => index + 1).slice(150);
		n8n.server().fault({ route: SEND, nth, delayMs: 2000 });
		const execution = await n8n.rest().start(id, 'Manual');
		await until('the middle', () => requests() > 150);
		const replace = await n8n.killWorkerOf(execution);

		// A new worker that finds the log of the old one would be faster, and call it 'crashed'.
		expect(await n8n.rest().ended(execution, 120_000)).toMatchObject({ status: 'error' });
		await replace();
		const once = reached();
		expect(once.length).toBeGreaterThan(150);
		expect(once.length).toBeLessThan(300);
		expect(once).toEqual([...new Set(once)]);
		const retried = await n8n.rest().call('POST', `/executions/${execution}/retry`, {});
		expect(retried).toMatchObject({ status: 'error' });
		expect(reached()).toEqual(once);
		expect(await history()).toEqual(once.sort());
	});

	/** To whom the API says that messages went. */
	async function history(): Promise<string[]> {
		const parameters = {
			resource: 'message',
			operation: 'getAll',
			source: 'history',
			returnAll: true,
		};
		const nodes = [manual, ours(n8n.credential(), 'History', parameters)];
		const id = await n8n.make({ nodes, connections: chain('Manual', 'History') });
		const messages = await n8n.output((await n8n.run(id, 'Manual')).id, 'History');
		return messages
			.filter(({ origin }) => origin === 'API')
			.map(({ participantPhone }) => String(participantPhone).replace('+', ''))
			.sort();
	}

	it('lets a bulk send go on when it is started again: everybody once', async () => {
		const people = phones(60);
		const file = campaign(people);
		const id = await n8n.make(withCredentials(file, [n8n.credential()]));
		await n8n.publish(id, 0);
		const submit = async () => {
			const before = (await n8n.executions(id)).length;
			await submitForm(n8n.front().url, file, 'natal', 'Feliz Natal!');
			return await until('the execution', async () => {
				const all = await n8n.executions(id);
				return all.length > before && all[0]!.id;
			});
		};
		const reports = () => sent(n8n.server()).filter((text) => /^.natal:/.test(String(text)));

		// Half of them are on their way when the worker dies, and two of these do not get there.
		const late = Array.from({ length: 30 }, (_, nth) => nth + 31);
		n8n.server().fault({ route: SEND, nth: late, delayMs: 2000 });
		n8n.server().fault({ route: SEND, nth: [32, 34], reset: 'before' });
		const first = await submit();
		await until('the middle', () => requests() === 60);
		const replace = await n8n.killWorkerOf(first);
		await replace();
		await until('the API to be done', () => reached().length === 58);

		expect(await n8n.rest().ended(await submit())).toMatchObject({ status: 'success' });
		expect(reached().sort()).toEqual(people);
		expect(reports()).toEqual(['*natal:* 60 de 60 enviadas']);
	});

	/** The example, with recipients and a group of this server, as its note asks of whoever uses it. */
	function campaign(people: string[]): IWorkflowBase {
		const file = readExamples().get('bulk-restartable.json')!;
		const parametersOf = (name: string) =>
			file.nodes.find((node) => node.name === name)!.parameters;
		const recipients = parametersOf('Recipients');
		const rows = JSON.stringify(people.map((phone) => ({ name: phone, phone })));
		recipients.jsCode = String(recipients.jsCode).replace(/(?<=const rows = )[^;]*/, rows);
		parametersOf('Send report').groupId = group(GROUPS.modern);
		return file;
	}
});
