import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { KEYS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, refused } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const check = (numbers: unknown, key: string = KEYS.evo) =>
	call(server, 'POST', '/numbers/check', { key, body: { numbers } });

describe('POST /numbers/check', () => {
	it('finds people with and without the ninth digit, as WhatsApp has them', async () => {
		const inputs = ['+5511967435133', '551187654321', PEOPLE.unreachable, '+14155550123'];
		expect((await check(inputs)).json).toEqual({
			results: [
				{ input: '+5511967435133', exists: true, number: '551167435133', name: 'Maria Souza' },
				{ input: '551187654321', exists: true, number: '5511987654321', name: 'Ana' },
				{ input: '5511987650404', exists: false, number: null, name: null },
				{ input: '+14155550123', exists: true, number: '14155550123', name: null },
			],
		});
		server.shapes.ninthDigit = 'absent';
		expect((await check([PEOPLE.ana])).json.results[0].number).toBe('551187654321');
	});

	it.each([
		[KEYS.meta, 400, 'NOT_SUPPORTED_FOR_META'],
		[KEYS.metaOba, 400, 'NOT_SUPPORTED_FOR_META'],
		[KEYS.offline, 409, 'WHATSAPP_INSTANCE_NOT_CONNECTED'],
		[KEYS.tenant, 403, 'TENANT_SCOPE_NOT_ALLOWED'],
	])('refuses %s with %s %s', async (key, wanted, code) => {
		const { status, json } = await check([PEOPLE.ana], key);
		expect([status, json.code]).toEqual([wanted, code]);
	});

	it.each([
		[[], ['body /numbers']],
		[Array.from({ length: 21 }, (_one, n) => String(5511987650000 + n)), ['body /numbers']],
		[['11987654321x'], ['body /numbers/0']],
		[[PEOPLE.ana, PEOPLE.ana], ['body /numbers/1']],
		[PEOPLE.ana, ['body /numbers']],
	])('refuses the values %#', async (numbers, fields) => {
		expect(refused(await check(numbers))).toEqual(fields);
	});
});

describe('GET /media/:mediaId', () => {
	const pdf = 'data:application/pdf;base64,JVBERi0=';
	const from = PEOPLE.ana;
	const receive = (url: string, filename?: string) =>
		server.receive({
			numberId: NUMBERS.metaOba.id,
			from,
			media: { url, mediaType: 'document', filename },
		});
	const download = (mediaId: string, key: string = KEYS.metaOba, phone = 'phone_num_meta_oba') =>
		call(server, 'GET', `/media/${mediaId}?phoneNumberId=${phone}`, { key });

	it('gives the file that a delivery names', async () => {
		const hook = { name: 'n', url: 'http://127.0.0.1:1/', events: ['message.received'] };
		await call(server, 'POST', '/webhooks', { key: KEYS.metaOba, body: hook });
		receive(pdf, 'conta.pdf');
		await server.settled();
		const { mediaId, phoneNumberId } = server.deliveries[0]!.body.data;
		expect((await download(mediaId, KEYS.metaOba, phoneNumberId)).json).toEqual({
			base64: pdf,
			mimeType: 'application/pdf',
			fileName: 'conta.pdf',
			mediaId,
		});
		const history = await call(server, 'GET', '/messages/history', { key: KEYS.metaOba });
		expect(history.json.messages[0].media.id).toBe(mediaId);
	});

	it('gives some bytes for one at an address', async () => {
		receive('https://example.com/a.pdf');
		const { json } = await download('media_3AIN0000000000000001');
		expect(json).toMatchObject({ mimeType: 'application/pdf', fileName: null });
		const [start, bytes] = json.base64.split(',');
		expect(start).toBe('data:application/pdf;base64');
		expect(Buffer.from(bytes, 'base64').toString()).toContain('https://example.com/a.pdf');
	});

	it('refuses QR numbers, what is unknown, and another number’s id', async () => {
		receive(pdf);
		const id = 'media_3AIN0000000000000001';
		const answers = [
			await download(id, KEYS.go, 'phone_num_go'),
			await download('media_0'),
			await download(id, KEYS.metaOba, 'phone_num_meta'),
			await download(id, KEYS.meta, 'phone_num_meta'),
		];
		expect(answers.map(({ status, json }) => [status, json.code])).toEqual([
			[400, 'FEATURE_NOT_SUPPORTED'],
			[404, 'MEDIA_NOT_FOUND'],
			[404, 'MEDIA_NOT_FOUND'],
			[404, 'MEDIA_NOT_FOUND'],
		]);
	});
});
