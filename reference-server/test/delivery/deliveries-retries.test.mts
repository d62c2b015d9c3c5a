import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { RESPONSE_TIME_MS, RETRY_AFTER_MS } from '../../src/delivery/deliveries.mts';
import { GROUPS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import { call } from '../support/client.mts';
import { startReceiver } from '../support/receiver.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, receiver, hook } = useWebhooks();

const message = {
	numberId: NUMBERS.go.id,
	groupId: GROUPS.modern,
	from: PEOPLE.ana,
	text: 'São João às 9h ✓',
};
const receive = () => server().receive(message);
/** Moves time on and waits for what that sets off. */
const pass = async (ms: number) => {
	server().clock.advance(ms);
	await server().settled();
};
const logs = async () => (await call(server(), 'GET', '/webhooks/wh_1/logs')).json;

describe('retries', () => {
	it('come after 1, 2, 4 and 8 seconds, with the same bytes, and then no more', async () => {
		const start = server().clock.now();
		receiver().respond = (response) => response.writeHead(503).end('later');
		await hook(['message.group']);
		receive();
		await server().settled();
		for (const [index, wait] of [1000, 2000, 4000, 8000].entries()) {
			expect(wait).toBe(RETRY_AFTER_MS[index]);
			await pass(wait - 1);
			expect(receiver().received).toHaveLength(index + 1);
			await pass(1);
			expect(receiver().received).toHaveLength(index + 2);
		}
		await pass(24 * 3_600_000);
		expect(receiver().received).toHaveLength(5);
		expect(new Set(receiver().received.map(({ raw }) => raw.toString())).size).toBe(1);
		expect(server().deliveries.map(({ n, attempt, at }) => [n, attempt, at - start])).toEqual([
			[1, 1, 0],
			[2, 2, 1000],
			[3, 3, 3000],
			[4, 4, 7000],
			[5, 5, 15_000],
		]);
	});

	it('leave a log each, newest first, and say when the webhook was last triggered', async () => {
		const start = server().clock.now();
		const at = (ms: number) => new Date(start + ms).toISOString();
		let calls = 0;
		receiver().respond = (response) => {
			calls += 1;
			response.writeHead(calls < 3 ? 500 : 201).end(`answer ${calls}`);
		};
		await hook(['message.group']);
		receive();
		await server().settled();
		await pass(1000);
		await pass(2000);
		await pass(4000);
		const entry = (status: string, statusCode: number, response: string, ms: number) => ({
			event: 'message.group',
			status,
			statusCode,
			payload: receiver().received[0]!.json,
			response,
			durationMs: 0,
			createdAt: at(ms),
		});
		expect(await logs()).toEqual([
			entry('SUCCESS', 201, 'answer 3', 3000),
			entry('FAILED', 500, 'answer 2', 1000),
			entry('FAILED', 500, 'answer 1', 0),
		]);
		const { json } = await call(server(), 'GET', '/webhooks/wh_1');
		expect(json.lastTriggered).toBe(at(3000));
	});

	it.each([301, 304, 400, 401, 404, 429])('%i is a failure, redirects included', async (status) => {
		receiver().respond = (response) => response.writeHead(status, { location: '/there' }).end();
		await hook(['message.group']);
		receive();
		await server().settled();
		expect(receiver().received).toHaveLength(1);
		expect(await logs()).toMatchObject([{ status: 'FAILED', statusCode: status, response: '' }]);
	});

	it('go to where the webhook points by then', async () => {
		receiver().respond = (response) => response.writeHead(500).end();
		const { id } = await hook(['message.group']);
		receive();
		await server().settled();
		const body = { url: `${receiver().url}?token=2` };
		await call(server(), 'PATCH', `/webhooks/${id}`, { body });
		await pass(1000);
		expect(receiver().received.map(({ path }) => path)).toEqual(['/hook', '/hook?token=2']);
	});

	it.each(['PATCH', 'DELETE'])('end when the webhook is paused or deleted (%s)', async (method) => {
		receiver().respond = (response) => response.writeHead(500).end();
		const { id } = await hook(['message.group']);
		receive();
		await server().settled();
		const body = method === 'PATCH' ? { active: false } : undefined;
		await call(server(), method, `/webhooks/${id}`, { body });
		await pass(1000);
		expect(receiver().received).toHaveLength(1);
	});
});

describe('no response', () => {
	it('within 10 seconds is a failure, and not a moment earlier', async () => {
		receiver().respond = () => {};
		await hook(['message.group']);
		receive();
		await receiver().count(1);
		server().clock.advance(RESPONSE_TIME_MS - 1);
		expect(server().deliveries[0]).not.toHaveProperty('status');
		await pass(1);
		expect(server().deliveries[0]).toMatchObject({
			status: 'FAILED',
			problem: 'no response within 10000 ms',
		});
		expect(await logs()).toMatchObject([
			{ status: 'FAILED', statusCode: null, response: null, durationMs: 10_000 },
		]);
		server().clock.advance(1000);
		await receiver().count(2);
	});

	it('counts as such also when it never ends', async () => {
		receiver().respond = (response) => response.writeHead(200).write('o');
		await hook(['message.group']);
		receive();
		await receiver().count(1);
		await pass(RESPONSE_TIME_MS);
		expect(await logs()).toMatchObject([{ status: 'FAILED', statusCode: null }]);
	});

	it('because nobody listens, or the connection breaks', async () => {
		const gone = await startReceiver();
		await gone.close();
		await hook(['message.group'], { url: gone.url });
		receive();
		await server().settled();
		expect(await logs()).toMatchObject([{ status: 'FAILED', statusCode: null, response: null }]);
		expect(server().deliveries[0]!.problem).toBe('ECONNREFUSED');

		server().reset();
		receiver().respond = (response) => response.socket!.resetAndDestroy();
		await hook(['message.group']);
		receive();
		await server().settled();
		expect(await logs()).toMatchObject([{ status: 'FAILED', statusCode: null, response: null }]);
	});
});

describe('deliveries at once', () => {
	it('are as many as the server was told; what waits has its whole time, and goes with its webhook', async () => {
		const waiting: Array<() => void> = [];
		receiver().respond = (response) => waiting.push(() => response.end());
		const small = await startReferenceServer({ deliveriesAtOnce: 2, clock: 'manual' });
		try {
			for (const name of ['a', 'b', 'gone', 'd']) {
				const body = { name, url: `${receiver().url}?${name}`, events: ['message.group'] };
				await call(small, 'POST', '/webhooks', { body });
			}
			small.receive(message);
			await receiver().count(2);
			expect(small.deliveries.map(({ status }) => status)).toEqual(Array(4).fill(undefined));
			await call(small, 'DELETE', '/webhooks/wh_3');
			small.clock.advance(RESPONSE_TIME_MS - 1);
			waiting[0]!();
			await receiver().count(3);
			expect(
				receiver()
					.received.map(({ path }) => path)
					.sort(),
			).toEqual([...['/hook?a', '/hook?b', '/hook?d']]);
			small.clock.advance(RESPONSE_TIME_MS - 1);
			waiting[2]!();
			await small.settled();
			expect(small.deliveries.map(({ status }) => status)).toEqual([
				...['SUCCESS', 'FAILED', undefined, 'SUCCESS'],
			]);
		} finally {
			await small.close();
		}
	});
});

describe('signatures', () => {
	const secret = 'segredo ✓';
	const hmac = (raw: Buffer) => createHmac('sha256', secret).update(raw).digest('hex');

	it.each(['sha256=', '', undefined] as const)('stand over the bytes, after %j', async (prefix) => {
		server().signing = { header: 'X-Signature', secret, prefix };
		await hook(['message.group']);
		receive();
		await server().settled();
		const { headers, raw } = receiver().received[0]!;
		expect(headers['x-signature']).toBe(`${prefix ?? ''}${hmac(raw)}`);
		expect(raw.toString()).toContain('São João às 9h ✓');
		expect(raw.length).toBe(Number(headers['content-length']));
	});

	it('are not there unless asked for, and gone after a reset', async () => {
		server().signing = { header: 'x-signature', secret };
		server().reset();
		expect(server().signing).toBeUndefined();
		await hook(['message.group']);
		receive();
		await server().settled();
		expect(receiver().received[0]!.headers).not.toHaveProperty('x-signature');
	});
});

describe('redelivery', () => {
	it('sends the same bytes, however often', async () => {
		const { id } = await hook(['message.group']);
		receive();
		await server().settled();
		const copies = Array.from({ length: 50 }, () => server().redeliver(server().deliveries[0]!));
		await server().settled();
		expect(copies.at(-1)).toMatchObject({ n: 51, webhookId: id, attempt: 1, status: 'SUCCESS' });
		expect(receiver().received).toHaveLength(51);
		for (const { raw } of receiver().received) expect(raw).toEqual(receiver().received[0]!.raw);
		expect(server().state.webhooks[0]!.logs).toHaveLength(51);
	});

	it('takes messages as they were, retries like any other, and needs its webhook', async () => {
		const webhook = await hook(['message.group']);
		receive().content = 'changed';
		await server().settled();
		receiver().respond = (response) => response.writeHead(500).end();
		const again = server().redeliver(server().deliveries[0]!);
		await server().settled();
		await pass(1000);
		expect(receiver().received[2]!.json.data.content).toBe(message.text);
		webhook.active = false;
		expect(() => server().redeliver(again)).toThrow(/gone or paused/);
	});
});

describe('reset and close', () => {
	it('drop what runs and what waits; nothing of it reaches the new state', async () => {
		receiver().respond = (response, { path }) => {
			if (path.endsWith('fails')) response.writeHead(500).end();
		};
		const hanging = await hook(['message.group']);
		const failing = await hook(['message.group'], { url: `${receiver().url}/fails` });
		receive();
		await receiver().count(2);
		const settled = server().settled();
		server().reset();
		await settled;
		expect(server().deliveries).toEqual([]);
		await pass(60_000);
		expect(receiver().received).toHaveLength(2);
		expect(server().deliveries).toEqual([]);
		expect([hanging.logs, server().state.webhooks]).toEqual([[], []]);
		expect(failing.logs.length).toBeLessThan(2);
	});

	it('close ends running deliveries at once and begins no more', async () => {
		const one = await startReferenceServer();
		receiver().respond = () => {};
		const body = { name: 'test', url: receiver().url, events: ['message.group'] };
		await call(one, 'POST', '/webhooks', { body });
		one.receive(message);
		await receiver().count(1);
		const attempt = one.deliveries[0]!;
		const settled = one.settled();
		await one.close();
		await settled;
		expect(attempt).not.toHaveProperty('status');
		one.receive(message);
		expect(one.deliveries).toHaveLength(1);
		expect(() => one.redeliver(attempt)).toThrow('the server is closed');
	});

	it('close forgets retries before it waits for anything', async () => {
		const one = await startReferenceServer({ clock: 'manual' });
		receiver().respond = (response) => response.writeHead(500).end();
		const body = { name: 'test', url: receiver().url, events: ['message.group'] };
		await call(one, 'POST', '/webhooks', { body });
		one.receive(message);
		await one.settled();
		const closing = one.close();
		expect(() => one.clock.advance(RETRY_AFTER_MS[0]!)).not.toThrow();
		await closing;
		expect(one.deliveries).toHaveLength(1);
	});
});
