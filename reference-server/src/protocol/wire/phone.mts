/** With `+`, as in everything that the API says about phone numbers outside of groups. */
export function phone(digitsOrBsuid: string | null): string | null {
	return digitsOrBsuid?.replace(/^(?=\d)/, '+') ?? null;
}
