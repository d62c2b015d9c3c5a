import type { IDataObject } from 'n8n-workflow';

/** Longest part of a user's value that an error repeats, in characters. */
const LONGEST_QUOTE = 80;

/**
 * What became of the request: `refused` for good; `wait`, not taken for now; `not arrived`, certainly;
 * or `unknown`, it may have been carried out.
 */
export type Fate = 'refused' | 'wait' | 'not arrived' | 'unknown';

/** What is known about a failure besides its words. */
export interface Facts {
	/** The API's stable code, where it gave one. */
	code?: string;
	/** The HTTP status, where the API answered. */
	statusCode?: number;
	/** By default `refused`. */
	fate?: Fate;
	/** How long the API asks to wait, in ms, where it says so. */
	waitMs?: number;
	/** What was done of the item before it failed, for its output under `Continue`. */
	done?: IDataObject;
}

/**
 * What went wrong, in the user's words: one sentence, and one hint that says what to do next.
 * Pure code throws it; the item loop and the pickers turn it into n8n's own errors.
 */
export class Failure extends Error {
	/**
	 * @param sentence what happened
	 * @param hint what to do next
	 */
	constructor(
		readonly sentence: string,
		readonly hint: string,
		readonly facts: Facts = {},
	) {
		super(sentence);
		this.name = 'Failure';
	}

	/** The same failure with a longer hint, and further facts. */
	withHint(addition: string, facts: Facts = {}): Failure {
		return new Failure(this.sentence, `${this.hint} ${addition}`, { ...this.facts, ...facts });
	}
}

/** A user's value in quotation marks, cut at 80 characters, for a sentence that names it. */
export function quote(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return `"${cut(text, LONGEST_QUOTE)}"`;
}

/** Cuts text at a number of characters, with an ellipsis in place of the rest. */
export function cut(text: string, length: number): string {
	return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** Masks anything that looks like an API key or the trigger's token, for texts that come from outside. */
export function withoutKeys(text: string): string {
	return text.replace(/ps_[\w-]{3,}/g, 'ps_…').replace(/\b[0-9a-f]{64}\b/gi, '…');
}
