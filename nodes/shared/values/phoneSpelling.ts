import { countryCodeOf, keepsZero, mayHaveZero } from './countryCodes';

/** What one spelling comes to: a number, or why it is none. */
export type Reading = PhoneNumber | Refusal;

/** A number that was read. */
export interface PhoneNumber {
	/** Digits with country code, without plus. */
	number: string;
	/** Whether it may be a Brazilian mobile number without its 55: eleven digits without plus, the third a 9. */
	mayLackCode: boolean;
}

/** Why a spelling is no number. */
export interface Refusal {
	/** How the sentence "… is not a phone number" goes on; empty where there is no more to say. */
	problem: string;
	/** What to do. */
	hint: string;
}

const WHOLE =
	'Give the whole number with country and area code, 8 to 15 digits, e.g. 5511999999999.';
const ONE_NUMBER =
	'Give the number alone, and put a comma, a semicolon or a new line between two of them.';
const NO_OPTION =
	"Write it with + and the country code, e.g. +55 11 99999-9999, or set 'Country Code' under 'Options'.";

/** Quotation marks, and what links, vCards and exports write before a number. */
const OPENING =
	/^(?:["'\u2018-\u201f\u00ab\u00bb`\u00b4\s]|tel:|whatsapp:|p:|(?:https?:\/\/)?(?:www\.)?wa\.me\/)+/i;
const CLOSING = /["'\u2018-\u201f\u00ab\u00bb`\u00b4\s]{1,20}$/;
const ACCOUNT_TAIL = /(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/i;
const OTHER_TAIL = /@(lid|g\.us|newsletter)\b/i;
const DASHES = /[\u2010-\u2015\u2212]/g;
const SHORTENED = /^[+-]?\d+(?:[.,]\d+)?E[+-]?\d+$/i;
/** Digits with blanks, points, parentheses and dashes, perhaps behind one plus. */
const SPELLING = /^[\s(]*\+?[\d\s.()-]*$/;

const YEAR = '(?:19|20)\\d{2}';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
/** Forms of other things; a number with plus cannot have them. */
const OTHER_FORMS: ReadonlyArray<[RegExp, string]> = [
	[/^\d{3}\.\d{3}\.\d{3}-\d{2}$/, 'a CPF'],
	[/^\d{1,2}\.\d{3}\.\d{3}-\d$/, 'an identity card (RG)'],
	[new RegExp(`^${YEAR}([-.])${DAY}\\1${DAY}(?!\\d|\\1)`), 'a date'],
	[new RegExp(`^${DAY}([-.])${DAY}\\1${YEAR}(?!\\d|\\1)`), 'a date'],
	[new RegExp(`^${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])$`), 'a date'],
	[/^(?:(?:1?\d?\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/, 'an IP address'],
	[/^-\d{1,3}\.\d+$/, 'a coordinate'],
];
/** A post code, and numbers as Brazilians write them at home: with or without area code, a blank behind the 9 or not. */
const POST_CODE = /^\d{5}-\d{3}$/;
const BRAZILIAN = /^(?:\d{2}[\s.-]*)?(?:\d{4,5}|9[\s.]*\d{4})\s*-\s*\d{4}$/;

/** A number of the North American plan: area and exchange begin with 2 to 9, and no area has a 9 in its middle. */
const NORTH_AMERICAN = /^1[2-9][0-8]\d[2-9]\d{6}$/;

/**
 * The one place that judges a phone number: a number is never made of pieces that do not belong together, and no
 * country code is guessed. Brazil's ninth digit is neither added nor removed.
 * @param spelling one number, without marks that nobody sees
 * @param countryCode digits; the user's own word for numbers that have neither plus nor 00
 */
export function readSpelling(spelling: string, countryCode?: string): Reading {
	const bare = spelling.replace(OPENING, '').replace(CLOSING, '');
	const other = OTHER_TAIL.exec(bare)?.[1]?.toLowerCase();
	if (other) {
		const what = other === 'lid' ? 'a hidden WhatsApp id (@lid)' : `an id that ends in @${other}`;
		return { problem: ` but ${what}`, hint: WHOLE };
	}
	if (SHORTENED.test(bare)) {
		return {
			problem: ': a spreadsheet has shortened it, and digits are lost',
			hint: 'Make the cell text there, enter the whole number again, and read the sheet once more.',
		};
	}
	const isAccount = ACCOUNT_TAIL.test(bare);
	const text = (isAccount ? bare.replace(ACCOUNT_TAIL, '') : bare.replace(/^([^.]*\d)\.0$/, '$1'))
		.replace(DASHES, '-')
		.replace(/^([\s(]*)00/, '$1+');
	const digits = text.replace(/\D/g, '');
	if (!SPELLING.test(text) || digits.length > 15) return { problem: '', hint: WHOLE };
	// A link or an account id always has the country code; so has what is written with plus.
	const isWhole = text.includes('+') || isAccount || /wa\.me\//i.test(spelling);
	return (
		refuseOtherThings(text, digits) ??
		(isWhole || countryCode === undefined
			? judge(digits, text, isWhole)
			: judge(withCountryCode(digits, countryCode), text, true))
	);
}

/** How many digits a spelling has, without a 00 in front or an account's tail. */
export function countDigits(spelling: string): number {
	const text = spelling
		.replace(OPENING, '')
		.replace(ACCOUNT_TAIL, '')
		.replace(/^[\s(]*00/, '');
	return text.replace(/\D/g, '').length;
}

/** Digits that do not make one number, or make something else. */
function refuseOtherThings(text: string, digits: string): Refusal | undefined {
	const form = OTHER_FORMS.find(([pattern]) => pattern.test(text))?.[1];
	if (form) return { problem: `: it has the form of ${form}`, hint: WHOLE };
	if (/^-\d/.test(text)) {
		return { problem: ': it begins with a minus', hint: 'Take the minus away.' };
	}
	if (hasFraction(text, digits)) {
		return {
			problem: ': it has a fraction',
			hint: 'Take away the point and what stands behind it, or write the number without points.',
		};
	}
	if (isJoined(text, digits)) {
		return { problem: ': not all of its digits belong to one number', hint: ONE_NUMBER };
	}
	return undefined;
}

/** Whether digits stand beside a number that is whole without them: a number of a list, an extension, a count. */
function isJoined(text: string, digits: string): boolean {
	if (/\d{5}(?=\D*[\s.()])\D+\d{1,2}\D*$/.test(text)) return true;
	const [first = '', ...others] = text.match(/\d+/g) ?? [];
	const whole = [first, ...others].find((group) => group.length >= 12);
	if (whole && others.length > 0) {
		return others.length > 1 || first !== countryCodeOf(digits) || /^55\d{10,11}$/.test(whole);
	}
	return false;
}

/** Whether a single point makes a fraction of what stands behind it. */
function hasFraction(text: string, digits: string): boolean {
	const parts = /^([^.]*?)(\d+)\.(\d+)([^.]*)$/.exec(text);
	if (!parts) return false;
	const [, before = '', left = '', right = '', after = ''] = parts;
	if (/^[\s(]*\+$/.test(before) && left === countryCodeOf(digits)) return false;
	if ((before === '' || before === '+') && after === '') return true;
	return left.length > 5 || (after === '' && right.length < 3);
}

/** A national number gets its country code; undefined where nobody can say whether it has one. */
function withCountryCode(digits: string, code: string): string | undefined {
	const trunk = digits.startsWith('0') && !keepsZero(code);
	const national = trunk ? digits.slice(1) : digits;
	const isWhole = !trunk && national.startsWith(code);
	if (code !== '55') {
		if (trunk || national.length <= 10) return code + national;
		return isWhole ? national : undefined;
	}
	if (national.length === 10 || national.length === 11) return code + national;
	return isWhole && (national.length === 12 || national.length === 13) ? national : undefined;
}

/**
 * Judges digits by their number and by the numbering plans.
 * @param digits undefined where the country code could not be applied
 * @param isWhole whether the spelling, or the user, says which country code it has
 */
function judge(digits: string | undefined, text: string, isWhole: boolean): Reading {
	if (digits === undefined) {
		return {
			problem: ": 'Country Code' does not tell whether its own country code is in it",
			hint: 'Write it with +.',
		};
	}
	if (digits.length < 8 || digits.length > 15) return { problem: '', hint: WHOLE };
	if (digits.startsWith('0')) {
		return { problem: ': it begins with 0, and no country code does', hint: NO_OPTION };
	}
	if (!isWhole && isNational(text, digits)) {
		return {
			problem: ': it is written without a country code, and would reach another country',
			hint: NO_OPTION,
		};
	}
	if (digits.startsWith('1') && !NORTH_AMERICAN.test(digits)) return refuseOne(digits, isWhole);
	const code = countryCodeOf(digits);
	if (code === undefined) {
		return { problem: ': no country has the code that it begins with', hint: NO_OPTION };
	}
	const isTrunk = digits[code.length] === '0' && !mayHaveZero(code);
	if (isTrunk || (/\d\D*\(\s*0\s*\)/.test(text) && !keepsZero(code))) {
		return {
			problem: `: the 0 behind the country code ${code} is dialled within the country only`,
			hint: 'Take the 0 away.',
		};
	}
	return { number: digits, mayLackCode: !isWhole && /^\d{2}9\d{8}$/.test(digits) };
}

/** Whether a number without plus is written as people write it at home. */
function isNational(text: string, digits: string): boolean {
	if (text.startsWith('(')) return !/^\(\s*55\s*\)/.test(text) || !/^\d{12,13}$/.test(digits);
	// A first digit that is no country code, as in `9 8765 4321`, but for a number with points as thousands have them.
	const isShort = /^[2-689]\D/.test(text) && !/^\d(\.\d{3})+$/.test(text);
	return isShort || BRAZILIAN.test(text) || POST_CODE.test(text);
}

/** What begins with 1 and is no number of North America. */
function refuseOne(digits: string, isWhole: boolean): Refusal {
	const problem = ': it begins with 1, and is no number of the USA, Canada or the Caribbean';
	if (!isWhole && /^1[1-9](9\d{8}|[2-5]\d{7})$/.test(digits)) {
		return {
			problem,
			hint: `It may be a number of São Paulo without Brazil's country code: write 55${digits}, or set 'Country Code' under 'Options' to 55.`,
		};
	}
	return {
		problem,
		hint:
			digits.length > 11
				? 'It may be the digits of a hidden WhatsApp id (@lid), which is not a phone number. Give the phone number.'
				: NO_OPTION,
	};
}
