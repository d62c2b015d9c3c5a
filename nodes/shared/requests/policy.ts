import type { IDataObject } from 'n8n-workflow';

import { isObject, readField } from '../values/json';
import { mayBeDone } from '../words/errors';
import { RequestFailure } from '../words/failure';
import { graverDoubt, isOwnDoubt, stillInDoubt } from './fate';
import { backoff } from './gate';
import type { Gate } from './gate';
import type { ApiRequest, Send } from './request';
import type { Surroundings } from './surroundings';

/** How often a request is tried that carries no key; 429 does not count. */
const MOST_TRIES = 4;

/** How long a request in doubt may be sent again under its key, in ms: the API keeps a key for 24 hours. */
export const KEY_LIFE = 23 * 3_600_000;

/**
 * When a request is sent again. The one rule: what may have been carried out is not repeated, unless doing it
 * twice is the same as doing it once.
 *
 * | what happened | reads, idempotent changes | messages, under their key | create, reset link, cancel (`mayHave`) |
 * |---|---|---|---|
 * | 429 | waits, as long as the gate allows | the same | the same: the API has not taken it |
 * | not sent | again after a pause | the same | the same |
 * | response lost | again after a pause | the same bytes, until `maxWait` is over | never |
 * | 408, 5xx of the API | again after a pause | never: it keeps no failure under the key | never |
 * | anything else | never | never | never |
 *
 * A pause is exponential with full jitter, starting at up to a quarter of a second; four tries in all, unless the
 * request has a key. What was in doubt once stays in doubt, whatever is said to a later try.
 * @param attempt sends one request once
 * @param maxWait how long a message is asked for again whose response got lost, in ms
 */
export function withPolicy(
	attempt: Send,
	gate: Gate,
	surroundings: Surroundings,
	maxWait: number,
): Send {
	return async (request) => {
		let doubt: RequestFailure | undefined;
		let doubtedAt = 0;
		const keyEnd = surroundings.now() + (request.keyLife ?? KEY_LIFE);
		/** The failure to end with: once an attempt may have been carried out, that is the news. */
		const inDoubt = (error: unknown) => (doubt ? stillInDoubt(doubt, error) : error);
		const orDoubt = (error: unknown) => {
			throw inDoubt(error);
		};
		for (let tries = 1, again = false; ; again = true) {
			await gate.enter(request.isSend === true && !request.isPlanned, again).catch(orDoubt);
			if (doubt && surroundings.now() > keyEnd) throw doubt;
			const outcome = await attempt(request).catch((error: unknown) => error as Error);
			if (!(outcome instanceof RequestFailure)) {
				gate.pass();
				if (outcome instanceof Error) orDoubt(outcome);
				return outcome;
			}
			const { fate, waitMs, code } = outcome.facts;
			const mayAgain = mayRepeat(outcome, request);
			if (fate === 'wait' || (mayAgain && waitMs !== undefined)) gate.close(waitMs, code);
			else gate.pass();
			if (fate === 'wait') continue;
			if (doubt && code === 'IDEMPOTENCY_KEY_REUSED') {
				throw new RequestFailure(outcome.sentence, outcome.hint, {
					...outcome.facts,
					isDoubted: isOwnDoubt(doubt.facts),
				});
			}
			const isDone = request.doneStatus && outcome.facts.statusCode === request.doneStatus;
			if (doubt && isDone) return undefined;
			const now = surroundings.now();
			if (request.method !== 'GET' && mayBeDone(fate)) {
				if (!doubt) doubtedAt = now;
				doubt = graverDoubt(doubt, outcome);
			}
			const pause = backoff(tries, surroundings.random());
			const hasTime =
				doubt && request.key
					? now + pause - doubtedAt <= maxWait && now + pause <= keyEnd
					: tries < MOST_TRIES;
			if (!mayAgain || !hasTime) throw inDoubt(outcome);
			if (doubt) request.onRepeat?.();
			await surroundings.pause(pause).catch(orDoubt);
			tries++;
		}
	};
}

function mayRepeat({ facts }: RequestFailure, { mayHave, key }: ApiRequest): boolean {
	const { fate, statusCode = 0 } = facts;
	if (fate === 'not sent') return true;
	if (fate === 'lost') return mayHave === undefined || key !== undefined;
	return fate === 'unknown' && mayHave === undefined && (statusCode === 408 || statusCode >= 500);
}

/** The three forms of a date in HTTP (RFC 9110, 5.6.7). */
const HTTP_DATE =
	/^(\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT|\w+, \d{2}-\w{3}-\d{2} \d{2}:\d{2}:\d{2} GMT|\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/**
 * How long the API asks to wait, in ms: in `Retry-After` or, as its SDK says, in the body of a 429 as
 * `retryAfterSeconds`; the longer one where there are two.
 * @param headers the response's
 * @param json its body, parsed; undefined where it was none
 * @param now ms since 1970
 * @returns undefined where neither can be read
 */
export function readWait(headers: IDataObject, json: unknown, now: number): number | undefined {
	const body = isObject(json) ? json : {};
	const places = [body, readField(body, 'details'), readField(body, 'error')].filter(isObject);
	const told = places.map((place) => readSeconds(readField(place, 'retryAfterSeconds')));
	const waits = [readRetryAfter(headers['retry-after'], headers.date, now), ...told];
	const known = waits.filter((wait) => wait !== undefined);
	return known.length > 0 ? Math.max(...known) : undefined;
}

/** A count of seconds, as a number or as text, in ms; undefined for anything else. */
function readSeconds(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	return /^\d+(\.\d+)?$/.test(String(value).trim()) ? Number(value) * 1000 : undefined;
}

/**
 * What `Retry-After` says, in ms from now: seconds, or a date, which is read against the API's own clock.
 * @param date the response's `Date`
 * @param now ms since 1970
 * @returns undefined where there is none, or none that can be read
 */
export function readRetryAfter(value: unknown, date: unknown, now: number): number | undefined {
	if (typeof value !== 'string') return undefined;
	const seconds = readSeconds(value);
	if (seconds !== undefined) return seconds;
	const until = readDate(value);
	return until === undefined ? undefined : Math.max(0, until - (readDate(date) ?? now));
}

function readDate(value: unknown): number | undefined {
	if (typeof value !== 'string' || !HTTP_DATE.test(value.trim())) return undefined;
	const text = value.trim();
	// The third form, of C's asctime, names no zone and means GMT.
	const time = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
	return Number.isNaN(time) ? undefined : time;
}
