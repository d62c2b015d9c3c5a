/** What stands between two marks. */
interface Span {
	sign: string;
	/** Signs of Markdown at each end. */
	size: number;
	/** Whether something bold is in it. */
	isAround: boolean;
	/** WhatsApp's sign; empty where it would say the same as one around it. */
	mark: string;
}

/** Signs in a row, and what they open or close, from left to right. */
interface Run {
	sign: string;
	/** Those that mean nothing so far. */
	left: number;
	/** Where its content begins. */
	end: number;
	line: number;
	/** How many bold spans had been found before it. */
	bolds: number;
	opens: Span[];
	closes: Span[];
}

/** How many open marks a closing one is compared with. */
const DEPTH = 50;

/** Names of Python with marks that are part of them. */
const PYTHON = /^(?:init|main|name|file|str|repr|dict|class)$/;

/**
 * `**bold**`, `__bold__`, `~~struck~~` and `***both***` in WhatsApp's marks, line by line. Single marks are WhatsApp's
 * already, but for `*italic*` within bold, or around it.
 * @param text a paragraph
 * @param isBold whether all of it is to be bold
 */
export function emphasise(text: string, isBold = false): string {
	const parts = text.split(/(\*+|_+|~+|(?<![ \t])[ \t]*\r?\n[ \t]*)/);
	const runs = findRuns(parts, text);
	const heading: Span = { sign: '*', size: 2, isAround: false, mark: '*' };
	const active = isBold ? [heading] : [];
	const signs = () => active.map(({ mark }) => mark);
	const done = parts.map((part, at) => {
		const run = runs[at];
		if (!run && part.includes('\n')) return [...signs().reverse(), part, ...signs()].join('');
		if (!run) return part;
		const closed = run.closes.map(({ mark }) => mark);
		active.length -= closed.length;
		const opened = run.opens.map((span) => {
			span.mark = markOf(span, active);
			active.push(span);
			return span.mark;
		});
		return [...closed, run.sign.repeat(run.left), ...opened].join('');
	});
	return isBold ? `*${done.join('')}*` : done.join('');
}

const isKept = ({ sign, size, mark }: Span) => size === 1 && mark === sign;

function markOf(span: Span, active: Span[]): string {
	const { sign, size, isAround } = span;
	const isInBold = active.some((one) => one.size === 2 && one.sign !== '~');
	if (size === 2) span.mark = sign === '~' ? '~' : '*';
	else span.mark = sign === '*' && !isInBold && !isAround ? '*' : '_';
	const isSaid = active.some((one) => one.mark === span.mark && !(isKept(one) && isKept(span)));
	return isSaid ? '' : span.mark;
}

/** The signs that open or close something, each in the place of its part. */
function findRuns(parts: string[], text: string): Array<Run | undefined> {
	const open: Run[] = [];
	let [offset, line, bolds] = [0, 0, 0];
	return parts.map((part) => {
		const start = offset;
		const end = (offset += part.length);
		if (part.includes('\n')) line += 1;
		if (!/^(?:\*{1,3}|_{1,3}|~~)$/.test(part)) return undefined;
		const sign = part.charAt(0);
		const run: Run = { sign, left: part.length, end, line, bolds, opens: [], closes: [] };
		const [before, after] = [text.charAt(start - 1), text.slice(end, end + 2)];
		if (mayClose(sign, before, after)) {
			for (let from = partner(open, run); from; from = partner(open, run)) {
				const { opener, size } = from;
				if (size === 2 && sign === '_' && PYTHON.test(text.slice(opener.end, start))) break;
				const span = { sign, size, isAround: bolds > opener.bolds, mark: '' };
				if (size === 2 && sign !== '~') bolds += 1;
				run.left -= size;
				run.closes.push(span);
				opener.left -= size;
				opener.opens.unshift(span);
				open.length = from.at + (opener.left > 0 ? 1 : 0);
			}
		}
		if (run.closes.length === 0 && mayOpen(sign, before, after)) open.push(run);
		return run;
	});
}

/** The innermost open mark that a closing one belongs to, and how many signs they share. */
function partner(open: Run[], run: Run): { opener: Run; at: number; size: number } | undefined {
	const has = ({ left }: Run, size: number) => left === size || left === 3;
	for (let at = open.length - 1; at >= Math.max(0, open.length - DEPTH); at--) {
		const opener = open[at]!;
		const both = (size: number) => opener.sign === run.sign && has(opener, size) && has(run, size);
		if (both(1) && opener.line === run.line) return { opener, at, size: 1 };
		if (both(2)) return { opener, at, size: 2 };
		// What is bold is worth more than single signs, which may be footnotes.
		if (run.left === 1 && has(opener, 2)) return undefined;
	}
	return undefined;
}

/** Not within words, formulas and paths, and not where digits are hidden (`***.456.789-**`). */
function mayOpen(sign: string, before: string, after: string): boolean {
	if (!/^[^\s.,;:)\]}|]/.test(after)) return false;
	if (sign === '_') return /^$|[\s([{"'“‘*~>—–-]/.test(before) && !/^[/_-]/.test(after);
	return !/[\p{L}\p{N})\]/\\]/u.test(before);
}

function mayClose(sign: string, before: string, after: string): boolean {
	if (!/[^\s/([{-]/.test(before) || /^[\p{L}\p{N}]/u.test(after)) return false;
	return sign !== '_' || /^(?:$|[\s)\]}"'”’*~!?…—–-]|[.,:;](?![\p{L}\p{N}]))/u.test(after);
}
