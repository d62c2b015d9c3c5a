import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NEWSLETTERS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, refused } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const { id: numberId } = NUMBERS.go;
const get = (path: string, key: string = KEYS.go) => call(server, 'GET', path, { key });
const at = (minute: number) => `2026-02-01T10:0${minute}:00.000Z`;
const idsOf = async (query: string) =>
	(await get(`/conversations${query}`)).json.conversations.map((one: { id: string }) => one.id);

describe('GET /conversations', () => {
	beforeEach(() => {
		server.receive({ numberId, from: PEOPLE.ana, text: 'Oi', createdAt: at(1) });
		server.receive({ numberId, from: PEOPLE.ana, text: 'Tudo bem?', createdAt: at(4) });
		const newsletterId = NEWSLETTERS.go;
		server.receive({ numberId, newsletterId, text: 'Oferta', createdAt: at(2) });
		server.receive({
			numberId,
			from: 'BR.13491208655302741918',
			text: 'Quanto é?',
			createdAt: at(3),
		});
	});

	it('gives each chat with its newest message, the newest first', async () => {
		expect((await get('/conversations')).json).toEqual({
			conversations: [
				{
					id: PEOPLE.ana,
					from: '+5511987654321',
					fromName: 'Ana',
					userId: null,
					username: null,
					type: 'DIRECT',
					unreadCount: 2,
					lastMessageAt: at(4),
					lastMessagePreview: 'Tudo bem?',
					createdAt: at(1),
				},
				{
					id: 'BR.13491208655302741918',
					from: null,
					fromName: null,
					userId: 'BR.13491208655302741918',
					username: null,
					type: 'DIRECT',
					unreadCount: 1,
					lastMessageAt: at(3),
					lastMessagePreview: 'Quanto é?',
					createdAt: at(3),
				},
				{
					id: NEWSLETTERS.go,
					from: null,
					fromName: 'Novidades',
					userId: null,
					username: null,
					type: 'NEWSLETTER',
					unreadCount: 1,
					lastMessageAt: at(2),
					lastMessagePreview: 'Oferta',
					createdAt: at(2),
				},
				{
					id: GROUPS.modern,
					from: null,
					fromName: 'Obra 42',
					userId: null,
					username: null,
					type: 'GROUP',
					unreadCount: 1,
					lastMessageAt: '2026-01-05T12:00:00.000Z',
					lastMessagePreview: 'Bom dia!',
					createdAt: '2026-01-05T12:00:00.000Z',
				},
			],
			total: 4,
			page: 1,
			pageSize: 30,
			totalPages: 1,
		});
	});

	it('in pages, and by the time of the newest message', async () => {
		expect(await idsOf('?page=2&pageSize=3')).toEqual([GROUPS.modern]);
		expect(await idsOf(`?startDate=${at(2)}&endDate=${at(3)}`)).toEqual([
			'BR.13491208655302741918',
			NEWSLETTERS.go,
		]);
		const wrong = await get('/conversations?startDate=2026-02-02&endDate=2026-02-01');
		expect([wrong.status, wrong.json.code]).toEqual([400, 'INVALID_DATE_RANGE']);
	});

	it('without what was written outside of the retention window, and none where nothing is kept', async () => {
		const number = server.state.numbers.find(({ id }) => id === numberId)!;
		number.retentionDays = 1;
		const { json } = await get('/conversations');
		expect(json.conversations[0]).toMatchObject({ id: PEOPLE.ana, lastMessagePreview: null });
		number.piiRelayOnly = true;
		expect(await idsOf('')).toEqual([]);
	});
});

describe('GET /analytics/dashboard', () => {
	const send = async (to: string) => {
		const body = { destinationNumber: to, text: 'Oi' };
		const { json } = await call(server, 'POST', '/messages/send', { body });
		return server.state.messages.find(({ id }) => id === json.id)!;
	};
	const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

	it('counts what the API sent in the last seven days, and compares it with those before', async () => {
		server.advance((await send(PEOPLE.ana)).id, 'READ');
		server.advance((await send(PEOPLE.bruno)).id, 'SENT');
		server.advance((await send(PEOPLE.carla)).id, 'DELIVERED');
		server.advance((await send(PEOPLE.unreachable)).id);
		await send(PEOPLE.ana);
		for (let n = 0; n < 2; n++) {
			const earlier = await send(PEOPLE.ana);
			server.advance(earlier.id, 'SENT');
			earlier.createdAt = daysAgo(8);
		}
		server.receive({ numberId, from: PEOPLE.ana, text: 'Oi' });
		const { json } = await get('/analytics/dashboard');
		expect(json).toEqual({
			totalSent: 3,
			totalFailed: 1,
			sentPercentChange: 50,
			failedPercentChange: 0,
			failureRate: 25,
			dailyMessages: [6, 5, 4, 3, 2, 1, 0].map((ago) => ({
				date: daysAgo(ago).slice(0, 10),
				count: ago === 0 ? 5 : 0,
			})),
			statusDistribution: { queued: 1, sent: 1, delivered: 1, failed: 1, read: 1 },
		});
	});

	it('by the days of a time zone', async () => {
		const message = await send(PEOPLE.ana);
		// One in the morning in UTC is still the day before in São Paulo.
		const day = daysAgo(2).slice(0, 10);
		message.createdAt = `${day}T01:00:00.000Z`;
		const counted = async (query: string) =>
			(await get(`/analytics/dashboard${query}`)).json.dailyMessages.find(
				({ count }: { count: number }) => count > 0,
			).date;
		expect(await counted('')).toBe(day);
		expect(await counted('?tz=America/Sao_Paulo')).toBe(daysAgo(3).slice(0, 10));
		expect(refused(await get('/analytics/dashboard?tz=Mars'))).toEqual(['query /tz']);
	});

	it('wants the permission', async () => {
		server.state.keys.find(({ key }) => key === KEYS.go)!.lacks = ['analytics:read'];
		const { status, json } = await get('/analytics/dashboard');
		expect([status, json.code]).toEqual([403, 'PERMISSION_DENIED']);
		expect((await get('/conversations')).status).toBe(200);
	});
});
