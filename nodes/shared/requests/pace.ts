/** An execution that keeps a distance between its sends. */
export interface Walker {
	/** Shortest time between two sends, in ms. */
	readonly delay: number;
	/** Called when its turn may have come: it asks again. */
	wake(): void;
}

/** The distance that the executions of one API key keep together. */
interface Pace {
	/** Each stands here once, and queues anew for its next message: a few do not wait behind a thousand. */
	queue: Walker[];
	/** When the last message left, on the clock of the walkers, in ms, and whose it was. */
	lastAt: number;
	last?: Walker;
}

/** Of this process. */
const paces = new Map<unknown, Pace>();

/**
 * Asks for the next turn under a key; keys that hold nobody back any more are forgotten.
 * @param now on the clock of all walkers, in ms
 * @returns 0 where the turn has been taken; else how long to wait before asking again, in ms, Infinity until `wake`
 */
export function askForTurn(key: unknown, walker: Walker, now: number): number {
	for (const [other, { queue, lastAt, last }] of paces) {
		if (queue.length === 0 && now >= lastAt + (last?.delay ?? 0)) paces.delete(other);
	}
	const pace: Pace = paces.get(key) ?? { queue: [], lastAt: -Infinity };
	paces.set(key, pace);
	if (!pace.queue.includes(walker)) pace.queue.push(walker);
	if (pace.queue[0] !== walker) return Infinity;
	const delay = Math.max(pace.last?.delay ?? 0, ...pace.queue.map((one) => one.delay));
	const rest = pace.lastAt + delay - now;
	if (rest > 0) return rest;
	pace.lastAt = now;
	pace.last = walker;
	giveTurnUp(key, walker);
	return 0;
}

/**
 * Gives the place in the queue up, where there is one.
 * @param isCancelled whether nobody shall wait for it any more: who stops an execution may start it again at once
 */
export function giveTurnUp(key: unknown, walker: Walker, isCancelled = false): void {
	const pace = paces.get(key);
	if (!pace) return;
	if (isCancelled && pace.last === walker) pace.lastAt = -Infinity;
	const place = pace.queue.indexOf(walker);
	if (place < 0) return;
	pace.queue.splice(place, 1);
	if (place === 0) pace.queue[0]?.wake();
}
