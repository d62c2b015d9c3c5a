import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { checkApi } from '../../scripts/live/check.mts';
import { ask } from '../../scripts/live/client.mts';
import {
	GROUPS,
	KEYS,
	NUMBERS,
	PEOPLE,
	SHAPE_VALUES,
	startReferenceServer,
} from 'pilotstatus-reference-server';
import type { ReferenceServer, ShapeName } from 'pilotstatus-reference-server';

let server: ReferenceServer;
beforeAll(async () => {
	// By hand: what cannot be delivered is not tried again while a test looks.
	server = await startReferenceServer({ clock: 'manual' });
});
beforeEach(() => server.reset());
afterAll(async () => await server.close());

/** A run of the check: its lines, and whether all was as the contract says. */
async function check(options: { key?: string; write?: boolean; baseUrl?: string } = {}) {
	const { key = KEYS.go, write = false, baseUrl = server.url } = options;
	const lines: string[] = [];
	const group = write ? GROUPS.modern : undefined;
	const isSame = await checkApi({ key, baseUrl, write, group }, (line) => lines.push(line));
	return { lines, isSame, text: lines.join('\n') };
}

/** A message that failed and one that came in, both told to a webhook that nobody answers at. */
async function history(): Promise<void> {
	const hook = { name: 'hook', url: 'http://127.0.0.1:9/', events: ['*'] };
	await ask(server.url, KEYS.go, { method: 'POST', path: '/webhooks', body: hook });
	const body = { groupId: GROUPS.modern, text: 'Segredo' };
	const send = { method: 'POST', path: '/messages/send', body } as const;
	const sent = (await ask(server.url, KEYS.go, send)).body as { id: string };
	server.advance(sent.id, 'FAILED', 'NUMBER_NOT_FOUND_REMOVED');
	server.receive({ numberId: NUMBERS.go.id, groupId: GROUPS.modern, from: PEOPLE.ana, text: 'Oi' });
	await server.settled();
	server.log.length = 0;
}

/** Points that only a change would show which people see, or which nothing shows. */
const UNSEEN: readonly ShapeName[] = [
	'genericRefusal',
	'idempotency',
	'tenantKeyWithNumber',
	'tenantHistoryStatus',
	'tenantConversations',
	'sourceNumber',
	'templateHeader',
	'templateDeleteStatus',
	'newslettersOffline',
	'webhookStar',
	'numberKeysOnNumbers',
	'numberStatus',
	'connectCodes',
	'qrcodeForm',
	'groupCreateBody',
	'groupWriteStatus',
	'groupWriteBody',
	'resultList',
	'resultsListed',
	'resultId',
	'resultStatus',
	'countryDigit',
	'webhookNulls',
	'webhookGroupStatusTo',
	'webhookReplyEvents',
	'webhookReplyContent',
	'webhookRowId',
	'webhookReplyGroup',
	'webhookMediaType',
	'metaMediaLink',
	'webhookOwnMessages',
	'webhookNative',
	'callPhones',
	'callNulls',
	'callEvents',
];
const SWITCHED = (Object.keys(SHAPE_VALUES) as ShapeName[])
	.filter((point) => !UNSEEN.includes(point))
	.flatMap((point) => SHAPE_VALUES[point].map((value) => [point, value] as const));

describe('the check of the real API', () => {
	it('finds the reference server as the contract says, in every question', async () => {
		await history();
		const { lines, isSame } = await check({ write: true });
		const asked = lines.filter((line) => /^(GET|POST|DELETE) /.test(line));
		expect(asked.length).toBe(25);
		expect(asked.filter((line) => !line.endsWith('as the contract says'))).toEqual([]);
		expect(lines).toContain(`Still open: ${UNSEEN.join(', ')}`);
		expect(isSame).toBe(true);
	});

	it.each(SWITCHED)('names the open point %s when the answer is %s', async (point, value) => {
		server.shapes[point] = value as never;
		await history();
		const { lines, isSame } = await check({ write: true });
		const usual = SHAPE_VALUES[point][0];
		const note = value === usual ? '' : ` (default: ${usual})`;
		expect(lines).toContain(`  ${point}: ${value}${note}`);
		expect(isSame).toBe(true);
	});

	it('asks for nothing but to read, unless it may write', async () => {
		await history();
		await check();
		expect(server.log.length).toBe(18);
		expect(server.log.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('leaves nothing behind when it writes', async () => {
		const { lines } = await check({ write: true });
		const writes = server.log.filter(({ method }) => method !== 'GET');
		expect(writes.map(({ route, status, body }) => [route, status, body])).toEqual([
			['POST /groups/:groupId/invite', 200, {}],
			['POST /messages/send', 202, expect.objectContaining({ groupId: GROUPS.modern })],
			['DELETE /messages/cancel', 200, { messageIds: [expect.any(String)] }],
			['POST /webhooks', 201, expect.objectContaining({ events: [] })],
			['DELETE /webhooks/:webhookId', 200, undefined],
		]);
		const { deliverAt } = writes[1]!.body as { deliverAt: string };
		expect(Date.parse(deliverAt) - Date.now()).toBeGreaterThan(29 * 24 * 60 * 60 * 1000);
		expect(server.state.messages.at(-1)!.status).toBe('CANCELED');
		expect(server.state.webhooks).toEqual([]);
		expect(lines.filter((line) => line.startsWith('NOT '))).toEqual([]);
	});

	it('says what it could not take away', async () => {
		server.fault({ route: 'DELETE /messages/cancel', status: 500 });
		server.fault({ route: 'DELETE /webhooks/:webhookId', reset: 'before' });
		const { text, isSame } = await check({ write: true });
		expect(text).toContain(`NOT CANCELLED: cancel the message ${server.state.messages.at(-1)!.id}`);
		expect(text).toContain(`NOT DELETED: delete the webhook ${server.state.webhooks[0]!.id}`);
		expect(text).toMatch(/^DELETE \/webhooks\/\{webhookId\}: no answer \(\w+\); it may have been/m);
		expect(isSame).toBe(false);
	});

	it('cancels also after an answer that it did not expect, and says when it cannot know what', async () => {
		const route = 'POST /messages/send';
		server.fault({ route, nth: 1, status: 200, after: true, body: { id: 'msg_1', status: 'OK' } });
		const { text } = await check({ write: true });
		expect(text).toContain('  status 200, the contract says 202\n');
		expect(text).toContain('  status: the word OK, the contract knows QUEUED\n');
		expect(server.log.find(({ route: at }) => at === 'DELETE /messages/cancel')!.body).toEqual({
			messageIds: ['msg_1'],
		});
		server.fault({ route, nth: 1, status: 202, after: true, body: {} });
		expect((await check({ write: true })).text).toContain('  MADE WITHOUT AN ID: look for it');
	});

	it.each([
		['offline', KEYS.offline, 'GET /groups: 409, refused with WHATSAPP_INSTANCE_NOT_CONNECTED'],
		['Meta', KEYS.metaOba, 'GET /newsletters: 400, refused with NOT_SUPPORTED_FOR_META'],
	])('takes a documented refusal for no difference (%s)', async (_name, key, line) => {
		const { lines, isSame } = await check({ key });
		expect(lines).toContain(line);
		expect(isSame).toBe(true);
	});

	it.each([
		['unknown', 'ps_unknown'],
		['of a tenant', KEYS.tenant],
	])('stops at once with a key that is %s', async (_name, key) => {
		const { text, isSame } = await check({ key });
		expect(text).toContain('The API refuses this key.');
		expect(server.log).toHaveLength(1);
		expect(isSame).toBe(false);
	});

	it('tells of an API that cannot be reached', async () => {
		const { lines, isSame } = await check({ baseUrl: 'http://127.0.0.1:9' });
		expect(lines).toContain('GET /groups: no answer (ECONNREFUSED)');
		expect(isSame).toBe(false);
	});
});

describe('differences from the contract', () => {
	const group = { id: GROUPS.modern, name: 'Obra 42' };
	const template = { id: 'a', name: 'b', category: 'OTP', body: '', buttons: [], source: 'META' };

	it.each<[what: string, route: string, answer: unknown, lines: string[]]>([
		['no list', 'GET /groups', {}, ['groups: missing, the contract says array']],
		[
			'another list',
			'GET /groups',
			{ items: [group, group], cursor: null },
			[
				'groups: missing, the contract says array',
				'items: unknown field, [{ id: text (…@g.us), name: text }]',
				'cursor: unknown field, null',
			],
		],
		[
			'other fields',
			'GET /groups',
			{ groups: [group, { id: 7, subject: 'Obra' }] },
			[
				'groups[].id: number, the contract says string',
				'groups[].name: missing, the contract says string',
				'groups[].subject: unknown field, text',
			],
		],
		[
			'another id',
			'GET /groups',
			{ groups: [{ ...group, id: '12036300' }] },
			['groups[].id: text (digits), the contract: must be a group id that ends in @g.us'],
		],
		[
			'an unknown word, in the nearest of two forms',
			'GET /templates',
			[{ ...template, metaStatus: 'IN_APPEAL', metaLanguage: null, sendable: true }],
			[
				'[].metaStatus: the word IN_APPEAL, the contract knows APPROVED, PENDING, REJECTED, DISABLED',
			],
		],
		[
			'a list for an object',
			'GET /messages/unread',
			[],
			['the answer: [], the contract says object'],
		],
		[
			'a form that no union has',
			'GET /groups/:groupId',
			{ subject: 'Obra', participants: [7] },
			['participants[]: number, none of the forms in the contract'],
		],
		[
			'HTML',
			'GET /messages/unread',
			'<html></html>',
			['the answer: text (HTML), the contract says object'],
		],
		[
			'data in place of names',
			'GET /groups',
			{ groups: [], '5511987654321': { 'Ana Souza': '+5511987654321' } },
			['<data>: unknown field, { <data>: text (+digits) }'],
		],
	])('tells of %s', async (_what, route, answer, expected) => {
		server.fault({ route, status: 200, body: answer });
		const { lines, isSame } = await check();
		const [method, path] = route.split(' ');
		const title = `${method} ${path!.replace(':groupId', '{groupId}')}: 200, different`;
		const at = lines.indexOf(title);
		expect(at).toBeGreaterThan(-1);
		const below = lines.slice(at + 1);
		const end = below.findIndex((line) => !line.startsWith('  '));
		expect(below.slice(0, end)).toEqual(expected.map((line) => `  ${line}`));
		expect(isSame).toBe(false);
	});

	it('tells of another status and another code', async () => {
		server.fault({ route: 'GET /newsletters', status: 418, body: { code: 'TEAPOT', trace: 1 } });
		server.fault({
			route: 'GET /webhooks/:webhookId',
			status: 404,
			body: { code: 'NOT_FOUND', message: 'no' },
		});
		const { text } = await check();
		expect(text).toContain(
			'GET /newsletters: 418, different\n  status 418, the contract says 200\n  code TEAPOT\n  trace: unknown field, number\n',
		);
		expect(text).toContain('  code NOT_FOUND, the contract says WEBHOOK_NOT_FOUND\n');
	});
});

describe('what it never prints', () => {
	it('no key, number, name or text, whatever the answers hold', async () => {
		await history();
		const echo = { [KEYS.go]: KEYS.go, code: KEYS.go, 'Ana Souza': 'Ana', message: PEOPLE.ana };
		server.fault({ route: 'GET /newsletters', status: 500, body: echo });
		server.fault({ route: 'GET /messages/unread', status: 302, headers: { location: KEYS.go } });
		const { text } = await check({ write: true });
		const { people, groups, messages, keys, numbers } = server.state;
		const secrets = [
			...people.flatMap(({ name, number }) => [name, number]),
			...groups.flatMap(({ id, subject }) => [id, subject]),
			...messages.map(({ content }) => content ?? ''),
			...keys.map(({ key }) => key),
			...numbers.map(({ phone }) => phone),
		].filter((secret) => secret !== '');
		expect(secrets.length).toBeGreaterThan(20);
		expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
		expect(text).not.toMatch(/\d{7}/);
	});
});
