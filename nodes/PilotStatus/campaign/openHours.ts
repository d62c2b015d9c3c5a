import { DateTime } from 'luxon';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** When messages may leave, by the clock on the wall. */
export interface Hours {
	/** Minutes after midnight. */
	from: number;
	/** Minutes after midnight, later than `from`; 1440 is the end of the day. */
	until: number;
	/** 1 is Monday, 7 Sunday. */
	weekdays: ReadonlySet<number>;
}

/** A stretch of time in which messages may leave, in ms since 1970; its end is no part of it. */
export interface Span {
	start: number;
	end: number;
	/** End of that day's hours, which may lie behind the end of the whole. */
	closes: number;
}

/**
 * The open hours between two moments, in their order. Hours that a change of the clock skips begin and end with
 * the change; of hours that come twice, the first is none where they begin, and the second none where they end.
 * @param start ms since 1970
 * @param end ms since 1970
 * @param zone IANA name
 */
export function openSpans(start: number, end: number, hours: Hours, zone: string): Span[] {
	const offsetAt: Offsets = (time) => DateTime.fromMillis(time, { zone }).offset * MINUTE;
	const dayOf = (time: number) => Math.floor((time + offsetAt(time)) / DAY);
	const spans: Span[] = [];
	for (let day = dayOf(start); day <= dayOf(end); day++) {
		// The first day of 1970 was a Thursday.
		if (!hours.weekdays.has(((day + 3) % 7) + 1)) continue;
		const momentsOf = (minutes: number) => moments(day * DAY + minutes * MINUTE, offsetAt);
		const opens = Math.max(...momentsOf(hours.from));
		const closes = momentsOf(hours.until).find((moment) => moment > opens) ?? opens;
		const span = { start: Math.max(start, opens), end: Math.min(end, closes), closes };
		if (span.start < span.end) spans.push(span);
	}
	return spans;
}

/** How far a zone's clocks are ahead of UTC at a moment, in ms. */
type Offsets = (time: number) => number;

/**
 * When clocks show something: once; twice, where they were put back over it; or never, where they were put forward
 * over it, and then the moment of that.
 * @param wall what they show, as if it were UTC, in ms since 1970
 */
function moments(wall: number, offsetAt: Offsets): number[] {
	const offsets = [offsetAt(wall - DAY), offsetAt(wall + DAY)];
	const times = offsets.map((offset) => wall - offset);
	const real = times.filter((time, nth) => offsetAt(time) === offsets[nth]);
	if (real.length > 0) return real;
	let [after, before] = times as [number, number];
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (offsetAt(middle) === offsets[0]) before = middle;
		else after = middle;
	}
	return [after];
}
