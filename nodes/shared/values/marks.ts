/**
 * Marks that nobody sees: what Unicode tells programs to leave out where they cannot show it
 * (Default_Ignorable_Code_Point of DerivedCoreProperties.txt: soft hyphen, zero-width and direction marks,
 * variation selectors, fillers, BOM …), and the empty Braille cell.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Joiners and the selectors of emoji or text: words and pictures within an address may need them. */
const JOINING = '\u200c\u200d\ufe0e\ufe0f';

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

/** A web address as it was meant: without blanks at its ends and marks that nobody sees, but for joiners within it. */
export function cleanAddress(text: string): string {
	const signs = text.replace(UNSEEN, (mark) => (JOINING.includes(mark) ? mark : '')).trim();
	const isSeen = (at: number) => !JOINING.includes(signs.charAt(at)) && /\S/.test(signs.charAt(at));
	let [start, end] = [0, signs.length];
	while (start < end && !isSeen(start)) start += 1;
	while (end > start && !isSeen(end - 1)) end -= 1;
	return signs.slice(start, end);
}
