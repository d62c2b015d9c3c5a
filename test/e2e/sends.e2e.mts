/**
 * One key for each send that somebody means, whatever n8n does around the node. What n8n tells a node of itself
 * differs in each of these cases, so each is run.
 */
import { describe, expect, it } from '@jest/globals';

import { testAgents } from './agents.mts';
import { chain, code, core, manual, ours, useN8n } from './n8n.mts';
import { keys, loseAnswers, messages, requests, SEND, sendText } from './wire.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

const n8n = useN8n();
const server = () => n8n.server();
const send = (text: string, more: object = {}, options = {}) =>
	ours(n8n.credential(), 'Send', sendText(text, options), more);
const retry = { retryOnFail: true, maxTries: 5, waitBetweenTries: 500 };

/** Gives as many items, with `n` from 1 on. */
const count = (items: number) =>
	code('Count', `return Array.from({ length: ${items} }, (_, n) => ({ json: { n: n + 1 } }));`);
const to = (...names: string[]) => names.map((name) => ({ node: name, type: 'main', index: 0 }));

describe('a send whose answer was lost', () => {
	it('goes out once under Retry On Fail, though each try says something else', async () => {
		const nodes = [manual, send('=Agora: {{ $now }}', retry)];
		const id = await n8n.make({ nodes, connections: chain('Manual', 'Send') });
		const lost = loseAnswers(server(), (sends) => new Set(sends.map(({ text }) => text)).size > 1);
		const execution = await n8n.rest().start(id, 'Manual');
		await lost;
		expect(await n8n.rest().ended(execution)).toMatchObject({ status: 'success' });
		expect(messages(server())).toEqual([expect.stringMatching(/^Agora: \d{4}-/)]);
		expect(keys(server())).toEqual([expect.any(String)]);
		expect(await n8n.output(execution, 'Send')).toMatchObject([{ replayed: true }]);
	});

	it('is not sent again by "Retry", which sends the rest as corrected meanwhile', async () => {
		const nodes = [manual, count(3), send('=Aviso {{ $json.n }}')];
		const connections = chain('Manual', 'Count', 'Send');
		const id = await n8n.make({ nodes, connections });
		const found = server().fault({ route: SEND, nth: [2, 3, 4, 5, 6, 7, 8, 9], reset: 'after' });
		const failed = await n8n.run(id, 'Manual');
		expect(failed).toMatchObject({ status: 'error' });
		expect(messages(server())).toEqual(['Aviso 1', 'Aviso 2']);
		found();
		const before = keys(server());

		const { versionId } = await n8n.rest().call<{ versionId: string }>('GET', `/workflows/${id}`);
		const corrected = [
			manual,
			count(3),
			{ ...nodes[2], parameters: sendText('=Novo {{ $json.n }}') },
		];
		const change = { nodes: corrected, connections, versionId };
		await n8n.rest().call('PATCH', `/workflows/${id}`, change);
		const path = `/executions/${failed.id}/retry`;
		const retried = await n8n.rest().call<{ id: string }>('POST', path, { loadWorkflow: true });
		expect(retried).toMatchObject({ status: 'success', mode: 'retry' });
		expect(messages(server())).toEqual(['Aviso 1', 'Aviso 2', 'Novo 3']);
		expect(keys(server())).toEqual([...before, expect.any(String)]);
		expect(await n8n.output(retried.id, 'Send')).toMatchObject([
			{ id: expect.any(String) },
			{ replayed: true },
			{ id: expect.any(String) },
		]);
	});
});

describe('the same words, meant several times, have a key each and go out each time', () => {
	const expectEach = (times: number) => {
		expect(messages(server())).toEqual(Array.from({ length: times }, () => 'Bom dia'));
		expect(keys(server())).toEqual(Array.from({ length: times }, () => expect.any(String)));
	};

	it('in the rounds of a loop', async () => {
		const loop = core('Loop', 'splitInBatches', 3, { batchSize: 1, options: {} });
		const connections = {
			...chain('Manual', 'Count', 'Loop'),
			Loop: { main: [[], to('Send')] },
			Send: { main: [to('Loop')] },
		};
		const id = await n8n.make({ nodes: [manual, count(3), loop, send('Bom dia')], connections });
		expect(await n8n.run(id, 'Manual')).toMatchObject({ status: 'success' });
		expectEach(3);
	});

	it('in two branches that lead into one node', async () => {
		const nodes = [manual, core('A', 'noOp', 1), core('B', 'noOp', 1), send('Bom dia')];
		const [A, B] = [{ main: [to('Send')] }, { main: [to('Send')] }];
		const id = await n8n.make({ nodes, connections: { Manual: { main: [to('A', 'B')] }, A, B } });
		expect(await n8n.run(id, 'Manual')).toMatchObject({ status: 'success' });
		expectEach(2);
	});

	it('in a sub-workflow that is called for each item', async () => {
		const called = core('Called', 'executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' });
		const inner = await n8n.make({
			nodes: [called, send('Bom dia')],
			connections: chain('Called', 'Send'),
		});
		await n8n.publish(inner, 0);
		const workflowId = { __rl: true, mode: 'id', value: inner };
		const call = core('Call', 'executeWorkflow', 1.2, { workflowId, mode: 'each', options: {} });
		const connections = chain('Manual', 'Count', 'Call');
		const id = await n8n.make({ nodes: [manual, count(2), call], connections });
		expect(await n8n.run(id, 'Manual')).toMatchObject({ status: 'success' });
		expectEach(2);
	});
});

testAgents(n8n);

describe('n8n, killed in the middle of 20 sends with keys of their own', () => {
	it('sends what is left when the workflow is run again: 20 messages, none twice', async () => {
		const own = { idempotencyKey: '=natal-{{ $json.n }}', maxWait: 60 };
		const nodes = [manual, count(20), send('=Natal {{ $json.n }}', {}, own)];
		const id = await n8n.make({ nodes, connections: chain('Manual', 'Count', 'Send') });
		// The tenth is accepted, and n8n is gone before it hears of it.
		server().fault({ route: SEND, nth: 10, delayMs: 2000 });
		await n8n.rest().start(id, 'Manual');
		await until('the tenth send', () => requests(server()).length === 10);
		await n8n.restart({ kill: true });
		await until('the tenth message', () => messages(server()).length === 10);

		const execution = await n8n.run(id, 'Manual');
		expect(execution).toMatchObject({ status: 'success' });
		const all = Array.from({ length: 20 }, (_one, n) => n + 1);
		expect(messages(server())).toEqual(all.map((n) => `Natal ${n}`));
		expect(keys(server())).toEqual(all.map((n) => `natal-${n}`));
		const output = await n8n.output(execution.id, 'Send');
		expect(output.map(({ replayed = false }) => replayed)).toEqual(all.map((n) => n <= 10));
	});
});
