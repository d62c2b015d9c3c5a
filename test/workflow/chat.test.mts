import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { inGroup, toAna, useChat } from './chat-bench.mts';
import type { Written } from './chat-bench.mts';

const chat = useChat();
const { ana, bruno } = PEOPLE;
const both = {
	values: { approvalType: 'double', approveLabel: 'Autorizo', disapproveLabel: 'Não autorizo' },
};
const days = { responseType: 'choice', choices: 'Manhã\nTarde\nNoite' };
const flats = {
	responseType: 'choice',
	choices: 'Apartamento de dois quartos com vaga\nApartamento de dois quartos sem vaga',
};

/** Parameters, what is written, and what the output says; nothing where the execution waits on. */
type Row = [parameters: INodeParameters, written: Written[], data?: IDataObject];

const answers = (parameters: INodeParameters, texts: string[], data?: IDataObject): Row[] =>
	texts.map((text) => [parameters, [{ text }], data]);

const rows: Record<string, Row[]> = {
	'W01 a whole word': [
		...answers(inGroup, ['Sim', 'SIM!', 'sim 👍', '\u200fsim', 'Yes.'], { approved: true }),
		...answers(inGroup, ['não', 'nao', 'NÃO!!', 'No'], { approved: false }),
	],
	'W02 more than the word': answers(inGroup, ['sim, mas só amanhã', 'yes please add another one']),
	'W03 labels within each other': [
		...answers({ ...inGroup, approvalOptions: both }, ['não autorizo'], { approved: false }),
		...answers({ ...inGroup, approvalOptions: both }, ['autorizo'], { approved: true }),
	],
	'W04 a mention in front': answers(inGroup, ['@5511987659999 sim'], { approved: true }),
	'W06 before the question': [
		[toAna, [{ text: 'sim', from: ana, quotes: false, createdAt: minutesAgo(5), isPrivate: true }]],
		[
			toAna,
			[
				{
					text: 'sim',
					from: ana,
					quotes: false,
					createdAt: new Date().toISOString(),
					isPrivate: true,
				},
			],
		],
	],
	'W09 who may': [
		[{ ...inGroup, options: { answerFrom: ana } }, [{ text: 'sim' }]],
		[
			{ ...inGroup, options: { answerFrom: '+551187654321' } },
			[{ text: 'sim', from: ana }],
			{ approved: true },
		],
		[
			{ ...inGroup, options: { answerFrom: ana } },
			[{ text: 'sim' }, { text: 'não', from: ana }],
			{ approved: false },
		],
		[{ ...inGroup, options: { adminsOnly: true } }, [{ text: 'sim' }]],
		[
			{ ...inGroup, options: { adminsOnly: true } },
			[{ text: 'sim', from: ana }],
			{ approved: true },
		],
	],
	'W12 a choice': [
		...answers({ ...inGroup, ...days }, ['2', '2.', '2)', '2️⃣', 'tarde', 'TARDE!'], {
			choice: 'Tarde',
		}),
		...answers({ ...inGroup, ...days }, ['22', '0', '4', 'manhã ou tarde']),
	],
	'W13 its words before its number': answers(
		{ ...inGroup, responseType: 'choice', choices: '10\n20\n2' },
		['2'],
		{ choice: '2' },
	),
	'W15 long choices': [
		...answers({ ...inGroup, ...flats }, ['2', 'Apartamento de dois quartos sem vaga'], {
			choice: 'Apartamento de dois quartos sem vaga',
		}),
		...answers({ ...inGroup, ...flats }, ['Apartamento de dois quartos']),
	],
	'W16 where': [
		[inGroup, [{ text: 'sim', from: ana, quotes: false, isPrivate: true }]],
		[toAna, [{ text: 'sim', from: ana, quotes: false, groupId: GROUPS.modern }]],
		[toAna, [{ text: 'sim', from: bruno, quotes: false, isPrivate: true }]],
		[inGroup, [{ text: 'sim', from: ana, groupId: GROUPS.legacy, quotes: false }]],
	],
	'W17 ourselves': [
		[
			{ ...inGroup, message: 'Responda sim ou não', options: { mustQuote: false } },
			[{ text: 'Responda sim ou não', fromMe: true, quotes: false }],
		],
		[inGroup, [{ text: 'sim', fromMe: true, quotes: false }]],
		[inGroup, [{ text: 'sim', fromMe: true }]],
		[{ ...inGroup, options: { mustQuote: false } }, [{ text: 'sim', fromMe: true, quotes: false }]],
	],
	'W18 without letters': [
		...answers(inGroup, ['👍', '👍🏽', '✅'], { approved: true }),
		...answers(inGroup, ['👎', '❌'], { approved: false }),
	],
	quoting: [
		[inGroup, [{ text: 'sim', quotes: false }]],
		[
			{ ...inGroup, options: { mustQuote: false } },
			[{ text: 'sim', quotes: false }],
			{ approved: true },
		],
		[{ ...inGroup, options: { mustQuote: false } }, [{ text: 'sim' }], { approved: true }],
		[{ ...inGroup, options: { mustQuote: false } }, [{ text: 'sim', quotedMessageId: 'ANOTHER' }]],
		[
			{ ...inGroup, responseType: 'freeText', options: { mustQuote: false } },
			[{ text: 'sim', quotes: false }],
		],
		[toAna, [{ text: 'sim', from: ana, quotes: false, isPrivate: true }], { approved: true }],
		[
			toAna,
			[{ text: 'sim', from: '551187654321', quotes: false, isPrivate: true }],
			{ approved: true },
		],
		[toAna, [{ text: 'sim', from: ana, isPrivate: true }], { approved: true }],
		[
			{ ...toAna, options: { mustQuote: true } },
			[{ text: 'sim', from: ana, quotes: false, isPrivate: true }],
		],
	],
	'other kinds': [
		[
			inGroup,
			[{ text: 'sim', media: { url: 'https://example.com/a.jpg', mediaType: 'image' } }],
			{ approved: true },
		],
		[{ ...inGroup, responseType: 'freeText' }, [{ text: 'Portão azul, 3º andar' }], {}],
		[
			{ ...toAna, responseType: 'freeText' },
			[{ text: 'ok', from: ana, quotes: false, isPrivate: true }],
			{},
		],
		[{ ...inGroup, responseType: 'freeText' }, [{ text: 'Pedido 42. Aprovar?' }]],
	],
};

describe.each(Object.entries(rows))('%s', (_id, cases) => {
	it.each(cases)('case %#', async (...[parameters, written, data]) => {
		const execution = await chat.ask(parameters);
		for (const one of written) await chat.write(one);
		await execution.idle();
		const last = written.at(-1)!;
		if (data === undefined) {
			expect(execution).toMatchObject({ status: 'waiting', resumed: 0 });
			expect(chat.server().state.webhooks).toHaveLength(1);
			return;
		}
		expect(execution).toMatchObject({ status: 'success', resumed: 1 });
		const isInGroup = parameters.sendTo === undefined;
		expect(execution.outputs('Ask').flat()).toEqual([
			{
				data: {
					...data,
					text: last.text,
					responder: { number: last.from ?? bruno, name: expect.any(String) },
					messageId: expect.stringMatching(/^3AIN/),
					respondedAt: expect.stringMatching(/^20.*Z$/),
					...(isInGroup && last.quotes === false && { groupId: GROUPS.modern }),
				},
			},
		]);
		await chat.cleared();
	});
});

function minutesAgo(minutes: number): string {
	return new Date(Date.now() - minutes * 60_000).toISOString();
}
