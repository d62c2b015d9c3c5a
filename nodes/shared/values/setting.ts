import { Failure, quote } from '../words/failure';
import { cleanId } from './marks';

const SWITCHES: Readonly<Record<string, boolean>> = {
	true: true,
	'1': true,
	false: false,
	'0': false,
};

/** A value as text where it is text, so that nothing, null and blanks are the same: not set. */
function given(value: unknown): unknown {
	const bare = typeof value === 'string' ? cleanId(value) : (value ?? '');
	return bare === '' ? undefined : bare;
}

/**
 * A switch, also from an expression: `true` and `false` in any letter case, 1 and 0.
 * @returns undefined where it is not set
 * @throws Failure naming any other value
 */
export function toSwitch(value: unknown, field: string): boolean | undefined {
	const bare = given(value);
	if (bare === undefined || typeof bare === 'boolean') return bare;
	const key = typeof bare === 'string' || typeof bare === 'number' ? String(bare) : '';
	const found = SWITCHES[key.toLowerCase()];
	if (found !== undefined) return found;
	throw new Failure(
		`${quote(value)} in '${field}' is neither true nor false`,
		"Give true or false, e.g. by an expression such as {{ $json.answer === 'sim' }}.",
	);
}

/**
 * A number, also as text. `60.000` is none: nobody knows whether it is sixty or sixty thousand.
 * @returns undefined where it is not set, NaN for any other value
 */
export function toNumber(value: unknown): number | undefined {
	const bare = given(value);
	if (bare === undefined) return undefined;
	if (typeof bare === 'number') return bare;
	return typeof bare === 'string' && /^[+-]?\d+(\.\d{1,2})?$/.test(bare) ? Number(bare) : NaN;
}

/**
 * One of some choices, in any letter case.
 * @returns undefined where it is not set
 * @throws Failure naming any other value
 */
export function toChoice<T extends string>(
	value: unknown,
	field: string,
	choices: readonly T[],
): T | undefined {
	const bare = given(value);
	const key = typeof bare === 'string' ? bare.toLowerCase() : bare;
	const found = choices.find((choice) => choice.toLowerCase() === key);
	if (bare === undefined || found !== undefined) return found;
	throw new Failure(
		`${quote(value)} is not one of the choices of '${field}'`,
		`Use ${choices.slice(0, -1).join(', ')} or ${choices[choices.length - 1]}.`,
	);
}

/**
 * Judges the values of a list that may also come from an expression.
 * @param what e.g. `an event of Pilot Status`
 * @throws Failure naming the first one that is none of the options
 */
export function requireKnown(
	given: string[],
	options: ReadonlyArray<{ value?: unknown }>,
	field: string,
	what: string,
): void {
	const known = options.map(({ value }) => String(value));
	const unknown = given.find((one) => !known.includes(one));
	if (unknown === undefined) return;
	throw new Failure(
		`${quote(unknown)} in '${field}' is not ${what}`,
		`Use one of these: ${known.join(', ')}.`,
	);
}
