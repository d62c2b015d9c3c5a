import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { KEYS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, GROUP_ENDPOINTS } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

describe('keys', () => {
	it('refuses a missing, unknown or Bearer key with 401', async () => {
		const answers = [
			await call(server, 'GET', '/templates', { key: null }),
			await call(server, 'GET', '/templates', { key: 'ps_nobody' }),
			await call(server, 'GET', '/templates', {
				key: null,
				headers: { authorization: `Bearer ${KEYS.evo}` },
			}),
		];
		for (const { status, json } of answers) {
			expect([status, json.code]).toEqual([401, 'INVALID_API_KEY']);
		}
	});

	it('takes the id of a key instead of the key, and refuses two that disagree', async () => {
		const byId = (id: string, key: string | null) =>
			call(server, 'GET', '/templates', { key, headers: { 'x-api-key-id': id } });
		expect((await byId('key_evo', null)).status).toBe(200);
		expect((await byId('key_evo', KEYS.evo)).status).toBe(200);
		expect((await byId('key_go', KEYS.evo)).status).toBe(401);
	});

	it.each([
		['a number key ignores its own number', KEYS.go, NUMBERS.go.id, NUMBERS.go.id],
		['a number key ignores another one', KEYS.go, NUMBERS.evo.id, NUMBERS.go.id],
		['a number key ignores a foreign one', KEYS.go, NUMBERS.foreign.id, NUMBERS.go.id],
		['a number key ignores none at all', KEYS.go, '', NUMBERS.go.id],
		['a tenant key acts for it', KEYS.tenant, NUMBERS.evo.id, NUMBERS.evo.id],
		[
			'a tenant key does not reach a foreign one',
			KEYS.tenant,
			NUMBERS.foreign.id,
			'NUMBER_NOT_IN_GRANT',
		],
		['nor one that is none', KEYS.tenant, 'num_0', 'NUMBER_NOT_IN_GRANT'],
	])('x-whatsapp-number-id: %s', async (_what, key, named, outcome) => {
		const headers = { 'x-whatsapp-number-id': named };
		const body = { destinationNumber: PEOPLE.ana, text: 'Oi' };
		const { json } = await call(server, 'POST', '/messages/send', { key, headers, body });
		expect(json.code ?? server.state.messages.at(-1)!.numberId).toBe(outcome);
		const history = await call(server, 'GET', '/messages/history', { key, headers });
		expect(history.status).toBe(json.code ? 403 : 200);
	});

	it('answers 404 when the number of a key is gone', async () => {
		server.state.numbers = server.state.numbers.filter(({ id }) => id !== NUMBERS.go.id);
		const { status, json } = await call(server, 'GET', '/templates');
		expect([status, json.code]).toEqual([404, 'LINKED_WHATSAPP_INSTANCE_NOT_FOUND']);
	});
});

describe.each(GROUP_ENDPOINTS)('%s %s', (method, path, body) => {
	it('refuses a Meta number without an Official Business Account', async () => {
		const { status, json } = await call(server, method, path, { key: KEYS.meta, body });
		expect([status, json.code]).toEqual([400, 'META_GROUPS_NOT_ELIGIBLE']);
	});

	it('refuses while the session is not open', async () => {
		const { status, json } = await call(server, method, path, { key: KEYS.offline, body });
		expect([status, json.code]).toEqual([409, 'WHATSAPP_INSTANCE_NOT_CONNECTED']);
	});

	it('refuses a tenant key', async () => {
		const { status, json } = await call(server, method, path, { key: KEYS.tenant, body });
		expect([status, json.code]).toEqual([403, 'TENANT_SCOPE_NOT_ALLOWED']);
	});

	it('refuses no key at all', async () => {
		const { status } = await call(server, method, path, { key: null, body });
		expect(status).toBe(401);
	});
});

describe('the order of checks', () => {
	const path = '/groups/not-a-group-id';
	const meta = () => server.state.numbers.find(({ id }) => id === NUMBERS.meta.id)!;

	it('is key, scope, provider, session, values, existence', async () => {
		meta().session = 'CLOSED';
		const codes = [];
		for (const key of ['ps_nobody', KEYS.tenant, KEYS.meta, KEYS.offline, KEYS.go]) {
			codes.push((await call(server, 'GET', path, { key })).json.code);
		}
		const unknown = await call(server, 'GET', '/groups/1%40g.us');
		expect([...codes, unknown.json.code]).toEqual([
			'INVALID_API_KEY',
			'TENANT_SCOPE_NOT_ALLOWED',
			'META_GROUPS_NOT_ELIGIBLE',
			'WHATSAPP_INSTANCE_NOT_CONNECTED',
			'VALIDATION_ERROR',
			'GROUP_NOT_FOUND',
		]);
	});

	it('looks at the caller before it looks at a broken body', async () => {
		const broken = { rawBody: '{"subject"' };
		expect((await call(server, 'POST', '/groups', { ...broken, key: null })).status).toBe(401);
		expect((await call(server, 'POST', '/groups', broken)).status).toBe(400);
	});
});

describe('sending and lists', () => {
	it('sends and lists with no tenant key', async () => {
		for (const [method, path] of [
			['POST', '/messages/send'],
			['GET', '/messages/x'],
			['DELETE', '/messages/cancel'],
			['GET', '/messages/group'],
			['GET', '/messages/history'],
			['GET', '/messages/unread'],
			['GET', '/templates'],
			['GET', '/templates/x'],
			['POST', '/templates'],
			['PUT', '/templates/x'],
			['DELETE', '/templates/x'],
			['GET', '/newsletters'],
			['GET', '/conversations'],
			['GET', '/analytics/dashboard'],
			['GET', '/leads'],
			['GET', '/leads/x'],
			['GET', '/referrals'],
			['GET', '/referrals/summary'],
			['GET', '/media/x?phoneNumberId=x'],
		] as const) {
			const { status, json } = await call(server, method, path, { key: KEYS.tenant });
			expect([path, status, json.code]).toEqual([path, 403, 'TENANT_SCOPE_NOT_ALLOWED']);
		}
	});

	it('reads templates while the phone is offline, but neither sends nor lists newsletters', async () => {
		const offline = { key: KEYS.offline };
		expect((await call(server, 'GET', '/templates', offline)).status).toBe(200);
		expect((await call(server, 'GET', '/newsletters', offline)).status).toBe(409);
		const body = { destinationNumber: '+5511987654321', text: 'Oi' };
		expect((await call(server, 'POST', '/messages/send', { ...offline, body })).status).toBe(409);
	});

	it('knows no newsletters on Meta numbers', async () => {
		for (const key of [KEYS.meta, KEYS.metaOba]) {
			const { status, json } = await call(server, 'GET', '/newsletters', { key });
			expect([status, json.code]).toEqual([400, 'NOT_SUPPORTED_FOR_META']);
		}
	});
});
