import { isBlank } from '../../shared/values/marks';

/** Most characters (UTF-16 units) that every number delivers of a text. */
export const LONGEST_TEXT = 4096;

const FENCE = '```';

/** All up to the last end of a paragraph, of a line, of a sentence, of a word. */
const ENDS = [
	/^[^]*\S(?=\s*\n\s*\n)/,
	/^[^]*\S(?=\s*\n)/,
	/^[^]*[.!?…]["'”’)*_~]*(?=\s)/,
	/^[^]*\S(?=\s)/,
];

/**
 * A text in parts that fit, cut where that hurts least, and never within an emoji, nor an address that fits. Joined,
 * they are the text but for blanks at the cuts; code is closed and opened again. No part is blank.
 */
export function splitText(text: string): string[] {
	if (text.length <= LONGEST_TEXT) return [text];
	const parts: string[] = [];
	let rest = text.trimEnd();
	while (rest.length > LONGEST_TEXT) {
		// Leaves room for the fence that closes code.
		const head = headOf(rest, LONGEST_TEXT - (rest.includes(FENCE) ? 4 : 0));
		rest = rest.slice(head.length).replace(/^\s*\n|^\s+/, '');
		let part = head.trimEnd();
		if (part.split(FENCE).length % 2 === 0 && rest.includes(FENCE)) {
			part = part.endsWith(FENCE) ? part.slice(0, -3).trimEnd() : `${part}\n${FENCE}`;
			rest = rest.startsWith(FENCE) ? rest.slice(3).trimStart() : `${FENCE}\n${rest}`;
		}
		parts.push(part);
	}
	return [...parts, rest].filter((part) => !isBlank(part));
}

/** What comes first of a text, up to a length; at least half of it, so that there are few parts. */
function headOf(text: string, most: number): string {
	const window = text.slice(0, most + 1);
	for (const end of ENDS) {
		const [head = ''] = end.exec(window) ?? [];
		if (head.length >= most / 2) return head;
	}
	const start = text.slice(0, most).search(/(?<!\S)\S*$/);
	const [word = ''] = /^\S+/.exec(text.slice(start)) ?? [];
	const within = word.search(/https?:\/\//i);
	const at = within < 0 ? 0 : start + within;
	if (at > 0 && at < most && word.length - within <= most - 4) return text.slice(0, at);
	const { index = 0 } =
		new Intl.Segmenter().segment(text.slice(0, most + 99)).containing(most) ?? {};
	return text.slice(0, index || most);
}
