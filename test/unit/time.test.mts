import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';

import { parseTime } from '../../nodes/PilotStatus/time.ts';

const parse = (value: unknown, zone = 'America/Sao_Paulo') => parseTime(value, 'Deliver At', zone);

describe('a time', () => {
	const ten = '2026-11-25T13:00:00.000Z';
	it.each<[string, unknown, string | undefined]>([
		['a local time', '2026-11-25T10:00:00', ten],
		['a local time with a space', '2026-11-25 10:00', ten],
		['an offset', '2026-11-25T15:00:00+02:00', ten],
		['an offset after a space', '2026-11-25 15:00:00+02:00', ten],
		['UTC', ' 2026-11-25T13:00:00Z ', ten],
		['the basic form', '20261125T100000', ten],
		['a day', '2026-11-25', '2026-11-25T03:00:00.000Z'],
		['a Date', new Date(ten), ten],
		['a DateTime', DateTime.fromISO(ten, { zone: 'Asia/Tokyo' }), ten],
		['nothing', '', undefined],
		['null', null, undefined],
	])('is read from %s', (_name, value, expected) => {
		expect(parse(value)).toBe(expected);
	});

	it('follows the time zone of the workflow', () => {
		expect(parse('2026-07-01T10:00', 'Europe/Berlin')).toBe('2026-07-01T08:00:00.000Z');
	});

	it.each([
		['amanhã'],
		['25/11/2026'],
		['2026-13-01'],
		[1795611600000],
		[{}],
		[new Date(NaN)],
		[true],
	])('is refused from %p', (value) => {
		expect(() => parse(value)).toThrow("in 'Deliver At' is not a date");
	});
});
