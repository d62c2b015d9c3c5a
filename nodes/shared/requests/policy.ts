import { Failure } from '../words/failure';
import { backoff } from './gate';
import type { Gate } from './gate';
import type { Surroundings } from './surroundings';
import type { ApiRequest, Send } from './transport';

/** How often a request is tried where trying again is safe; 429 does not count. */
const MOST_TRIES = 4;

/**
 * When a request is sent again. The one rule: what may have been carried out is not repeated, unless doing it
 * twice is the same as doing it once.
 *
 * | what happened | reads and idempotent changes | sends, create, reset link, cancel (`mayHave`) |
 * |---|---|---|
 * | 429 | waits, as long as the gate allows | the same: the API has not taken it |
 * | connection refused, name not found | again after a pause | the same: it has not arrived |
 * | 408, 5xx, timeout, connection broken | again after a pause | never: it may have been carried out |
 * | anything else | never | never |
 *
 * A pause is exponential with full jitter, starting at up to a quarter of a second; four tries in all.
 * @param attempt sends one request once
 */
export function withPolicy(attempt: Send, gate: Gate, surroundings: Surroundings): Send {
	return async (request) => {
		// Once an attempt may have been carried out, that is the news, whatever stops the next one.
		let doubt: Failure | undefined;
		const orDoubt = (error: unknown) => {
			throw doubt ?? error;
		};
		for (let tries = 1, again = false; ; again = true) {
			await gate.enter(request.isSend === true, again).catch(orDoubt);
			const outcome = await attempt(request).catch((error: unknown) => error as Error);
			if (outcome instanceof Failure && outcome.facts.fate === 'wait') {
				gate.close(outcome.facts.waitMs, outcome.facts.code);
				continue;
			}
			gate.pass();
			if (!(outcome instanceof Error)) return outcome;
			if (!mayRepeat(outcome, request) || tries >= MOST_TRIES) throw outcome;
			if (outcome.facts.fate === 'unknown') {
				doubt = outcome;
				request.onRepeat?.();
			}
			await surroundings.pause(backoff(tries, surroundings.random())).catch(orDoubt);
			tries++;
		}
	};
}

function mayRepeat(failure: Error, { mayHave }: ApiRequest): failure is Failure {
	if (!(failure instanceof Failure)) return false;
	const { fate } = failure.facts;
	return fate === 'not arrived' || (fate === 'unknown' && mayHave === undefined);
}

/**
 * What `Retry-After` says, in ms from now: seconds, or a date, which is read against the API's own clock.
 * @param date the answer's `Date`
 * @returns undefined where there is none, or none that can be read
 */
export function readRetryAfter(value: unknown, date: unknown, now: number): number | undefined {
	if (typeof value !== 'string') return undefined;
	if (/^\d+(\.\d+)?$/.test(value.trim())) return Number(value) * 1000;
	// `Date.parse` makes something of any number.
	const until = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
	if (Number.isNaN(until)) return undefined;
	const from = typeof date === 'string' ? Date.parse(date) : NaN;
	return Math.max(0, until - (Number.isNaN(from) ? now : from));
}
