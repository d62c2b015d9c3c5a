import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { fromMarkdown } from '../../nodes/PilotStatus/text/markdown.ts';

const anyOf = (pieces: string[]) => fc.constantFrom(...pieces);

/** Pieces of all that has a meaning in Markdown, in any order. */
const marks =
	'* ** *** **** _ __ ___ ~ ~~ ` `` ``` # ## > - + 1. | |---| [ ] ( ) ! < > [a](https://x.io/a_b) https://x.io/a__b** ![](www.x.io) x.io/*_*a';
const soup = fc
	.array(
		fc.oneof(
			anyOf(marks.split(' ')),
			anyOf(['a', 'é1', ' ', '\n', '\n\n', '\r\n', '👍', '.', ':', '-', '(', ')']),
		),
		{
			maxLength: 30,
		},
	)
	.map((pieces) => pieces.join(''));

it('gives the same when done twice', () => {
	fc.assert(
		fc.property(soup, (text) => {
			const once = fromMarkdown(text);
			expect(fromMarkdown(once)).toBe(once);
		}),
		{ numRuns: 5_000 },
	);
});

it('loses no word', () => {
	const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? '';
	const safe = soup.filter((text) => !/```|https|www|x\.io/.test(text));
	fc.assert(
		fc.property(safe, (text) => expect(words(fromMarkdown(text))).toBe(words(text))),
		{ numRuns: 5_000 },
	);
});
