import { describe, expect, it } from '@jest/globals';
import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { parsePhoneNumbers } from '../../nodes/shared/values/phone.ts';

/** Example numbers of mobiles in Google's metadata, of all countries. */
const countries = getCountries().map((country) => ({
	country,
	number: getExampleNumber(country, examples)!,
}));

/** Tristan da Cunha and Tokelau have numbers of seven digits, and the API takes eight or more. */
const TOO_SHORT = ['TA', 'TK'];

/** The digits, or why there are none. */
function read(text: string, countryCode?: string): string {
	try {
		return parsePhoneNumbers(text, 'Participants', { countryCode }).join(' ');
	} catch (error) {
		return (error as Error).message;
	}
}

const usual = countries.filter(({ country }) => !TOO_SHORT.includes(country));

describe.each(usual)('a mobile number of $country', ({ number }) => {
	const digits = number.number.slice(1);
	const code = number.countryCallingCode;
	const international = number.formatInternational();

	/** Google's own reading leaves out a trunk prefix behind the country code. */
	const reachesSomebodyElse = (found: string) => {
		const parsed = parsePhoneNumberFromString(`+${found}`);
		return parsed?.isValid() === true && parsed.number !== number.number;
	};

	it('is read in every form that has its country code', () => {
		const forms = [
			number.number,
			`00${digits}`,
			digits,
			international,
			international.slice(1),
			number.format('RFC3966'),
			`(+${code})${international.slice(1 + code.length)}`,
			international.replace(/ /g, '.'),
			international.replace(/ /g, '-'),
		];
		expect(forms.map((form) => read(form))).toEqual(forms.map(() => digits));
	});

	it('is read, refused for its trunk 0, or reaches nobody where its national form follows the code', () => {
		const found = read(`+${code} ${number.formatNational()}`);
		if (!/^\d+$/.test(found)) {
			expect(found).toMatch(`the 0 behind the country code ${code}`);
			// Only countries with a trunk 0 write one in front.
			expect(number.formatNational()).toMatch(/^\(?0/);
		} else if (found !== digits) {
			// A trunk prefix of 8, as of Russia, shows by the length alone.
			expect(reachesSomebodyElse(found)).toBe(false);
		}
	});

	it("is read in its national form with the option 'Country Code', is refused, or reaches nobody", () => {
		const found = read(number.formatNational(), code);
		if (!/^\d+$/.test(found)) expect(found).toMatch('does not tell');
		else expect(reachesSomebodyElse(found)).toBe(false);
	});
});

it("the option 'Country Code' serves nearly all countries", () => {
	const others = usual.filter(
		({ number }) =>
			read(number.formatNational(), number.countryCallingCode) !== number.number.slice(1),
	);
	// Trunk prefixes other than 0 (8, 06, and 15 within the number), and eleven digits without one.
	expect(others.map(({ country }) => country)).toEqual(['AR', 'BY', 'CN', 'HU', 'KZ', 'RU', 'TM']);
});

it.each(TOO_SHORT)('%s is refused for its length', (country) => {
	const { number } = countries.find((one) => one.country === country)!.number;
	expect(read(number)).toBe(`"${number}" in 'Participants' is not a phone number`);
});
