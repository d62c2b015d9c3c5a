import { Failure, quote } from '../words/failure';

/** Marks without a shape that come along when a number is copied from a chat or a sheet. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const ORNAMENTS = /[\s.()\u2010-\u2015\u2212-]/g;
const ACCOUNT_TAIL = /(:\d+)?@(s\.whatsapp\.net|c\.us)$/i;
const NUMBER = /^\+?\d{8,15}$/;

const SPELLING =
	'Give the whole number with country and area code, 8 to 15 digits, e.g. 5511999999999.';

/** Digits of one number in any spelling, or undefined when it is none. */
function digitsOf(spelling: string): string | undefined {
	const bare = spelling.replace(ACCOUNT_TAIL, '').replace(ORNAMENTS, '');
	return NUMBER.test(bare) ? bare.replace('+', '') : undefined;
}

/** The numbers in one piece of a list: one, or several that only spaces keep apart. */
function numbersIn(piece: string, field: string): string[] {
	const tail = /@(lid|g\.us|newsletter)\b/i.exec(piece);
	if (tail) {
		throw new Failure(
			`${quote(piece)} in '${field}' is not a phone number but ${tail[1]?.toLowerCase() === 'lid' ? 'a hidden WhatsApp id (@lid)' : `an id that ends in @${tail[1]}`}`,
			SPELLING,
		);
	}
	const whole = digitsOf(piece);
	if (whole) return [whole];
	const parts = piece.split(/\s+/).map(digitsOf);
	if (parts.every((part) => part !== undefined)) return parts;
	throw new Failure(`${quote(piece)} in '${field}' is not a phone number`, SPELLING);
}

/** A list that came as text holding a JSON array, as AI models and text fields like to give it. */
function unpackJson(text: string): unknown {
	if (!text.trimStart().startsWith('[')) return text;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/**
 * Phone numbers from a list in any usual spelling: separated by commas, semicolons, new lines or a plus sign.
 * No country code is guessed and Brazil's ninth digit is neither added nor removed.
 * @param value text, or an array of texts and numbers
 * @param field label of the field, for the sentence of a failure
 * @returns numbers as digits without plus, in the order given, without duplicates
 * @throws Failure naming the first value that is no phone number
 */
export function parsePhoneNumbers(value: unknown, field: string): string[] {
	const given = typeof value === 'string' ? unpackJson(value) : value;
	const numbers = (Array.isArray(given) ? given : [given]).flatMap((entry) => {
		if (entry === null || entry === undefined) return [];
		if (typeof entry !== 'string' && typeof entry !== 'number') {
			throw new Failure(`${quote(entry)} in '${field}' is not a phone number`, SPELLING);
		}
		return String(entry)
			.replace(INVISIBLE, '')
			.split(/[,;\r\n]|(?=\+)/)
			.map((piece) => piece.trim())
			.filter((piece) => piece !== '')
			.flatMap((piece) => numbersIn(piece, field));
	});
	return [...new Set(numbers)];
}

/**
 * The same Brazilian mobile number with or without the ninth digit: WhatsApp keeps either form.
 * @param number digits with country code
 * @returns the other form, or undefined when the number has none
 */
export function brazilianTwin(number: string): string | undefined {
	if (/^55\d{2}9\d{8}$/.test(number)) return number.slice(0, 4) + number.slice(5);
	if (/^55\d{2}[6-9]\d{7}$/.test(number)) return `${number.slice(0, 4)}9${number.slice(4)}`;
	return undefined;
}

/** A Meta business-scoped user id, e.g. BR.13491208655302741918. */
const BSUID = /^[A-Z]{2}\.[A-Za-z0-9]{6,128}$/;

/**
 * The one destination of a message.
 * @param value a phone number in any spelling, or a business-scoped user id
 * @param field label of the field, for the sentence of a failure
 * @returns E.164 with plus, or the business-scoped user id as it is
 * @throws Failure naming the value
 */
export function parseDestination(value: unknown, field: string): string {
	if (typeof value === 'string' && BSUID.test(value.trim())) return value.trim();
	const numbers = parsePhoneNumbers(value, field);
	if (numbers.length === 1) return `+${numbers[0]}`;
	throw new Failure(
		numbers.length === 0
			? `'${field}' is empty`
			: `${quote(value)} in '${field}' holds ${numbers.length} numbers, and a message goes to one`,
		numbers.length === 0 ? SPELLING : 'Give every number an item of its own, e.g. with Split Out.',
	);
}
