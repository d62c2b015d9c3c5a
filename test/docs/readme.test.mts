import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { ADVICE } from '../../nodes/shared/words/codes.ts';
import { startReferenceServer } from 'pilotstatus-reference-server';
import { names, readMarkdown } from './markdown.mts';
import { fields, labels, operations, sources } from './package-facts.mts';

const { scripts, homepage } = JSON.parse(readFileSync('package.json', 'utf8'));
const examples = globSync('examples/*.json');
const read = (file: string) => readMarkdown(readFileSync(file, 'utf8'));

/** Words that n8n's editor shows, and that we name. */
const WORDS_OF_N8N = [
	'Continue',
	'Continue (using error output)',
	'On Error → Continue',
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

it.each([
	['README.md', ['dev', 'demo', 'test']],
	['README.pt-BR.md', ['dev', 'demo', 'test']],
	['CONTRIBUTING.md', Object.keys(scripts)],
])('%s names every npm script that its readers need, and no unknown one', (file, wanted) => {
	const named = scriptsIn(readFileSync(file, 'utf8'));
	const missing = wanted.filter((script) => !named.includes(script));
	const unknown = named.filter((script) => !(script in scripts));
	expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
});

describe.each(['README.md', 'README.pt-BR.md'])('%s names', (file) => {
	const readme = read(file);

	it('every operation beside its endpoint', () => {
		const missing = operations.flatMap(({ label, endpoints }) => {
			const about = [
				...readme.lines.filter((line) => names(line, label)),
				...readme.sections.filter((section) => names(section.split('\n')[0]!, label)),
			];
			const isThere = (endpoint: string) => about.some((part) => part.includes(`\`${endpoint}\``));
			return endpoints.filter((one) => !isThere(one)).map((one) => `${label}: ${one}`);
		});
		expect(missing).toEqual([]);
		expect(operations.filter(({ endpoints }) => endpoints.length === 0)).toEqual([]);
	});

	it('every field and option', () => {
		const missing = [...fields].filter(([label]) => !names(readme.text, label));
		expect(missing.map(([label, place]) => `${place} → ${label}`)).toEqual([]);
	});

	it('every stable code', () => {
		expect(Object.keys(ADVICE).filter((code) => !readme.code.includes(code))).toEqual([]);
	});

	it('every example, and no other', () => {
		const files = readme.text.match(/(?<![\w.])[\w/-]+\.json/g) ?? [];
		const named = files.map((name) => name.replace('examples/', ''));
		const missing = examples.filter((path) => !named.includes(path.replace('examples/', '')));
		const unknown = named.filter(
			(name) => !existsSync(join('examples', name)) && !existsSync(name),
		);
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
		const named = readme.code.filter((code) => /^[A-Z]+ \/v1\//.test(code));
		expect(named.length).toBeGreaterThan(0);
		expect(named.filter((endpoint) => !known.includes(placesOf(endpoint)))).toEqual([]);
	});

	it('no code, variable or field that occurs nowhere', () => {
		const words = readme.code
			.map((code) => code.replace(/=\S*$/, ''))
			.filter((code) => /^([A-Z][A-Z0-9]*(_[A-Z0-9]+)+|[a-z]+([A-Z][a-z0-9]+)+)$/.test(code))
			.filter((word) => !word.startsWith('N8N_'));
		expect(words.filter((word) => !names(sources, word))).toEqual([]);
	});

	it('no label that the editor lacks', () => {
		// In Title Case, as labels are; other words in italics are only stressed.
		const titles = readme.italics.filter((text) =>
			/^\p{Lu}[\p{L}\p{N}]*( (\p{Lu}[\p{L}\p{N}]*|and|for|in|of|or|to|as|→|\(.*\)))*$/u.test(text),
		);
		const known = [...labels, ...WORDS_OF_N8N, ...operations.map(({ label }) => label)];
		expect(titles.filter((title) => !known.includes(title))).toEqual([]);
	});
});

describe('links', () => {
	const guides = [...globSync(['*.md', 'examples/*.md']), 'test/reference-server/README.md'];

	it.each(guides)('of %s lead somewhere', (file) => {
		const own = read(file).links.filter((link) => !/^[a-z]+:/.test(link));
		const broken = own.filter((link) => {
			const [path, anchor] = link.split('#');
			const target = path ? join(dirname(file), path) : file;
			if (!existsSync(target)) return true;
			return anchor !== undefined && !read(target).anchors.includes(decodeURIComponent(anchor));
		});
		expect(broken).toEqual([]);
	});

	it('of nodes and credential lead to sections of README.md', () => {
		const files = globSync(['nodes/**/*.node.json', 'credentials/*.ts']);
		const pages = files.flatMap((file) =>
			[...readFileSync(file, 'utf8').matchAll(/https:\/\/github\.com\/[^'"\s]+/g)].map(
				([url]) => url,
			),
		);
		expect(pages.length).toBeGreaterThan(2);
		const { anchors } = read('README.md');
		const isThere = (url: string) =>
			url === homepage || anchors.some((anchor) => url === `${homepage}#${anchor}`);
		expect(pages.filter((url) => !isThere(url))).toEqual([]);
	});
});
