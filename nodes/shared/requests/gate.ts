import { Failure, RequestFailure } from '../words/failure';
import type { Surroundings } from './surroundings';

/** Pauses without a word from the API, before jitter, in ms. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 60_000;

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

/** When the next send may leave, on the clock of `Surroundings`; kept by whoever wants it to hold for longer than one gate. */
export interface Pace {
	nextSendAt: number;
}

/** What the user allows. */
export interface Patience {
	/** Longest wait in a row, in ms. */
	maxWait: number;
	/** Shortest time between two sends of an execution, in ms. */
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
export class Gate {
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

	constructor(
		private readonly surroundings: Surroundings,
		private readonly patience: Patience,
		private readonly pace: Pace = { nextSendAt: 0 },
	) {}

	/**
	 * Waits until a request may leave; `pass` or `close` must follow.
	 * @param again whether it was refused before, and so comes first
	 * @throws Failure when the wait would be longer than the user allows, or the execution is cancelled
	 */
	async enter(isSend: boolean, again: boolean): Promise<void> {
		const failure = this.isStopped ? NOT_SENT : this.refusal();
		if (failure) throw failure;
		const turn = new Promise<void>((go, giveUp) => {
			this.waiters[again ? 'unshift' : 'push']({ isSend, go, giveUp });
		});
		this.letGo();
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
		this.letGo();
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
			// Whoever says "0 seconds" is not asked again in the same moment.
			const pause = backoff(this.refusals, this.surroundings.random());
			this.lengthen(now + Math.max(pause, waitMs ?? 0));
		} else if (waitMs !== undefined) {
			this.lengthen(now + waitMs);
		}
		const failure = this.refusal();
		if (failure) this.giveUp(failure);
		this.letGo();
	}

	/** From now on nothing leaves. */
	stop(): void {
		this.isStopped = true;
		this.giveUp(NOT_SENT);
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

	/** Lets requests out while there is room, in their order, and watches the clock for the rest. */
	private letGo(): void {
		const { now } = this.surroundings;
		for (let first = this.waiters[0]; first; first = this.waiters[0]) {
			if (now() < this.readyAt(first)) return void this.watch();
			if (this.inFlight >= Math.max(0, this.allowance - this.accepted) + this.probes) return;
			this.waiters.shift();
			this.inFlight++;
			if (first.isSend) this.pace.nextSendAt = now() + this.patience.delayBetweenSends;
			first.go();
		}
	}

	private readyAt({ isSend }: Waiter): number {
		return isSend ? Math.max(this.opensAt, this.pace.nextSendAt) : this.opensAt;
	}

	private async watch(): Promise<void> {
		if (this.isWatched) return;
		this.isWatched = true;
		try {
			for (let first = this.waiters[0]; first; first = this.waiters[0]) {
				const rest = this.readyAt(first) - this.surroundings.now();
				if (rest <= 0) break;
				await this.surroundings.pause(rest);
			}
		} catch {
			// Cancelled: the waiters have heard of it themselves.
			this.waiters.length = 0;
		}
		this.isWatched = false;
		this.letGo();
	}
}
