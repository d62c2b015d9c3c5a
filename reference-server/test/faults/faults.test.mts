import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { Fault, ReferenceServer } from '../../src/server.mts';
import { call } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const ROUTE = 'POST /messages/send';
const send = (to = server) =>
	call(to, 'POST', '/messages/send', {
		body: { destinationNumber: `+${PEOPLE.ana}`, text: 'Oi, São Paulo' },
	});
const fault = (rest: Omit<Fault, 'route'>) => server.fault({ route: ROUTE, ...rest });
const sent = () => server.state.messages.filter(({ direction }) => direction === 'OUTBOUND').length;

describe('answers instead of the true one', () => {
	it('gives status, headers and a JSON body, without any effect', async () => {
		fault({ status: 429, headers: { 'retry-after': '2' }, body: { code: 'RATE_LIMITED' } });
		const { status, headers, json } = await send();
		expect([status, headers['retry-after'], json]).toEqual([429, '2', { code: 'RATE_LIMITED' }]);
		expect(headers['content-type']).toMatch(/^application\/json/);
		expect(sent()).toBe(0);
	});

	it('sends text raw: HTML, broken JSON, nothing', async () => {
		fault({ nth: 1, status: 502, body: '<html>Bad gateway</html>' });
		fault({ nth: 2, body: '{"id": ' });
		fault({ nth: 3, status: 500 });
		const html = await send();
		expect([html.status, html.text]).toEqual([502, '<html>Bad gateway</html>']);
		expect(html.headers['content-type']).toMatch(/^text\/html/);
		const broken = await send();
		expect([broken.status, broken.text, broken.json]).toEqual([200, '{"id": ', undefined]);
		const empty = await send();
		expect([empty.status, empty.text]).toEqual([500, '']);
		expect(empty.headers).not.toHaveProperty('content-type');
	});

	it('comes before the key is checked', async () => {
		server.fault({ route: '*', status: 503 });
		expect((await call(server, 'GET', '/groups', { key: null })).status).toBe(503);
		expect((await call(server, 'GET', '/nope')).status).toBe(503);
	});

	it('with after, has the effect first', async () => {
		fault({ status: 504, body: { code: 'GATEWAY_TIMEOUT' }, after: true });
		const { status, json } = await send();
		expect([status, json, sent()]).toEqual([504, { code: 'GATEWAY_TIMEOUT' }, 1]);
	});
});

describe('changes to the true answer', () => {
	it('adds headers', async () => {
		fault({ headers: { 'x-request-id': 'abc' } });
		const { status, headers, json } = await send();
		expect([status, headers['x-request-id'], json.status]).toEqual([202, 'abc', 'QUEUED']);
	});

	it('cuts it in the middle, and says so in the length', async () => {
		fault({ nth: 2, truncate: true });
		const whole = await send();
		const cut = await send();
		expect(cut.status).toBe(202);
		expect(cut.json).toBeUndefined();
		expect(cut.text).toMatch(/^\{"id":"msg_2","correlationId":/);
		expect(Number(cut.headers['content-length'])).toBe(Buffer.byteLength(cut.text));
		expect(Buffer.byteLength(cut.text)).toBe(Math.floor(Buffer.byteLength(whole.text) / 2));
		expect(sent()).toBe(2);
	});
});

describe('dropped connections', () => {
	it('drops before the effect', async () => {
		fault({ reset: 'before' });
		await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sent()).toBe(0);
		expect(server.log).toHaveLength(1);
		expect(server.log[0]!.status).toBeUndefined();
	});

	it('drops after the effect', async () => {
		fault({ reset: 'after' });
		await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sent()).toBe(1);
		expect(server.log[0]!.status).toBeUndefined();
	});
});

describe('delays', () => {
	it('waits, then answers truly', async () => {
		fault({ delayMs: 80 });
		const start = performance.now();
		expect((await send()).status).toBe(202);
		expect(performance.now() - start).toBeGreaterThanOrEqual(75);
	});

	it('combines with an answer', async () => {
		fault({ delayMs: 80, status: 503 });
		const start = performance.now();
		expect((await send()).status).toBe(503);
		expect(performance.now() - start).toBeGreaterThanOrEqual(75);
	});

	it('is cut short by a reset, without the effect', async () => {
		fault({ delayMs: 60_000 });
		const answer = send();
		const dropped = expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
		await arrival(server);
		server.reset();
		await dropped;
		expect(sent()).toBe(0);
	});

	it('does not keep a closing server waiting', async () => {
		const other = await startReferenceServer();
		other.fault({ route: ROUTE, delayMs: 60_000 });
		const dropped = expect(send(other)).rejects.toMatchObject({
			code: 'ECONNRESET',
		});
		await arrival(other);
		await other.close();
		await dropped;
	});
});

/** Resolves once a request has come in whole: only then do faults take it. */
async function arrival(at: ReferenceServer): Promise<void> {
	while (!at.log[0]?.rawBody) await new Promise(setImmediate);
}

describe('which calls', () => {
	it('counts calls of its route from when it was set', async () => {
		await send();
		fault({ nth: [2, 3], status: 500 });
		await call(server, 'GET', '/groups');
		const statuses = [];
		for (let n = 0; n < 4; n += 1) statuses.push((await send()).status);
		expect(statuses).toEqual([202, 500, 500, 202]);
	});

	it('names routes with placeholders, or all of them', async () => {
		server.fault({ route: 'GET /groups/:groupId', status: 500 });
		expect((await call(server, 'GET', '/groups/1%40g.us')).status).toBe(500);
		expect((await call(server, 'GET', '/groups')).status).toBe(200);
		server.fault({ route: '*', nth: 2, status: 503 });
		expect((await call(server, 'GET', '/groups')).status).toBe(200);
		expect((await call(server, 'GET', '/templates')).status).toBe(503);
	});

	it('adds faults up, the later one first', async () => {
		server.fault({ route: '*', headers: { 'x-slow': 'yes' }, status: 500 });
		fault({ status: 502 });
		const { status, headers } = await send();
		expect([status, headers['x-slow']]).toEqual([502, 'yes']);
	});

	it('is over after a reset', async () => {
		fault({ status: 500 });
		server.reset();
		expect((await send()).status).toBe(202);
	});
});

it('refuses faults that could never show', () => {
	expect(() => server.fault({ route: 'POST /message/send', status: 500 })).toThrow(
		/POST \/messages\/send/,
	);
	expect(() => server.fault({ route: ROUTE })).toThrow(/needs one of/);
	expect(() => server.fault({ route: ROUTE, after: true, truncate: true })).toThrow(
		/status, body or delayMs/,
	);
});

describe('limits', () => {
	it('lets so many calls through within any second', async () => {
		const now = jest.spyOn(Date, 'now');
		try {
			fault({ perSecond: 2, status: 429 });
			const at = async (ms: number) => {
				now.mockReturnValue(1_800_000_000_000 + ms);
				return (await send()).status;
			};
			const statuses = [];
			for (const ms of [0, 900, 950, 1000, 1899, 1900]) statuses.push(await at(ms));
			expect(statuses).toEqual([202, 202, 429, 202, 429, 202]);
		} finally {
			now.mockRestore();
		}
	});

	it('ends when it is taken away, and nothing else with it', async () => {
		const end = fault({ perSecond: 0, status: 429 });
		fault({ headers: { 'x-other': '1' } });
		expect((await send()).status).toBe(429);
		end();
		const { status, headers } = await send();
		expect([status, headers['x-other']]).toEqual([202, '1']);
	});
});
