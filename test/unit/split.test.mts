import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { splitText } from '../../nodes/PilotStatus/text/split.ts';

const a = (count: number) => 'a'.repeat(count);
const sizes = (text: string) => splitText(text).map(({ length }) => length);
const family = '👨‍👩‍👧‍👦';

describe('a long text', () => {
	it('X01: is one part up to 4,096 characters', () => {
		expect(splitText(a(4096))).toEqual([a(4096)]);
		expect(splitText(a(4097))).toEqual([a(4096), 'a']);
	});

	it('X02: has no blank part', () => {
		expect(splitText(a(4090) + '\n'.repeat(10))).toEqual([a(4090)]);
		expect(splitText(`${'\n'.repeat(5000)}Oi`)).toEqual(['Oi']);
		expect(splitText(`${a(4096)}\u200b\u200b`)).toEqual([a(4096)]);
	});

	it('X03: is not cut within an emoji', () => {
		expect(splitText(`${a(4093)}${family}b`)).toEqual([a(4093), `${family}b`]);
		expect(splitText(`${a(4095)}👍🏽b`)).toEqual([a(4095), '👍🏽b']);
		expect(splitText(`${a(4095)}e\u0301`)).toEqual([a(4095), 'e\u0301']);
		expect(splitText(`${a(4093)}🇧🇷🇵🇹`)).toEqual([a(4093), '🇧🇷🇵🇹']);
	});

	it('X04: is not cut within an address', () => {
		const words = `${'abc '.repeat(1000)}`;
		const address = `https://exemplo.com/${'x/'.repeat(100)}`;
		expect(splitText(`${words}${address} fim`)).toEqual([words.trim(), `${address} fim`]);
		expect(splitText(`${a(4000)}${address}`)).toEqual([a(4000), address]);
		expect(splitText(`${a(4093)}https://a.b`)).toEqual([a(4093), 'https://a.b']);
		const long = `https://exemplo.com/${'x/'.repeat(1500)}`;
		expect(splitText(`${'abc '.repeat(375)}${long} fim`)).toEqual([
			'abc '.repeat(375).trim(),
			`${long} fim`,
		]);
		expect(sizes(`Veja https://exemplo.com/${a(5000)}`)).toEqual([4096, 929]);
	});

	it('X05: closes code and opens it again', () => {
		const lines = Array.from({ length: 250 }, (_, n) => `  linha ${n}`.padEnd(19, '.'));
		const parts = splitText(`Veja:\n\`\`\`\n${lines.join('\n')}\n\`\`\`\nFim`);
		expect(parts).toHaveLength(2);
		expect(parts[0]).toMatch(/^Veja:\n```\n {2}linha 0\.[^`]*\n```$/);
		expect(parts[1]).toMatch(/^```\n {2}linha[^`]*\n```\nFim$/);
		expect(parts.join('\n').match(/ {2}linha \d+\.+/g)).toEqual(lines);
		for (const { length } of parts) expect(length).toBeLessThanOrEqual(4096);
	});

	it.each([
		['before the code', `${a(4088)}\n\`\`\`\nb\n\`\`\``, [a(4088), '```\nb\n```']],
		[
			'after the code',
			`\`\`\`\n${a(4080)}\n\`\`\`\nbbb bbb bbb`,
			[`\`\`\`\n${a(4080)}\n\`\`\``, 'bbb bbb bbb'],
		],
		[
			'after a fence that nothing closes',
			`\`\`\` ${a(4080)} bbb ccc dd eee`,
			[`\`\`\` ${a(4080)} bbb ccc`, 'dd eee'],
		],
	])('is cut %s where that is right', (_where, text, parts) => {
		expect(splitText(text)).toEqual(parts);
	});

	it('is cut after a paragraph, else a line, a sentence, a word', () => {
		const words = 'bb '.repeat(400).trim();
		const fill = a(2500);
		expect(splitText(`${fill}\n\n${words}\n${words}. ${words}`)[0]).toBe(fill);
		expect(splitText(`${fill} c\n${words}. ${words} ${words}`)[0]).toBe(`${fill} c`);
		expect(splitText(`${fill} *c!* ${words}, ${words}`)[0]).toBe(`${fill} *c!*`);
		expect(splitText(`${a(2502)} ${'bb '.repeat(800)}`)[0]).toBe(`${a(2502)}${' bb'.repeat(531)}`);
		expect(splitText(`Oi.\n\n${a(5000)}`)).toEqual([`Oi.\n\n${a(4091)}`, a(909)]);
	});

	it('keeps what stands at the beginning of a line', () => {
		expect(splitText(`${a(4090)}\n\n  - b cccccc`)).toEqual([a(4090), '  - b cccccc']);
	});
});

it('loses nothing but blanks, and no part is too long or half of something', () => {
	const piece = fc.oneof(
		fc.constantFrom(
			' ',
			'\n',
			'\n\n',
			'. ',
			family,
			'🇧🇷',
			'👍🏽',
			'é',
			'https://exemplo.com/a_b?c=d',
			a(300),
			a(2100),
		),
		fc.string({ unit: 'grapheme', maxLength: 30 }),
	);
	const text = fc.array(piece, { minLength: 20, maxLength: 200 }).map((pieces) => pieces.join(''));
	const bare = (written: string) => written.replace(/\s/g, '');
	fc.assert(
		fc.property(text, (given) => {
			const parts = splitText(given);
			for (const part of parts) {
				expect(part.length).toBeLessThanOrEqual(4096);
				expect(part).not.toMatch(/\p{Surrogate}/u);
			}
			if (given.length > 4096) for (const part of parts) expect(part.trim()).not.toBe('');
			expect(bare(parts.join(''))).toBe(bare(given));
		}),
		{ numRuns: 300 },
	);
});

it('keeps every line of code, each between fences', () => {
	const line = fc
		.string({ unit: fc.constantFrom(...'abc .;{}'), maxLength: 200 })
		.map((end) => `x${end.trimEnd()}`);
	const block = fc.array(line, { minLength: 1, maxLength: 60 });
	fc.assert(
		fc.property(fc.array(block, { minLength: 1, maxLength: 6 }), (blocks) => {
			const text = blocks
				.map((lines, n) => `Bloco ${n}:\n\`\`\`\n${lines.join('\n')}\n\`\`\``)
				.join('\n\n');
			const parts = splitText(text);
			const code = parts.flatMap((part) => {
				expect(part.length).toBeLessThanOrEqual(4096);
				const pieces = part.split('```');
				expect(pieces.length % 2).toBe(1);
				return pieces
					.filter((_, at) => at % 2 === 1)
					.flatMap((one) => one.split('\n').filter((l) => l !== ''));
			});
			expect(code).toEqual(blocks.flat());
		}),
		{ numRuns: 300 },
	);
});
