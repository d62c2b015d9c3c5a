import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Nodes } from 'mdast';

import { createRequire } from '../harness/core.mts';

// Packages that are ES modules only, which Node can require and Jest cannot.
const load = createRequire(join(process.cwd(), 'package.json'));
const { remark }: typeof import('remark') = load('remark');
const { default: gfm }: typeof import('remark-gfm') = load('remark-gfm');
const { default: GithubSlugger }: typeof import('github-slugger') = load('github-slugger');
const { toString }: typeof import('mdast-util-to-string') = load('mdast-util-to-string');
const { visit }: typeof import('unist-util-visit') = load('unist-util-visit');

/** Heads of the column that names tests. */
const PROOF = ['test', 'teste'];

/** What stands in place of a test where nothing is built yet that could be tested. */
export const NOT_BUILT = 'not built: ';

/** A page of the documentation, in the parts that the checks look at. */
export interface Page {
	file: string;
	/** What is read on it, without fenced blocks; parts of other kinds (stressed, code) stand on lines of their own. */
	text: string;
	/** What stands in backticks. */
	code: string[];
	/** What stands in italics. */
	italics: string[];
	headings: Array<{ depth: number; text: string }>;
	/** Anchors of its headings, as GitHub makes them. */
	anchors: string[];
	/** Targets of its links and pictures. */
	links: string[];
	/** The rows of its tables: the first cell, what stands in backticks, and all cells. */
	rows: Array<{ label: string; code: string[]; cells: string[] }>;
	/** Tests that it names: a link to their file, whose text is their name. */
	tests: Array<{ url: string; name: string }>;
	/** First cells of rows that should name a test, as the head of their table says, and name none. */
	unproved: string[];
	/** How many points its lists have. */
	points: number;
	/** Its fenced blocks. */
	blocks: Array<{ language: string; value: string }>;
}

/** Takes a Markdown file apart. */
export function readPage(file: string): Page {
	const tree = remark().use(gfm).parse(readFileSync(file, 'utf8'));
	const all = <T extends Nodes['type']>(type: T, within: Nodes = tree) => {
		const found: Array<Extract<Nodes, { type: T }>> = [];
		visit(within, type, (node) => void found.push(node as Extract<Nodes, { type: T }>));
		return found;
	};
	const codeIn = (within: Nodes) => all('inlineCode', within).map(({ value }) => value);
	const testsIn = (within: Nodes) =>
		all('link', within)
			.filter(({ url }) => url.endsWith('.mts') && /(^|\/)test\//.test(join(dirname(file), url)))
			.map((link) => ({ url: link.url, name: toString(link) }));
	const headings = all('heading').map((node) => ({ depth: node.depth, text: toString(node) }));
	const slugger = new GithubSlugger();
	return {
		file,
		text: [...all('text'), ...all('inlineCode')].map(({ value }) => value).join('\n'),
		code: codeIn(tree),
		italics: all('emphasis').map((node) => toString(node)),
		headings,
		anchors: headings.map(({ text }) => slugger.slug(text)),
		links: [...all('link'), ...all('image'), ...all('definition')].map(({ url }) => url),
		rows: all('tableRow').map((row) => ({
			label: toString(row.children[0]),
			code: codeIn(row),
			cells: row.children.map((cell) => toString(cell)),
		})),
		tests: testsIn(tree),
		unproved: all('table')
			.filter(({ children: [head] }) => PROOF.includes(toString(head?.children.at(-1))))
			.flatMap(({ children: [, ...rows] }) => rows.filter((row) => testsIn(row).length === 0))
			.filter(({ children }) => !toString(children.at(-1)).startsWith(NOT_BUILT))
			.map((row) => toString(row.children[0])),
		points: all('listItem').length,
		blocks: all('code').map(({ lang, value }) => ({ language: lang ?? '', value })),
	};
}

/** Whether a phrase stands in a text as it is, and not as a part of longer words. */
export function names(text: string, phrase: string): boolean {
	const escaped = phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/**
 * The file of the repository that a link leads to, relative to its root; none for other places.
 * @param homepage the repository's address on GitHub
 */
export function fileOf(link: string, from: string, homepage: string): string | undefined {
	const [address = ''] = link.split('#');
	const raw = `${homepage.replace('//github.com/', '//raw.githubusercontent.com/')}/main/`;
	if (address.startsWith(raw)) return address.slice(raw.length);
	if (address === homepage) return 'README.md';
	if (address.startsWith(`${homepage}/`)) {
		const path = address.slice(homepage.length + 1);
		// Pages that GitHub makes are no files.
		return /^(commits\/|security\/|issues$)/.test(path)
			? undefined
			: path.replace(/^blob\/main\//, '');
	}
	if (/^[a-z]+:/.test(address)) return undefined;
	return address ? join(dirname(from), address) : from;
}
