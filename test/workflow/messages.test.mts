import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import {
	GROUPS,
	KEYS,
	MESSAGES,
	NUMBERS,
	PEOPLE,
	SHAPE_VALUES,
} from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls, body } = useServer();
const run = async (parameters: INodeParameters, extra: object = {}) =>
	await runNode(account(KEY), { parameters: { resource: 'message', ...parameters }, ...extra });

const schedule = async (count: number): Promise<string[]> => {
	const parameters = {
		resource: 'message',
		operation: 'sendText',
		groupId: locator(GROUPS.modern),
		text: 'Oi',
		options: { deliverAt: '2036-01-01T10:00' },
	};
	const input = Array.from({ length: count }, () => ({ json: {} }));
	const { items } = await runNode(account(KEY), { parameters }, input);
	server().log.length = 0;
	return items.map(({ json }) => String(json.id));
};

describe('message: get', () => {
	it.each(['id', 'correlationId', 'externalMessageId'] as const)(
		'finds a message by its %s',
		async (name) => {
			const [id] = await schedule(1);
			const message = server().advance(id!, 'READ');
			const { items } = await run({ operation: 'get', messageId: message[name]! });
			expect(items[0]!.json).toMatchObject({ id, status: 'READ', readAt: expect.any(String) });
		},
	);

	it('encodes the id in the path', async () => {
		const { error } = await run({ operation: 'get', messageId: 'wamid.A/B==' });
		expect(calls()).toEqual(['GET /messages/wamid.A%2FB%3D%3D']);
		expect(error!.message).toMatch(
			/^Pilot Status does not find message "wamid\.A\/B==" with this key/,
		);
	});

	it('renames a top-level error, which n8n would take for a failure and run the node again', async () => {
		const answer = { id: 'msg_1', status: 'FAILED', error: 'WHATSAPP_NOT_EXIST' };
		server().fault({ route: 'GET /messages/:messageId', status: 200, body: answer });
		const { items } = await run(
			{ operation: 'get', messageId: 'msg_1' },
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		);
		expect(items[0]!.json).toEqual({
			id: 'msg_1',
			status: 'FAILED',
			errorMessage: 'WHATSAPP_NOT_EXIST',
		});
		expect(calls()).toHaveLength(1);
	});

	it.each([null, 'other'])(
		'keeps the error text of the API beside an error of %j',
		async (error) => {
			const answer = { id: 'msg_1', errorMessage: 'GONE', error };
			server().fault({ route: 'GET /messages/:messageId', status: 200, body: answer });
			const { items } = await run({ operation: 'get', messageId: 'msg_1' });
			expect(items[0]!.json).toEqual({ id: 'msg_1', errorMessage: 'GONE' });
		},
	);

	it.each([{}, { id: null }])('fills in the id that the answer lacks: %j', async (lack) => {
		const body = { ...lack, status: 'SENT' };
		server().fault({ route: 'GET /messages/:messageId', status: 200, body });
		const { items } = await run({ operation: 'get', messageId: 'cor_9' });
		expect(items[0]!.json).toEqual({ id: 'cor_9', status: 'SENT' });
	});
});

describe('message: cancel', () => {
	it('takes any number of ids, in hundreds, from text or an array', async () => {
		const ids = await schedule(205);
		const list = `={{ ${JSON.stringify([...ids, 'msg_x'])} }}`;
		const { items } = await run({ operation: 'cancel', messageIds: list });
		expect(
			server().log.map(({ body: sent }) => (sent as { messageIds: string[] }).messageIds.length),
		).toEqual([100, 100, 6]);
		expect(items[0]!.json).toEqual({
			cancelledCount: 205,
			failedCount: 1,
			cancelled: ids,
			failed: [{ id: 'msg_x', reason: 'NOT_FOUND' }],
		});
	});

	it('gives counts alone where the API gives no more', async () => {
		server().shapes.cancelBody = 'counts';
		const [id] = await schedule(1);
		const { items } = await run({ operation: 'cancel', messageIds: `${id}\nmsg_x` });
		expect(items[0]!.json).toEqual({ cancelledCount: 1, failedCount: 1 });
	});

	it('says why a message could not be taken back', async () => {
		const [id] = await schedule(1);
		server().advance(id!, 'SENT');
		const { items } = await run({ operation: 'cancel', messageIds: id! });
		expect(items[0]!.json.failed).toEqual([{ id, reason: 'NOT_CANCELABLE' }]);
	});
});

describe('message: getAll', () => {
	/** Somebody writes that many messages in the group, after the one of the seed. */
	const write = (count: number, groupId: string = GROUPS.modern) => {
		for (let n = 1; n <= count; n++) {
			server().receive({
				numberId: NUMBERS.go.id,
				groupId,
				from: PEOPLE.ana,
				text: `${groupId} ${n}`,
			});
		}
	};
	const list = async (parameters: INodeParameters) => {
		const { items, error } = await run({ operation: 'getAll', ...parameters });
		expect(error).toBeUndefined();
		return items.map(({ json }) => json);
	};

	it.each([
		[{ limit: 5 }, 5, [{ page: '1', pageSize: '5' }]],
		[{ limit: 100 }, 100, [{ page: '1', pageSize: '100' }]],
		[
			{ limit: 150 },
			150,
			[
				{ page: '1', pageSize: '100' },
				{ page: '2', pageSize: '100' },
			],
		],
		[{ returnAll: true }, 251, [1, 2, 3].map((page) => ({ page: `${page}`, pageSize: '100' }))],
	])('with %j stops as soon as it can', async (parameters, count, pages) => {
		write(250);
		expect(await list(parameters)).toHaveLength(count);
		expect(server().log.map(({ query }) => query)).toEqual(pages);
	});

	it('gives every message once though new ones shift the pages', async () => {
		write(150);
		const page = (ids: number[]) => ({
			messages: ids.map((id) => ({ id: `m${id}`, groupId: GROUPS.modern })),
			totalPages: 2,
		});
		const ids = (from: number) => Array.from({ length: 100 }, (_, at) => from - at);
		server().fault({ route: 'GET /messages/group', nth: 1, status: 200, body: page(ids(200)) });
		server().fault({ route: 'GET /messages/group', nth: 2, status: 200, body: page(ids(103)) });
		const found = await list({ returnAll: true });
		expect(found.map(({ id }) => id)).toEqual(
			Array.from({ length: 197 }, (_, at) => `m${200 - at}`),
		);
	});

	it.each([
		['a picked group', locator(GROUPS.legacy)],
		['a plain id', GROUPS.legacy],
	])('filters by %s here', async (_name, groupId) => {
		write(3, GROUPS.legacy);
		write(120);
		const found = await list({ limit: 2, filters: { groupId } });
		expect(found.map(({ content }) => content)).toEqual([
			`${GROUPS.legacy} 3`,
			`${GROUPS.legacy} 2`,
		]);
		expect(server().log.map(({ query }) => query)).toEqual(
			['1', '2'].map((page) => ({ page, pageSize: '100' })),
		);
	});

	it.each([
		...SHAPE_VALUES.messageFrom.map((value) => ['messageFrom', value] as const),
		...SHAPE_VALUES.messageGroup.map((value) => ['messageGroup', value] as const),
	])('names sender and group alike when %s is %s', async (name, value) => {
		Object.assign(server().shapes, { [name]: value });
		const found = await list({ filters: { groupId: GROUPS.modern } });
		expect(found).toEqual([
			expect.objectContaining({
				id: MESSAGES.go.id,
				from: `+${PEOPLE.ana}`,
				groupId: GROUPS.modern,
			}),
		]);
	});

	it.each<[string, object]>([
		['history', { startDate: '2020-01-01T03:00:00.000Z', endDate: '2036-01-01T00:00:00.000Z' }],
		// It takes no dates, and n8n passes on no field that it does not show.
		['unread', {}],
	])('lists the source %s', async (source, dates) => {
		const found = await list({
			source,
			filters: { startDate: '2020-01-01', endDate: '2036-01-01T00:00Z' },
		});
		expect(found.map(({ id }) => id)).toEqual([MESSAGES.go.id]);
		expect(calls()).toEqual([`GET /messages/${source}`]);
		expect(server().log[0]!.query).toEqual({ page: '1', pageSize: '50', ...dates });
	});

	it('reads unread messages until a page is not full, since their total counts something else', async () => {
		const messages = (from: number, to: number) =>
			Array.from({ length: to - from }, (_, n) => ({ id: `m${from + n}` }));
		const pages = [messages(0, 100), messages(100, 200), messages(200, 203)];
		for (const [index, page] of pages.entries()) {
			const body = { messages: page, total: 7, page: index + 1, pageSize: 100, totalPages: 1 };
			server().fault({ route: 'GET /messages/unread', nth: index + 1, status: 200, body });
		}
		expect(await list({ source: 'unread', returnAll: true })).toHaveLength(203);
		expect(calls()).toHaveLength(3);
	});

	it.each(['group', 'history', 'unread'])('gives objects of %s as they are', async (source) => {
		const redacted = {
			id: 'm1',
			from: null,
			fromName: null,
			content: null,
			media: null,
			redacted: true,
			groupId: null,
		};
		const body = { messages: [redacted], total: 1, page: 1, pageSize: 50, totalPages: 1 };
		server().fault({ route: `GET /messages/${source}`, status: 200, body });
		expect(await list({ source })).toStrictEqual([redacted]);
	});

	it('tells in a hint that the number stores nothing', async () => {
		server().state.numbers.find(({ id }) => id === NUMBERS.go.id)!.piiRelayOnly = true;
		const { items, run: whole } = await run({ operation: 'getAll' });
		expect(items).toEqual([]);
		const hints = whole.data.resultData.runData['Pilot Status']![0]!.hints;
		expect(hints).toEqual([
			{ message: expect.stringMatching(/PII_RELAY_ONLY/), location: 'outputPane' },
		]);
	});

	it('says that there are no group messages on a Meta number without groups', async () => {
		const parameters = { resource: 'message', operation: 'getAll' };
		const { error } = await runNode(account(KEYS.meta), { parameters });
		expect(error!.context.code).toBe('META_GROUPS_NOT_ELIGIBLE');
		expect(body(0)).toBeUndefined();
	});
});

it('forgets a group to filter by that was picked for another source, which n8n no longer shows', async () => {
	const filters = { groupId: locator('Obra') };
	const { error } = await run({ operation: 'getAll', source: 'history', filters });
	expect(error).toBeUndefined();
	expect(calls()).toEqual(['GET /messages/history']);
});
