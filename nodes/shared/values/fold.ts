import { withoutMarks } from './marks';

/**
 * A text as it is compared: compatible forms alike (NFKC), no marks that nobody sees, no letter case, Latin and Greek
 * letters without accents, one blank for any stretch of blanks and new lines. Marks of other scripts make other
 * letters, and stay.
 */
export function fold(text: string): string {
	return withoutMarks(text.normalize('NFKC'))
		.toUpperCase()
		.toLowerCase()
		.replace(/ς/g, 'σ')
		.normalize('NFD')
		.replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
		.normalize('NFC')
		.replace(/\s+/g, ' ');
}
