import { describe, expect, it } from '@jest/globals';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';

import { KEYS, NUMBERS } from '../../src/seeds/index.mts';
import { call, refused } from '../support/client.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, hook, receiver } = useWebhooks();
const get = (path: string, key: string = KEYS.tenant) =>
	call(server(), 'GET', `/numbers${path}`, { key });
const number = (name: keyof typeof NUMBERS) =>
	server().state.numbers.find(({ id }) => id === NUMBERS[name].id)!;
const seeded = '2026-01-05T12:00:00.000Z';
const open = { state: 'OPEN', connectedAt: seeded };

describe('GET /numbers', () => {
	it('lists the tenant’s numbers and nobody else’s', async () => {
		const { json } = await get('');
		expect(json.map(({ id, state }: Record<string, string>) => [id, state])).toEqual([
			['num_evo', 'OPEN'],
			['num_go', 'OPEN'],
			['num_meta_oba', 'OPEN'],
			['num_meta', 'OPEN'],
			['num_offline', 'CLOSE'],
		]);
		expect(json[1]).toEqual({
			id: 'num_go',
			instanceName: 'ins_go',
			number: '5511990000002',
			name: 'go',
			provider: 'EVO_GO',
			state: 'OPEN',
			isFullyConnected: false,
			primaryLink: open,
			secondaryLink: { state: 'CLOSE', connectedAt: null },
			apiKeys: [{ name: 'key_go', keyPrefix: 'ps_', keyLast4: 's_go' }],
			extraChargeUnpaidSince: null,
			extraChargeDisconnectAt: null,
			createdAt: seeded,
			updatedAt: seeded,
		});
		expect(json[2]).toMatchObject({ provider: 'META', coexistence: { status: 'NO' } });
	});

	it('says since when a charge is unpaid, and when a QR number is disconnected for it', async () => {
		number('evo').blocked = number('meta').blocked = true;
		const [evo, , , meta] = (await get('')).json;
		expect([evo.extraChargeUnpaidSince, evo.extraChargeDisconnectAt]).toEqual([
			seeded,
			'2026-01-12T12:00:00.000Z',
		]);
		expect([meta.extraChargeUnpaidSince, meta.extraChargeDisconnectAt]).toEqual([seeded, null]);
	});
});

describe('GET /numbers/:numberId', () => {
	it('gives the whole of a QR number', async () => {
		number('go').retentionDays = 30;
		expect((await get('/num_go')).json).toMatchObject({
			id: 'num_go',
			provider: 'EVO_GO',
			piiMode: 'STORE_X_DAYS',
			piiRetentionDays: 30,
			coexistence: null,
			meta: null,
			settings: { markReadOnSend: true, appliesTo: { advanced: 'evolution-go', sending: 'none' } },
			health: { qualityRating: null, sendable: true },
		});
	});

	it('and of a Meta number, asked for anew', async () => {
		number('meta').piiRelayOnly = true;
		number('meta').blocked = true;
		expect((await get('/num_meta?refresh=1')).json).toMatchObject({
			piiMode: 'RELAY_ONLY',
			piiRetentionDays: null,
			coexistence: { status: 'NO', evidence: 'meta_is_on_biz_app' },
			meta: { phone: { id: 'phone_num_meta', platformType: 'CLOUD_API' } },
			settings: { appliesTo: { advanced: 'none', sending: 'meta' } },
			health: { qualityRating: 'GREEN', sendable: false },
		});
		expect(refused(await get('/num_meta?refresh=true'))).toEqual(['query /refresh']);
	});
});

describe('who may', () => {
	it.each(['', '/num_go', '/num_go/status', '/num_go/connect'])('GET /numbers%s', async (path) => {
		const { status, json } = await get(path, KEYS.go);
		expect([status, json.code]).toEqual([403, 'NUMBER_SCOPE_NOT_ALLOWED']);
	});

	it('a number key sees its own, where the switch lets it in', async () => {
		server().shapes.numberKeysOnNumbers = 'allowed';
		expect((await get('', KEYS.go)).json).toMatchObject([{ id: 'num_go' }]);
		expect((await get('/num_go', KEYS.go)).status).toBe(200);
		expect((await get('/num_evo', KEYS.go)).status).toBe(404);
	});

	it.each(['num_foreign', 'num_0'])('nobody sees %s', async (id) => {
		for (const rest of ['', '/connect']) {
			const { status, json } = await get(`/${id}${rest}`);
			expect([status, json.code]).toEqual([404, 'NUMBER_NOT_FOUND']);
		}
		const { status, json } = await get(`/${id}/status`);
		expect([status, json]).toEqual([404, { error: `There is no number ${id}.` }]);
	});
});

describe('GET /numbers/:numberId/status', () => {
	const time = expect.stringMatching(/Z$/);
	it.each([
		['/num_go/status', { id: 'num_go', state: 'OPEN', stale: false, checkedAt: time }],
		['/num_go/status?link=primary', { state: 'OPEN' }],
		['/num_go/status?link=secondary', { state: 'CLOSE' }],
		['/num_offline/status', { state: 'CLOSE' }],
	])('%s', async (path, wanted) => {
		expect((await get(path)).json).toMatchObject(wanted);
	});

	it('of a Meta number is remembered nowhere', async () => {
		expect((await get('/num_meta/status')).json).toEqual({
			id: 'num_meta',
			state: 'OPEN',
			stale: false,
		});
	});

	it('refuses a second link where there is none, and other links', async () => {
		const { status, json } = await get('/num_evo/status?link=secondary');
		expect([status, json.code]).toEqual([400, 'NOT_SUPPORTED']);
		expect(refused(await get('/num_evo/status?link=third'))).toEqual(['query /link']);
	});
});

describe('GET /numbers/:numberId/connect', () => {
	const stateOf = async (query = '') => (await get(`/num_offline/status${query}`)).json.state;

	it('gives a QR code that can be read, and the phone is there five seconds later', async () => {
		await hook(['number.connected'], { key: KEYS.offline });
		const { status, json } = await get('/num_offline/connect');
		expect([status, json.pairingCode]).toEqual([200, expect.stringMatching(/^[A-Z0-9]{8}$/)]);
		const { data, width, height } = PNG.sync.read(Buffer.from(json.qrcodeBase64, 'base64'));
		const read = jsqr.default(new Uint8ClampedArray(data), width, height);
		expect(read?.data).toMatch(/^2@[A-Za-z0-9+/=]+$/);
		expect(await stateOf()).toBe('CONNECTING');
		server().clock.advance(4999);
		expect(await stateOf()).toBe('CONNECTING');
		server().clock.advance(1);
		expect(await stateOf()).toBe('OPEN');
		await receiver().count(1);
		expect(receiver().received[0]!.json).toMatchObject({
			event: 'number.connected',
			data: { numberId: 'num_offline', phone: '+5511990000005', displayName: 'offline' },
		});
		expect((await get('/num_offline/connect')).json).toEqual({
			qrcodeBase64: null,
			pairingCode: null,
		});
	});

	it('gives a new code while it waits, and the phone comes once', async () => {
		await hook(['number.connected'], { key: KEYS.offline });
		const first = (await get('/num_offline/connect')).json;
		server().clock.advance(3000);
		const second = (await get('/num_offline/connect')).json;
		expect(second.pairingCode).not.toBe(first.pairingCode);
		server().clock.advance(10_000);
		await server().settled();
		expect(server().deliveries).toHaveLength(1);
	});

	it('connects a second link, of which nobody hears', async () => {
		await hook(['number.connected']);
		expect((await get('/num_go/connect?link=secondary')).json.pairingCode).not.toBeNull();
		server().clock.advance(5000);
		expect((await get('/num_go')).json).toMatchObject({
			isFullyConnected: true,
			secondaryLink: { state: 'OPEN', connectedAt: expect.stringMatching(/Z$/) },
		});
		expect(server().deliveries).toEqual([]);
	});

	it('refuses Meta numbers, and a second link where there is none', async () => {
		const meta = await get('/num_meta/connect');
		expect([meta.status, meta.json.code]).toEqual([400, 'NOT_SUPPORTED_FOR_META']);
		const second = await get('/num_offline/connect?link=secondary');
		expect([second.status, second.json.code]).toEqual([400, 'NOT_SUPPORTED']);
	});
});
