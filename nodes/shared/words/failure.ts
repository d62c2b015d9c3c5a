import type { IDataObject } from 'n8n-workflow';

/** Longest part of a user's value that an error repeats, in characters. */
const LONGEST_QUOTE = 80;

/**
 * What became of a request that ended without a good response: `refused`, the API did not carry it out; `wait`, not
 * for now; `not sent`, no byte of it left; `lost`, it may have been carried out and its response got lost on the way;
 * `unknown`, everything else: it may have been carried out.
 */
export type Fate = 'refused' | 'wait' | 'not sent' | 'lost' | 'unknown';

/** What is known about a failure besides its words. */
export interface Facts {
	/** The API's stable code, where it gave one. */
	code?: string;
	/** The HTTP status, where the API answered. */
	statusCode?: number;
	/** What was done of the item before it failed, for its output under `Continue`. */
	done?: IDataObject;
	/** What was thrown, for whoever debugs; it may hold the API key, so it goes into no error of n8n. */
	cause?: unknown;
	/** Nobody but this package is to blame: n8n shows the stack. */
	isOwnFault?: boolean;
}

/** The same for a request. */
export interface RequestFacts extends Facts {
	fate: Fate;
	/** How long the API asks to wait, in ms, where it says so. */
	waitMs?: number;
	/** Whether an earlier attempt of this request may have been carried out. */
	isDoubted?: boolean;
}

/**
 * What went wrong, in the user's words: one sentence, and one hint that says what to do next.
 * Pure code throws it; the item loop and the pickers turn it into n8n's own errors.
 */
export class Failure extends Error {
	readonly sentence: string;

	readonly hint: string;

	/**
	 * @param sentence what happened; keys and tokens in it are masked
	 * @param hint what to do next; likewise
	 */
	constructor(
		sentence: string,
		hint: string,
		readonly facts: Facts = {},
	) {
		super(withoutKeys(sentence));
		this.name = 'Failure';
		this.sentence = this.message;
		this.hint = withoutKeys(hint);
	}

	/** The same failure with a longer hint, and further facts. */
	withHint(addition: string, facts: Facts = {}): Failure {
		return this.again(`${this.hint} ${addition}`, { ...this.facts, ...facts });
	}

	protected again(hint: string, facts: Facts): Failure {
		return new Failure(this.sentence, hint, facts);
	}
}

/** A failure of a request: its fate decides whether it is sent again, now or by a later run of the node. */
export class RequestFailure extends Failure {
	constructor(
		sentence: string,
		hint: string,
		readonly facts: RequestFacts,
	) {
		super(sentence, hint, facts);
	}

	protected again(hint: string, facts: RequestFacts): RequestFailure {
		return new RequestFailure(this.sentence, hint, facts);
	}
}

/** A user's value in quotation marks, without keys, cut at 80 characters, for a sentence that names it. */
export function quote(value: unknown): string {
	return `"${cut(typeof value === 'string' ? value : asJson(value), LONGEST_QUOTE)}"`;
}

/** JSON of what has one; expressions may give more, such as a BigInt, or an object within itself. */
function asJson(value: unknown): string {
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return Object.prototype.toString.call(value);
	}
}

/** Text without keys, cut at a number of characters (an emoji is one), with an ellipsis in place of the rest. */
export function cut(text: string, length: number): string {
	// Masked first: a key that is cut would not be known as one.
	const characters = [...withoutKeys(text)];
	return characters.length > length
		? `${characters.slice(0, length).join('')}…`
		: characters.join('');
}

/** Masks anything that looks like an API key, the trigger's token, or the user of an address. */
function withoutKeys(text: string): string {
	return text
		.replace(/ps_[^\s"'<>&,;]{3,}/g, 'ps_…')
		.replace(/(?=\d*[a-f])[0-9a-f]{64,}/gi, '…')
		.replace(/(:\/\/)[^\s/@"']*@/g, '$1…@');
}
