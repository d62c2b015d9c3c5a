import { Failure, quote } from '../words/failure';
import { NO_ID } from './id';
import { cleanId, withoutMarks } from './marks';
import { toText } from './text';

/** A list that came as text holding a JSON array, as AI models and text fields like to give it. */
export function unpackJson(text: string): unknown {
	if (!text.trimStart().startsWith('[')) return text;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/**
 * The texts in a list: an array, JSON text of one, or text separated by commas, semicolons or new lines.
 * @returns without surrounding blanks, marks that nobody sees, empty ones and duplicates
 * @throws Failure naming a value of another type
 */
export function toTexts(value: unknown, field: string, hint: string): string[] {
	const given = typeof value === 'string' ? unpackJson(withoutMarks(value)) : value;
	const texts = Array.isArray(given)
		? given.map((entry) => toText(entry, field, hint))
		: toText(given, field, hint).split(/[,;\r\n]/);
	return [...new Set(texts.map(withoutMarks).filter((text) => text !== ''))];
}

/**
 * The ids in a list.
 * @throws Failure naming what holds blanks, brackets or quotation marks, and so is no id
 */
export function toIds(value: unknown, field: string, hint: string): string[] {
	const ids = toTexts(value, field, hint).map(cleanId);
	const bad = ids.filter((id) => NO_ID.test(id));
	if (bad.length === 0) return ids;
	const names = bad.slice(0, 10).map(quote).join(', ');
	const more = bad.length > 10 ? ` and ${bad.length - 10} more` : '';
	throw new Failure(
		`${names}${more} in '${field}' ${bad.length === 1 ? 'holds' : 'hold'} blanks, brackets or quotation marks`,
		hint,
	);
}
