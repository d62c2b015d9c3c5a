import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { ADVICE } from '../../nodes/shared/words/codes.ts';
import { startReferenceServer } from 'pilotstatus-reference-server';
import { fields, labels, operations, sources } from './package-facts.mts';
import { fileOf, names, readPage } from './pages.mts';
import type { Page } from './pages.mts';
import { titlesIn } from './titles.mts';

const { scripts, homepage } = JSON.parse(readFileSync('package.json', 'utf8'));
const examples = globSync('examples/*.json').map((path) => basename(path));

/** What a reader of one language has: a README, and a page per question. */
const languages = [
	{ language: 'English', readme: 'README.md', pages: globSync('docs/*.md') },
	{ language: 'Portuguese', readme: 'README.pt-BR.md', pages: globSync('docs/pt-BR/*.md') },
];
const readmes = languages.map(({ readme }) => readme);
/** Everything that somebody may read to use or change this. */
const guides = globSync([
	'*.md',
	'.github/*.md',
	'docs/**/*.md',
	'examples/*.md',
	'reference-server/*.md',
	'test/*.md',
]);
/** Figures that every run of the benchmark changes. */
const ENGLISH_ONLY = ['docs/benchmarks.md'];

/** What promises that nothing is lost, sent twice, sent to strangers or open to them. */
const PAGES_OF_PROMISES = [
	'SECURITY.md',
	...[
		'ask',
		'numbers',
		'order-and-repeats',
		'polling-trigger',
		'sync',
		'trigger-access',
		'trigger-repeats',
	].map((name) => `docs/${name}.md`),
];

/** Sections that n8n asks for in the README of a package that it is to verify. */
const SECTIONS_FOR_N8N = [
	'Installation',
	'Operations',
	'Credentials',
	'Compatibility',
	'Usage with example workflows',
	'Resources',
	'Version history',
];
/** The two READMEs lie in everybody's n8n. */
const README_BYTES = 20_480;

/** Words that n8n's editor shows, and that we name. */
const WORDS_OF_N8N = [
	'Continue',
	'Continue (using error output)',
	'On Error',
	'On Error → Continue',
	'Poll Times',
	'Retry',
	'Retry On Fail',
];

/** The npm scripts that a text tells to run, in fenced blocks too. */
const scriptsIn = (source: string) => [
	...[...source.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script!),
	...(source.includes('npm test') ? ['test'] : []),
];
/** Names of parameters differ, the places are the same. */
const placesOf = (endpoint: string) => endpoint.replace(/\{[^}]*\}/g, '{}');
/** A Portuguese file's English counterpart. */
const inEnglish = (file: string) => file.replace('.pt-BR', '').replace('pt-BR/', '');
/** Whether a link leads to a file or a heading that the repository lacks. */
const isBroken = (link: string, from: string) => {
	const target = fileOf(link, from, homepage);
	if (target === undefined) return false;
	if (!existsSync(target)) return true;
	const anchor = link.split('#')[1];
	return anchor !== undefined && !readPage(target).anchors.includes(decodeURIComponent(anchor));
};

it.each([
	...readmes.map((file): [string, string[]] => [file, ['dev', 'demo', 'test']]),
	['CONTRIBUTING.md', Object.keys(scripts)] as [string, string[]],
])('%s names every npm script that its readers need', (file, wanted) => {
	const named = scriptsIn(readFileSync(file, 'utf8'));
	expect(wanted.filter((script) => !named.includes(script))).toEqual([]);
});

it.each(guides)('%s names no unknown npm script, and its links lead somewhere', (file) => {
	const unknown = scriptsIn(readFileSync(file, 'utf8')).filter((script) => !(script in scripts));
	const broken = readPage(file).links.filter((link) => isBroken(link, file));
	expect({ unknown, broken }).toEqual({ unknown: [], broken: [] });
});

it.each(guides)('%s names tests that exist, and one for each promise of safety', (file) => {
	const { tests, unproved } = readPage(file);
	const unknown = tests.filter(({ url, name }) => {
		return !titlesIn(fileOf(url, file, homepage)!).includes(name);
	});
	expect({ unknown, unproved }).toEqual({ unknown: [], unproved: [] });
});

it.each(PAGES_OF_PROMISES)('%s says which tests prove it', (file) => {
	expect(readPage(file).tests.length).toBeGreaterThan(2);
});

it('the links of nodes and credential lead somewhere', () => {
	const files = globSync(['nodes/**/*.node.json', 'credentials/*.ts']);
	const found = files.flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/https:\/\/github\.com\/[^'"\s]+/g)].map(
			([url]) => url,
		),
	);
	expect(found.length).toBeGreaterThan(2);
	expect(found.filter((url) => !url.startsWith(homepage) || isBroken(url, '.'))).toEqual([]);
});

describe.each(languages)('README and pages in $language name', ({ readme, pages }) => {
	const all = [readme, ...pages].map(readPage);
	const code = all.flatMap((page) => page.code);
	const text = all.map((page) => page.text).join('\n');

	it('every operation beside its endpoint', () => {
		const rows = all.flatMap((page) => page.rows);
		const missing = operations.flatMap(({ label, endpoints }) =>
			endpoints
				.filter((one) => !rows.some((row) => row.label === label && row.code.includes(one)))
				.map((one) => `${label}: ${one}`),
		);
		expect(missing).toEqual([]);
		expect(operations.filter(({ endpoints }) => endpoints.length === 0)).toEqual([]);
	});

	it('every field and option', () => {
		const missing = [...fields].filter(([label]) => !names(text, label));
		expect(missing.map(([label, place]) => `${place} → ${label}`)).toEqual([]);
	});

	it('every stable code, with what happened and what to do', () => {
		const explained = all.flatMap((page) => page.rows.flatMap((row) => row.code));
		expect(Object.keys(ADVICE).filter((one) => !explained.includes(one))).toEqual([]);
	});

	it('every example, and no other', () => {
		const named = (text.match(/(?<![\w.])[\w/-]+\.json/g) ?? []).map((name) => basename(name));
		const missing = examples.filter((name) => !named.includes(name));
		const unknown = named.filter((name) => !examples.includes(name) && !existsSync(name));
		expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
	});

	it('no endpoint that neither the reference server nor an operation knows', async () => {
		const server = await startReferenceServer();
		const { paths } = server.openapi() as { paths: Record<string, object> };
		await server.close();
		const served = Object.entries(paths).flatMap(([path, methods]) =>
			Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
		);
		const known = [...served, ...operations.flatMap(({ endpoints }) => endpoints)].map(placesOf);
		const named = code.filter((one) => /^[A-Z]+ \/v1\//.test(one));
		expect(named.length).toBeGreaterThan(0);
		expect(named.filter((endpoint) => !known.includes(placesOf(endpoint)))).toEqual([]);
	});

	it('no code, variable or field that occurs nowhere', () => {
		const words = code
			.map((one) => one.replace(/=\S*$/, ''))
			.filter((one) => /^([A-Z][A-Z0-9]*(_[A-Z0-9]+)+|[a-z]+([A-Z][a-z0-9]+)+)$/.test(one))
			.filter((word) => !word.startsWith('N8N_'));
		expect(words.filter((word) => !names(sources, word))).toEqual([]);
	});

	it('no label that the editor lacks', () => {
		// In Title Case, as labels are; other words in italics are only stressed.
		const titles = all
			.flatMap((page) => page.italics)
			.filter((italic) =>
				/^\p{Lu}[\p{L}\p{N}]*( (\p{Lu}[\p{L}\p{N}]*|and|for|in|of|or|to|as|→|\(.*\)))*$/u.test(
					italic,
				),
			);
		const known = [...labels, ...WORDS_OF_N8N, ...operations.map(({ label }) => label)];
		expect(titles.filter((title) => !known.includes(title))).toEqual([]);
	});
});

describe('the published READMEs', () => {
	it(`take at most ${README_BYTES} bytes together`, () => {
		const bytes = readmes.map((file) => statSync(file).size);
		expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(README_BYTES);
	});

	it('have the sections that n8n asks for', () => {
		const titles = readPage('README.md').headings.map((heading) => heading.text);
		expect(SECTIONS_FOR_N8N.filter((section) => !titles.includes(section))).toEqual([]);
	});

	it.each(readmes)(
		'%s leads to no file by a relative link, since the tarball lacks those',
		(file) => {
			expect(readPage(file).links.filter((link) => !/^(https:|#)/.test(link))).toEqual([]);
		},
	);
});

describe('pages', () => {
	it.each(languages)('in $language have a question as title, and a link in their list', (own) => {
		const linksOf = (page: string) =>
			readPage(page).links.map((link) => fileOf(link, page, homepage));
		const list = own.pages.find((file) => basename(file) === 'README.md')!;
		expect(linksOf(own.readme)).toContain(list);
		const linked = [list, ...linksOf(list)];
		expect(own.pages.filter((file) => !linked.includes(file))).toEqual([]);
		const titles = own.pages.map((file) => readPage(file).headings[0]?.text ?? '');
		expect(titles.filter((title) => !title.endsWith('?'))).toEqual([]);
	});

	const [english = [], portuguese = []] = languages.map(({ readme, pages }) => [readme, ...pages]);

	it('exist in both languages', () => {
		const translated = english.filter((file) => !ENGLISH_ONLY.includes(file));
		expect(portuguese.map(inEnglish).sort()).toEqual(translated.sort());
	});

	/** What is the same in every language. */
	const languageless = (page: Page) => ({
		depths: page.headings.map(({ depth }) => depth),
		points: page.points,
		rows: page.rows.length,
		code: [...new Set(page.code)].sort(),
		json: page.blocks.filter(({ language }) => language === 'json'),
		commands: page.blocks.map(({ value }) => value.replace(/ +#.*$/gm, '')),
		links: page.links
			.map((link) => fileOf(link, page.file, homepage) ?? link)
			.map(inEnglish)
			.sort(),
	});

	it.each(portuguese)('%s has the parts, codes, commands and links of its English one', (file) => {
		const [own, other] = [file, inEnglish(file)].map((one) => languageless(readPage(one)));
		expect(own).toEqual(other);
	});
});
