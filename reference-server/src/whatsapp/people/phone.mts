/** Without Brazil's ninth digit, for mobile numbers that have it; any other number unchanged. */
export function withoutNinthDigit(number: string): string {
	return /^55\d{2}9\d{8}$/.test(number) ? number.slice(0, 4) + number.slice(5) : number;
}

/** Whether two numbers (digits) are one WhatsApp account: Brazil's ninth digit makes no difference. */
export function sameAccount(a: string, b: string): boolean {
	return withoutNinthDigit(a) === withoutNinthDigit(b);
}

/** The account's hidden id (`@lid`): stable, and no digits from which the number could be guessed. */
export function lidOf(number: string): string {
	return `${[...number].reverse().join('')}@lid`;
}
