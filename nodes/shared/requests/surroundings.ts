import { sleep } from 'n8n-workflow';

import { Failure } from '../words/failure';

/** Longest stretch that is slept at once, in ms: n8n's `sleep` cannot be called off, and would outlive a cancelled execution. */
const STRETCH = 1_000;

/** n8n calls an execution cancelled, and not failed, by this very word in the error. */
export const CANCELLED = new Failure(
	'The execution was canceled',
	'What was accepted before stays sent; nothing further was sent.',
);

/** Time and chance, so that tests can take their place. */
export interface Surroundings {
	/** Milliseconds that never go back, whatever happens to the clock on the wall; for lengths of time only. */
	now(): number;
	/** From 0 to 1. */
	random(): number;
	/** Waits some milliseconds; rejects with a Failure as soon as the execution is cancelled. */
	pause(ms: number): Promise<void>;
	/** Never resolves; rejects with a Failure when the execution is cancelled. */
	cancelled: Promise<never>;
}

/**
 * The real ones.
 * @param signal n8n's signal for a cancelled execution, where there is an execution
 */
export function realSurroundings(signal: AbortSignal | undefined): Surroundings {
	const cancelled = new Promise<never>((_resolve, reject) => {
		const cancel = () => reject(CANCELLED);
		if (signal?.aborted) cancel();
		else signal?.addEventListener('abort', cancel, { once: true });
	});
	// It may reject while nobody waits.
	cancelled.catch(() => {});
	const now = () => performance.now();
	return {
		now,
		random: Math.random,
		cancelled,
		async pause(ms) {
			const end = now() + ms;
			for (let rest = ms; rest > 0; rest = end - now()) {
				await Promise.race([sleep(Math.min(rest, STRETCH)), cancelled]);
			}
		},
	};
}
