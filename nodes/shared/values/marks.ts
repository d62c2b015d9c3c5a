/**
 * Marks that nobody sees: what Unicode tells programs to leave out where they cannot show it
 * (Default_Ignorable_Code_Point of DerivedCoreProperties.txt: soft hyphen, zero-width and direction marks,
 * variation selectors, fillers, BOM …), and the empty Braille cell.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** The same without joiners and variation selectors, which words and emoji within an address may need. */
const UNSEEN_IN_ADDRESS =
	/(?![\u200c\u200d\ufe00-\ufe0f])[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Without the marks that nobody sees, and without blanks at the ends. */
export function withoutMarks(text: string): string {
	return text.replace(UNSEEN, '').trim();
}

/** Whether a text shows nothing. */
export function isBlank(text: string): boolean {
	return withoutMarks(text) === '';
}

/** Letters, digits and signs of East Asian keyboards (U+FF01 to U+FF5E, U+3000) as their ASCII counterparts. */
function toAscii(text: string): string {
	return text
		.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
		.replace(/\u3000/g, ' ');
}

/** An id or a number as it was meant: without marks that nobody sees, full-width letters and digits as ASCII. */
export function cleanId(text: string): string {
	return withoutMarks(toAscii(text));
}

/** A web address as it was meant. */
export function cleanAddress(text: string): string {
	return text
		.replace(UNSEEN_IN_ADDRESS, '')
		.replace(/^[\s\u200c\u200d\ufe00-\ufe0f]+|[\s\u200c\u200d\ufe00-\ufe0f]+$/g, '');
}
