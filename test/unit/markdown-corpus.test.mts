import { readdirSync, readFileSync } from 'node:fs';

import { expect, it } from '@jest/globals';

import { fromMarkdown } from '../../nodes/PilotStatus/text/markdown.ts';
import { textOf } from './texts/judge.mts';
import { models } from './texts/models.mts';
import { plain } from './texts/plain.mts';

/** Our own pages: Markdown in two languages, with tables, links and code. */
const pages = ['docs', 'docs/pt-BR'].flatMap((folder) =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.md'))
		.map((name): [string, string[]] => {
			const page = readFileSync(`${folder}/${name}`, 'utf8');
			return [`${folder}/${name}`, page.split(/\n{2,}(?![ \t])/)];
		}),
);

it.each(plain)('leaves %j alone', (text) => {
	expect(fromMarkdown(text)).toBe(text);
});

it('leaves them alone together, too', () => {
	const lines = plain.filter((line) => !/^[*_~(]|[*_~)]$|\*\*|~~|__|`/.test(line)).join('\n');
	expect(fromMarkdown(lines)).toBe(lines);
});

it.each(models)('turns %j into WhatsApp’s form', (text, expected) => {
	expect(fromMarkdown(text)).toBe(expected);
});

it.each(models.filter(([text]) => !text.includes('\\')))('leaves it so: %j', (_text, expected) => {
	expect(fromMarkdown(expected)).toBe(expected);
});

/** Letters and digits, in their order. */
const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

it.each(pages)('says what Markdown says, without its marks: the blocks of %s', (_file, blocks) => {
	for (const block of blocks) {
		const text = fromMarkdown(block);
		expect(words(text.replace(/^[ \t]*\d+\. /gm, ''))).toEqual(words(textOf(block)));
		expect(text.replace(/```[^]*?```|`[^`\n]+`/g, 'x')).not.toMatch(/\*\*|~~|\]\(|^#|^\|/m);
		expect(fromMarkdown(text)).toBe(text);
	}
});

it('knows more than 500 texts', () => {
	expect(plain.length + models.length + pages.flat(2).length - pages.length).toBeGreaterThan(500);
});

const hostile = [
	'*',
	'**a ',
	'a** ',
	'_',
	'__a ',
	'***a',
	'~~',
	'`',
	'``',
	'`a',
	'```',
	'```a\n',
	'[',
	'[a](',
	'[a](x',
	'![',
	'](',
	'<https://',
	'https://',
	'a.',
	'a-',
	'#',
	'# ',
	' #',
	'> ',
	'|',
	'|-',
	'- | -\n',
	'\\',
	'\\*',
	' ',
	'\t',
	'\n',
	'\r\n',
	'(*a ',
	'*a **b ',
	'_a *b ',
	'x.io/(',
	'\ue000',
];

it.each(hostile)('gets to the end of 100,000 times %j, whatever stands around them', (piece) => {
	const text = piece.repeat(100_000 / piece.length);
	for (const [head, tail] of [
		['', 'x'],
		['# a', 'x'],
		['**a', '\n'],
		['[a](', ')'],
		['```md\n', '\n```'],
	]) {
		expect(fromMarkdown(head + text + tail)).toEqual(expect.any(String));
	}
});
