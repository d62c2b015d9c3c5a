import { expect, it } from '@jest/globals';

import { matches, toPatterns } from '../../nodes/PilotStatusTrigger/textMatch.ts';
import { fold } from '../../nodes/shared/values/fold.ts';
import type { Match } from '../../nodes/PilotStatusTrigger/textMatch.ts';

type Row = [match: Match, patterns: string, hits: string[], misses?: string[]];

/** Cases of real life by their number, and their neighbours. */
const rows: Record<string, Row> = {
	'T01 letter case': ['named', 'Ana', ['ANA, me ajuda?', 'ana']],
	'T02 inside another word': [
		'named',
		'Ana',
		['a Ana'],
		['semana que vem', 'banana madura', 'Anatomia 2', 'ANA2', 'xana', 'Анаana'],
	],
	'T03 accents': ['named', 'José', ['oi jose', 'oi JOSE\u0301', 'José?']],
	'T03 accents, turned round': ['named', 'jose', ['José?', 'JOSE\u0301']],
	'T04 marks around': [
		'named',
		'Ana',
		[
			'*Ana*',
			'_Ana_',
			'~Ana~',
			'"ana"',
			'(Ana)',
			'Ana...',
			'oi\nana',
			'“Ana”',
			'```Ana```',
			'¿Ana?',
		],
	],
	'T05 decoration': ['named', '小蝶🦋', ['小蝶 来一下', '@小蝶🦋', '小蝶🦋']],
	'T05 decoration of other names': ['named', '✨ Ana ✨\n@Bia', ['ana!', 'bia?'], ['anabia']],
	'T05 nothing but decoration': ['named', '🦋', ['oi 🦋', '🦋🦋'], ['oi']],
	'T06 other letters': ['named', 'ボット', ['ボット、これ見て', 'ﾎﾞｯﾄ'], ['ホットな話']],
	'T07 no blanks between words': ['named', 'Ana', ['Ana你好', '你好Ana', 'Anaさん', 'Ana야']],
	'T07 Han': ['named', '小蝶', ['小蝶你好', '你好小蝶']],
	'T07 a particle': ['named', '나나', ['나나야 도와줘']],
	'T07 Thai, whose marks make other letters': ['named', 'นา', ['สวัสดีนา', 'นาครับ'], ['นา่']],
	'T08 empty lines': ['contains', 'Ana\n\nBia\n', ['oi bia', 'ANA'], ['bom dia', '']],
	'T08 Windows': ['contains', 'Ana\r\n\r\nBia\r\n', ['oi bia'], ['bom dia']],
	'T08 lines that show nothing': ['contains', 'Ana\n \u200b\n', ['ana'], ['bom dia', ' ']],
	'T09 accents': ['contains', 'preço', ['PRECO?', 'preços']],
	'T09 accents, turned round': ['contains', 'informacao', ['Informação, por favor']],
	'T10 the beginning': [
		'startsWith',
		'!ajuda',
		['  !AJUDA agora', '\u2068!ajuda', '!ajuda'],
		['preciso de !ajuda', 'ajuda'],
	],
	'T11 a mention': [
		'named',
		'5511987659999',
		['@5511987659999 pode ver?', '@\u20685511987659999\u2069'],
		['@5511987659998 pode ver?', '@55119876599991'],
	],
	'T13 a plural': ['named', 'boleto', ['o boleto?'], ['quero os boletos']],
	'T13 a plural contains it': ['contains', 'boleto', ['quero os boletos']],
	'letters that fold to several': ['contains', 'straße', ['STRASSE']],
	'Greek, whose last sigma differs': ['named', 'ΣΟΦΟΣ', ['Σοφός!', 'σοφος']],
	'a dotless i': ['contains', 'istanbul', ['İSTANBUL']],
	'Cyrillic, whose marks make other letters': ['contains', 'май', ['МАЙ'], ['маи']],
	'full width': ['contains', 'ana', ['ＡＮＡ']],
	'marks that nobody sees within': ['contains', 'preço', ['pre\u00adço', 'pre\u200bço']],
	'names of two words': [
		'named',
		'Ana Paula',
		['oi ana  paula', 'Ana\nPaula?'],
		['ana', 'anapaula'],
	],
	'names with signs': ['named', 'C++\n#ajuda', ['c++?', 'oi #ajuda'], ['c', 'vitamina c', 'ajuda']],
	'signs of patterns': ['contains', '.*\n[a', ['a.*b', '[A]'], ['abc']],
};

it.each(Object.entries(rows))('%s', (_case, [match, text, hits, misses = []]) => {
	const isFound = (one: string) => matches(one, match, toPatterns([text]));
	expect(hits.filter(isFound)).toEqual(hits);
	expect(misses.filter(isFound)).toEqual([]);
});

it('finds nothing without patterns', () => {
	for (const match of ['contains', 'startsWith', 'named'] as const) {
		expect(matches('Ana', match, [])).toBe(false);
	}
});

it('compares a text of a megabyte, whatever it is made of', () => {
	for (const text of ['a'.repeat(1e6), '\u0301'.repeat(1e6), 'an'.repeat(5e5)]) {
		expect(matches(text, 'named', ['ana banana'])).toBe(false);
	}
});

it('folds what is folded already to itself', () => {
	for (const text of ['oi jose', 'ボット', 'σοφοσ', '小蝶🦋', '나나'])
		expect(fold(text)).toBe(text);
});
