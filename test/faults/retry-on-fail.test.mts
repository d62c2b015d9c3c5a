import { beforeEach, describe, expect, it, jest } from '@jest/globals';

import { outside } from '../harness/core.mts';
import type { INode, INodeExecutionData } from 'n8n-workflow';

import { GROUPS } from 'pilotstatus-reference-server';
import type { Fault } from 'pilotstatus-reference-server';
import { locator } from '../workflow/rows.mts';
import { KEYS, useFaults } from './bench.mts';
import { execute, NODE, outputOf, storedBy, toRetry } from './executions.mts';
import type { Edges } from './executions.mts';
import { checkFirst, itemsIn, wordsOf } from './expectations.mts';
import { onceRows, toItems } from './once-rows.mts';
import { groupOf, sentMessages } from './operations.mts';

const { server, account, show, count } = useFaults();
const SEND = 'POST /messages/send';
/** n8n's shortest pause is 1 ms; 0 stands for its default. */
const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
type OnError = INode['onError'];
const modes: OnError[] = [undefined, 'continueRegularOutput', 'continueErrorOutput'];
const answers: Array<[string, Omit<Fault, 'route'>]> = [
	['500 before the effect', { status: 500 }],
	['500 after the effect', { status: 500, after: true }],
	['a reset after the effect', { reset: 'after' }],
	['an empty answer', { status: 202, after: true }],
	['a broken answer', { truncate: true }],
];
const onceEach = (
	sketch: Partial<INode>,
	input: INodeExecutionData[],
	edges?: Edges,
	key = KEYS.go,
) => execute(account(key), { ...retries, ...sketch }, input, edges);

const named = (name: string) => onceRows.find((row) => row.name === name)!;

beforeEach(() => {
	// Never the same twice, and yet no pause to speak of.
	let last = 0;
	jest.spyOn(outside.Math, 'random').mockImplementation(() => (last += 1e-9));
});

describe.each(onceRows)('$name', ({ parameters, input, route, labels, labelOf, mayHave, key }) => {
	const requests = () =>
		server()
			.log.filter((entry) => entry.route === route)
			.map(({ body, path }) => labelOf(body as never, path));

	describe.each(modes)('with onError %s', (onError) => {
		it.each(answers)('whose first answer is %s goes out once', async (_name, fault) => {
			server().fault({ route, nth: 1, ...fault });
			const sketch = { parameters, onError };
			const run = await onceEach(sketch, input, undefined, KEYS[key ?? 'go']);
			show(run);

			const got = requests();
			const { error } = run.data.resultData;
			// A message whose response got lost is asked for under its key, and has gone out once.
			const isAsked = route === SEND && !('status' in fault);
			if (isAsked) {
				expect(error).toBeUndefined();
				expect(got).toHaveLength(labels.length + 1);
				expect(sentMessages(server().state)).toHaveLength(labels.length);
				expect(outputOf(run).filter(({ json }) => json.replayed)).toHaveLength(1);
			} else expect(got).toEqual([...new Set(got)]);
			expect(labels).toEqual(expect.arrayContaining(got));
			if (isAsked) return;
			if (onError) {
				expect(error).toBeUndefined();
				expect([...got].sort()).toEqual([...labels].sort());
				expect(outputOf(run)).toHaveLength(3);
				expect(outputOf(run).filter(({ json }) => 'error' in json)).toHaveLength(1);
			} else {
				expect(error!.message).toMatch(/^Pilot Status|^The connection/);
				expect(error!.description).toContain(checkFirst(mayHave));
			}
		});
	});
});

describe('what was accepted', () => {
	const { parameters, input } = named('sendText to three chats');

	it.each(modes.slice(1))('is put out again as it was, with onError %s', async (onError) => {
		server().fault({ route: SEND, nth: 1, status: 500, after: true });
		const run = await onceEach({ parameters, onError }, input);
		const [lost, ...accepted] = sentMessages(server().state);
		expect(lost!.content).toBe('A');
		const good = outputOf(run).filter(({ json }) => !('error' in json));
		expect(good.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			accepted.map(({ id }, index) => [id, { item: index + 1 }]),
		);
		const bad = outputOf(run).find(({ json }) => 'error' in json)!;
		expect(bad.json.hint ?? bad.json.message).toContain(
			checkFirst('The message may have been sent'),
		);
		expect(bad.pairedItem).toEqual({ item: 0 });
	});

	it('is named by the last error too', async () => {
		server().fault({ route: SEND, nth: 1, status: 500 });
		const { error } = (await onceEach({ parameters }, input)).data.resultData;
		expect(error!.message).toBe('Pilot Status could not answer (status 500)');
		expect(error!.description).toMatch(/Accepted: items 1 to 2 \(counted from 0\)\.$/);
	});

	it('is named too where it came in a later try than the failure', async () => {
		server().fault({ route: SEND, nth: 2, status: 500 });
		const [a, b] = [GROUPS.modern, GROUPS.legacy];
		const mixed = [a, a, b, a, a].map((chat, n) => ({ json: { chat, text: `T${n}` } }));
		const { error } = (await onceEach({ parameters }, mixed)).data.resultData;
		const sent = sentMessages(server().state).map(({ content }) => Number(content!.slice(1)));
		const hint = error!.description!;
		expect(itemsIn(hint, 'not tried').filter((item) => sent.includes(item))).toEqual([]);
		expect(itemsIn(hint, 'Accepted')).toEqual(sent.sort());
	});

	it('is not sent again when the failed execution is retried later', async () => {
		server().fault({ route: SEND, nth: 2, status: 400 });
		const inOrder = { ...named('sendText to one chat').parameters };
		const sketch = { parameters: inOrder };
		const failed = await execute(account(KEYS.go), sketch, input);
		expect(failed.data.resultData.error).toBeDefined();
		const again = await execute(account(KEYS.go), sketch, [], undefined, toRetry(failed));
		expect(again.data.resultData.error).toBeUndefined();
		expect(outputOf(again)).toHaveLength(3);
		expect(sentMessages(server().state).map(({ content }) => content)).toEqual(['A', 'B', 'C']);
		expect(count(SEND)).toBe(4);
	});

	it("is no failure once its 'Deliver At' has passed", async () => {
		server().fault({ route: SEND, nth: 2, status: 500, after: true });
		const due = Date.now() + 1000;
		const options = { deliverAt: new Date(due).toISOString() };
		const sketch = { parameters: { ...named('sendText to one chat').parameters, options } };
		const failed = await execute(account(KEYS.go), sketch, input.slice(0, 2));
		while (Date.now() <= due) await new Promise((resolve) => setTimeout(resolve, 50));
		const again = await execute(account(KEYS.go), sketch, [], undefined, toRetry(failed));
		expect(again.data.resultData.error!.description).toContain(
			checkFirst('The message may have been sent'),
		);
		expect(count(SEND)).toBe(2);
	});

	it.each([500, 408])('nor is what may have been sent, after %i', async (status) => {
		server().fault({ route: SEND, nth: 2, status, after: true });
		const sketch = { parameters: named('sendText to one chat').parameters };
		const failed = await execute(account(KEYS.go), sketch, input);
		const again = await execute(account(KEYS.go), sketch, [], undefined, toRetry(failed));
		expect(again.data.resultData.error!.description).toContain(
			checkFirst('The message may have been sent'),
		);
		expect(count(SEND)).toBe(2);
	});
});

describe('what was refused', () => {
	const { parameters, input } = named('sendText to three chats');

	it.each([400, 404, 409])('with %i is tried again, and accepted in the end', async (status) => {
		server().fault({ route: SEND, nth: [1, 4], status });
		const run = await onceEach({ parameters }, input);
		expect(wordsOf({ error: run.data.resultData.error as never, items: outputOf(run) })).toEqual(
			{},
		);
		expect(outputOf(run)).toHaveLength(3);
		const contents = sentMessages(server().state).map(({ content }) => content);
		expect(contents.sort()).toEqual(['A', 'B', 'C']);
		expect(count(SEND)).toBe(5);
	});

	it('is tried again with the text as it is by then', async () => {
		server().fault({ route: SEND, status: 400 });
		const changing = named('sendText with another text at each try');
		await onceEach({ parameters: changing.parameters }, input.slice(0, 1));
		const sent = server().log.map(({ rawBody }) => rawBody);
		expect(new Set(sent).size).toBe(3);
	});

	it('is tried as often as n8n is told to', async () => {
		server().fault({ route: SEND, status: 400 });
		await onceEach({ parameters }, input.slice(0, 1));
		expect(count(SEND)).toBe(3);
	});
});

describe('the second run of a node in one execution', () => {
	// Start leads to the node twice: once directly and once by way of another node.
	const edges = { Start: [NODE, 'Other'], Other: [NODE] };
	const { parameters, input } = named('sendText to one chat');

	it('sends the same texts again', async () => {
		const run = await onceEach({ parameters }, input, edges);
		expect(run.data.resultData.runData[NODE]).toHaveLength(2);
		const contents = sentMessages(server().state).map(({ content }) => content);
		expect(contents).toEqual(['A', 'B', 'C', 'A', 'B', 'C']);
	});

	it('does so after the first one failed in part, and each answers for itself', async () => {
		server().fault({ route: SEND, nth: 1, status: 500, after: true });
		const onError = 'continueRegularOutput';
		const run = await onceEach({ parameters, onError }, input, edges);
		const contents = sentMessages(server().state).map(({ content }) => content);
		expect(contents).toEqual(['A', 'B', 'C', 'A', 'B', 'C']);
		expect(count(SEND)).toBe(6);
		const ids = sentMessages(server().state).map(({ id }) => id);
		expect([0, 1].map((nth) => outputOf(run, nth).map(({ json }) => json.id))).toEqual([
			[undefined, ...ids.slice(1, 3)],
			ids.slice(3),
		]);
	});
});

describe('the execution', () => {
	const { parameters, input } = named('sendText to three chats');

	it.each([
		['at once', undefined],
		['after 429', { status: 429 }],
		['at the second try', { status: 400 }],
	])('stores nothing once all are accepted %s', async (_name, fault) => {
		if (fault) server().fault({ route: SEND, nth: 1, ...fault });
		const run = await onceEach({ parameters }, input);
		expect(outputOf(run)).toHaveLength(3);
		expect(storedBy(run)).toEqual({});
	});

	it('stores no key, no text and no file where some failed', async () => {
		server().fault({ route: SEND, nth: 1, status: 500 });
		const { parameters: media, input: files } = named('sendMedia from a binary field');
		const run = await onceEach({ parameters: media }, files, undefined, KEYS.evo);
		show(run);
		const stored = JSON.stringify(storedBy(run));
		expect(stored).toContain('"id"');
		expect(stored).not.toContain('Legenda');
		expect(stored).not.toContain('YWJj');
		expect(stored).not.toContain('base64');
	});

	it('keeps the links that people have where none is to be replaced', async () => {
		const link = { resource: 'group', operation: 'getInviteLink', groupId: locator(GROUPS.modern) };
		server().fault({ route: 'POST /groups/:groupId/invite', nth: [1, 2, 3, 4], status: 500 });
		const run = await onceEach({ parameters: link }, toItems({}));
		expect(outputOf(run)[0]!.json.link).toMatch(/Seed/);
		expect(groupOf(server().state).inviteCode).toMatch(/^Seed/);
	});
});
