import { afterEach, expect, describe, it, jest } from '@jest/globals';
import { DateTime } from 'luxon';

import { outside } from '../harness/core.mts';
import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { NUMBERS } from 'pilotstatus-reference-server';
import { KEY } from './rows.mts';

const { server, account } = useServer({ clock: 'manual', moveOnMs: 1000, logLimit: 1 });
const zone = 'America/Sao_Paulo';
const HOUR = 3_600_000;
const COUNT = 300;
const CHATS = 100;
/** A Wednesday morning. */
const start = DateTime.fromISO('2036-12-03T08:50', { zone });

afterEach(() => void jest.restoreAllMocks());

function setPhone(session: 'OPEN' | 'CLOSED') {
	const { state } = server();
	const number = state.numbers.find(({ id }) => id === NUMBERS.go.id)!;
	number.session = session;
	state.events.emit(
		'number changed',
		number,
		session === 'OPEN' ? 'number.connected' : 'number.disconnected',
	);
}

describe('a campaign in the queue', () => {
	it('leaves in its hours, in order, without n8n, and not at night, though the phone was off for hours', async () => {
		jest.spyOn(outside.Date, 'now').mockReturnValue(start.toMillis());
		server().clock.advance(start.toMillis() - server().clock.now());
		const values = {
			start: '2036-12-03',
			end: '2036-12-08T12:00',
			dailyFrom: '09:00',
			dailyUntil: '18:00',
			weekdays: [1, 2, 3, 4, 5] as never,
			jitter: 50,
		};
		const input = Array.from({ length: COUNT }, (_, n) => ({
			json: { number: `5511987${100_000 + (n % CHATS)}`, n },
		}));
		const parameters = {
			resource: 'message',
			operation: 'sendText',
			sendTo: 'phoneNumber',
			destinationNumber: '={{ $json.number }}',
			text: '=Nº {{ $json.n }}',
			options: { spreadOver: { values }, delayBetweenSends: 30_000 },
		};
		const { error } = await runNode(account(KEY), { parameters }, input);
		expect(error).toBeUndefined();

		// n8n has ended. The phone is off on Thursday from noon until an hour before midnight.
		const until = (time: string) =>
			server().clock.advance(DateTime.fromISO(time, { zone }).toMillis() - server().clock.now());
		until('2036-12-04T12:00');
		setPhone('CLOSED');
		until('2036-12-04T23:00');
		setPhone('OPEN');
		until('2036-12-09T00:00');

		const messages = server().state.messages.filter(({ origin }) => origin === 'API');
		expect(messages).toHaveLength(COUNT);
		const sent = messages.filter(({ status }) => status === 'READ');
		const lost = messages.filter(({ status }) => status === 'FAILED');
		expect(sent.length + lost.length).toBe(COUNT);
		// 30 hours in all; of Thursday, the six from noon on.
		expect(Math.abs(lost.length - (COUNT * 6) / 30)).toBeLessThan(2);
		expect(new Set(lost.map(({ errorCode }) => errorCode))).toEqual(new Set(['MESSAGE_EXPIRED']));
		const times = sent.map(({ sentAt }) => DateTime.fromISO(sentAt!, { zone }));
		for (const time of times) {
			expect(time.hour >= 9 && time.hour < 18 && time.weekday < 6).toBe(true);
			expect(time >= start && time < DateTime.fromISO(values.end, { zone })).toBe(true);
		}
		// The items' own order is the order of all, and so of each chat.
		expect(times.every((time, nth) => nth === 0 || +time - +times[nth - 1]! >= 30_000)).toBe(true);
		expect(Math.max(...times.map(Number)) - start.toMillis()).toBeGreaterThan(5 * 24 * HOUR);
	});
});
