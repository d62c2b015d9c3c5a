import { Failure, quote } from '../words/failure';

/**
 * Checks a group id. Its left part is opaque: digits on paired phones, letters and `:=_-` on Meta numbers.
 * @returns the id without surrounding spaces
 * @throws Failure naming the value
 */
export function parseGroupId(value: unknown, field: string): string {
	return parseJid(value, field, 'group', '@g.us');
}

/**
 * Checks a newsletter (channel) id.
 * @returns the id without surrounding spaces
 * @throws Failure naming the value
 */
export function parseNewsletterId(value: unknown, field: string): string {
	return parseJid(value, field, 'newsletter', '@newsletter');
}

function parseJid(value: unknown, field: string, kind: string, tail: string): string {
	const id = typeof value === 'string' ? value.trim() : value;
	if (id === '' || id === undefined || id === null) {
		throw new Failure(
			`'${field}' is empty`,
			`Pick a ${kind} from the list, or give its ID, which must end in ${tail}.`,
		);
	}
	if (
		typeof id === 'string' &&
		id.endsWith(tail) &&
		/^[^\s@/?#]+$/.test(id.slice(0, -tail.length))
	) {
		return id;
	}
	const isLink = typeof id === 'string' && /^(https?:\/\/)?chat\.whatsapp\.com\//i.test(id);
	throw new Failure(
		`${quote(id)} in '${field}' is ${isLink ? 'an invite link' : 'not an ID'}, and a ${kind} ID must end in ${tail}`,
		`Pick the ${kind} from the list, or copy its ID from ${kind === 'group' ? 'Group → Get Many or ' : ''}the trigger.`,
	);
}
