/** Longest part of a user's value that an error repeats, in characters. */
const LONGEST_QUOTE = 80;

/**
 * What went wrong, in the user's words: one sentence, and one hint that says what to do next.
 * Pure code throws it; the item loop and the pickers turn it into n8n's own errors.
 */
export class Failure extends Error {
	/**
	 * @param sentence what happened
	 * @param hint what to do next
	 * @param code the API's stable code, where it gave one
	 * @param statusCode the HTTP status, where the API answered
	 */
	constructor(
		readonly sentence: string,
		readonly hint: string,
		readonly code?: string,
		readonly statusCode?: number,
	) {
		super(sentence);
		this.name = 'Failure';
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
