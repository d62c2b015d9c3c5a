import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { KEYS, NUMBERS, TENANT_ID } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, refused } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const BODY = {
	name: 'n8n',
	url: 'https://n8n.example.com/hook?token=1',
	events: ['message.group'],
};
const create = (rest: object = {}, key: string = KEYS.go) =>
	call(server, 'POST', '/webhooks', { key, body: { ...BODY, ...rest } });
const get = (path = '', key: string = KEYS.go) => call(server, 'GET', `/webhooks${path}`, { key });
const patch = (id: string, body: object, key: string = KEYS.go) =>
	call(server, 'PATCH', `/webhooks/${id}`, { key, body });

describe('create, read, change, delete', () => {
	it('creates one and shows it alone and in the list', async () => {
		const { status, json } = await create();
		expect(status).toBe(201);
		expect(json).toEqual({
			...BODY,
			id: expect.stringMatching(/^wh_/),
			tenantId: TENANT_ID,
			environment: 'LIVE',
			active: true,
			apiKeys: ['key_go'],
			lastTriggered: null,
			whatsappNumberIds: [NUMBERS.go.id],
			whatsappInstanceIds: ['ins_go'],
			createdAt: expect.any(String),
			updatedAt: expect.any(String),
		});
		expect((await get(`/${json.id}`)).json).toEqual(json);
		expect((await get()).json).toEqual([json]);
	});

	it('changes what is given and nothing else', async () => {
		const { json: before } = await create();
		const paused = await patch(before.id, { active: false });
		const { apiKeys, lastTriggered, whatsappNumberIds, whatsappInstanceIds, ...smaller } = before;
		const rest = { apiKeys, lastTriggered, whatsappNumberIds, whatsappInstanceIds };
		expect(paused.json).toEqual({ ...smaller, active: false, updatedAt: expect.any(String) });
		const changed = await patch(before.id, { name: 'x', url: 'http://localhost/y', events: ['*'] });
		expect(changed.json).toEqual({
			...paused.json,
			name: 'x',
			url: 'http://localhost/y',
			events: ['*'],
			updatedAt: expect.any(String),
		});
		expect((await get(`/${before.id}`)).json).toEqual({ ...rest, ...changed.json });
	});

	it('deletes for good', async () => {
		const { json } = await create();
		expect((await call(server, 'DELETE', `/webhooks/${json.id}`)).status).toBe(200);
		const gone = await get(`/${json.id}`);
		expect([gone.status, gone.json.code]).toEqual([404, 'WEBHOOK_NOT_FOUND']);
		expect((await call(server, 'DELETE', `/webhooks/${json.id}`)).status).toBe(404);
	});

	it.each([
		[{ url: 'ftp://example.com' }, '/url'],
		[{ url: '/hook' }, '/url'],
		[{ name: '' }, '/name'],
		[{ events: ['message.grupo'] }, '/events/0'],
		[{ events: ['*', '*'] }, '/events/1'],
		[{ active: true }, '/active'],
	])('refuses to create with %j', async (rest, pointer) => {
		const answer = await create(rest);
		expect([answer.status, refused(answer)]).toEqual([400, [`body ${pointer}`]]);
	});

	it('refuses an empty change and one of the number', async () => {
		const { id } = (await create()).json;
		expect((await patch(id, {})).status).toBe(400);
		expect(refused(await patch(id, { whatsappNumberId: NUMBERS.evo.id }))).toEqual([
			'body /whatsappNumberId',
		]);
	});
});

describe('who sees what', () => {
	it('keeps numbers apart and shows the tenant all', async () => {
		const { id } = (await create()).json;
		const evo = (await create({}, KEYS.evo)).json;
		expect((await get('', KEYS.evo)).json).toEqual([evo]);
		for (const answer of [
			await get(`/${id}`, KEYS.evo),
			await patch(id, { active: false }, KEYS.evo),
			await get(`/${id}/logs`, KEYS.evo),
			await call(server, 'DELETE', `/webhooks/${id}`, { key: KEYS.evo }),
		]) {
			expect(answer.status).toBe(404);
		}
		expect((await get('', KEYS.tenant)).json.map((one: { id: string }) => one.id)).toEqual([
			id,
			evo.id,
		]);
	});

	it('wants a number from a tenant key, in the body or the header', async () => {
		const none = await create({}, KEYS.tenant);
		expect([none.status, none.json.code]).toEqual([400, 'NUMBER_REQUIRED']);
		const named = await create({ whatsappNumberId: NUMBERS.evo.id }, KEYS.tenant);
		expect(named.json.whatsappNumberIds).toEqual([NUMBERS.evo.id]);
		const byHeader = await call(server, 'POST', '/webhooks', {
			key: KEYS.tenant,
			body: BODY,
			headers: { 'x-whatsapp-number-id': NUMBERS.go.id },
		});
		expect(byHeader.json.whatsappNumberIds).toEqual([NUMBERS.go.id]);
	});

	it('refuses numbers that contradict the key, and foreign ones', async () => {
		expect((await create({ whatsappNumberId: NUMBERS.go.id })).status).toBe(201);
		const other = await create({ whatsappNumberId: NUMBERS.evo.id });
		expect([other.status, other.json.code]).toEqual([400, 'NUMBER_MISMATCH']);
		for (const key of [KEYS.go, KEYS.tenant]) {
			const foreign = await create({ whatsappNumberId: NUMBERS.foreign.id }, key);
			expect([foreign.status, foreign.json.code]).toEqual([404, 'NUMBER_NOT_FOUND']);
		}
	});
});

describe('events and logs', () => {
	it('drops events that the provider cannot emit, silently', async () => {
		const events = ['message.group', 'message.newsletter', 'call.ended', 'calls', '*'];
		const kept = async (key: string) => (await create({ events }, key)).json.events;
		expect(await kept(KEYS.evo)).toEqual(['message.group', 'message.newsletter', '*']);
		expect(await kept(KEYS.go)).toEqual(events);
		expect(await kept(KEYS.metaOba)).toEqual(['message.group', 'call.ended', 'calls', '*']);
		expect(await kept(KEYS.meta)).toEqual(['call.ended', 'calls', '*']);
		const { id } = (await create({}, KEYS.metaOba)).json;
		const changed = await call(server, 'PATCH', `/webhooks/${id}`, {
			key: KEYS.metaOba,
			body: { events },
		});
		expect(changed.json.events).not.toContain('message.newsletter');
	});

	it('shows the logs that are there, by event and limit', async () => {
		const { id } = (await create()).json;
		expect((await get(`/${id}/logs`)).json).toEqual([]);
		const entry = {
			status: 'SUCCESS' as const,
			statusCode: 200,
			payload: { event: 'message.group', data: {} },
			response: 'ok',
			durationMs: 12,
			createdAt: '2026-02-01T09:00:00.000Z',
		};
		const events = ['message.group', 'message.sent', 'message.group'];
		const logs = events.map((event, index) => ({ ...entry, event, durationMs: index }));
		server.state.webhooks[0]!.logs.push(...logs);
		expect((await get(`/${id}/logs`)).json).toEqual(logs);
		expect((await get(`/${id}/logs?event=message.group&limit=1`)).json).toEqual([logs[0]]);
		for (const limit of ['0', '51', 'all']) {
			expect(refused(await get(`/${id}/logs?limit=${limit}`))).toEqual(['query /limit']);
		}
	});
});
