/** What the server waits by: retries, the time limit of a delivery, messages that move on. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Runs something once, in `ms` milliseconds; the function it gives calls that off. */
	after(ms: number, run: () => void): () => void;
	/** From here on time stands still and moves by `advance` alone; what waits goes on waiting. */
	manual(): void;
	/**
	 * Moves time on and runs, in order and at its own time, all that falls due, also what only came to
	 * wait meanwhile. It does not wait for deliveries that it sets off: `settled()` does.
	 *
	 * @param ms milliseconds
	 * @throws Error while the clock is the real one
	 */
	advance(ms: number): void;
	/** Forgets whatever waits and goes back to the kind of clock it was at the start. */
	reset(): void;
}

export type ClockKind = 'real' | 'manual';

interface Alarm {
	/** Milliseconds since the epoch. */
	due: number;
	run(): void;
	/** Set while the clock is the real one. */
	handle?: NodeJS.Timeout;
}

/** Node's timers take at most this many milliseconds, some 24 days; longer ones fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Makes a clock; a manual one starts at the present time. */
export function createClock(kind: ClockKind): Clock {
	const alarms = new Set<Alarm>();
	/** Set while the clock is manual. */
	let stoppedAt: number | undefined;

	const clock: Clock = {
		now: () => stoppedAt ?? Date.now(),
		after(ms, run) {
			const alarm: Alarm = { due: clock.now() + ms, run };
			alarms.add(alarm);
			arm(alarm);
			return () => drop(alarm);
		},
		manual() {
			stoppedAt ??= Date.now();
			for (const alarm of alarms) clearTimeout(alarm.handle);
		},
		advance(ms) {
			if (stoppedAt === undefined)
				throw new Error('the clock is the real one, call manual() first');
			const end = stoppedAt + ms;
			for (let next = earliest(end); next; next = earliest(end)) {
				stoppedAt = Math.max(stoppedAt, next.due);
				drop(next);
				next.run();
			}
			stoppedAt = end;
		},
		reset() {
			alarms.forEach(drop);
			stoppedAt = kind === 'manual' ? Date.now() : undefined;
		},
	};
	clock.reset();
	return clock;

	function arm(alarm: Alarm): void {
		if (stoppedAt !== undefined) return;
		const wait = Math.min(Math.max(alarm.due - Date.now(), 0), LONGEST_TIMER_MS);
		alarm.handle = setTimeout(() => {
			// Timers may be early by a fraction of a millisecond, and those beyond the limit are.
			if (Date.now() < alarm.due) return arm(alarm);
			alarms.delete(alarm);
			alarm.run();
		}, wait);
	}

	function drop(alarm: Alarm): void {
		clearTimeout(alarm.handle);
		alarms.delete(alarm);
	}

	/** Of several at one time, the one that came to wait first. */
	function earliest(end: number): Alarm | undefined {
		let first: Alarm | undefined;
		for (const alarm of alarms) {
			if (alarm.due <= end && !(first && first.due <= alarm.due)) first = alarm;
		}
		return first;
	}
}
