import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Failure } from '../../nodes/shared/words/failure.ts';
import {
	parseCountryCode,
	parseDestination,
	parsePhoneNumbers,
} from '../../nodes/shared/values/phone.ts';
import { twins } from '../../nodes/shared/values/twins.ts';
import { accepted, national, refused } from './phone-rows.mts';

const FIELD = 'Participants';

/** The numbers, or sentence and hint of the refusal. */
function read(value: unknown, countryCode?: string): string[] | { sentence: string; hint: string } {
	try {
		return parsePhoneNumbers(value, FIELD, { countryCode });
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return { sentence: error.sentence, hint: error.hint };
	}
}

describe('a list of phone numbers', () => {
	it.each(accepted)('takes %j', (value, ...numbers) => {
		expect(read(value)).toEqual(numbers);
	});

	it.each(refused)('refuses %j: %s', (value, problem, hint) => {
		const shown = typeof value === 'string' ? value.trim() : JSON.stringify(value);
		expect(read(value)).toEqual({
			sentence: `"${shown}" in 'Participants' is not a phone number${problem}`,
			hint: expect.stringContaining(hint),
		});
	});

	it('names all bad values, each once, and says of each kind what is wrong', () => {
		expect(read('5511911111111, Maria, 1@lid; (51) 98765-4321\nMaria')).toEqual({
			sentence: '"Maria", "1@lid", "(51) 98765-4321" in \'Participants\' are not phone numbers',
			hint:
				'"1@lid" is not one but a hidden WhatsApp id (@lid). ' +
				'"(51) 98765-4321" is not one: it is written without a country code, and would reach another country. ' +
				'Give the whole number with country and area code, 8 to 15 digits, e.g. 5511999999999. ' +
				"Write it with + and the country code, e.g. +55 11 99999-9999, or set 'Country Code' under 'Options'.",
		});
	});

	it('names ten of many, and counts the others', () => {
		const { sentence } = read(Array.from({ length: 40 }, (_, at) => `x${at}`)) as {
			sentence: string;
		};
		expect(sentence).toMatch(/^"x0", "x1", .*"x9" and 30 more in 'Participants' are not/);
	});

	it('cuts a pasted text at 80 characters', () => {
		expect(read('x'.repeat(200))).toMatchObject({
			sentence: `"${'x'.repeat(80)}…" in 'Participants' is not a phone number`,
		});
	});

	it('gives nothing but runs of digits and ornaments that stood in the input', () => {
		const sign = fc.constantFrom(...'0123456789+().,;-/@#\t\n ');
		const piece = fc.oneof(
			fc.stringMatching(/^\+?[1-9]\d{7,14}$/),
			fc.constantFrom('+55 (11) 98765-4321', '55', '.0', ' 42', '(0)', '@lid', '11 98765-4321'),
			fc.string({ unit: sign, maxLength: 6 }),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
				const text = pieces.join('');
				const numbers = read(text);
				if (!Array.isArray(numbers)) return;
				for (const number of numbers) {
					// Every digit in its order, with nothing but ornaments between two of them.
					expect(text).toMatch(new RegExp([...number].join('[\\s.()-]*')));
				}
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('a country code for national numbers', () => {
	it.each(national)('%s makes of %j: %s', (countryCode, value, expected) => {
		const found = read(value, countryCode);
		expect(Array.isArray(found) ? found.join(' ') : found.sentence).toEqual(
			/^\d/.test(expected) ? expected : expect.stringContaining(expected),
		);
	});

	it.each<[unknown, string | undefined]>([
		['55', '55'],
		[55, '55'],
		[' +55 ', '55'],
		['0055', '55'],
		['５５', '55'],
		['', undefined],
		[' ', undefined],
		[null, undefined],
		[undefined, undefined],
	])('is read from %j', (value, expected) => {
		expect(parseCountryCode(value, 'Country Code')).toBe(expected);
	});

	it.each([['BR'], ['5'], ['5511'], ['999'], ['55,1'], [true], [[55]]])('is not %j', (value) => {
		expect(() => parseCountryCode(value, 'Country Code')).toThrow("in 'Country Code' is no");
	});
});

describe('a number that may lack its country code', () => {
	it.each<[string, string[]]>([
		['51987654321, 31 98765 4321, 5511987654321', ['51987654321', '31987654321']],
		['+51987654321', []],
		['0051987654321', []],
		['51987654321@s.whatsapp.net', []],
		['51887654321', []],
		['519876543210', []],
	])('in %j is told: %j', (value, expected) => {
		const told: string[] = [];
		parsePhoneNumbers(value, FIELD, { onDoubtful: (number) => told.push(number) });
		expect(told).toEqual(expected);
	});

	it('is none when the user has said which country it is of', () => {
		const told: string[] = [];
		const options = { countryCode: '51', onDoubtful: (number: string) => told.push(number) };
		expect(parsePhoneNumbers('51987654321', FIELD, options)).toEqual(['51987654321']);
		expect(told).toEqual([]);
	});
});

describe('a destination', () => {
	it.each([
		['+55 11 99999-9999', '+5511999999999'],
		['5511999999999', '+5511999999999'],
		[' BR.13491208655302741918 ', 'BR.13491208655302741918'],
		['BR.\u200b13491208655302741918', 'BR.13491208655302741918'],
		['551188887777', '+551188887777'],
		['p:+5511987650001', '+5511987650001'],
	])('takes %j', (value, expected) => {
		expect(parseDestination(value, 'Phone Number')).toBe(expected);
	});

	it.each([['BR.1a2B3c'], [`BR.${'1'.repeat(128)}`]])('may be the user id %s', (id) => {
		expect(parseDestination(id, 'Phone Number')).toBe(id);
	});

	it.each([
		['xBR.13491208'],
		['BR.13491'],
		[`BR.${'1'.repeat(129)}`],
		['BR.1349120_8'],
		['BRA.13491208'],
	])('is no user id as %s', (value) => {
		expect(() => parseDestination(value, 'Phone Number')).toThrow(
			"in 'Phone Number' is not a phone number",
		);
	});

	it.each([
		[
			'5511911111111, 5511922222222',
			'"5511911111111, 5511922222222" in \'Phone Number\' holds 2 numbers, and a message goes to one',
			'Give every number an item of its own, e.g. with Split Out.',
		],
		[
			'\u200b',
			"'Phone Number' is empty",
			'Give the whole number with country and area code, 8 to 15 digits, e.g. 5511999999999.',
		],
	])('is one number only, not %j', (value, sentence, hint) => {
		expect(() => parseDestination(value, 'Phone Number')).toThrow(
			expect.objectContaining({ sentence, hint }),
		);
	});

	it('gets the country code that the user gives', () => {
		expect(parseDestination('(11) 98765-4321', 'Phone Number', { countryCode: '55' })).toBe(
			'+5511987654321',
		);
	});
});

describe('the twins of a number', () => {
	it.each([
		['5511987654321', ['551187654321']],
		['551187654321', ['5511987654321']],
		['551132654321', []],
		['525512345678', ['5215512345678']],
		['5215512345678', ['525512345678']],
		['541112345678', ['5491112345678']],
		['5491112345678', ['541112345678']],
		['351912345678', []],
		['4915112345678', []],
		['15511987654321', []],
		['55119876543210', []],
		['1551187654321', []],
		['551187654321000', []],
		['52155123456789', []],
		['54911123456789', []],
	])('%s: %j', (number, expected) => {
		expect(twins(number)).toEqual(expected);
	});
});
