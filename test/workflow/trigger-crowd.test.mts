import { randomUUID } from 'node:crypto';
import { afterAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { stopClock } from '../harness/clock.mts';
import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { KEYS } from 'pilotstatus-reference-server';

const { account } = useServer();
const QUIET = 5_000;
const CHATS = 20;

let listener: Listener;
afterAll(async () => {
	jest.restoreAllMocks();
	await listener.close();
});

/** One burst of a chat: how long it is quiet before each message but the first, and when each copy follows, in ms. */
const burst = fc.array(
	fc.record({ gap: fc.nat(QUIET - 1), copyAfter: fc.nat(20_000), asReply: fc.boolean() }),
	{ minLength: 1, maxLength: 8 },
);
const crowd = fc.array(burst, { minLength: 80, maxLength: 80 });

it('of chats that write in bursts starts one execution each, with every message once and in order', async () => {
	const [bursts = []] = fc.sample(crowd, { numRuns: 1, seed: 18 });
	const deliveries: Array<{ at: number; event: string; data: object }> = [];
	const expected: string[] = [];
	const ends = Array.from({ length: CHATS }, (_one, chat) => chat * 37);
	for (const [nth, messages] of bursts.entries()) {
		const chat = nth % CHATS;
		let at = ends[chat]! + QUIET + 1;
		const from = `+55119870${String(chat).padStart(5, '0')}`;
		for (const [n, { gap, copyAfter, asReply }] of messages.entries()) {
			if (n > 0) at += gap;
			const content = `${nth}.${n}`;
			const createdAt = new Date(1_790_000_000_000 + at).toISOString();
			const data = { from, messageId: content, content, createdAt };
			deliveries.push({ at, event: 'message.received', data });
			const event = asReply ? 'message.reply' : 'message.received';
			deliveries.push({ at: at + copyAfter, event, data });
		}
		ends[chat] = at;
		expected.push(messages.map((_one, n) => `${nth}.${n}`).join('\n'));
	}

	const parameters = { events: ['message.received'], options: { burst: QUIET / 1000 } };
	listener = await startListener(account(KEYS.go), { parameters, workflowId: randomUUID() });
	await listener.activate();
	const clock = stopClock();
	const [{ token }] = Object.values(listener.staticData) as [{ token: string }];
	let now = 0;
	for (const { at, event, data } of deliveries.sort((a, b) => a.at - b.at)) {
		await clock.advance(at - now);
		now = at;
		expect(await listener.post({ event, data }, { token })).toMatchObject({ status: 200 });
	}
	await clock.advance(2 * QUIET);
	const items = listener.executions.map(([item]) => item!.json);
	expect(items.map(({ content }) => content).sort()).toEqual(expected.sort());
}, 60_000);
