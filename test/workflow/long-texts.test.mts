import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { useServer } from '../harness/server.mts';
import { GROUPS } from 'pilotstatus-reference-server';
import { execute, NODE, outputOf, toRetry } from '../faults/executions.mts';
import { sentMessages } from '../faults/operations.mts';
import { KEY, locator } from './rows.mts';

const { server, account, body } = useServer();
const SEND = 'POST /messages/send';
const retries = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(3000));
const three = [A, B, C].join('\n\n');
const parameters = (options: INodeParameters, text = three): INodeParameters => ({
	resource: 'message',
	operation: 'sendText',
	sendTo: 'group',
	groupId: locator(GROUPS.modern),
	text,
	options: { splitLongText: true, maxWait: 0, ...options },
});
const run = async (options: INodeParameters = {}, sketch: Partial<INode> = {}, text = three) =>
	await execute(account(KEY), { parameters: parameters(options, text), ...sketch });
const keys = () => server().log.map(({ headers }) => headers['idempotency-key']);
const contents = () => sentMessages(server().state).map(({ content }) => content);
const bodies = () => server().log.map((_, nth) => body(nth) as IDataObject);
const offline = { error: 'Not connected', code: 'WHATSAPP_INSTANCE_NOT_CONNECTED' };

describe('a text that is split', () => {
	it('goes out in parts, one item each, paired with its own', async () => {
		const result = await run();
		expect(contents()).toEqual([A, B, C]);
		const ids = sentMessages(server().state).map(({ id }) => id);
		expect(outputOf(result).map(({ json }) => json.id)).toEqual(ids);
		expect(outputOf(result).map(({ pairedItem }) => pairedItem)).toEqual(
			ids.map(() => ({ item: 0 })),
		);
		expect(new Set(keys()).size).toBe(3);
		expect(result.data.resultData.runData[NODE]![0]!.hints ?? []).toEqual([]);
	});

	it('waits for its turn in the chat, and those behind it wait for all of it', async () => {
		const input = ['Um', three, 'Dois'].map((text) => ({ json: { text } }));
		const result = await execute(
			account(KEY),
			{ parameters: parameters({}, '={{ $json.text }}') },
			input,
		);
		expect(contents()).toEqual(['Um', A, B, C, 'Dois']);
		const items = outputOf(result).map(({ pairedItem }) => pairedItem);
		expect(items).toEqual([0, 1, 1, 1, 2].map((item) => ({ item })));
	});

	it('is one message while it is short enough, or not to be split', async () => {
		await run({}, {}, A);
		await run({ splitLongText: false });
		expect(contents()).toEqual([A, three]);
	});

	it('X08: is measured as it is sent', async () => {
		const bold = '**a**'.padEnd(410, ' b').padEnd(411, '.');
		const text = Array.from({ length: 10 }, () => bold).join('');
		expect(text).toHaveLength(4110);
		await run({ formatting: 'markdown' }, {}, text);
		expect(contents()).toHaveLength(1);
		expect(contents()[0]).toHaveLength(4090);
	});

	it('has buttons, header and footer with its last part, and all other options with each', async () => {
		const buttons = { values: [{ type: 'QUICK_REPLY', text: 'Sim' }] };
		await run({ buttons, header: 'Obra', footer: 'Fim', labels: 'obra', markRead: false });
		const each = { groupId: GROUPS.modern, labels: ['obra'], markRead: false };
		expect(bodies()).toEqual([
			{ ...each, text: A },
			{ ...each, text: B },
			{
				...each,
				text: C,
				buttons: [{ type: 'reply', label: 'Sim' }],
				header: { type: 'text', content: 'Obra' },
				footer: 'Fim',
			},
		]);
	});

	it.each([
		[undefined, ['00.000', '01.000', '02.000']],
		['2036-01-01T10:00:02Z', ['00.000', '01.000', '00.000']],
	])('is scheduled a second apart, if there is time until %s', async (deliverUntil, seconds) => {
		await run({ deliverAt: '2036-01-01T10:00:00Z', ...(deliverUntil && { deliverUntil }) });
		expect(bodies().map(({ deliverAt }) => deliverAt)).toEqual(
			seconds.map((time) => `2036-01-01T10:00:${time}Z`),
		);
	});
});

describe('a key of the user’s own', () => {
	it('X06: gives every part one made from it, under which nothing goes out twice', async () => {
		await run({ idempotencyKey: 'pedido-1' });
		const again = await run({ idempotencyKey: 'pedido-1' });
		expect(keys()).toEqual([
			'pedido-1',
			'pedido-1#2',
			'pedido-1#3',
			'pedido-1',
			'pedido-1#2',
			'pedido-1#3',
		]);
		expect(contents()).toEqual([A, B, C]);
		expect(outputOf(again).map(({ json }) => json.replayed)).toEqual([true, true, true]);
	});

	it('is refused where it leaves no room for the parts', async () => {
		const { data } = await run({ idempotencyKey: 'k'.repeat(254) });
		expect(data.resultData.error!.message).toContain(
			"in 'Idempotency Key' has 256 characters, and 255",
		);
		expect(server().log).toEqual([]);
	});

	it('is refused where another item has the key of a part', async () => {
		const input = [{ json: { text: three, key: 'p' } }, { json: { text: 'Oi', key: 'p#2' } }];
		const given = parameters({ idempotencyKey: '={{ $json.key }}' }, '={{ $json.text }}');
		const { data } = await execute(account(KEY), { parameters: given }, input);
		expect(data.resultData.error!.message).toBe(
			'"p#2" in \'Idempotency Key\' is the same for items 0 and 1, whose messages differ',
		);
		expect(server().log).toEqual([]);
	});
});

describe('X07: where a part in the middle fails', () => {
	it('the error says what went out, and Retry On Fail sends the rest only', async () => {
		server().fault({ route: SEND, nth: 2, status: 409, body: offline });
		const failed = await run();
		expect(failed.data.resultData.error!.description).toMatch(
			/Part 1 went out, and n8n's Retry sends the others only\.$/,
		);
		expect(contents()).toEqual([A]);
		const again = await execute(
			account(KEY),
			{ parameters: parameters({}) },
			[],
			undefined,
			toRetry(failed),
		);
		expect(again.data.resultData.error).toBeUndefined();
		expect(contents()).toEqual([A, B, C]);
		expect(outputOf(again)).toHaveLength(3);
	});

	it('and is tried again by n8n, each part goes out once', async () => {
		server().fault({ route: SEND, nth: 2, status: 409, body: offline });
		const result = await run({}, retries);
		expect(outputOf(result)).toHaveLength(3);
		expect(contents()).toEqual([A, B, C]);
		expect(server().log).toHaveLength(4);
	});

	it.each([[{}], [retries]])(
		'perhaps after it went out, neither it nor the rest leaves again: %j',
		async (sketch) => {
			server().fault({ route: SEND, nth: 2, status: 500 });
			const { data } = await run({}, sketch);
			expect(data.resultData.error!.description).toBe(
				'Part 1 went out. Part 2 of 3 may have been sent. Check on the phone or in the Pilot Status dashboard before you try again.',
			);
			expect(contents()).toEqual([A]);
			expect(server().log).toHaveLength(2);
		},
	);

	it('and its response gets lost, it is asked for under its key, and the rest follows', async () => {
		server().fault({ route: SEND, nth: 2, reset: 'after' });
		const result = await run({ maxWait: 5 });
		expect(outputOf(result)).toHaveLength(3);
		expect(contents()).toEqual([A, B, C]);
	});

	it('the last of three, both before it are named, also under Continue', async () => {
		server().fault({ route: SEND, nth: 3, status: 400 });
		const result = await run({}, { onError: 'continueRegularOutput' });
		expect(outputOf(result)).toMatchObject([
			{
				json: {
					hint: expect.stringMatching(
						/Parts 1 to 2 went out, and n8n's Retry sends the others only\.$/,
					),
				},
			},
		]);
		expect(contents()).toEqual([A, B]);
	});
});
