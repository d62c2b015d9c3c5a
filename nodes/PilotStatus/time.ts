import { DateTime } from 'luxon';

import { Failure, quote } from '../shared/words/failure';
import { withoutMarks } from '../shared/values/marks';

const EXAMPLE =
	'Give a date and time such as 2026-11-25T10:00:00, or a date from an expression such as {{ $now.plus({ hours: 1 }) }}.';

/** A day of the calendar, the year, or a week, without a time: the shortest text that is a date. */
const DAY = /^\d{4}(-\d{2}-\d{2}|\d{4}|-?\d{3}|-?W\d{2}-?\d)$/;
const STARTS_WITH_DAY = /^\d{4}(-\d{2}-\d{2}|\d{4}|-?\d{3}|-?W\d{2}-?\d)([T\s]|$)/i;
/** 25/11/2026, 25.11.26 and their like: a day first for some, a month first for others. */
const NATIONAL = /^\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})\b/;

/** No date is longer, with all of its zone's name, in characters. */
const LONGEST = 80;

/**
 * An instant as the API wants it (sections 2 and 3 of its documentation: ISO 8601 UTC).
 * @param value ISO or SQL text, RFC 2822, or a Date or DateTime object; without an offset it is in `timezone`
 * @param field label of the field, for the sentence of a failure
 * @param timezone IANA name, the workflow's
 * @param isEnd whether a day without a time means its last moment
 * @returns e.g. `2026-11-25T13:00:00.000Z`, or undefined for an empty value
 * @throws Failure naming a value that is no date
 */
export function parseTime(
	value: unknown,
	field: string,
	timezone: string,
	isEnd = false,
): string | undefined {
	if (value === undefined || value === null) return undefined;
	const text = typeof value === 'string' ? withoutMarks(value) : undefined;
	if (text === '') return undefined;
	const read = text === undefined ? momentOf(value) : readText(text, timezone);
	const time = isEnd && text !== undefined && DAY.test(text) ? read.endOf('day') : read;
	const utc = time.toUTC();
	// Years before and after could not be compared as text.
	if (utc.isValid && utc.year >= 1000 && utc.year <= 9999) return utc.toISO() ?? undefined;
	throw new Failure(`${quote(value)} in '${field}' is not a date`, hintFor(value, text));
}

function readText(text: string, zone: string): DateTime {
	if (text.length > LONGEST) return DateTime.invalid('too long');
	if (STARTS_WITH_DAY.test(text)) {
		// A blank before the time, and before the offset, is SQL's and many programs'.
		const iso = text.replace(/\s+(?=\d)/, 'T').replace(/\s+(?=([+-]\d{2}(:?\d{2})?|Z)$)/i, '');
		const time = DateTime.fromISO(iso, { zone });
		return time.isValid ? time : DateTime.fromSQL(text, { zone });
	}
	const time = DateTime.fromRFC2822(text);
	return time.isValid ? time : DateTime.fromHTTP(text);
}

/** The instant of a Date or a DateTime; by their looks, since expressions may run in a realm of their own. */
function momentOf(value: unknown): DateTime {
	const isDate = Object.prototype.toString.call(value) === '[object Date]';
	const isMoment = isDate || (value as { isLuxonDateTime?: boolean }).isLuxonDateTime === true;
	return DateTime.fromMillis(isMoment ? Number(value) : NaN);
}

function hintFor(value: unknown, text = String(value)): string {
	if (NATIONAL.test(text)) {
		return 'Write the year first, then month and day, e.g. 2026-11-25 or 2026-11-25T10:00:00.';
	}
	if (/^\d{10}$/.test(text)) {
		return `For seconds since 1970, use {{ DateTime.fromSeconds(${text}) }}.`;
	}
	if (/^\d{13}$/.test(text)) {
		return `For milliseconds since 1970, use {{ DateTime.fromMillis(${text}) }}.`;
	}
	return EXAMPLE;
}
