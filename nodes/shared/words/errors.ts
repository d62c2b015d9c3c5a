import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { isObject, readField } from '../values/json';
import { adviceForCode, adviceForStatus } from './codes';
import { cut, quote, RequestFailure } from './failure';
import type { Failure, Fate } from './failure';

/** Longest part of the API's own text that an error repeats, in characters. */
const LONGEST_TEXT = 300;

/** What an error needs to know about the request it belongs to. */
export interface RequestContext {
	/** What the request is about, for a 404, e.g. `group "1203…@g.us"`. */
	about?: string;
	/** What may have happened although no good response came, for what must not be done twice, e.g. `The message may have been sent`. */
	mayHave?: string;
	/** What to do about that where the response got lost and the request has a key; by default, look first. */
	again?: string;
	/** What to say for a 4xx whose code is missing or unknown, in place of the hint for its status. */
	hintForRefusal?: string;
}

/** How a 404 names what it does not find, for `about`: another key may know it. */
export function ofThisKey(kind: string, id: string): string {
	return `${kind} ${quote(id)} with this key`;
}

/** What every open form of an error body comes down to (section 1 of the API's documentation). */
interface ErrorBody {
	/** Whether it is the API's own at all; a gateway's has neither `error` nor `code`. */
	isOfApi: boolean;
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
	if (!isObject(body)) return { isOfApi: false };
	const error = readField(body, 'error');
	const inner = isObject(error) ? error : {};
	const details = readField(body, 'details') ?? readField(inner, 'details');
	const missing = isObject(details) ? readField(details, 'missingKeys') : undefined;
	const errorText = asCode(error) ? undefined : asText(error);
	return {
		isOfApi: error !== undefined || readField(body, 'code') !== undefined,
		code: asText(readField(body, 'code')) ?? asText(readField(inner, 'code')) ?? asCode(error),
		text: asText(readField(body, 'message')) ?? asText(readField(inner, 'message')) ?? errorText,
		missing: Array.isArray(missing) ? missing.map(String) : undefined,
	};
}

/** A response outside 2xx, as far as its failure depends on it. */
interface BadResponse {
	statusCode: number;
	/** Parsed JSON; undefined where the body was none. */
	json: unknown;
	fate: Fate;
	/** What `Retry-After` said, in ms. */
	waitMs?: number;
}

/** The one place where a response outside 2xx becomes a sentence and a hint. */
export function failureFromResponse(
	{ statusCode, json, fate, waitMs }: BadResponse,
	context: RequestContext = {},
): RequestFailure {
	const { code, text, missing } = readErrorBody(json);
	const known = adviceForCode(code);
	const byStatus = adviceForStatus(statusCode);
	let { sentence, hint } = known ?? byStatus;
	if (!known && statusCode === 404 && context.about) {
		sentence = `Pilot Status does not find ${context.about}`;
	}
	if (missing?.length) sentence += `: ${cut(missing.join(', '), LONGEST_TEXT)}`;
	// A known code says it better than the API's own text; without one, that text is all there is.
	else if (!known && text) sentence += `: ${cut(text, LONGEST_TEXT)}`;
	else if (!known && !byStatus.isExact) sentence += ` (status ${statusCode})`;
	if (!known && fate === 'refused' && context.hintForRefusal) hint = context.hintForRefusal;
	if (mayBeDone(fate)) hint = hintForDoubt(fate, context) ?? hint;
	return new RequestFailure(sentence, hint, {
		code: code && cut(code, LONGEST_TEXT),
		statusCode,
		fate,
		waitMs,
	});
}

/** Whether a request may have been carried out, for all we know. */
export const mayBeDone = (fate: Fate) => fate === 'lost' || fate === 'unknown';

/** What to do where something may have been done that must not be done twice. */
export function hintForDoubt(fate: Fate, { mayHave, again }: RequestContext): string | undefined {
	if (!mayHave) return undefined;
	return `${mayHave}. ${(fate === 'lost' && again) || CHECK_FIRST}`;
}

const CHECK_FIRST = 'Check on the phone or in the Pilot Status dashboard before you try again.';

/** A redirect is never followed: the key would travel along to another address. */
export function failureFromRedirect(
	statusCode: number,
	location: unknown,
	fate: Fate,
	context: RequestContext = {},
): RequestFailure {
	const target = asText(location);
	return new RequestFailure(
		`The address in the credential redirects${target ? ` to ${cut(target.replace(/[?#].*/, ''), 80)}` : ' elsewhere'}, and redirects are not followed`,
		`${mayBeDone(fate) && context.mayHave ? `${context.mayHave}. ` : ''}Set 'Base URL' in the credential to the final address of the API, e.g. https://pilotstatus.com.br/v1.`,
		{ statusCode, fate },
	);
}

/**
 * A 2xx whose body is not what the operation needs.
 * @param what e.g. `a response that is not JSON`
 * @param fate `lost` where the body was cut or garbled on its way, and may come whole the next time
 */
export function failureFromOddResponse(
	statusCode: number | undefined,
	what: string,
	context: RequestContext = {},
	fate: Fate = 'unknown',
): RequestFailure {
	return new RequestFailure(
		`Pilot Status accepted the request but gave ${what}`,
		hintForDoubt(fate, context) ??
			"Try again. When it happens again, check 'Base URL' in the credential: another service may be answering there.",
		{ statusCode, fate },
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
	const { code, statusCode, isOwnFault, cause } = failure.facts;
	const options = { message: sentence, description: hint, itemIndex };
	const error =
		statusCode === undefined
			? new NodeOperationError(node, isOwnFault ? (cause as Error) : sentence, options)
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
