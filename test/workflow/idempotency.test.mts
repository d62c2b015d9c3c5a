import { describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { outside } from '../harness/core.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { execute, NODE, outputOf, toRetry } from '../faults/executions.mts';
import { sentMessages } from '../faults/operations.mts';
import { KEY, locator } from './rows.mts';

const { server, account } = useServer();
const SEND = 'POST /messages/send';
const HOUR = 3_600_000;
const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
/** A text to the group, unless it is told what else. */
const text = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'message',
	operation: 'sendText',
	sendTo: 'group',
	groupId: locator(GROUPS.modern),
	text: 'Oi',
	...more,
});
const own = (idempotencyKey: unknown, more: INodeParameters = {}) =>
	text({ options: { idempotencyKey } as INodeParameters, ...more });
const items = (...list: IDataObject[]): INodeExecutionData[] => list.map((json) => ({ json }));
const run = async (
	parameters: INodeParameters,
	sketch: Partial<INode> = {},
	input = items({}),
	...more: unknown[]
) => {
	const what = [account(KEY), { parameters, ...sketch }, input, ...more];
	return await execute(...(what as Parameters<typeof execute>));
};
const errorOf = ({ data }: Awaited<ReturnType<typeof run>>) => data.resultData.error;
const keys = () => server().log.map(({ headers }) => headers['idempotency-key']);
/** The first message is accepted and its response lost; of the others, these do not arrive. */
const lose = (...nth: number[]) => {
	server().fault({ route: SEND, nth: 1, reset: 'after' });
	server().fault({ route: SEND, nth, reset: 'before' });
};
const contents = () => sentMessages(server().state).map(({ content }) => content);

describe('the automatic key', () => {
	it('is one of its own for every item and execution', async () => {
		await run(text(), {}, items({}, {}));
		await run(text(), {}, items({}, {}));
		expect(contents()).toHaveLength(4);
		expect(new Set(keys()).size).toBe(4);
		for (const key of keys()) expect(key).toMatch(/^[0-9a-f]{64}$/);
	});

	it.each([
		['a loop or two branches', { Start: [NODE, NODE] }],
		['a branch by way of another node', { Start: [NODE, 'Other'], Other: [NODE] }],
	])('is another one in each run: %s (K05)', async (_what, edges) => {
		const result = await run(text(), {}, items({}), edges);
		expect(errorOf(result)).toBeUndefined();
		expect(contents()).toEqual(['Oi', 'Oi']);
		expect(new Set(keys()).size).toBe(2);
	});

	it.each([
		['the connection broke', { reset: 'after' as const }],
		['a gateway gave up', { status: 504, after: true }],
		['a gateway wrote a page', { status: 502, body: '<html>', after: true }],
		['it was cut off', { truncate: true }],
	])('brings the same response again where %s', async (_what, fault) => {
		server().fault({ route: SEND, nth: 1, ...fault });
		const result = await run(text());
		expect(contents()).toEqual(['Oi']);
		const [first, second] = server().log;
		expect(second!.rawBody).toBe(first!.rawBody);
		expect(new Set(keys()).size).toBe(1);
		expect(outputOf(result)).toMatchObject([{ json: { status: 'QUEUED', replayed: true } }]);
	});

	it("outlives n8n's Retry On Fail, although the text is another one by then (K01)", async () => {
		lose(2, 3);
		const parameters = text({ text: '=Agora: {{ $now.toMillis() }}', options: { maxWait: 0 } });
		const result = await run(parameters, retries);
		expect(errorOf(result)).toBeUndefined();
		expect(contents()).toHaveLength(1);
		expect(new Set(keys()).size).toBe(1);
		expect(outputOf(result)).toMatchObject([
			{ json: { id: null, status: 'QUEUED', replayed: true, changed: true } },
		]);
		const [{ hints = [] } = {}] = result.data.resultData.runData[NODE]!.slice(-1);
		expect(hints.map(({ message }) => message)).toEqual([
			"Messages that an earlier try had sent already, with the content that they had then: 1 (marked 'changed'). They were not sent again.",
		]);
	});

	it.each([
		['the rest', 'Oi'],
		['the rest, with a corrected text', 'Corrigido'],
	])('lets "Retry" of a failed execution do %s', async (_what, corrected) => {
		server().fault({ route: SEND, nth: 2, reset: 'after' });
		server().fault({ route: SEND, nth: [3, 4], reset: 'before' });
		const input = items({}, {}, {});
		const failed = await run(text({ options: { maxWait: 0 } }), {}, input);
		expect(errorOf(failed)!.description).toMatch(
			/^The message may have been sent\. Use n8n's Retry/,
		);
		expect(contents()).toEqual(['Oi', 'Oi']);
		const again = await run(text({ text: corrected }), {}, [], undefined, toRetry(failed));
		expect(errorOf(again)).toBeUndefined();
		expect(outputOf(again)).toHaveLength(3);
		expect(contents()).toEqual(['Oi', 'Oi', corrected]);
	});

	it('is another one once the message goes to another chat', async () => {
		lose(2, 3);
		const failed = await run(text({ options: { maxWait: 0 } }));
		const other = text({ groupId: locator(GROUPS.legacy) });
		const again = await run(other, {}, [], undefined, toRetry(failed));
		expect(errorOf(again)).toBeUndefined();
		expect(sentMessages(server().state).map(({ groupId }) => groupId)).toEqual([
			GROUPS.modern,
			GROUPS.legacy,
		]);
	});

	it.each([
		[22, 3, 1],
		[24, 2, 1],
	])('is asked for again within 23 hours: after %i', async (hours, requests, messages) => {
		lose(2);
		const failed = await run(text({ options: { maxWait: 0 } }));
		jest.spyOn(outside.Date, 'now').mockReturnValue(Date.now() + hours * HOUR);
		const again = await run(text(), {}, [], undefined, toRetry(failed));
		jest.restoreAllMocks();
		expect(server().log).toHaveLength(requests);
		expect(contents()).toHaveLength(messages);
		expect(errorOf(again) === undefined).toBe(hours < 23);
	});

	it('is not asked for again past the 23 hours, however long the user would wait', async () => {
		lose(2, 3, 4, 5, 6, 7, 8);
		const failed = await run(text({ options: { maxWait: 0 } }));
		jest.spyOn(outside.Math, 'random').mockReturnValue(0.9);
		jest.spyOn(outside.Date, 'now').mockReturnValue(Date.now() + 23 * HOUR - 3_000);
		const again = await run(
			text({ options: { maxWait: 3_600 } }),
			{},
			[],
			undefined,
			toRetry(failed),
		);
		jest.restoreAllMocks();
		expect(errorOf(again)!.description).toMatch(/^The message may have been sent/);
	});

	it('is new for what was never accepted, a day later too', async () => {
		server().fault({ route: SEND, nth: 1, status: 400 });
		const failed = await run(text());
		jest.spyOn(outside.Date, 'now').mockReturnValue(Date.now() + 30 * HOUR);
		expect(errorOf(await run(text(), {}, [], undefined, toRetry(failed)))).toBeUndefined();
		jest.restoreAllMocks();
		expect(contents()).toEqual(['Oi']);
	});

	it('is waited for while the first request is still running (K03)', async () => {
		server().fault({ route: SEND, nth: 1, after: true, delayMs: 1500 });
		const result = await run(text({ options: { timeout: 150 } }));
		expect(errorOf(result)).toBeUndefined();
		expect(server().log.map(({ status }) => status)).toContain(409);
		expect(contents()).toEqual(['Oi']);
		expect(outputOf(result)).toMatchObject([{ json: { replayed: true } }]);
	});
});

it('a server that knows no keys gets a message in doubt again, as the contract says', async () => {
	server().shapes.idempotency = 'ignored';
	server().fault({ route: SEND, nth: 1, reset: 'after' });
	const result = await run(text());
	expect(outputOf(result)[0]!.json).not.toHaveProperty('replayed');
	expect(contents()).toEqual(['Oi', 'Oi']);
});

describe("a key of the user's own", () => {
	it('lets one message out, whatever execution asks', async () => {
		const first = await run(own('pedido-1'));
		const second = await run(own('pedido-1'));
		expect(contents()).toEqual(['Oi']);
		expect(keys()).toEqual(['pedido-1', 'pedido-1']);
		expect(outputOf(second)).toMatchObject([
			{ json: { id: outputOf(first)[0]!.json.id, replayed: true } },
		]);
	});

	it('refuses another message, and says that nothing was sent now (K02)', async () => {
		await run(own('pedido-1001', { text: 'Pago' }));
		const error = errorOf(await run(own('pedido-1001', { text: 'Enviado' })))!;
		expect(error.message).toBe(
			"The 'Idempotency Key' was used within the last 24 hours for a message with other content",
		);
		expect(error.description).toMatch(/^That message was accepted, and nothing was sent now\./);
		expect(error).toMatchObject({ context: { code: 'IDEMPOTENCY_KEY_REUSED' } });
		expect(contents()).toEqual(['Pago']);
	});

	it('knows its own earlier try in doubt, although the content is another one by then', async () => {
		lose(2, 3);
		const options = { idempotencyKey: 'pedido-2', maxWait: 0 };
		const result = await run(text({ text: '={{ $now.toMillis() }}', options }), retries);
		expect(outputOf(result)).toMatchObject([{ json: { replayed: true, changed: true } }]);
		expect(contents()).toHaveLength(1);
	});

	it('stays the one of the first try, when an expression gives another one at each', async () => {
		lose(2, 3);
		const options = { idempotencyKey: '={{ $now.toMillis() + Math.random() }}', maxWait: 0 };
		const result = await run(text({ options }), retries);
		expect(outputOf(result)).toMatchObject([{ json: { replayed: true } }]);
		expect(contents()).toHaveLength(1);
		expect(new Set(keys()).size).toBe(1);
	});

	it('is free again after a refusal (K04)', async () => {
		const toPerson = { sendTo: 'phoneNumber', destinationNumber: '={{ $json.to }}' };
		const parameters = own('pedido-3', toPerson);
		server().fault({ route: SEND, nth: 1, status: 400, body: { code: 'VALIDATION_ERROR' } });
		expect(errorOf(await run(parameters, {}, items({ to: PEOPLE.ana })))).toBeDefined();
		expect(errorOf(await run(parameters, {}, items({ to: PEOPLE.bruno })))).toBeUndefined();
		expect(contents()).toEqual(['Oi']);
	});

	it('does its work inside one run too (K06)', async () => {
		const result = await run(own('pedido-4'), {}, items({}, {}));
		expect(contents()).toEqual(['Oi']);
		expect(outputOf(result).map(({ json }) => json.replayed)).toEqual([undefined, true]);
	});

	it.each([
		['chats', { groupId: locator('={{ $json.chat }}', 'id') }],
		['texts', { text: '={{ $json.chat }}' }],
		['options', { options: { idempotencyKey: 'pedido-', labels: '={{ $json.chat }}' } }],
	])('stops before anything where other %s have the same (K07)', async (_what, more) => {
		const chats = [GROUPS.modern, GROUPS.legacy, GROUPS.lonely].map((chat) => ({ chat }));
		const error = errorOf(await run(own('pedido-', more), {}, items(...chats)))!;
		expect(error.message).toBe(
			`"pedido-" in 'Idempotency Key' is the same for items 0 and 1, whose messages differ`,
		);
		expect(server().log).toEqual([]);
	});

	it.each(['promoção-natal', 'pedido-🛒', 'a\nb', 'x'.repeat(256), { id: 1 }, true, ['a']])(
		'is refused by name before anything: %j (K08, K09)',
		async (key) => {
			const result = await run(own('={{ $json.key }}'), {}, items({ key } as IDataObject));
			expect(errorOf(result)!.message).toMatch(/in 'Idempotency Key' (cannot be used|has 256)/);
			expect(server().log).toEqual([]);
		},
	);

	it.each([
		[1001, '1001'],
		['#2', '#2'],
		[' a b ', 'a b'],
		['~'.repeat(255), '~'.repeat(255)],
	])('may be %j (K09)', async (key, sent) => {
		await run(own('={{ $json.key }}'), {}, items({ key }));
		expect(keys()).toEqual([sent]);
	});

	it.each([null, '', '  '])('is not set by %j (K09)', async (key) => {
		await run(own('={{ $json.key }}'), {}, items({ key }, { key }));
		expect(contents()).toEqual(['Oi', 'Oi']);
		expect(new Set(keys()).size).toBe(2);
	});

	it('keeps three people with one text apart, each under a key of its own', async () => {
		const chats = [GROUPS.modern, GROUPS.legacy, GROUPS.lonely];
		const groupId = locator('={{ $json.chat }}', 'id');
		const input = items(...chats.map((chat) => ({ chat })));
		for (let execution = 0; execution < 2; execution++) {
			await run(own('=aviso-{{ $json.chat }}', { groupId }), {}, input);
		}
		expect(contents()).toEqual(['Oi', 'Oi', 'Oi']);
	});
});

describe('what has no key', () => {
	it.each([
		['group: create', { operation: 'create', subject: 'Obra 43' }, 'POST /groups'],
		[
			'group: reset link',
			{ operation: 'getInviteLink', groupId: locator(GROUPS.modern), resetLink: true },
			'POST /groups/:groupId/invite',
		],
	])('is not done again where its response got lost: %s', async (_name, parameters, route) => {
		server().fault({ route, nth: 1, reset: 'after' });
		const result = await run({ resource: 'group', ...parameters }, retries);
		expect(errorOf(result)!.description).toMatch(/may have been .*\. Check on the phone/);
		expect(server().log).toHaveLength(1);
		expect(keys()).toEqual([undefined]);
	});
});
