import { Failure, RequestFailure } from '../words/failure';
import { askForTurn, giveTurnUp } from './pace';
import type { Walker } from './pace';
import type { Surroundings } from './surroundings';

/** Pauses without a word from the API, before jitter, in ms. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 60_000;

/** From so long on, in ms, a wait that the API names is taken as it is. */
const REAL_WAIT = 1_000;

/** After so long somebody who waits looks again, in ms: others may have stopped that it waits for. */
const LONGEST_LOOK = 1_000;

/**
 * How long to pause before the nth repetition, in ms: exponential, with full jitter, so that executions
 * that were refused together do not come back together.
 * @param nth from 1
 * @param random from 0 to 1
 */
export function backoff(nth: number, random: number): number {
	return random * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (nth - 1));
}

/** What a request that waits is told when everything stops. */
export const NOT_SENT = new Failure('This item was not sent', 'An earlier one failed.');

/** A request that waits for its turn. */
interface Waiter {
	isSend: boolean;
	go(): void;
	giveUp(failure: Failure): void;
}

/** What the user allows. */
export interface Patience {
	/** Longest wait in a row, in ms. */
	maxWait: number;
	/** Shortest time between two sends, in ms, of all executions that have one. */
	delayBetweenSends: number;
	/** Whether the user has no option to change this. */
	isFixed?: boolean;
}

/**
 * The one way out for all requests of an execution. When one of them is told to wait, all wait. Afterwards
 * as many leave at once as were accepted before the refusal, and one more to find out whether the limit has
 * moved; each of those that is accepted doubles their number. So a limit is used to the brim, at the price of
 * one refusal per pause.
 */
export class Gate implements Walker {
	readonly delay: number;

	/** Nothing leaves before this time. */
	private opensAt = 0;
	/** How long the API has let us wait since it last accepted something, in ms, and how often. */
	private waited = 0;
	private refusals = 0;
	private code?: string;
	private inFlight = 0;
	/** How many were accepted since the last pause, may be between two pauses, and may fly beyond that. */
	private accepted = 0;
	private allowance = Infinity;
	private probes = 1;
	private readonly waiters: Waiter[] = [];
	private isWatched = false;
	private isStopped = false;
	private isCancelled = false;

	/** @param key gates of one key keep the time between two sends together */
	constructor(
		private readonly surroundings: Surroundings,
		private readonly patience: Patience,
		private readonly key: unknown = {},
	) {
		this.delay = patience.delayBetweenSends;
		surroundings.cancelled.catch(() => this.cancel());
	}

	/**
	 * Waits until a request may leave; `pass` or `close` must follow.
	 * @param again whether it was refused before, and so comes first
	 * @throws Failure when the wait would be longer than the user allows, or the execution is cancelled
	 */
	async enter(isSend: boolean, again: boolean): Promise<void> {
		if (this.isCancelled) await this.surroundings.cancelled;
		const failure = this.isStopped ? NOT_SENT : this.refusal();
		if (failure) throw failure;
		const turn = new Promise<void>((go, giveUp) => {
			this.waiters[again ? 'unshift' : 'push']({ isSend, go, giveUp });
		});
		this.wake();
		// In this order: of two that are settled, the first one counts.
		await Promise.race([this.surroundings.cancelled, turn]);
	}

	/** A request has ended in anything but a demand to wait. */
	pass(): void {
		this.inFlight--;
		// One that left before the pause tells how much the API takes; it does not end the pause.
		if (this.isPaused()) this.allowance++;
		else {
			this.waited = 0;
			this.refusals = 0;
			if (++this.accepted > this.allowance) this.probes *= 2;
		}
		this.wake();
	}

	/**
	 * A request was told to wait, and so all wait.
	 * @param waitMs how long the API asks to wait, or undefined where it does not say
	 * @param code the API's stable code, where it gave one
	 */
	close(waitMs: number | undefined, code?: string): void {
		this.inFlight--;
		this.code = code;
		const now = this.surroundings.now();
		if (!this.isPaused()) {
			this.refusals++;
			this.allowance = Math.max(1, this.accepted);
			this.accepted = 0;
			this.probes = 1;
			// Whoever says "0 seconds" is not asked again in the same moment; a real answer needs no guess beside it,
			// which would grow for those whom others of the same key leave nothing of the limit.
			const pause = backoff(this.refusals, this.surroundings.random());
			const told = waitMs ?? 0;
			this.lengthen(now + (told >= REAL_WAIT ? told : Math.max(pause, told)));
		} else if (waitMs !== undefined) {
			this.lengthen(now + waitMs);
		}
		const failure = this.refusal();
		if (failure) this.giveUp(failure);
		this.wake();
	}

	/** From now on nothing leaves. */
	stop(): void {
		this.isStopped = true;
		this.giveUp(NOT_SENT);
		this.wake();
	}

	private giveUp(failure: Failure): void {
		for (const waiter of this.waiters.splice(0)) waiter.giveUp(failure);
	}

	private lengthen(until: number): void {
		const from = Math.max(this.opensAt, this.surroundings.now());
		if (until <= from) return;
		this.waited += until - from;
		this.opensAt = until;
	}

	private isPaused(): boolean {
		return this.surroundings.now() < this.opensAt;
	}

	/** Why nobody should wait for the end of this pause, if it is too long. */
	private refusal(): Failure | undefined {
		const { maxWait, isFixed } = this.patience;
		if (!this.isPaused() || this.waited <= maxWait) return undefined;
		const rest = this.opensAt - this.surroundings.now();
		const seconds = (ms: number) => `${Math.round(Math.max(0, ms) / 1000)} seconds`;
		return new RequestFailure(
			`Pilot Status takes no more requests from this key for now: after waiting ${seconds(this.waited - rest)}, ${seconds(rest)} more would be needed`,
			isFixed
				? 'Try again after that time; this request was not taken.'
				: `'Max Wait' is ${seconds(maxWait)}. Raise it under 'Options', or send fewer messages at a time; this request was not taken.`,
			{ statusCode: 429, code: this.code, fate: 'refused' },
		);
	}

	/** The waiters have heard of it themselves. */
	private cancel(): void {
		this.isCancelled = true;
		this.waiters.length = 0;
		giveTurnUp(this.key, this, true);
	}

	/** Lets requests out while there is room, in their order, and watches the clock for the rest. */
	wake(): void {
		for (let first = this.waiters[0]; first; first = this.waiters[0]) {
			const rest = this.restFor(first);
			if (rest > 0) return void this.watch(rest);
			this.waiters.shift();
			this.inFlight++;
			first.go();
		}
		giveTurnUp(this.key, this);
	}

	/** How long a request still waits, in ms, Infinity for something to happen; 0 where it leaves now. */
	private restFor({ isSend }: Waiter): number {
		const now = this.surroundings.now();
		const isFull = this.inFlight >= Math.max(0, this.allowance - this.accepted) + this.probes;
		if (now >= this.opensAt && !isFull) {
			return isSend && this.delay > 0 ? askForTurn(this.key, this, now) : 0;
		}
		giveTurnUp(this.key, this);
		return now < this.opensAt ? this.opensAt - now : Infinity;
	}

	private async watch(rest: number): Promise<void> {
		if (this.isWatched || rest === Infinity) return;
		this.isWatched = true;
		await this.surroundings.pause(Math.min(rest, LONGEST_LOOK)).catch(() => {});
		this.isWatched = false;
		this.wake();
	}
}
