import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { isObject, readField } from '../values/json';
import { ADVICE, adviceForCode } from './codes';
import type { Advice } from './codes';
import { cut, quote, RequestFailure } from './failure';
import type { Failure, Fate } from './failure';
import { adviceForStatus } from './statuses';
import { nameOf, readSubstance, withoutStop } from './substance';

/** Longest part of the API's own text that an error repeats, in characters. */
const LONGEST_TEXT = 300;

/** What an error needs to know about the request it belongs to. */
export interface RequestContext {
	/** What the request is about, for a 404, e.g. `group "1203…@g.us"`. */
	about?: string;
	/** What to do about a 404 whose code is missing or unknown, in place of the hint for its status. */
	hintForMissing?: string;
	/** What may have happened although no good response came, for what must not be done twice, e.g. `The message may have been sent`. */
	mayHave?: string;
	/** What to do about that where the response got lost and the request has a key; by default, look first. */
	again?: string;
	/** What to say for a 4xx but 401 whose code is missing or unknown, in place of the hint for its status. */
	hintForRefusal?: string;
	/** What codes mean for this request, where that is not what they mean for others. */
	advice?: Readonly<Record<string, Advice>>;
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
	const errorText = asCode(error) ? undefined : asText(error);
	return {
		isOfApi: error !== undefined || readField(body, 'code') !== undefined,
		code: asText(readField(body, 'code')) ?? asText(readField(inner, 'code')) ?? asCode(error),
		text: asText(readField(body, 'message')) ?? asText(readField(inner, 'message')) ?? errorText,
	};
}

/** A response outside 2xx, as far as its failure depends on it. */
interface BadResponse {
	statusCode: number;
	/** Parsed JSON; undefined where the body was none. */
	json: unknown;
	/** Whether the body was a web page. */
	isPage?: boolean;
	fate: Fate;
	/** How long the API asks to wait, in ms. */
	waitMs?: number;
}

/** The one place where a response outside 2xx becomes a sentence and a hint. */
export function failureFromResponse(
	{ statusCode, json, isPage, fate, waitMs }: BadResponse,
	context: RequestContext = {},
): RequestFailure {
	const { code, text } = readErrorBody(json);
	const known = context.advice?.[code ?? ''] ?? adviceForCode(code);
	const isOtherConflict = code !== undefined || !OF_SESSION.test(text ?? '');
	const byStatus = adviceForStatus(statusCode, isOtherConflict);
	let { sentence, hint } = known ?? byStatus;
	if (!known && statusCode === 404 && context.about) {
		sentence = `Pilot Status does not find ${context.about}`;
		hint = context.hintForMissing ?? hint;
	}
	const said = whatIsSaid(json, text, known);
	if (said) sentence += `: ${withoutStop(cut(said, LONGEST_TEXT))}`;
	else if (!known && !byStatus.isExact) sentence += ` (status ${statusCode})`;
	const isAboutKey = statusCode === 401;
	if (!known && fate === 'refused' && !isAboutKey) hint = context.hintForRefusal ?? hint;
	if (isPage && statusCode === 404) hint = `${WRONG_PATH} ${hint}`;
	if (mayBeDone(fate)) hint = hintForDoubt(fate, context) ?? hint;
	return new RequestFailure(sentence, hint, {
		code: code && cut(code, LONGEST_TEXT),
		statusCode,
		fate,
		waitMs,
	});
}

const WRONG_PATH =
	"A web page came back, as it does where 'Base URL' in the credential is not the API's (it ends in /v1: https://pilotstatus.com.br/v1).";

/** What a text says of a phone that is not connected; nothing may mean that too. */
const OF_SESSION = /^$|connect|session|offline|pair/i;

/** Texts of the API that say no more than its status. */
const SAYS_NOTHING =
	/^(request )?(validation (error|failed)|bad request|invalid (request|input|body|payload|data)|unprocessable entity|error)\W*$/i;

/** Reasons for programs, e.g. `extra_charge_unpaid`. */
const FOR_PROGRAMS = /^[a-z0-9]+(_[a-z0-9]+)+$/;

/** The API's own words, as far as our sentence lacks them; empty where there are none. */
function whatIsSaid(json: unknown, text = '', known: Advice | undefined): string {
	const { parts, missing } = readSubstance(json);
	const lacks = known ? missing.join(', ') : `missing ${missing.map(nameOf).join(', ')}`;
	const substance = [
		...(missing.length > 0 ? [lacks] : []),
		...parts.filter((part) => part !== text && !(known && FOR_PROGRAMS.test(part))),
	];
	// A known code says it better than the API's own text, unless the code is as vague as that.
	const isWanted = known ? known === ADVICE.VALIDATION_ERROR : true;
	const isVague = SAYS_NOTHING.test(text) && substance.length > 0;
	return [...(text && isWanted && !isVague ? [text] : []), ...substance]
		.map(withoutStop)
		.join('; ');
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
