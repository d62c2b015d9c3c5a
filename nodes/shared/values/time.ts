import { DateTime } from 'luxon';

import { Failure, quote } from '../words/failure';

/**
 * An instant as the API wants it (sections 2 and 3 of its documentation: ISO 8601 UTC).
 * @param value ISO text in any form, or a Date or DateTime object; without an offset it is in `timezone`
 * @param field label of the field, for the sentence of a failure
 * @param timezone IANA name, the workflow's
 * @returns e.g. `2026-11-25T13:00:00.000Z`, or undefined for an empty value
 * @throws Failure naming a value that is no date
 */
export function parseTime(value: unknown, field: string, timezone: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const time =
		typeof value === 'string'
			? DateTime.fromISO(value.trim().replace(/^(\S+) +(?=\d)/, '$1T'), { zone: timezone })
			: // Date and DateTime give their milliseconds; a DateTime may come from n8n's own copy of luxon.
				DateTime.fromMillis(isMoment(value) ? Number(value) : NaN);
	if (time.isValid) return time.toUTC().toISO();
	throw new Failure(
		`${quote(value)} in '${field}' is not a date`,
		'Give a date and time such as 2026-11-25T10:00:00, or a date from an expression such as {{ $now.plus({ hours: 1 }) }}.',
	);
}

function isMoment(value: unknown): boolean {
	// By their looks, since expressions may run in a realm of their own.
	const isDate = Object.prototype.toString.call(value) === '[object Date]';
	return isDate || (typeof value === 'object' && value !== null && 'toMillis' in value);
}
