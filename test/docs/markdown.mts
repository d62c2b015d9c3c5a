/** A Markdown text in the parts that the checks look at; what stands in fenced blocks is no part of it. */
export interface Markdown {
	/** All but the fenced blocks. */
	text: string;
	/** What stands in backticks. */
	code: string[];
	/** What stands in italics. */
	italics: string[];
	/** Anchors of its headings, as GitHub makes them. */
	anchors: string[];
	/** Targets of its links and pictures. */
	links: string[];
	/** Its lines, so each row of a table. */
	lines: string[];
	/** Its sections, each beginning with its heading. */
	sections: string[];
}

/** Takes a Markdown text apart. */
export function readMarkdown(source: string): Markdown {
	const text = source.replace(/^(`{3,})[\s\S]*?^\1`*$/gm, '');
	const prose = text.replace(/`[^`\n]+`/g, '``');
	const all = (within: string, pattern: RegExp) =>
		[...within.matchAll(pattern)].map((match) => match[1] ?? '');
	return {
		text,
		code: all(text, /`([^`\n]+)`/g),
		italics: all(prose, /(?<![\w*])_([^_\n]+)_(?!\w)/g),
		anchors: anchors(all(text, /^#{1,6} (.+)$/gm)),
		links: [...all(prose, /\]\(([^)\s]+)[^)]*\)/g), ...all(prose, /^\[[^\]]+\]: (\S+)/gm)],
		lines: text.split('\n'),
		sections: text.split(/^(?=#{1,6} )/m),
	};
}

/** Lower case, no punctuation, hyphens for spaces; a heading that comes again gets a number. */
function anchors(headings: string[]): string[] {
	const seen = new Map<string, number>();
	return headings.map((heading) => {
		const slug = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
			.trim()
			.replaceAll(' ', '-');
		const count = seen.get(slug) ?? 0;
		seen.set(slug, count + 1);
		return count === 0 ? slug : `${slug}-${count}`;
	});
}

/** Whether a phrase stands in a text as it is, and not as a part of longer words. */
export function names(text: string, phrase: string): boolean {
	const escaped = phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text);
}
