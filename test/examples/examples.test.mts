import { describe, expect, it } from '@jest/globals';

import { DEMO_GROUPS, GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { readExample, submit, useDemo } from './example.mts';
import { resumeWorkflow, runWorkflow } from './workflow.mts';

const { server, surroundings, sent } = useDemo();
const { team, board } = DEMO_GROUPS;
const { ana, bruno, carla } = PEOPLE;

describe('welcome-group.json', () => {
	const file = readExample('welcome-group.json');

	it('creates the group, welcomes everybody, and invites who could not be added', async () => {
		const run = await runWorkflow(
			surroundings(),
			file,
			submit(file, {
				Cliente: 'Construtora Silva',
				Obra: 'Obra 57',
				Telefones: `+55 11 98765-4321, ${PEOPLE.private}\n${bruno}`,
				Responsável: carla,
			}),
		);
		expect(run.status).toBe('success');
		const group = server().state.groups.at(-1)!;
		expect(group.subject).toBe('Obra 57 · Construtora Silva');
		expect(group.participants).toEqual([
			{ number: NUMBERS.go.phone, role: 'superadmin' },
			{ number: carla, role: 'admin' },
			{ number: ana, role: 'member' },
			{ number: bruno, role: 'member' },
		]);
		const link = `https://chat.whatsapp.com/${group.inviteCode}`;
		expect(sent()).toEqual([
			[group.id, expect.stringMatching(/^Bem-vindos ao grupo da \*Obra 57\*!/)],
			[PEOPLE.private, expect.stringContaining('grupo da Obra 57')],
		]);
		for (const [, text] of sent()) expect(text.endsWith(`: ${link}`)).toBe(true);
	});

	it('writes to nobody in private when all could be added', async () => {
		const values = { Cliente: 'Silva', Obra: 'Obra 58', Telefones: ana, Responsável: carla };
		const run = await runWorkflow(surroundings(), file, submit(file, values));
		expect(run.status).toBe('success');
		expect(sent()).toHaveLength(1);
	});
});

describe('daily-summary.json', () => {
	const file = readExample('daily-summary.json');

	it('sends one summary to each group of the spreadsheet', async () => {
		const run = await runWorkflow(surroundings(), file, [{ json: {} }]);
		expect(run.status).toBe('success');
		expect(sent()).toEqual([
			[
				GROUPS.modern,
				expect.stringMatching(
					/^\*Resumo de \d\d\/\d\d\*\n\n✅ Cimento entregue\n⏳ Laje do 2º andar\n⏳ Pedido de vergalhões$/,
				),
			],
			[GROUPS.legacy, expect.stringContaining('\n\n✅ Proposta para a Construtora Silva')],
		]);
		expect(server().log.map(({ route }) => route)).toEqual([
			'GET /groups',
			'POST /messages/send',
			'POST /messages/send',
		]);
	});

	it('sends nothing when two groups have the name', async () => {
		server().state.groups.find(({ numberId, id }) => {
			return numberId === NUMBERS.go.id && id === board;
		})!.subject = 'Vendas';
		const run = await runWorkflow(surroundings(), file, [{ json: {} }]);
		expect(run.data.resultData.error!.message).toMatch(/^2 groups are called "Vendas"/);
		expect(sent()).toEqual([]);
	});
});

describe('approval.json', () => {
	const file = readExample('approval.json');
	const order = submit(file, {
		Cliente: 'Ana',
		Telefone: '+55 11 98765-4321',
		Pedido: '40 sacos de cimento',
		Valor: '1.250,00',
	});

	it.each([
		[true, /^Olá, Ana! Seu pedido \(40 sacos de cimento\) foi aprovado/],
		[false, /^Olá, Ana! Infelizmente não podemos atender o seu pedido/],
		[undefined, /^Olá, Ana! Ainda estamos analisando o seu pedido/],
	])('asks the group; after the answer "%s" the customer is told', async (approved, told) => {
		const waiting = await runWorkflow(surroundings(), file, order);
		expect(waiting.status).toBe('waiting');
		const hours = (waiting.waitTill!.getTime() - Date.now()) / 3_600_000;
		expect(hours).toBeGreaterThan(23.9);
		expect(sent()).toEqual([
			[board, '*Novo pedido de Ana*\n40 sacos de cimento, R$ 1.250,00\n\nPodemos enviar?'],
		]);
		const answer = approved === undefined ? undefined : [[{ json: { data: { approved } } }]];
		const run = await resumeWorkflow(surroundings(), file, waiting, answer);
		expect(run.status).toBe('success');
		expect(sent().slice(1)).toEqual([[ana, expect.stringMatching(told)]]);
	});
});

describe('survey.json', () => {
	const file = readExample('survey.json');

	it('asks five questions, and tells the team what was answered and what was not', async () => {
		const start = submit(file, { Cliente: 'Ana', Telefone: '+55 11 98765-4321' });
		let run = await runWorkflow(surroundings(), file, start);
		const answers = [{ choice: 'Ótimo' }, { choice: 'Bom' }, { approved: false }, undefined];
		for (const data of [...answers, { text: 'Nada!' }]) {
			expect(run.status).toBe('waiting');
			run = await resumeWorkflow(surroundings(), file, run, data && [[{ json: { data } }]]);
		}
		expect(run.status).toBe('success');
		expect(sent().map(([to]) => to)).toEqual([ana, ana, ana, ana, ana, team]);
		expect(sent()[0]![1]).toMatch(/^Olá, Ana! Cinco perguntas.*\n\n1\/5 Como foi/);
		expect(sent()[5]![1]).toBe(
			'*Pesquisa: Ana*\nAtendimento: Ótimo\nEntrega: Bom\nNo prazo: não\nCompra: –\nMelhorar: Nada!',
		);
	});
});

describe('shift.json', () => {
	const file = readExample('shift.json');
	const data = { choice: 'Só de manhã', responder: { number: bruno, name: 'Bruno' } };

	it.each([
		[data, '✅ Bruno: Só de manhã (Sábado)'],
		[undefined, 'Ninguém pegou o plantão de Sábado ainda.'],
	])('asks the group, and tells it who takes the shift: %j', async (answer, told) => {
		const waiting = await runWorkflow(surroundings(), file, submit(file, { Plantão: 'Sábado' }));
		expect(sent()).toEqual([[team, expect.stringMatching(/^Quem pega o plantão de \*Sábado\*\?/)]]);
		const items = answer && [[{ json: { data: answer } }]];
		const run = await resumeWorkflow(surroundings(), file, waiting, items);
		expect(run.status).toBe('success');
		expect(sent().slice(1)).toEqual([[team, told]]);
	});
});
