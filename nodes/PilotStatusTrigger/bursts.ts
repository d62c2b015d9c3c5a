/** How many bursts a process keeps open, and how many messages one takes; beyond that, one starts at once. */
const MOST_OPEN = 500;
const MOST_MESSAGES = 100;

/** A burst lasts no longer than this many times its quiet, and never longer than two minutes. */
const LONGEST_IN_QUIETS = 10;
const LONGEST = 120_000;

/** Time, which tests replace. */
export interface Time {
	/** Milliseconds that never go back. */
	now(): number;
	pause(ms: number): Promise<void>;
}

interface Burst<T> {
	messages: Map<string, T>;
	lastAt: number;
	/** Resolves when it is not to wait any longer. */
	full: Promise<void>;
	fill(): void;
}

/** Messages that come quickly one after the other, gathered until there is quiet. */
export class Bursts<T> {
	/** The oldest first. */
	private readonly open = new Map<string, Burst<T>>();

	/** @param merge what becomes of a message that comes once more, perhaps as another event */
	constructor(
		private readonly time: Time,
		private readonly merge: (first: T, again: T) => T,
	) {}

	/**
	 * Adds a message to the burst of its talk.
	 * @param talk who writes in which chat
	 * @param id what copies of the message have in common
	 * @param quiet in ms
	 * @returns for the first message of a burst, all of it once it is over; undefined for the others
	 */
	add(talk: string, id: string, quiet: number, message: T): Promise<T[]> | undefined {
		const now = this.time.now();
		const burst = this.open.get(talk);
		if (!burst) return this.begin(talk, quiet, now, new Map([[id, message]]));
		if (this.repeat(talk, id, message)) return undefined;
		burst.messages.set(id, message);
		burst.lastAt = now;
		if (burst.messages.size >= MOST_MESSAGES) this.end(talk, burst);
		return undefined;
	}

	/**
	 * Merges a copy into the message, where its burst is still open; it does not make the wait longer.
	 * @returns whether it was
	 */
	repeat(talk: string, id: string, message: T): boolean {
		const messages = this.open.get(talk)?.messages;
		const first = messages?.get(id);
		if (first === undefined) return false;
		messages!.set(id, this.merge(first, message));
		return true;
	}

	private async begin(
		talk: string,
		quiet: number,
		now: number,
		messages: Map<string, T>,
	): Promise<T[]> {
		const [oldest] = this.open;
		if (oldest && this.open.size >= MOST_OPEN) this.end(...oldest);
		let fill = () => {};
		const full = new Promise<void>((resolve) => (fill = resolve));
		const burst = { messages, lastAt: now, full, fill };
		this.open.set(talk, burst);
		const latest = now + Math.min(LONGEST_IN_QUIETS * quiet, LONGEST);
		const rest = () => Math.min(burst.lastAt + quiet, latest) - this.time.now();
		// No longer the open one: it was ended for want of room.
		while (this.open.get(talk) === burst && rest() > 0) {
			await Promise.race([this.time.pause(rest()), full]);
		}
		this.end(talk, burst);
		return [...messages.values()];
	}

	/** From now on, the next message of this talk begins another burst. */
	private end(talk: string, burst: Burst<T>): void {
		if (this.open.get(talk) === burst) this.open.delete(talk);
		burst.fill();
	}
}
