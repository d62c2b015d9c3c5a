/** Both spellings of one account: the number must fit a pattern, and the replacement makes its twin of it. */
const TWINS: ReadonlyArray<[RegExp, string]> = [
	// Brazil's ninth digit, which mobile numbers have got since 2012.
	[/^(55\d{2})9(\d{8})$/, '$1$2'],
	[/^(55\d{2})([6-9]\d{7})$/, '$19$2'],
	// Mexico's 1 for mobiles, given up in 2019.
	[/^521([2-9]\d{9})$/, '52$1'],
	[/^52([2-9]\d{9})$/, '521$1'],
	// Argentina's 9 for mobiles called from abroad.
	[/^549([1-3]\d{9})$/, '54$1'],
	[/^54([1-3]\d{9})$/, '549$1'],
];

/**
 * The other spellings under which WhatsApp may know the account of a number: whoever compares accounts asks for them.
 * @param number digits with country code
 * @returns without the number itself; empty for most countries
 */
export function twins(number: string): string[] {
	return TWINS.filter(([pattern]) => pattern.test(number)).map(([pattern, twin]) =>
		number.replace(pattern, twin),
	);
}
