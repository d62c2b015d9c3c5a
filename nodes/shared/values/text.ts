import { Failure, quote } from '../words/failure';

/**
 * The text in a value; a number from an expression counts as text, nothing as empty text.
 * @throws Failure naming a value of another type
 */
export function toText(value: unknown, field: string, hint: string): string {
	const text = typeof value === 'number' ? String(value) : (value ?? '');
	if (typeof text === 'string') return text;
	throw new Failure(`${quote(value)} in '${field}' is not text`, hint);
}

/**
 * The texts in a list: an array, or text separated by commas, semicolons or new lines.
 * @returns without surrounding spaces, blanks and duplicates
 * @throws Failure naming a value of another type
 */
export function toTexts(value: unknown, field: string, hint: string): string[] {
	const texts = (Array.isArray(value) ? value : [value]).flatMap((entry) => {
		const text = toText(entry, field, hint);
		return Array.isArray(value) ? [text] : text.split(/[,;\r\n]/);
	});
	return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}
