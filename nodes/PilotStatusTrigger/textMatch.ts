import { fold } from '../shared/values/fold';

/** How texts are compared with what the user wrote. */
export type Match = 'contains' | 'startsWith' | 'named';

/** Scripts that put no blank between words, or glue a particle to a name. */
const WITHOUT_ENDS = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Hangul']
	.map((script) => `\\p{scx=${script}}`)
	.join('');
const NO_ENDS = new RegExp(`^[${WITHOUT_ENDS}]$`, 'u');
const LETTER = /^[\p{L}\p{N}\p{M}]$/u;
const MARK = /^\p{M}$/u;

/** What surrounds a name without being typed with it, as in `小蝶🦋` or `*Ana*`; signs such as # and + belong to it. */
const DECORATION = /^[^\p{L}\p{N}\p{M}+#$%&]+|[^\p{L}\p{N}\p{M}+#$%&]+$/gu;

/** Patterns as they are compared, one per line; lines that show nothing are none. */
export function toPatterns(lines: string[]): string[] {
	const folded = lines.flatMap((text) => text.split(/\r?\n|\r/)).map(fold);
	return [...new Set(folded.filter((pattern) => pattern !== ''))];
}

/** Longest text of WhatsApp, in characters; what is longer comes from somebody else, and would keep n8n busy. */
const LONGEST = 65_536;

/** Whether a text matches any of the patterns. */
export function matches(text: string, match: Match, patterns: string[]): boolean {
	const folded = fold(text.slice(0, LONGEST));
	switch (match) {
		case 'contains':
			return patterns.some((pattern) => folded.includes(pattern));
		case 'startsWith':
			return patterns.some((pattern) => folded.startsWith(pattern));
		case 'named':
			return patterns.some((pattern) => names(folded, pattern.replace(DECORATION, '') || pattern));
	}
}

/** Whether a name stands in a text as a word of its own. */
function names(text: string, name: string): boolean {
	const letters = [...name];
	for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
		const before = [...text.slice(Math.max(0, at - 2), at)].pop();
		const [after] = text.slice(at + name.length);
		const isWhole = after === undefined || !MARK.test(after);
		if (isWhole && isEdge(before, letters[0]!) && isEdge(after, letters[letters.length - 1]!))
			return true;
	}
	return false;
}

/** Whether a word may begin or end between a character outside of it and its own first or last one. */
function isEdge(outer: string | undefined, inner: string): boolean {
	if (outer === undefined || !LETTER.test(outer) || !LETTER.test(inner)) return true;
	return NO_ENDS.test(outer) || NO_ENDS.test(inner);
}
