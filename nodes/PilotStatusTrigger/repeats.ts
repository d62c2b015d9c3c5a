import { createHash } from 'crypto';

/** How long this process remembers a delivery, in ms, and how many of one trigger: at 90 bytes each, 5 MB. */
const DAY = 24 * 60 * 60 * 1000;
const MOST = 50_000;

/**
 * How many of them are stored with the workflow, for after a restart: 5 kB, which n8n writes to its database whenever
 * anything in it changed; so that is left alone for ten seconds after it was written.
 */
const MOST_STORED = 500;
const PAUSE = 10_000;

/** Characters of a key: 60 bits, so that among 50,000 none is ever taken for another. */
const KEY_LENGTH = 10;

/** What a trigger keeps in its static data: keys without anything between them, the newest last. */
export interface Stored {
	seen?: unknown;
}

const keysIn = ({ seen }: Stored): string[] =>
	typeof seen === 'string' ? (seen.match(/.{10}/g) ?? []) : [];

/** The deliveries that one trigger has seen, in this process. */
export class Repeats {
	/** When each was seen last, the oldest first. */
	private readonly seen = new Map<string, number>();

	/** Keys that are not stored yet. */
	private news: string[] = [];

	/** The last key that was stored, and when. */
	private saved: { key: string; at: number } | undefined;

	/** @param now milliseconds that never go back */
	constructor(private readonly now: () => number) {}

	/**
	 * Claims a delivery, so that its copies start nothing. Nothing is awaited between the look and the claim.
	 * @param identity what its copies have in common with it
	 * @param stored the static data as it was when the delivery came
	 * @returns a function that gives it back, or undefined for a repeat
	 */
	claim(identity: string, stored: Stored): (() => void) | undefined {
		const key = createHash('sha256').update(identity).digest('base64').slice(0, KEY_LENGTH);
		this.forget();
		const isRepeat = this.seen.has(key) || keysIn(stored).includes(key);
		// Whatever comes again and again stays known for as long as it does.
		this.seen.delete(key);
		this.seen.set(key, this.now());
		if (isRepeat) return undefined;
		this.news.push(key);
		return () => {
			this.seen.delete(key);
			this.news = this.news.filter((one) => one !== key);
		};
	}

	/**
	 * Stores what is new, at most once in ten seconds. Never to be called by a delivery that has waited for something:
	 * what it stores would bring back the static data of when it came.
	 */
	save(stored: Stored): void {
		if (this.news.length === 0) return;
		if (this.saved && this.now() - this.saved.at < PAUSE) return;
		const known = keysIn(stored);
		const isLost = this.saved !== undefined && !known.includes(this.saved.key);
		const own = isLost ? [...this.seen.keys()] : this.news;
		const others = known.filter((key) => !own.includes(key));
		stored.seen = [...others, ...own].slice(-MOST_STORED).join('');
		this.saved = { key: own[own.length - 1] as string, at: this.now() };
		this.news = [];
	}

	private forget(): void {
		const oldest = this.now() - DAY;
		for (const [key, at] of this.seen) {
			if (at >= oldest && this.seen.size <= MOST) return;
			this.seen.delete(key);
		}
	}
}
