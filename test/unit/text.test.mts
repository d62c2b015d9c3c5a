import { describe, expect, it } from '@jest/globals';

import { toTexts } from '../../nodes/shared/values/list.ts';
import { toText } from '../../nodes/shared/values/text.ts';

describe('a text', () => {
	it.each([
		[7, '7'],
		[undefined, ''],
		[' a ', ' a '],
	])('is made of %j', (value, text) => {
		expect(toText(value, 'Text', '')).toBe(text);
	});

	it('is no object', () => {
		expect(() => toText({ a: 1 }, 'Text', 'Write something.')).toThrow(
			expect.objectContaining({
				sentence: '"{"a":1}" in \'Text\' is not text',
				hint: 'Write something.',
			}),
		);
	});
});

describe('a list of texts', () => {
	it.each([
		['a, b;c\nd\re,,a', ['a', 'b', 'c', 'd', 'e']],
		[
			[' a,b ', 1, ''],
			['a,b', '1'],
		],
	])('is made of %j', (value, texts) => {
		expect(toTexts(value, 'Labels', '')).toEqual(texts);
	});

	it('holds no flag', () => {
		expect(() => toTexts(['a', false], 'Labels', 'Write labels.')).toThrow(
			expect.objectContaining({
				sentence: '"false" in \'Labels\' is not text',
				hint: 'Write labels.',
			}),
		);
	});
});
