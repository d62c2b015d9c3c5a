import { isObject, readField } from '../values/json';

/** Names of the API's fields in the editor, by the API's name in lower case. */
export const EDITOR_NAMES: ReadonlyMap<string, string> = new Map([
	['subject', 'Subject'],
	['participants', 'Participants'],
	['groupid', 'Group'],
	['messageid', 'Message ID'],
	['messageids', 'Message IDs'],
	['destinationnumber', 'Phone Number'],
	['to', 'Phone Number'],
	['sdp', 'SDP'],
	['mediaurl', 'Media URL'],
	['newsletterid', 'Newsletter'],
	['text', 'Text'],
	['templateid', 'Template'],
	['variables', 'Variables'],
	['media', 'Media URL'],
	['mediatype', 'Media Type'],
	['caption', 'Caption'],
	['buttons', 'Buttons'],
	['header', 'Header'],
	['footer', 'Footer'],
	['deliverat', 'Deliver At'],
	['deliveruntil', 'Deliver Until'],
	['deliverby', 'Deliver Until'],
	['labels', 'Labels'],
	['markread', 'Mark as Read'],
	['marketingoptions', 'AI Rewrite'],
	['startdate', 'Start Date'],
	['enddate', 'End Date'],
	['pagesize', 'Limit'],
	['reset', 'Reset Link'],
	['numbers', 'Phone Numbers'],
	['tz', 'Timezone'],
	['list', 'Sections'],
	['carousel', 'Cards'],
	['flow', 'Flow ID'],
	['language', 'Language'],
	['category', 'Category'],
	['examples', 'Examples'],
	['phonenumberid', 'Phone Number ID'],
	['idempotencykey', 'Idempotency Key'],
	['idempotency-key', 'Idempotency Key'],
]);

/** Where an error body says what is wrong with which value (section 1 of the API's documentation). */
const PLACES = ['details', 'issues', 'errors', 'validationErrors', 'invalidKeys'];

/** Where it says what is missing, also within `details`. */
const MISSING = ['missingKeys', 'missing'];

/** Names of what is wrong, and of the value that it is about. */
const TEXTS = ['message', 'reason', 'msg', 'error', 'description'];
const PATHS = ['path', 'field', 'key', 'param', 'instancePath', 'loc'];

/** Steps of a path that lead to a field of the request. */
const PARTS_OF_REQUEST = /^(body|query|querystring|params|headers|data|input|request)$/i;

/** Keys that stand where a field could stand, and are none: of the API, and of the libraries that check requests. */
const NO_FIELD =
	/^(details|issues|errors|_errors|validationErrors|fieldErrors|formErrors|invalidKeys)$/i;

/** How much is looked at: a body may be anything. */
const DEEPEST = 6;
const LONGEST_LIST = 20;

/** What an error body says beside its text. */
interface Substance {
	/** What is wrong with which value, e.g. `'Subject': too long`. */
	parts: string[];
	/** What is missing, as the API calls it. */
	missing: string[];
}

/** Reads what an error body says of single values, in whatever shape. */
export function readSubstance(body: unknown): Substance {
	if (!isObject(body)) return { parts: [], missing: [] };
	const error = readField(body, 'error');
	const sources = isObject(error) ? [body, error] : [body];
	const parts = sources.flatMap((source) => [
		...PLACES.flatMap((name) => partsOf(readField(source, name))),
		// A list is no text.
		...[readField(source, 'message'), error].filter(Array.isArray).flatMap((list) => partsOf(list)),
	]);
	const missing = sources
		.flatMap((source) => [source, readField(source, 'details')])
		.filter(isObject)
		.flatMap((source) => MISSING.flatMap((name) => namesIn(readField(source, name))));
	return { parts: [...new Set(parts)], missing: [...new Set(missing)] };
}

/** A field as the editor names it, in quotation marks; where it is none of ours, as the API does. */
export function nameOf(path: unknown): string {
	const steps = [path]
		.flat()
		.flatMap((step) =>
			String((isObject(step) ? readField(step, 'key', 'name') : step) ?? '').split(/[./[\]]+/),
		)
		.filter((step) => step !== '' && step !== '#');
	while (steps.length > 1 && PARTS_OF_REQUEST.test(steps[0]!)) steps.shift();
	const [first = '', ...rest] = steps;
	const name = EDITOR_NAMES.get(first.toLowerCase());
	const places = rest.map((step) => (/^\d+$/.test(step) ? `no. ${Number(step) + 1}` : step));
	return [name ? `'${name}'` : first, ...places].join(' ');
}

/** A text without the full stop at its end, since a sentence of ours goes on or ends without one. */
export const withoutStop = (text: string) => text.trim().replace(/[.\s]+$/, '');

/** @param about name of the field that holds the value, where there is one */
function partsOf(value: unknown, about = '', depth = 0): string[] {
	if (depth > DEEPEST) return [];
	if (Array.isArray(value)) {
		return value.slice(0, LONGEST_LIST).flatMap((one) => partsOf(one, about, depth + 1));
	}
	if (typeof value === 'string') {
		const nested = parseNested(value);
		if (nested) return partsOf(nested, about, depth + 1);
		const text = withoutStop(value);
		return text === '' ? [] : [about === '' ? text : `${about}: ${text}`];
	}
	if (!isObject(value)) return [];
	const path = PATHS.map((name) => readField(value, name)).find((one) => one && !isObject(one));
	const own = nameOf(path) || about;
	const text = TEXTS.map((name) => readField(value, name)).find((one) => typeof one === 'string');
	if (text) return partsOf(text, own, depth + 1);
	const inner = Object.entries(value)
		.filter(([key]) => !/^code$/i.test(key) && !MISSING.includes(key) && !PATHS.includes(key))
		.slice(0, LONGEST_LIST)
		.flatMap(([key, one]) =>
			partsOf(one, NO_FIELD.test(key) || path ? own : nameOf(key), depth + 1),
		);
	return inner.length === 0 && path ? [own] : inner;
}

/** Names, in a list or an object of whatever. */
function namesIn(value: unknown, depth = 0): string[] {
	if (typeof value === 'string' || typeof value === 'number') return [String(value)];
	if (depth > DEEPEST) return [];
	if (Array.isArray(value)) {
		return value.slice(0, LONGEST_LIST).flatMap((one) => namesIn(one, depth + 1));
	}
	if (!isObject(value)) return [];
	const name = readField(value, 'key', 'field', 'path', 'name');
	return name === undefined ? namesIn(Object.values(value), depth + 1) : namesIn(name, depth + 1);
}

/** The value of a text that holds JSON, as libraries write their lists of issues into messages. */
function parseNested(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
