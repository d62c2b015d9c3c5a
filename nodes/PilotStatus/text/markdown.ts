import { emphasise } from './emphasis';

/** Stands for a piece that stays as it is, and for itself. */
const KEPT = '\ue000';

const ESCAPED = /\\(?<escaped>[!-/:-@[\]-`{-~])/g;

/** Where marks are none: code, what a backslash stands before, links, addresses. Lengths have limits for speed alone. */
const PIECES = new RegExp(
	[
		/(?<block>```(?:[^]*?```|[\w+#-]*[ \t]*\r?\n[^]+))/,
		/(?<!`)(?<ticks>`{1,2})(?!`)[^`\r\n]+\k<ticks>(?!`)/,
		ESCAPED,
		/\\\\/,
		/!?\[(?<words>(?:[^[\]\n]|\[[^[\]\n]*\]){0,500})\]\(<?(?<target>(?=[^\s()]{0,99}[.:/#])(?:[^\s()<>]|\([^\s()]*\)){1,2000})>?(?:[ \t]+"[^"\n]{0,500}")?\)/,
		/<(?<bracketed>https?:\/\/[^\s<>]+)>/,
		/(?<address>(?:https?:\/\/|(?<![\w.@-])(?:[\w-]+\.)+[a-z]{2,}\/)(?:[^\s|<>"`()\ue000]|\([^\s|<>"`()\ue000]*\))+)/,
		/\ue000/,
	]
		.map(({ source }) => source)
		.join('|'),
	'giu',
);

/** A whole text in a fence, which models put around what they write for somebody else. */
const WRAPPED = /^\s*```(?:markdown|md)[ \t]*\r?\n([^]*)\n[ \t]*```\s*$/i;

const HEADING = /^([ \t]*(?:>[ \t]?)*)#{1,6}[ \t]+(\S[^]*)$/;

/** A line that belongs to no paragraph before it. */
const BEGINS = /^\s*(?:$|>|(?:[-*+•]|\d+[.)])\s)/;

/** How often marks that one pass has left are looked at again. */
const PASSES = 5;

/**
 * Markdown as language models write it, in WhatsApp's own marks, and everything else as it is. It takes time in
 * proportion to the text's length, and done twice it is the same as once, but for marks with a backslash.
 */
export function fromMarkdown(markdown: string): string {
	const [, inner = ''] = WRAPPED.exec(markdown) ?? [];
	// Where the next fence is a bare one, it ends the first.
	const [, next = inner] = inner.split('```');
	const kept: string[] = [];
	let text = keepPieces(/^[ \t]*\S/.test(next) ? inner : markdown, kept);
	for (let pass = 0, last = ''; pass < PASSES && text !== last; pass++) {
		last = text;
		text = formatLines(text.split('\n'));
	}
	let at = 0;
	return text.replace(/\ue000/g, () => kept[at++]!);
}

/** Puts signs in place of what must stay as it is, and those pieces, in WhatsApp's form, into a list. */
function keepPieces(text: string, kept: string[]): string {
	const keep = (piece: string) => {
		kept.push(piece);
		return KEPT;
	};
	return text.replace(PIECES, (piece: string, ...rest: unknown[]) => {
		const found = rest[rest.length - 1] as Record<string, string | undefined>;
		const { block, escaped, words, target, address = found.bracketed } = found;
		if (block ?? escaped) return keep(escaped ?? withoutLanguage(block!));
		if (address) {
			const end = endOf(address);
			return keep(address.slice(0, end).replace(ESCAPED, '$<escaped>')) + address.slice(end);
		}
		if (words === undefined || !target) return keep(piece);
		const place = target.replace(/^(?:mailto|tel):/i, '').replace(ESCAPED, '$<escaped>');
		if (words === '' || core(words) === core(place)) return keep(place);
		const shown = keepPieces(words, kept);
		return place.startsWith('#') ? shown : `${shown} (${keep(place)})`;
	});
}

/** What tells an address from another, however it is written. */
const core = (text: string) =>
	text.replace(/[*_`\\]|^(?:https?:\/\/)?(?:www\.)?|\/$/gi, '').toLowerCase();

/** A block of code, without the name of its language, which would be shown; one that was cut off is closed. */
function withoutLanguage(block: string): string {
	const isOpen = block.length < 6 || !block.endsWith('```');
	const closed = isOpen ? `${block}\n\`\`\`` : block;
	return closed.replace(/^```[\w+#-]+[ \t]*(?=\r?\n[^]*\n[ \t]*```$)/, '```');
}

/** Where an address ends: before marks that close what was opened before it. */
function endOf(address: string): number {
	const ends = ['**', '__', '~~'].map((mark) => {
		const parts = address.split(mark);
		const last = parts[parts.length - 1]!;
		const isClosing = parts.length % 2 === 0 && !/[\p{L}\p{N}/]/u.test(last);
		return address.length - (isClosing ? last.length + mark.length : 0);
	});
	return Math.min(...ends);
}

/** Headings as bold lines, tables as lines, and the marks of each paragraph. */
function formatLines(lines: string[]): string {
	const done: string[] = [];
	let paragraph: string[] = [];
	const finish = () => {
		if (paragraph.length > 0) done.push(emphasise(paragraph.join('\n')));
		paragraph = [];
	};
	let isTable = false;
	lines.forEach((line, at) => {
		const isHead = !isTable && line.includes('|') && !isRule(line) && isRule(lines[at + 1]);
		isTable = line.includes('|') && (isTable || isHead);
		const text = isTable ? toRow(line) : line;
		if (isTable && text === '') return;
		const [, indent, heading] = HEADING.exec(text) ?? [];
		const title = isHead
			? text
			: heading
					?.trimEnd()
					.replace(/(^|[ \t])#+$/, '')
					.trimEnd();
		if (title || isTable || BEGINS.test(line)) finish();
		if (title) done.push((isHead ? '' : indent) + emphasise(title, true));
		else paragraph.push(text);
	});
	finish();
	return done.join('\n');
}

/** Whether it is the line under the head of a table. */
const isRule = (line = '') => /^[\s|:-]+$/.test(line) && line.includes('|') && line.includes('-');

/** A line of a table without its outer bars; empty where nothing stands in it. */
function toRow(line: string): string {
	const cells = line
		.trim()
		.replace(/^\||\|$/g, '')
		.split('|');
	if (isRule(line) || cells.every((cell) => cell.trim() === '')) return '';
	return cells.map((cell) => cell.trim() || '–').join(' | ');
}
