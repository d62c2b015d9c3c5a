import { Failure, quote } from '../words/failure';
import { countryCodeOf } from './countryCodes';
import { unpackJson } from './list';
import { cleanId } from './marks';
import { countDigits, readSpelling } from './phoneSpelling';
import type { PhoneNumber, Refusal } from './phoneSpelling';
import { toText } from './text';

/** How many bad values a failure names. */
const MOST_NAMED = 10;

const EMPTY_HINT =
	'Give the whole number with country and area code, 8 to 15 digits, e.g. 5511999999999.';

/** What may stand between the plus of a number and the end of the number before it. */
const BEFORE_PLUS =
	/(?:["'\u2018-\u201f\u00ab\u00bb`\u00b4(+\s]|tel:|whatsapp:|p:|(?:https?:\/\/)?wa\.me\/){0,20}(?<!\dE)\+/gi;
/** Commas, semicolons, tabs and new lines; the comma of a number that a spreadsheet has shortened is none. */
const SEPARATORS = /[;\t\r\n\v\f]|,(?!\d+E[+-]?\d)/i;

interface BadValue extends Refusal {
	value: unknown;
}

/** What else matters for a list of numbers. */
export interface PhoneOptions {
	/** Digits, from `parseCountryCode`; for numbers that have neither plus nor 00. */
	countryCode?: string;
	/** Told of each number that may be a Brazilian one without its 55, and is taken as it stands. */
	onDoubtful?: (number: string) => void;
	/** Whether a number that is given several times is one of the list as often. */
	keepsCopies?: boolean;
}

/** The pieces of a text, each of which should be one number, or several that only blanks keep apart. */
function split(text: string): string[] {
	const pieces = text
		.replace(/[^\S\t\r\n\v\f]+/g, ' ')
		.split(SEPARATORS)
		.flatMap((piece) => piece.replace(BEFORE_PLUS, '\n$&').split('\n'));
	return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}

/** The numbers in one piece, or why it holds none. */
function readPiece(piece: string, countryCode?: string): PhoneNumber[] | BadValue {
	const isLong = countDigits(piece) > 15;
	const readings = (isLong ? piece.split(/\s+/) : [piece]).map((part) =>
		readSpelling(part, countryCode),
	);
	const refusal = readings.find((reading) => 'problem' in reading);
	if (!refusal) return readings as PhoneNumber[];
	// Where no parts of a long piece are numbers, the piece as a whole is none, whatever it would look like as one.
	const whole = isLong ? readSpelling(piece) : refusal;
	const { problem, hint } = ('problem' in whole ? whole : refusal) as Refusal;
	return { value: piece, problem, hint };
}

/**
 * Phone numbers from a list in any usual spelling: separated by commas, semicolons, tabs, new lines or a plus sign.
 * No country code is guessed and Brazil's ninth digit is neither added nor removed.
 * @param value text, or an array of texts and numbers
 * @param field label of the field, for the sentence of a failure
 * @returns numbers as digits without plus, in the order given, without duplicates unless they are to be kept
 * @throws Failure naming all values that are no phone numbers
 */
export function parsePhoneNumbers(
	value: unknown,
	field: string,
	{ countryCode, onDoubtful, keepsCopies }: PhoneOptions = {},
): string[] {
	const given = typeof value === 'string' ? unpackJson(value) : value;
	const numbers: string[] = [];
	const bad: BadValue[] = [];
	for (const entry of Array.isArray(given) ? given : [given]) {
		if (entry === null || entry === undefined) continue;
		if (!['string', 'number', 'bigint'].includes(typeof entry)) {
			bad.push({ value: entry, problem: '', hint: EMPTY_HINT });
			continue;
		}
		for (const piece of split(cleanId(String(entry)))) {
			const read = readPiece(piece, countryCode);
			if (!Array.isArray(read)) bad.push(read);
			else {
				for (const { number, mayLackCode } of read) {
					numbers.push(number);
					if (mayLackCode) onDoubtful?.(number);
				}
			}
		}
	}
	if (bad.length > 0) throw refuse(bad, field);
	return keepsCopies ? numbers : [...new Set(numbers)];
}

/** One failure for all bad values, each with what to do about it. */
function refuse(bad: BadValue[], field: string): Failure {
	const names = [...new Set(bad.map(({ value }) => quote(value)))];
	const [first, ...others] = bad as [BadValue, ...BadValue[]];
	if (names.length === 1) {
		return new Failure(
			`${names[0]} in '${field}' is not a phone number${first.problem}`,
			first.hint,
		);
	}
	const named = names.slice(0, MOST_NAMED).join(', ');
	const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
	const kinds = [first, ...others].filter(
		({ problem, hint }, at) =>
			bad.findIndex((other) => other.problem === problem && other.hint === hint) === at,
	);
	const some = kinds.slice(0, 3);
	const why = some
		.filter(({ problem }) => problem !== '')
		.map(({ value, problem }) => `${quote(value)} is not one${problem}.`);
	return new Failure(
		`${named}${more} in '${field}' are not phone numbers`,
		[...why, ...new Set(some.map(({ hint }) => hint))].join(' '),
	);
}

/**
 * A country code that the user gives.
 * @returns digits, or undefined where it is not set
 * @throws Failure naming what is no country code
 */
export function parseCountryCode(value: unknown, field: string): string | undefined {
	const hint = 'Give its digits, e.g. 55 for Brazil, or remove the option.';
	const code = cleanId(toText(value, field, hint)).replace(/^\+|^00/, '');
	if (code === '') return undefined;
	if (code === countryCodeOf(code)) return code;
	throw new Failure(`${quote(value)} in '${field}' is no country code in use`, hint);
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
export function parseDestination(value: unknown, field: string, options?: PhoneOptions): string {
	const id = typeof value === 'string' ? cleanId(value) : '';
	if (BSUID.test(id)) return id;
	const numbers = parsePhoneNumbers(value, field, options);
	if (numbers.length === 1) return `+${numbers[0]}`;
	throw new Failure(
		numbers.length === 0
			? `'${field}' is empty`
			: `${quote(value)} in '${field}' holds ${numbers.length} numbers, and a message goes to one`,
		numbers.length === 0
			? EMPTY_HINT
			: 'Give every number an item of its own, e.g. with Split Out.',
	);
}
