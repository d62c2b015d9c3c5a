import { Failure } from '../../shared/words/failure';
import type { Span } from './openHours';

/** When a message leaves, and when it is given up, in ms since 1970. */
export interface Slot {
	deliverAt: number;
	deliverUntil: number;
}

/** Where the messages of an execution have their places in the open hours. */
export interface Plan {
	/** Between two messages on average, in ms of open time. */
	gap: number;
	/** @param chance from 0 to 1, which decides where in its jitter the message leaves */
	slot(index: number, chance: number): Slot;
}

/**
 * Spreads messages evenly over open hours: each has a gap of its own, and leaves at its beginning or, by its jitter,
 * later. A plan for less time puts no message earlier than one for more time with the same end.
 * @param least shortest time between two messages, in whole ms
 * @param jitter part of a gap, from 0 to 0.5
 * @throws Failure where they do not fit
 */
export function makePlan(spans: Span[], count: number, least: number, jitter: number): Plan {
	const open = spans.reduce((sum, { start, end }) => sum + end - start, 0);
	const most = Math.ceil(open / least);
	if (count > most) throw tooMany(count, most, least);
	const gap = Math.max(least, open / count);
	return {
		gap,
		slot(index, chance) {
			const begin = Math.floor(index * gap);
			const room = Math.floor((index + 1) * gap) - begin - least;
			let at = begin + Math.floor(chance * Math.min(jitter * gap, room));
			const span = spans.find(({ start, end }) => {
				if (at < end - start) return true;
				at -= end - start;
				return false;
			})!;
			return { deliverAt: span.start + at, deliverUntil: span.closes };
		},
	};
}

function tooMany(count: number, most: number, least: number): Failure {
	return new Failure(
		most === 0
			? "'Spread Over' leaves no time for messages"
			: `Only ${most} of the ${count} messages fit into the time of 'Spread Over', ${least / 1000} seconds apart`,
		"Set a later 'End' or longer hours, or send fewer messages at a time.",
	);
}
