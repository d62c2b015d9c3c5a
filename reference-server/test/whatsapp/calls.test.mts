import { describe, expect, it } from '@jest/globals';

import { KEYS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { call, refused } from '../support/client.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, hook } = useWebhooks();
const post = (path: string, body?: object, key: string = KEYS.go) =>
	call(server(), 'POST', `/calls${path}`, { key, body });
const get = (path: string, key: string = KEYS.go) =>
	call(server(), 'GET', `/calls${path}`, { key });
const start = async (to: string = PEOPLE.ana): Promise<string> => (await post('', { to })).json.id;
const statusOf = async (id: string) => (await get(`/${id}`)).json.status;
const sdp = 'v=0';

/** Events and statuses that webhooks were told, without the engine's own. */
async function told(): Promise<unknown[]> {
	await server().settled();
	const bodies = server().deliveries.map(({ body }) => body);
	return bodies
		.filter(({ event }) => event.startsWith('call.'))
		.map((one) => [one.event, one.status]);
}

describe('a call of ours', () => {
	it('rings, is taken and hung up, and webhooks hear of it', async () => {
		await hook(['call.ringing', 'call.connected', 'call.ended', 'call.missed']);
		const { status, json } = await post('', { to: `+${PEOPLE.ana}` });
		expect([status, json]).toEqual([
			200,
			{ id: 'call_2', externalCallId: '3CALL2', status: 'INITIATED' },
		]);
		const { id } = json;
		server().clock.advance(1000);
		expect(await statusOf(id)).toBe('RINGING');
		server().clock.advance(5000);
		expect(await statusOf('3CALL2')).toBe('ACCEPTED');
		server().clock.advance(60_000);
		const { json: over } = await get(`/${id}`);
		const time = expect.stringMatching(/Z$/);
		expect(over).toEqual({
			id,
			externalCallId: '3CALL2',
			direction: 'OUTBOUND',
			status: 'COMPLETED',
			peerNumber: '+5511987654321',
			fromNumber: '+5511990000002',
			conversationId: PEOPLE.ana,
			bizOpaqueCallbackData: null,
			startedAt: time,
			connectedAt: time,
			endedAt: time,
			durationSeconds: 60,
			errorCode: null,
			errorMessage: null,
			createdAt: time,
			updatedAt: time,
		});
		expect(await told()).toEqual([
			['call.ringing', 'RINGING'],
			['call.connected', 'ACCEPTED'],
			['call.ended', 'COMPLETED'],
		]);
		expect(server().deliveries.at(-1)!.body.event).toBe('CallTerminate');
		expect(server().deliveries.find(({ body }) => body.event === 'call.ended')!.body).toEqual({
			event: 'call.ended',
			callId: id,
			externalCallId: '3CALL2',
			direction: 'OUTBOUND',
			status: 'COMPLETED',
			from: '+5511990000002',
			to: '+5511987654321',
			timestamp: over.endedAt,
			duration: 60,
		});
	});

	it('is missed by who takes none, and fails where there is no WhatsApp', async () => {
		await hook(['call.missed', 'call.ended']);
		const missed = await start(PEOPLE.private);
		const failed = await start(PEOPLE.unreachable);
		server().clock.advance(30_999);
		expect(await statusOf(missed)).toBe('RINGING');
		server().clock.advance(1);
		expect(await statusOf(missed)).toBe('MISSED');
		expect((await get(`/${failed}`)).json).toMatchObject({
			status: 'FAILED',
			errorCode: 'WHATSAPP_NOT_EXIST',
			durationSeconds: null,
		});
		expect(await told()).toEqual([
			['call.ended', 'FAILED'],
			['call.missed', 'MISSED'],
		]);
	});

	it('can be hung up before anybody takes it, and then no more', async () => {
		const id = await start();
		server().clock.advance(1000);
		expect((await post(`/${id}/terminate`)).json).toEqual({
			success: true,
			id,
			status: 'COMPLETED',
		});
		server().clock.advance(60_000);
		expect((await get(`/${id}`)).json).toMatchObject({
			status: 'COMPLETED',
			durationSeconds: null,
		});
		for (const [path, body] of [
			['terminate', undefined],
			['reject', undefined],
			['accept', {}],
			['play', { mediaUrl: 'https://example.com/a.mp3' }],
		] as const) {
			const { status, json } = await post(`/${id}/${path}`, body);
			expect([status, json.code]).toEqual([409, 'CALL_NOT_POSSIBLE']);
		}
	});

	it('is taken, refused or hung up by hand', async () => {
		const [first, second] = [await start(), await start(PEOPLE.private)];
		server().clock.advance(1000);
		server().peer(first, 'refuse');
		server().peer(second, 'take');
		server().clock.advance(7000);
		server().peer(second, 'hangUp');
		expect(await statusOf(first)).toBe('REJECTED');
		expect((await get(`/${second}`)).json).toMatchObject({
			status: 'COMPLETED',
			durationSeconds: 7,
		});
		expect(() => server().peer(first, 'take')).toThrow('take is not possible');
		expect(() => server().peer('call_0', 'take')).toThrow('there is no call call_0');
	});

	it('plays recordings, also such as wait for it to be taken', async () => {
		const id = await start();
		const mediaUrl = 'https://example.com/Aviso.MP3?v=1';
		expect((await post(`/${id}/play`, { mediaUrl })).json).toEqual({
			success: true,
			id,
			status: 'INITIATED',
		});
		server().clock.advance(6000);
		expect((await post(`/${id}/play`, { mediaUrl })).json.status).toBe('ACCEPTED');
		expect(server().state.calls[0]!.recordings).toEqual([mediaUrl, mediaUrl]);
		for (const wrong of ['https://example.com/a.ogg', 'ftp://example.com/a.mp3', 'a.mp3']) {
			expect(refused(await post(`/${id}/play`, { mediaUrl: wrong }))).toEqual(['body /mediaUrl']);
		}
	});
});

describe('a call to us', () => {
	const { id: numberId } = NUMBERS.go;
	const ring = () => server().ring({ numberId, from: PEOPLE.ana }).id;

	it.each([
		['accept', {}, 'ACCEPTED', ['call.connected', 'ACCEPTED']],
		['reject', undefined, 'REJECTED', ['call.ended', 'REJECTED']],
		['terminate', undefined, 'COMPLETED', ['call.ended', 'COMPLETED']],
	])('can be met with %s', async (path, body, status, event) => {
		await hook(['call.ringing', 'call.connected', 'call.ended']);
		const id = ring();
		expect(await get(`/${id}`)).toMatchObject({
			json: {
				direction: 'INBOUND',
				status: 'RINGING',
				peerNumber: '+5511987654321',
				fromNumber: '+5511987654321',
			},
		});
		expect((await post(`/${id}/${path}`, body)).json).toEqual({ success: true, id, status });
		expect(await told()).toEqual([['call.ringing', 'RINGING'], event]);
	});

	it('is missed after half a minute, or when the other side hangs up', async () => {
		await hook(['call.missed']);
		const [first, second] = [ring(), ring()];
		server().peer(first, 'hangUp');
		server().clock.advance(29_999);
		expect([await statusOf(first), await statusOf(second)]).toEqual(['MISSED', 'RINGING']);
		server().clock.advance(1);
		expect(await statusOf(second)).toBe('MISSED');
		expect(await told()).toHaveLength(2);
	});

	it('is no call that we can accept when it is ours', async () => {
		const id = await start();
		server().clock.advance(1000);
		expect((await post(`/${id}/accept`, {})).json.code).toBe('CALL_NOT_POSSIBLE');
	});
});

describe('the list of calls', () => {
	it('has the newest first, so many, and those before a moment', async () => {
		const ids = [];
		for (let n = 0; n < 3; n++) {
			ids.unshift(await start());
			server().clock.advance(1000);
		}
		const listed = async (query: string) =>
			(await get(query)).json.calls.map((one: { id: string }) => one.id);
		expect(await listed('')).toEqual(ids);
		expect(await listed('?limit=2')).toEqual(ids.slice(0, 2));
		const { startedAt } = (await get(`/${ids[1]}`)).json;
		expect(await listed(`?before=${startedAt}`)).toEqual([ids[2]]);
		expect(refused(await get('?limit=101'))).toEqual(['query /limit']);
		expect((await get('', KEYS.metaOba)).json).toEqual({ calls: [] });
	});
});

describe('on a Meta number', () => {
	const key = KEYS.metaOba;
	const permission = async (to: string) => (await get(`/permissions?to=${to}`, key)).json;

	it('a call wants a permission, which people give or do not', async () => {
		await hook(['call.permission_updated'], { key });
		const to = PEOPLE.ana;
		expect((await post('', { to, sdp }, key)).json.code).toBe('CALL_PERMISSION_REQUIRED');
		expect(await permission(to)).toEqual({
			permission: { status: 'no_permission' },
			actions: [],
		});
		const asked = await post('/permissions/request', { to, text: 'Podemos ligar?' }, key);
		expect(asked.json).toEqual({ messageId: expect.stringMatching(/^wamid\./) });
		expect(server().state.callQuestions).toMatchObject([{ peer: to, text: 'Podemos ligar?' }]);
		await post('/permissions/request', { to: PEOPLE.private }, key);
		server().clock.advance(5000);
		expect((await permission(`%2B${to}`)).permission.status).toBe('temporary');
		expect((await permission(PEOPLE.private)).permission.status).toBe('no_permission');
		await server().settled();
		expect(server().deliveries[0]!.body).toEqual({
			event: 'call.permission_updated',
			callId: null,
			direction: null,
			from: '+5511987654321',
			to: '+5511990000003',
			status: 'TEMPORARY',
			timestamp: expect.stringMatching(/Z$/),
		});
		expect(await told()).toContainEqual(['call.permission_updated', 'NO_PERMISSION']);
		expect((await post('', { to, sdp }, key)).status).toBe(200);
	});

	it('the two sides are described, where they are asked for', async () => {
		server().state.callPermissions.push({
			numberId: NUMBERS.metaOba.id,
			peer: PEOPLE.ana,
			status: 'PERMANENT',
		});
		const bizOpaqueCallbackData = 'pedido 77';
		const { id } = (await post('', { to: PEOPLE.ana, sdp, bizOpaqueCallbackData }, key)).json;
		server().clock.advance(6000);
		expect((await get(`/${id}?includeSdp=1`, key)).json).toMatchObject({
			externalCallId: expect.stringMatching(/^wacid\./),
			bizOpaqueCallbackData,
			sdpOffer: sdp,
			sdpAnswer: expect.stringMatching(/^v=0/),
		});
		expect((await get(`/${id}`, key)).json).not.toHaveProperty('sdpOffer');
		const inbound = server().ring({ numberId: NUMBERS.metaOba.id, from: PEOPLE.ana });
		expect((await get(`/${inbound.id}?includeSdp=1`, key)).json).toMatchObject({
			sdpOffer: expect.stringMatching(/^v=0/),
			sdpAnswer: null,
		});
		expect(refused(await post(`/${inbound.id}/accept`, {}, key))).toEqual(['body /sdp']);
		expect((await post(`/${inbound.id}/accept`, { sdp }, key)).status).toBe(200);
	});
});

describe('refuses', () => {
	const to = PEOPLE.ana;
	it.each([
		['POST', '', { to }, KEYS.evo, 400, 'FEATURE_NOT_SUPPORTED'],
		['GET', '', undefined, KEYS.evo, 400, 'FEATURE_NOT_SUPPORTED'],
		['GET', '/call_0', undefined, KEYS.evo, 400, 'FEATURE_NOT_SUPPORTED'],
		['GET', '/permissions?to=1', undefined, KEYS.go, 400, 'FEATURE_NOT_SUPPORTED'],
		['POST', '/permissions/request', { to }, KEYS.go, 400, 'FEATURE_NOT_SUPPORTED'],
		['POST', '/call_0/play', {}, KEYS.metaOba, 400, 'FEATURE_NOT_SUPPORTED'],
		['POST', '', { to }, KEYS.offline, 409, 'WHATSAPP_INSTANCE_NOT_CONNECTED'],
		['POST', '', { to }, KEYS.tenant, 403, 'TENANT_SCOPE_NOT_ALLOWED'],
		['GET', '/call_0', undefined, KEYS.go, 404, 'CALL_NOT_FOUND'],
		['POST', '/call_0/reject', undefined, KEYS.go, 404, 'CALL_NOT_FOUND'],
	])('%s /calls%s %j with %s', async (method, path, body, key, status, code) => {
		const answer = await call(server(), method, `/calls${path}`, { key, body });
		expect([answer.status, answer.json.code]).toEqual([status, code]);
	});

	it.each([
		[{ to: 'Ana' }, KEYS.go, ['body /to']],
		[{ to, sdp }, KEYS.go, ['body /sdp']],
		[{ to }, KEYS.metaOba, ['body /sdp']],
	])('the values %j', async (body, key, fields) => {
		expect(refused(await post('', body, key))).toEqual(fields);
	});
});
