import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, NEWSLETTERS, PEOPLE } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls } = useServer();
const CHECK = 'Check on the phone or in the Pilot Status dashboard before you try again.';
const AGAIN =
	"Try again. When it happens again, check 'Base URL' in the credential: another service may be answering there.";

/** Runs an operation on messages whose route gives these answers, one per request. */
async function answered(route: string, answers: unknown[], parameters: INodeParameters) {
	for (const [at, answer] of answers.entries()) {
		server().fault({ route, nth: at + 1, status: 200, body: answer });
	}
	const { items, error, run } = await runNode(account(KEY), {
		parameters: { resource: 'message', ...parameters },
	});
	expect(calls()).toHaveLength(answers.length);
	return {
		outcome: error ? [error.message, error.description] : items.map(({ json }) => json),
		hints: run.data.resultData.runData['Pilot Status']![0]!.hints ?? [],
	};
}

const send = async (answer: unknown) => {
	const parameters = { operation: 'sendText', groupId: locator(GROUPS.modern), text: 'Oi' };
	return (await answered('POST /messages/send', [answer], parameters)).outcome;
};
const get = async (answer: unknown) => {
	const parameters = { operation: 'get', messageId: 'msg_1' };
	return (await answered('GET /messages/:messageId', [answer], parameters)).outcome;
};
const cancel = async (count: number, ...answers: unknown[]) => {
	const messageIds = Array.from({ length: count }, (_, at) => `msg_${at}`).join(',');
	const parameters = { operation: 'cancel', messageIds };
	return (await answered('DELETE /messages/cancel', answers, parameters)).outcome;
};
const list = async (source: string, answers: unknown[], more: INodeParameters = {}) => {
	const parameters = { operation: 'getAll', source, returnAll: true, ...more };
	return await answered(`GET /messages/${source}`, answers, parameters);
};

describe('the answer to a send', () => {
	it.each<[unknown, IDataObject]>([
		[{ id: 'msg_1' }, { id: 'msg_1' }],
		[{ correlationId: 'cor_1' }, { correlationId: 'cor_1' }],
		[{ data: { id: 'msg_1', status: 'QUEUED' } }, { id: 'msg_1', status: 'QUEUED' }],
		[{ message: { id: 'msg_1' } }, { id: 'msg_1' }],
	])('%j gives the message', async (answer, message) => {
		expect(await send(answer)).toEqual([message]);
	});

	it.each<[unknown]>([[{ status: 'QUEUED' }], [[{ id: 'msg_1' }]], ['"sent"']])(
		'%j is a failure, and the message may be out',
		async (answer) => {
			expect(await send(answer)).toEqual([
				'Pilot Status accepted the request but gave no id for the message',
				`The message may have been sent. ${CHECK}`,
			]);
		},
	);
});

it.each<[INodeParameters, string]>([
	[{ sendTo: 'group', groupId: GROUPS.modern }, `group "${GROUPS.modern}" with this key`],
	[
		{ sendTo: 'newsletter', newsletterId: NEWSLETTERS.go },
		`newsletter "${NEWSLETTERS.go}" with this key`,
	],
	[{ sendTo: 'phoneNumber', destinationNumber: PEOPLE.ana }, 'what the request names'],
])('a send to %j that is not found names %s', async (to, what) => {
	server().fault({ route: 'POST /messages/send', status: 404 });
	const parameters = { resource: 'message', operation: 'sendText', ...to, text: 'Oi' };
	const { error } = await runNode(account(KEY), { parameters });
	expect(error?.message).toBe(`Pilot Status does not find ${what}`);
});

describe('the answer to a look-up', () => {
	it.each<[unknown]>([
		[{ id: 'msg_1', status: 'SENT' }],
		[{ data: { id: 'msg_1', status: 'SENT' } }],
		[{ message: { status: 'SENT' } }],
	])('%j gives the message', async (answer) => {
		expect(await get(answer)).toEqual([{ id: 'msg_1', status: 'SENT' }]);
	});

	it('is a failure when it is a list', async () => {
		expect(await get([{ id: 'msg_1' }])).toEqual([
			'Pilot Status accepted the request but gave no message',
			AGAIN,
		]);
	});
});

describe('the answer to cancelling two messages', () => {
	const [first, second] = ['msg_0', 'msg_1'];
	const half = (cancelled: unknown[], failed: unknown[]) => ({
		cancelledCount: 1,
		failedCount: 1,
		cancelled,
		failed,
	});

	it.each<[IDataObject, IDataObject]>([
		[{ data: { cancelled: [first], failed: [second] } }, half([first], [second])],
		[{ canceled: [first], notFound: [second] }, half([first], [second])],
		[{ cancelled: [second] }, half([second], [{ id: first }])],
		[{ cancelled: [{ id: first }] }, half([{ id: first }], [{ id: second }])],
		[{ canceled: 1 }, { cancelledCount: 1, failedCount: 1 }],
	])('%j gives %j', async (answer, outcome) => {
		expect(await cancel(2, answer)).toEqual([outcome]);
	});

	it.each<[unknown]>([[{ success: true }], [[first, second]], [{ cancelled: 'all' }]])(
		'%j is a failure',
		async (answer) => {
			expect(await cancel(2, answer)).toEqual([
				'Pilot Status accepted the request but gave no word on what was cancelled',
				`The messages may have been cancelled. ${CHECK}`,
			]);
		},
	);
});

describe('the answers to cancelling two hundred messages', () => {
	const lists = { cancelled: ['msg_0'], failed: ['msg_1'] };
	const counts = { cancelled: 99 };

	it('make one of their lists', async () => {
		expect(await cancel(200, lists, { cancelled: [], failed: ['msg_100'] })).toEqual([
			{ cancelledCount: 1, failedCount: 2, cancelled: ['msg_0'], failed: ['msg_1', 'msg_100'] },
		]);
	});

	it.each([[[lists, counts]], [[counts, lists]]])('make counts of %j', async (answers) => {
		expect(await cancel(200, ...answers)).toEqual([{ cancelledCount: 100, failedCount: 2 }]);
	});
});

describe('lists of messages', () => {
	const messages = (from: number, count: number) =>
		Array.from({ length: count }, (_, at) => ({ id: `m${from + at}` }));

	it.each<[string, unknown[], number]>([
		['end with a short page', [messages(0, 100), messages(100, 3)], 103],
		['end with a short page under "data"', [{ data: messages(0, 99) }], 99],
		['end with an empty page', [messages(0, 100), []], 100],
		['end with the last page', [{ messages: messages(0, 100), totalPages: 1 }], 100],
		[
			'go on after a short page that is not the last',
			[
				{ messages: messages(0, 2), totalPages: 2 },
				{ messages: messages(2, 100), totalPages: 2 },
			],
			102,
		],
		[
			'end with an empty page, whatever number of pages there is said to be',
			[
				{ messages: messages(0, 100), totalPages: 9 },
				{ messages: [], totalPages: 9 },
			],
			100,
		],
	])('%s', async (_what, answers, count) => {
		const { outcome, hints } = await list('history', answers);
		expect(outcome).toEqual(messages(0, count));
		expect(hints).toEqual([]);
	});

	it('keep messages without an id, and nothing that is no message', async () => {
		const found = [{ content: 'a' }, null, 'b', { content: 'a' }];
		const { outcome } = await list('unread', [found]);
		expect(outcome).toEqual([{ content: 'a' }, { content: 'a' }]);
	});

	it.each(['history', 'unread'])('of %s keep their names, and know no groups', async (source) => {
		const found = [{ id: 'm1', sender: '5511987654321', chatId: GROUPS.legacy }];
		const filters = { groupId: locator(GROUPS.modern) };
		expect((await list(source, [found], { filters })).outcome).toEqual(found);
	});

	it('are missed in any other answer', async () => {
		expect((await list('group', [{ total: 0 }])).outcome).toEqual([
			'Pilot Status accepted the request but gave no list of messages',
			AGAIN,
		]);
	});
});
