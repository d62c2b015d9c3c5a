import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { isObject, readField } from '../values/json';
import { adviceForCode, adviceForStatus } from './codes';
import { cut, Failure, quote, withoutKeys } from './failure';
import type { Fate } from './failure';

/** Longest part of the API's own text that an error repeats, in characters. */
const LONGEST_TEXT = 300;

/** What an error needs to know about the request it belongs to. */
export interface RequestContext {
	/** What the request is about, for a 404, e.g. `group "1203…@g.us"`. */
	about?: string;
	/** What may have happened although no good answer came, for what must not be done twice, e.g. `The message may have been sent`. */
	mayHave?: string;
	/** What to say for a 4xx whose code is missing or unknown, in place of the hint for its status. */
	hintForRefusal?: string;
}

/** How a 404 names what it does not find, for `about`: another key may know it. */
export function ofThisKey(kind: string, id: string): string {
	return `${kind} ${quote(id)} with this key`;
}

/** What every open form of an error body comes down to (section 1 of the API's documentation). */
interface ErrorBody {
	code?: string;
	text?: string;
	missing?: string[];
}

const asText = (value: unknown) =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
const asCode = (value: unknown) =>
	typeof value === 'string' && /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(value) ? value : undefined;

/**
 * Reads code and text from an error body, whichever of the open forms it has.
 * @param body parsed JSON; undefined where the body was none
 */
export function readErrorBody(body: unknown): ErrorBody {
	if (!isObject(body)) return {};
	const error = readField(body, 'error');
	const inner = isObject(error) ? error : {};
	const details = readField(body, 'details') ?? readField(inner, 'details');
	const missing = isObject(details) ? readField(details, 'missingKeys') : undefined;
	const errorText = asCode(error) ? undefined : asText(error);
	return {
		code: asText(readField(body, 'code')) ?? asText(readField(inner, 'code')) ?? asCode(error),
		text: asText(readField(body, 'message')) ?? asText(readField(inner, 'message')) ?? errorText,
		missing: Array.isArray(missing) ? missing.map(String) : undefined,
	};
}

/**
 * The one place where an answer outside 2xx becomes a sentence and a hint.
 * @param statusCode HTTP status
 * @param body parsed JSON; undefined where the body was none
 * @param waitMs what `Retry-After` said
 */
export function failureFromAnswer(
	statusCode: number,
	body: unknown,
	context: RequestContext = {},
	waitMs?: number,
): Failure {
	const { code, text, missing } = readErrorBody(body);
	const known = adviceForCode(code);
	const byStatus = adviceForStatus(statusCode);
	const fate = fateOf(statusCode);
	let { sentence, hint } = known ?? byStatus;
	if (!known && statusCode === 404 && context.about) {
		sentence = `Pilot Status does not find ${context.about}`;
	}
	if (missing?.length) sentence += `: ${cut(missing.join(', '), LONGEST_TEXT)}`;
	// A known code says it better than the API's own text; without one, that text is all there is.
	else if (!known && text) sentence += `: ${withoutKeys(cut(text, LONGEST_TEXT))}`;
	else if (!known && !byStatus.isExact) sentence += ` (status ${statusCode})`;
	if (!known && fate === 'refused' && context.hintForRefusal) hint = context.hintForRefusal;
	if (fate === 'unknown' && context.mayHave) hint = `${context.mayHave}. ${CHECK_FIRST}`;
	return new Failure(sentence, hint, { code: code && withoutKeys(code), statusCode, fate, waitMs });
}

/** What an HTTP status outside 2xx says about the request (section 1 of the API's documentation). */
function fateOf(statusCode: number): Fate {
	if (statusCode === 429) return 'wait';
	return statusCode === 408 || statusCode >= 500 ? 'unknown' : 'refused';
}

const CHECK_FIRST = 'Check on the phone or in the Pilot Status dashboard before you try again.';

/** A redirect is never followed: the key would travel along to another address. */
export function failureFromRedirect(statusCode: number, location: unknown): Failure {
	const target = asText(location);
	return new Failure(
		`The address in the credential redirects${target ? ` to ${withoutKeys(cut(target.replace(/[?#].*/, ''), 80))}` : ' elsewhere'}, and redirects are not followed`,
		"Set 'Base URL' in the credential to the final address of the API, e.g. https://pilotstatus.com.br/v1.",
		{ statusCode },
	);
}

/**
 * A 2xx whose body is not what the operation needs.
 * @param what e.g. `an answer that is not JSON`
 */
export function failureFromOddAnswer(
	statusCode: number | undefined,
	what: string,
	{ mayHave }: RequestContext = {},
): Failure {
	return new Failure(
		`Pilot Status accepted the request but gave ${what}`,
		mayHave
			? `${mayHave}. ${CHECK_FIRST}`
			: "Try again. When it happens again, check 'Base URL' in the credential: another service may be answering there.",
		{ statusCode, fate: mayHave ? 'unknown' : 'refused' },
	);
}

/** Faults of the network before the request can have arrived. */
const NOT_ARRIVED: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'The address in the credential refuses the connection',
	ENOTFOUND: 'The address in the credential does not exist',
	EAI_AGAIN: 'The address in the credential could not be looked up',
};
const NO_SECURE_CONNECTION = /CERT|_TLS_|^EPROTO$|^UNABLE_TO_|^ERR_SSL_/;

/**
 * The sentence for a request that got no answer at all.
 * @param error what n8n's request helper threw: a NodeApiError, whose `httpCode` then holds a code such as ECONNRESET
 * @param timeout in ms, as it was set for the request
 */
export function failureFromNetwork(
	error: unknown,
	timeout: number,
	{ mayHave }: RequestContext = {},
): Failure {
	const { httpCode, message } = error as Partial<NodeApiError>;
	if (!httpCode) {
		return new Failure(
			withoutKeys(message ?? String(error)),
			'Nothing was sent. Correct the credential of this node and try again.',
		);
	}
	const notArrived = NO_SECURE_CONNECTION.test(httpCode)
		? 'No secure connection to the address in the credential could be made'
		: NOT_ARRIVED[httpCode];
	if (notArrived) {
		return new Failure(
			notArrived,
			"Nothing was sent. Check 'Base URL' in the credential and the network of the machine that runs n8n.",
			{ fate: httpCode in NOT_ARRIVED ? 'not arrived' : 'refused' },
		);
	}
	const timedOut = httpCode === 'ECONNABORTED' || httpCode === 'ETIMEDOUT';
	return new Failure(
		timedOut
			? `Pilot Status did not answer within ${timeout / 1000} seconds`
			: 'The connection to Pilot Status broke off before the answer was complete',
		mayHave ? `${mayHave}. ${CHECK_FIRST}` : 'Wait a minute and try again.',
		{ fate: 'unknown' },
	);
}

/**
 * n8n's own error for a failure: fresh, since wrapping an existing NodeApiError would keep the old message.
 * @param itemIndex index of the item, or undefined outside of an execution (pickers)
 */
export function toNodeError(
	node: INode,
	failure: Failure,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	const { sentence, hint } = failure;
	const { code, statusCode } = failure.facts;
	const options = { message: sentence, description: hint, itemIndex };
	const error =
		statusCode === undefined
			? new NodeOperationError(node, sentence, options)
			: new NodeApiError(
					node,
					{ message: sentence, ...(code && { code }) },
					{ ...options, httpCode: String(statusCode) },
				);
	// n8n replaces messages that contain EPERM, ENOENT and the like, even inside a word or a group's name.
	error.message = sentence;
	if (code) error.context.code = code;
	return error;
}
