import { describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NEWSLETTERS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { call } from '../support/client.mts';
import { startReceiver } from '../support/receiver.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, receiver, hook, send, events } = useWebhooks();

const inGroup = (numberId: string = NUMBERS.go.id) =>
	server().receive({ numberId, groupId: GROUPS.modern, from: PEOPLE.ana, text: 'Bom dia' });

/** Makes everything happen once to the Evolution GO number. */
async function playAll(): Promise<void> {
	const numberId = NUMBERS.go.id;
	server().advance(await send({ destinationNumber: PEOPLE.ana, text: 'Oi' }), 'READ');
	server().advance(await send({ destinationNumber: PEOPLE.unreachable, text: 'Oi' }));
	server().receive({ numberId, from: PEOPLE.ana, text: 'Oi' });
	server().receive({ numberId, newsletterId: NEWSLETTERS.go, text: 'Oferta' });
	server().receive({ numberId, groupId: GROUPS.modern, from: PEOPLE.ana, text: 'Bom dia' });
	server().receive({
		numberId,
		groupId: GROUPS.modern,
		from: PEOPLE.ana,
		text: 'Sim',
		quotedMessageId: '3EB0',
	});
	server().deliver('number.connected', { numberId }, { numberId });
	server().deliver('health.degraded', { numberId }, { numberId });
}

const MESSAGE_EVENTS = [
	'message.delivered',
	'message.failed',
	'message.group',
	'message.newsletter',
	'message.read',
	'message.received',
	'message.reply',
	'message.sent',
];

describe('who hears what', () => {
	it.each([...MESSAGE_EVENTS, 'number.connected'])('%s goes to who asked for it', async (event) => {
		await hook([event]);
		await playAll();
		expect(await events()).toEqual([event]);
	});

	it('a star hears everything, also what nobody can ask for by name', async () => {
		await hook(['*']);
		await playAll();
		expect(await events()).toEqual(['health.degraded', ...MESSAGE_EVENTS, 'number.connected']);
	});

	it('an empty list hears nothing', async () => {
		await hook([]);
		await playAll();
		expect(await events()).toEqual([]);
		expect(server().deliveries).toEqual([]);
	});

	it('hears an event once, also when its list names it and the star', async () => {
		await hook(['*', 'message.group']);
		inGroup();
		expect(await events()).toEqual(['message.group']);
	});

	it('neither queueing nor cancelling is an event', async () => {
		await hook(['*']);
		const deliverAt = new Date(Date.now() + 3_600_000).toISOString();
		const id = await send({ destinationNumber: PEOPLE.ana, text: 'Oi', deliverAt });
		await call(server(), 'DELETE', '/messages/cancel', { body: { messageIds: [id] } });
		expect(await events()).toEqual([]);
	});

	it('hears nothing while paused, and of its own number only', async () => {
		const { id } = await hook(['message.group']);
		await hook(['message.group'], { key: KEYS.evo, url: `${receiver().url}/evo` });
		const patch = (active: boolean) =>
			call(server(), 'PATCH', `/webhooks/${id}`, { body: { active } });
		await patch(false);
		inGroup();
		inGroup(NUMBERS.evo.id);
		await server().settled();
		expect(receiver().received.map(({ path }) => path)).toEqual(['/hook/evo']);
		await patch(true);
		inGroup();
		await server().settled();
		expect(receiver().received.map(({ path }) => path)).toEqual(['/hook/evo', '/hook']);
	});

	it('several webhooks of a number hear each, and fail each for itself', async () => {
		const other = await startReceiver();
		try {
			const first = await hook(['message.group']);
			const second = await hook(['message.group', 'message.sent'], { url: other.url });
			receiver().respond = (response) => response.writeHead(500).end('no');
			inGroup();
			await server().settled();
			expect(other.received[0]!.raw).toEqual(receiver().received[0]!.raw);
			expect([first.logs[0]!.status, second.logs[0]!.status]).toEqual(['FAILED', 'SUCCESS']);
			server().clock.advance(1000);
			await server().settled();
			expect([receiver().received.length, other.received.length]).toEqual([2, 1]);
		} finally {
			await other.close();
		}
	});
});

describe('deliver', () => {
	it('gives the attempts it starts, and posts the data as it is', async () => {
		const data = { call: 'c1', nested: [{ Größe: '✓' }] };
		const { id } = await hook(['call.ended'], { key: KEYS.metaOba });
		const to = { numberId: NUMBERS.metaOba.id };
		const started = server().deliver('call.ended', data, to);
		expect(started).toMatchObject([{ webhookId: id, event: 'call.ended', attempt: 1 }]);
		expect(server().deliver('call.missed', data, to)).toEqual([]);
		await server().settled();
		expect(receiver().received[0]!.json).toEqual({ event: 'call.ended', ...data });
		expect(started[0]!.status).toBe('SUCCESS');
	});

	it('refuses what a number cannot emit, the star, and numbers that do not exist', () => {
		const to = { numberId: NUMBERS.evo.id };
		expect(() => server().deliver('call.ended', {}, to)).toThrow(/cannot emit call.ended/);
		expect(() => server().deliver('*', {}, to)).toThrow(/cannot emit/);
		expect(() => server().deliver('calls', {}, { numberId: 'num_x' })).toThrow(/num_x/);
	});
});

describe('the list of attempts', () => {
	it('shows what was sent and what came of it', async () => {
		const { id } = await hook(['message.group']);
		const message = inGroup();
		const [attempt] = server().deliveries;
		expect(attempt).not.toHaveProperty('status');
		await server().settled();
		const [{ method, path, headers, raw, json }] = receiver().received as [any];
		expect(server().deliveries).toEqual([
			{
				n: 1,
				at: server().clock.now(),
				webhookId: id,
				url: receiver().url,
				event: 'message.group',
				attempt: 1,
				headers: {
					'content-type': 'application/json',
					'user-agent': 'pilot-status-reference-server',
				},
				rawBody: raw.toString(),
				body: json,
				status: 'SUCCESS',
				statusCode: 200,
			},
		]);
		expect(json.data.id).toBe(message.id);
		expect([method, path]).toEqual(['POST', '/hook']);
		expect(headers).toMatchObject(attempt!.headers);
	});
});
