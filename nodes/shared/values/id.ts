import { Failure, quote } from '../words/failure';
import { cleanId, withoutMarks } from './marks';
import { toText } from './text';

/** Blanks, brackets and quotation marks: a list's JSON, or a sentence, and no id. */
export const NO_ID = /[\s[\](){}<>"'\u2018-\u201f`]/;

/**
 * Any id, without surrounding blanks and marks that nobody sees; empty where nothing is given.
 * @throws Failure for what is none, and for a number that has lost its last digits, as ids of ads do in tables
 */
export function toId(value: unknown, field: string, hint: string): string {
	const id = cleanId(toText(value, field, hint));
	if (NO_ID.test(id)) throw new Failure(`${quote(value)} in '${field}' is not an ID`, hint);
	if (typeof value !== 'number' || Number.isSafeInteger(value)) return id;
	throw new Failure(
		`'${field}' has lost its last digits: ${id}`,
		'Give it as text: numbers keep no more than 15 digits.',
	);
}

/** Neighbours of `GET /v1/messages/{id}`, which an id in the path must never name (section 3 of the API's documentation). */
const ENDPOINTS = ['history', 'unread', 'group', 'send', 'cancel', 'typing'];

/**
 * Checks the id of a message, the API's or WhatsApp's own.
 * @returns the id without surrounding blanks and marks that nobody sees
 * @throws Failure naming the value
 */
export function parseMessageId(value: unknown, field: string, hint: string): string {
	const id = cleanId(toText(value, field, hint));
	if (id === '') throw new Failure(`'${field}' is empty`, hint);
	if (!NO_ID.test(id) && !/^\.+$/.test(id) && !ENDPOINTS.includes(id.toLowerCase())) return id;
	throw new Failure(`${quote(value)} in '${field}' is not the ID of a message`, hint);
}

/** The left part of a group's or newsletter's id: digits on paired phones; letters and `:=_-` too on Meta numbers. */
const OPAQUE = /^[\w:=-]+$/;

/**
 * Checks the id or the name of a template.
 * @returns without surrounding blanks and marks that nobody sees
 * @throws Failure naming the value
 */
export function parseTemplateId(value: unknown, field: string): string {
	const hint = 'Pick a template from the list, or give its ID or name.';
	const id = withoutMarks(toText(value, field, hint));
	if (id === '') throw new Failure(`'${field}' is empty`, hint);
	// In a path they would mean another endpoint.
	if (!/^\.+$/.test(id)) return id;
	throw new Failure(`${quote(value)} in '${field}' is not the ID or name of a template`, hint);
}

/**
 * Checks a group id.
 * @returns the id without surrounding blanks and marks that nobody sees
 * @throws Failure naming the value
 */
export function parseGroupId(value: unknown, field: string): string {
	return parseJid(value, field, 'group', '@g.us');
}

/**
 * Checks a newsletter (channel) id.
 * @returns the id without surrounding blanks and marks that nobody sees
 * @throws Failure naming the value
 */
export function parseNewsletterId(value: unknown, field: string): string {
	return parseJid(value, field, 'newsletter', '@newsletter');
}

function parseJid(value: unknown, field: string, kind: string, tail: string): string {
	const id = typeof value === 'string' ? cleanId(value) : value;
	if (id === '' || id === undefined || id === null) {
		throw new Failure(
			`'${field}' is empty`,
			`Pick a ${kind} from the list, or give its ID, which must end in ${tail}.`,
		);
	}
	if (typeof id === 'string' && id.endsWith(tail) && OPAQUE.test(id.slice(0, -tail.length))) {
		return id;
	}
	const isLink = typeof id === 'string' && /^(https?:\/\/)?chat\.whatsapp\.com\//i.test(id);
	throw new Failure(
		`${quote(id)} in '${field}' is ${isLink ? 'an invite link' : 'not an ID'}, and a ${kind} ID must end in ${tail}`,
		`Pick the ${kind} from the list, or copy its ID from ${kind === 'group' ? 'Group → Get Many or ' : ''}the trigger.`,
	);
}
