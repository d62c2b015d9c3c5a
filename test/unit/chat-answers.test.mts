import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { findTwins, readApproval, readChoice } from '../../nodes/PilotStatus/question/answers.ts';

const DEFAULTS = ['Approve', 'Decline'] as const;

/** Texts of one side each, and neighbours of the cases from real life. */
describe('a yes or a no', () => {
	const yes = ['Sim', 'SIM!', 'sim 👍', '\u200fsim', 'Yes.', 's', 'Y', '*sim*', '_sim_', '"sim"'];
	const pictures = ['👍', '👍🏽', '✅', '👍👍', '👍🏿!', '✅\ufe0f', '👍 ✅', '👍 😀'];
	const more = [
		'sim 😂',
		'sim\n',
		'ｓｉｍ',
		'@5511987659999 sim',
		'@ana @bia sim',
		'approve',
		'APPROVE!',
	];
	it.each([...yes, ...pictures, ...more])('%j approves', (text) => {
		expect(readApproval(text, DEFAULTS)).toBe(true);
	});

	const no = ['não', 'nao', 'NÃO!!', 'No', 'n', 'na\u0303o', '👎', '❌', '👎🏻', 'não 👎', 'decline'];
	it.each(no)('%j declines', (text) => {
		expect(readApproval(text, DEFAULTS)).toBe(false);
	});

	const nearly = [
		...['sim, mas só amanhã', 'yes please add another one', 'sim não', 'não sim', 'simples'],
		...['ok', 'blz', 'sim sim', 'assim', 'talvez', 'não sei', 'nem', 's i m', 'si', '1', '+1'],
		...[
			'sim 👎',
			'não 👍',
			'👍👎',
			'✅❌',
			'ok 👍',
			'🙂',
			'',
			' ',
			'...',
			'@5511987659999',
			'~sim~',
		],
		...['@5511987659999 sim, mas não hoje', 'Aprovar?', 'sim' + ' '.repeat(5_000) + 'não'],
	];
	it.each(nearly)('%j is unclear', (text) => {
		expect(readApproval(text, DEFAULTS)).toBeUndefined();
	});

	it.each([
		['Autorizo', 'Não autorizo', 'não autorizo', false],
		['Autorizo', 'Não autorizo', 'autorizo', true],
		['Autorizo', 'Não autorizo', 'NAO AUTORIZO.', false],
		['Autorizo', 'Não autorizo', 'autorizo não', undefined],
		['✅ Aprovar', '❌ Recusar', '❌ Recusar', false],
		['✅ Aprovar', '❌ Recusar', 'aprovar', true],
		['✅ Aprovar', '❌ Recusar', 'aprovar ❌', undefined],
		['Ok', 'Cancelar', 'ok', true],
		// The builder's own words count before ours.
		['Não', 'Sim', 'sim', false],
		['Pagar', 'Não pagar', 'sim', true],
	] as const)('with the labels %j and %j, %j gives %j', (approve, decline, text, approved) => {
		expect(readApproval(text, [approve, decline])).toBe(approved);
	});

	const letter = fc.constantFrom(...'abcdefghijklmnopqrtuvwxzçãé');
	it('is never made of more than the answer', () => {
		const word = fc.string({ unit: letter, minLength: 1, maxLength: 8 });
		const said = fc.constantFrom('sim', 'yes', 'não', 'no', '👍', '❌');
		const between = fc.constantFrom(' ', ', ', '. ', '\n', ' - ');
		const isAnswer = (text: string) => /^(nao|não|no|n|y|yes|approve|decline)$/.test(text);
		fc.assert(
			fc.property(said, between, word, fc.boolean(), (answer, gap, other, isFirst) => {
				fc.pre(!isAnswer(other));
				const text = isFirst ? other + gap + answer : answer + gap + other;
				expect(readApproval(text, DEFAULTS)).toBeUndefined();
			}),
		);
	});
});

describe('a choice', () => {
	const day = ['Manhã', 'Tarde', 'Noite'];
	const second = [
		'2',
		'2.',
		'2)',
		'2️⃣',
		'tarde',
		'TARDE!',
		'(2)',
		'② ',
		'２',
		'#2',
		'Tarde 🌞',
		'2 👍',
	];
	it.each(second)('%j is the second one', (text) => {
		expect(readChoice(text, day)).toBe('Tarde');
	});

	const unclear = [
		...[
			'22',
			'0',
			'4',
			'manhã ou tarde',
			'02',
			'2.5',
			'2/3',
			'1 2',
			'tarde 2',
			'a tarde',
			'tardes',
		],
		...['dois', '', '🙂', '~tarde~', '+2', '2º', 'sim'],
	];
	it.each(unclear)('%j is unclear', (text) => {
		expect(readChoice(text, day)).toBeUndefined();
	});

	const ten = Array.from({ length: 10 }, (_one, n) => `Opção ${'abcdefghij'[n]}`);
	it.each([
		[['10', '20', '2'], '2', '2'],
		[['10', '20', '2'], '3', '2'],
		[['10', '20', '2'], '1', '10'],
		[ten, '10', 'Opção j'],
		[ten, '🔟', 'Opção j'],
		[ten, '11', undefined],
		[['Pizza 🍕', 'Pizza 🍔'], 'Pizza 🍔', 'Pizza 🍔'],
		[['Pizza 🍕', 'Pizza 🍔'], 'pizza', undefined],
		[['C', 'C++'], 'c++', 'C++'],
		[['Plano A', 'Plano A+'], 'plano a', 'Plano A'],
		[['👍', '👎'], '👎🏽', '👎'],
		[['São Paulo', 'Rio'], 'sao paulo', 'São Paulo'],
		[['-1', '+1'], '-1', '-1'],
	])('of %j, %j is %j', (choices, text, choice) => {
		expect(readChoice(text, choices)).toBe(choice);
	});

	it.each([
		[['Sim', 'sim'], ['sim']],
		[
			['Manhã', 'Tarde', 'MANHA', 'tarde'],
			['MANHA', 'tarde'],
		],
		[['👍', '👍🏽'], ['👍🏽']],
		[['Manhã', 'Tarde'], []],
	])('cannot be told apart in %j: %j', (choices, twins) => {
		expect(findTwins(choices)).toEqual(twins);
	});

	it('is what it is, by its own words, whatever the others are', () => {
		const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(fc.uniqueArray(label, { minLength: 2, maxLength: 10 }), (choices) => {
				fc.pre(findTwins(choices).length === 0 && choices.every((one) => /\p{L}{2}/u.test(one)));
				for (const choice of choices) expect(readChoice(choice, choices)).toBe(choice);
			}),
		);
	});
});
