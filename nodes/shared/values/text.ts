import { Failure, quote } from '../words/failure';

/** Whether a value is an object as in JSON, and not an instance of a class; from whichever realm. */
function isPlain(value: object): boolean {
	const prototype = Object.getPrototypeOf(value) as object | null;
	return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The digits of a number, also where JavaScript would write 1e+21. */
function digitsOf(value: number): string {
	const text = String(value);
	if (!text.includes('e')) return text;
	return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

/**
 * The text of a single value as the user sees it: dates as ISO without quotation marks, numbers as digits,
 * nothing as empty text.
 * @returns undefined for what has no text of its own: objects, invalid dates, NaN, Duration, Map, RegExp …, and for
 * a switch, since nobody writes "false" to a customer on purpose
 */
export function textOf(value: unknown): string | undefined {
	switch (typeof value) {
		case 'string':
			return value;
		case 'undefined':
			return '';
		case 'number':
			return Number.isFinite(value) ? digitsOf(value) : undefined;
		case 'bigint':
			return String(value);
		case 'object':
			return value === null ? '' : isoOf(value);
		default:
			return undefined;
	}
}

/** A Date or a DateTime as ISO text; by their looks, since expressions may run in a realm of their own. */
function isoOf(value: object): string | undefined {
	if (Object.prototype.toString.call(value) === '[object Date]') {
		const date = value as Date;
		return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
	}
	const { isLuxonDateTime, isValid } = value as { isLuxonDateTime?: boolean; isValid?: boolean };
	return isLuxonDateTime && isValid ? (value as { toISO(): string }).toISO() : undefined;
}

/**
 * The text of a value for a template's variable: objects, arrays and switches as JSON.
 * @returns undefined for what has none
 */
export function textOrJson(value: unknown): string | undefined {
	const text = textOf(value);
	if (text !== undefined) return text;
	if (typeof value === 'boolean') return String(value);
	if (typeof value !== 'object' || value === null || !isPlain(value)) return undefined;
	try {
		return JSON.stringify(value, (_key, inner: unknown) =>
			typeof inner === 'bigint' ? String(inner) : inner,
		);
	} catch {
		return undefined;
	}
}

/**
 * The text in a value; numbers and dates from an expression count as text, nothing as empty text.
 * @throws Failure naming a value that has none
 */
export function toText(value: unknown, field: string, hint: string): string {
	const text = textOf(value);
	if (text !== undefined) return text;
	throw new Failure(`${quote(value)} in '${field}' is not text`, hint);
}
