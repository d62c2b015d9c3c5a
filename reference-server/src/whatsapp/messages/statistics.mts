import type { Message, WhatsAppNumber } from '../model.mts';
import type { State } from '../state.mts';

/** So many days are looked at, today included, and so many before them for the changes. Our choice. */
const DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What became of the messages that the API sent in the last week; percentages from 0 to 100. */
export interface Statistics {
	totalSent: number;
	totalFailed: number;
	sentPercentChange: number;
	failedPercentChange: number;
	failureRate: number;
	dailyMessages: Array<{ date: string; count: number }>;
	statusDistribution: Record<'queued' | 'sent' | 'delivered' | 'failed' | 'read', number>;
}

/** @param timeZone IANA name; days are its days */
export function statistics(state: State, { id }: WhatsAppNumber, timeZone: string): Statistics {
	const format = new Intl.DateTimeFormat('en-CA', { timeZone });
	const dayOf = (time: number) => format.format(time);
	const today = Date.parse(dayOf(Date.now()));
	const days = (from: number) =>
		Array.from({ length: DAYS }, (_one, at) =>
			new Date(today - (from + DAYS - 1 - at) * DAY_MS).toISOString().slice(0, 10),
		);
	const ours = state.messages.filter((one) => one.numberId === id && one.origin === 'API');
	const of = (dates: readonly string[]) =>
		ours.filter(({ createdAt }) => dates.includes(dayOf(Date.parse(createdAt))));
	const dates = days(0);
	const [now, before] = [of(dates), of(days(DAYS))];
	const count = (messages: readonly Message[], ...statuses: Array<Message['status']>) =>
		messages.filter(({ status }) => statuses.includes(status)).length;
	const sent = (messages: readonly Message[]) => count(messages, 'SENT', 'DELIVERED', 'READ');
	const failed = (messages: readonly Message[]) => count(messages, 'FAILED');
	return {
		totalSent: sent(now),
		totalFailed: failed(now),
		sentPercentChange: change(sent(now), sent(before)),
		failedPercentChange: change(failed(now), failed(before)),
		failureRate: percent(failed(now), sent(now) + failed(now)),
		dailyMessages: dates.map((date) => ({ date, count: of([date]).length })),
		statusDistribution: {
			queued: count(now, 'QUEUED'),
			sent: count(now, 'SENT'),
			delivered: count(now, 'DELIVERED'),
			failed: failed(now),
			read: count(now, 'READ'),
		},
	};
}

function change(now: number, before: number): number {
	return percent(now - before, before);
}

/** 0 of nothing, our choice. */
function percent(part: number, whole: number): number {
	return whole === 0 ? 0 : (part / whole) * 100;
}
