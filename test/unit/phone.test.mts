import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Failure } from '../../nodes/shared/words/failure.ts';
import {
	brazilianTwin,
	parseDestination,
	parsePhoneNumbers,
} from '../../nodes/shared/values/phone.ts';

const parse = (value: unknown) => parsePhoneNumbers(value, 'Participants');
const refusal = (value: unknown) => {
	try {
		return parse(value);
	} catch (error) {
		return (error as Failure).sentence;
	}
};

describe('a list of phone numbers', () => {
	it.each<[string, unknown, string[]]>([
		['plain digits', '5511999999999', ['5511999999999']],
		['the usual ornaments', '+55 (11) 99999-9999', ['5511999999999']],
		['dots', '55.11.99999.9999', ['5511999999999']],
		['a typographic dash', '55 11 99999–9999', ['5511999999999']],
		['a JSON number', 5511999999999, ['5511999999999']],
		[
			'commas, semicolons and lines',
			'5511911111111, 5511922222222;5511933333333\r\n5511944444444',
			['5511911111111', '5511922222222', '5511933333333', '5511944444444'],
		],
		[
			'a plus sign as the only separator',
			'+5511911111111 +55 11 92222-2222',
			['5511911111111', '5511922222222'],
		],
		[
			'spaces as the only separator',
			'5511911111111 5511922222222',
			['5511911111111', '5511922222222'],
		],
		[
			'account ids',
			'5511911111111@s.whatsapp.net, 5511922222222@c.us',
			['5511911111111', '5511922222222'],
		],
		['an account id with a device', '5511911111111:12@s.whatsapp.net', ['5511911111111']],
		[
			'an array of texts and numbers',
			['+55 11 91111-1111', 5511922222222],
			['5511911111111', '5511922222222'],
		],
		[
			'a JSON array as text',
			'["5511911111111", 5511922222222]',
			['5511911111111', '5511922222222'],
		],
		['empty cells', ['5511911111111', '', null, undefined], ['5511911111111']],
		['duplicates in different spellings', '5511911111111, +55 11 91111-1111', ['5511911111111']],
		['marks that come along from a chat', '\u202a+55 11 91111\u20111111\u202c', ['5511911111111']],
		['the shortest and the longest', '12345678, 123456789012345', ['12345678', '123456789012345']],
		['nothing', '  ,; ', []],
	])('takes %s', (_name, value, numbers) => {
		expect(parse(value)).toEqual(numbers);
	});

	it.each<[unknown, string]>([
		['Maria', '"Maria" in \'Participants\' is not a phone number'],
		['5511911111111, João 11 9222', '"João 11 9222" in \'Participants\' is not a phone number'],
		['1234567', '"1234567" in \'Participants\' is not a phone number'],
		['1234567890123456', '"1234567890123456" in \'Participants\' is not a phone number'],
		[
			'55 11 91111-1111 55 11 92222-2222',
			'"55 11 91111-1111 55 11 92222-2222" in \'Participants\' is not a phone number',
		],
		['++5511911111111', '"+" in \'Participants\' is not a phone number'],
		[
			[{ number: '5511911111111' }],
			'"{"number":"5511911111111"}" in \'Participants\' is not a phone number',
		],
		[
			'123456789012@lid',
			'"123456789012@lid" in \'Participants\' is not a phone number but a hidden WhatsApp id (@lid)',
		],
		[
			'120363000000000001@g.us',
			'"120363000000000001@g.us" in \'Participants\' is not a phone number but an id that ends in @g.us',
		],
	])('names %j as what it cannot take', (value, sentence) => {
		expect(refusal(value)).toBe(sentence);
	});

	it('cuts a pasted text at 80 characters', () => {
		expect(refusal('x'.repeat(200))).toBe(
			`"${'x'.repeat(80)}…" in 'Participants' is not a phone number`,
		);
	});

	it('never adds, drops or changes a digit', () => {
		const number = fc.stringMatching(/^[1-9]\d{7,14}$/);
		const ornament = fc.constantFrom('', ' ', '-', '.', '(', ')', ' - ');
		const spelt = fc
			.tuple(number, fc.array(ornament, { minLength: 15, maxLength: 15 }))
			.map(([digits, marks]) => ({
				digits,
				text: [...digits].map((digit, at) => digit + (marks[at] ?? '')).join(''),
			}));
		fc.assert(
			fc.property(
				fc.uniqueArray(spelt, { selector: ({ digits }) => digits, maxLength: 6 }),
				(list) => {
					expect(parse(list.map(({ text }) => text).join(';'))).toEqual(
						list.map(({ digits }) => digits),
					);
				},
			),
		);
	});
});

describe('a destination', () => {
	it.each([
		['11 99999-9999 with country code', '+55 11 99999-9999', '+5511999999999'],
		['digits without plus', '5511999999999', '+5511999999999'],
		['a business-scoped user id', ' BR.13491208655302741918 ', 'BR.13491208655302741918'],
		['eight digits after the area code', '551188887777', '+551188887777'],
	])('takes %s', (_name, value, expected) => {
		expect(parseDestination(value, 'Phone Number')).toBe(expected);
	});

	it('goes to one number only', () => {
		expect(() => parseDestination('5511911111111, 5511922222222', 'Phone Number')).toThrow(
			'holds 2 numbers, and a message goes to one',
		);
		expect(() => parseDestination('', 'Phone Number')).toThrow("'Phone Number' is empty");
	});
});

describe("Brazil's ninth digit", () => {
	it.each([
		['5511987654321', '551187654321'],
		['551187654321', '5511987654321'],
		['551132654321', undefined],
		['351912345678', undefined],
		['4915112345678', undefined],
		['15511987654321', undefined],
		['55119876543210', undefined],
		['1551187654321', undefined],
		['551187654321000', undefined],
	])('%s has the twin %s', (number, twin) => {
		expect(brazilianTwin(number)).toBe(twin);
	});
});
