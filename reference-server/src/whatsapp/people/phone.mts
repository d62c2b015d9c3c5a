/** Without Brazil's ninth digit, for mobile numbers that have it; any other number unchanged. */
export function withoutNinthDigit(number: string): string {
	return /^55\d{2}9\d{8}$/.test(number) ? number.slice(0, 4) + number.slice(5) : number;
}

/** With the digit that WhatsApp has after the country code of Mexico (521) and Argentina (549). */
export function withCountryDigit(number: string): string {
	return number.replace(/^52(?=\d{10}$)/, '521').replace(/^54(?=[1-8]\d{9}$)/, '549');
}

/**
 * Whether two numbers (digits) are one WhatsApp account: Brazil's ninth digit makes no difference, nor do
 * Mexico's 521 for 52 and Argentina's 549 for 54.
 */
export function sameAccount(a: string, b: string): boolean {
	const plain = (number: string) => withCountryDigit(withoutNinthDigit(number));
	return plain(a) === plain(b);
}

/** The account's hidden id (`@lid`): stable, and no digits from which the number could be guessed. */
export function lidOf(number: string): string {
	return `${[...number].reverse().join('')}@lid`;
}
