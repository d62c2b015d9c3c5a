import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { readRetryAfter, readWait } from '../../nodes/shared/requests/policy.ts';

const now = Date.parse('2026-11-23T12:00:00Z');

describe('Retry-After', () => {
	it.each([
		['0', undefined, 0],
		['2', undefined, 2000],
		[' 1.5 ', undefined, 1500],
		['Mon, 23 Nov 2026 12:00:30 GMT', undefined, 30_000],
		['Mon, 23 Nov 2026 11:00:00 GMT', undefined, 0],
		// The API's clock is an hour behind ours.
		['Mon, 23 Nov 2026 11:00:07 GMT', 'Mon, 23 Nov 2026 11:00:00 GMT', 7000],
		['Mon, 23 Nov 2026 12:00:07 GMT', 'no date', 7000],
		['Monday, 23-Nov-26 12:00:08 GMT', undefined, 8000],
		['Mon Nov 23 12:00:09 2026', undefined, 9000],
		['soon 5', undefined, undefined],
		['2026-11-23T12:00:30Z', undefined, undefined],
		['soon', undefined, undefined],
		['-1', undefined, undefined],
		['', undefined, undefined],
		[undefined, undefined, undefined],
		[['1'], undefined, undefined],
	])('%j, with the date %j, means %j ms', (value, date, expected) => {
		expect(readRetryAfter(value, date, now)).toBe(expected);
	});
});

describe('how long to wait', () => {
	it.each<[IDataObject, unknown, number | undefined]>([
		[{ 'retry-after': '2' }, undefined, 2000],
		[{}, { retryAfterSeconds: 7 }, 7000],
		[{}, { retryAfterSeconds: ' 1.5 ' }, 1500],
		[{}, { RetryAfterSeconds: 0 }, 0],
		[{}, { code: 'RATE_LIMITED', details: { retryAfterSeconds: 3 } }, 3000],
		[{}, { error: { code: 'RATE_LIMITED', retryAfterSeconds: 4 } }, 4000],
		[{ 'retry-after': '2' }, { retryAfterSeconds: 7 }, 7000],
		[{ 'retry-after': '9' }, { retryAfterSeconds: 7 }, 9000],
		[{ 'retry-after': 'soon' }, { retryAfterSeconds: 7 }, 7000],
		[{}, { retryAfterSeconds: -1 }, undefined],
		[{}, { retryAfterSeconds: null }, undefined],
		[{}, { retryAfterSeconds: 'soon' }, undefined],
		[{}, { retryAfterSeconds: [7] }, undefined],
		[{}, { retryAfterSeconds: 1e400 }, undefined],
		[{}, { retryAfterSeconds: true }, undefined],
		[{}, { details: 'wait' }, undefined],
		[{}, [7], undefined],
		[{}, undefined, undefined],
	])('is read from %j and %j', (headers, json, expected) => {
		expect(readWait(headers, json, now)).toBe(expected);
	});
});
