import { describe, expect, it } from '@jest/globals';
import type { INodeParameters, IWorkflowBase } from 'n8n-workflow';

import { ADS, DEMO_GROUPS, GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { useExamples } from './examples.mts';
import { chain, code, manual, submitForm, useN8n } from './n8n.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

const n8n = useN8n({ seed: 'demo', ids: 'unique' });
const { publish, publishWithModel, sent, success, groupOf } = useExamples(n8n);
const { team, board, suppliers } = DEMO_GROUPS;
const { ana, bruno, carla } = PEOPLE;
/** The shortest time between two looks of a polling trigger. */
const everyMinute = ({ nodes: [, trigger] }: IWorkflowBase) =>
	void (trigger!.parameters.pollTimes = { item: [{ mode: 'everyMinute' }] });

/** n8n lets a polling trigger take the stock a moment after it has answered that the workflow is published. */
const firstLook = async (route: string) =>
	await until('the first look', () =>
		n8n.server().log.some((entry) => entry.route === route && entry.status === 200),
	);

describe('the example', () => {
	it('welcome-group.json makes a group from a form, and invites who could not be added', async () => {
		const example = await publish('welcome-group.json');
		await submitForm(
			n8n.url(),
			example.file,
			'Silva',
			'Obra 57',
			`+55 11 98765-4321, ${PEOPLE.private}\n${bruno}`,
			carla,
		);
		await success(example.id);
		const group = n8n.server().state.groups.at(-1)!;
		expect(group.subject).toBe('Obra 57 · Silva');
		expect(group.participants.map(({ number, role }) => [number, role])).toEqual([
			[NUMBERS.go.phone, 'superadmin'],
			[carla, 'admin'],
			[ana, 'member'],
			[bruno, 'member'],
		]);
		expect(sent().map(([to]) => to)).toEqual([group.id, PEOPLE.private]);
	});

	it('daily-summary.json writes to each group of the spreadsheet', async () => {
		const { id } = await publish('daily-summary.json');
		expect(await n8n.run(id, 'Every day at 18:00')).toMatchObject({ status: 'success' });
		expect(sent().map(([to]) => to)).toEqual([GROUPS.modern, GROUPS.legacy]);
	});

	it('members-follow-sheet.json reports to the owner, then lets the group follow', async () => {
		const { id } = await publish('members-follow-sheet.json');
		expect(await n8n.run(id, 'Every morning')).toMatchObject({ status: 'success' });
		expect(sent().map(([to]) => to)).toEqual([team]);
		expect(groupOf().participants.map(({ number }) => number)).toEqual([
			NUMBERS.go.phone,
			ana,
			bruno,
			PEOPLE.dieter,
		]);
	});

	it('welcome-joined.json welcomes whoever has joined since the last look', async () => {
		const { id } = await publish('welcome-joined.json', [], everyMinute);
		await firstLook('GET /groups/:groupId');
		groupOf().participants.push({ number: PEOPLE.dieter, role: 'member' });
		await success(id);
		expect(sent()).toEqual([[GROUPS.modern, expect.stringContaining('*Obra 42*')]]);
	});

	it('home-bot.json answers what was written since the last look', async () => {
		const { id } = await publish('home-bot.json');
		await firstLook('GET /messages/group');
		const text = 'Que horas abrem?';
		n8n.server().receive({ numberId: NUMBERS.go.id, groupId: suppliers, from: ana, text });
		await success(id);
		expect(sent()).toEqual([[suppliers, expect.stringContaining('das 8h às 18h')]]);
	});

	it('call-alarm.json tells the group who takes an alarm', async () => {
		const example = await publish('call-alarm.json');
		await submitForm(n8n.url(), example.file, 'Servidor fora do ar');
		await until('the execution to wait', async () =>
			(await n8n.executions(example.id)).some(({ status }) => status === 'waiting'),
		);
		const question = n8n.server().state.messages.find(({ origin }) => origin === 'API')!;
		n8n.server().receive({
			numberId: NUMBERS.go.id,
			groupId: team,
			from: ana,
			text: 'Eu assumo',
			quotedMessageId: n8n.server().advance(question.id, 'SENT').externalMessageId!,
		});
		await success(example.id);
		expect(sent().slice(1)).toEqual([[team, '✅ Ana: Eu assumo']]);
		expect(n8n.server().state.calls).toEqual([]);
	});

	it('call-alarm.json rings and plays when nobody has answered', async () => {
		const example = await publish('call-alarm.json', [], ({ nodes }) => {
			const { options } = nodes.find(({ name }) => name === 'Ask the group')!.parameters;
			Object.assign((options as any).limitWaitTime.values, { resumeAmount: 1 });
		});
		await submitForm(n8n.url(), example.file, 'Servidor fora do ar');
		await success(example.id);
		expect(n8n.server().state.calls).toMatchObject([
			{ peer: ana, recordings: ['https://example.com/alarme.mp3'] },
		]);
		// n8n does not tell the node that the time is over: the next question takes the webhook of this one away.
		n8n.server().state.webhooks.length = 0;
	}, 240_000);

	it('new-lead.json welcomes a lead, and rings the seller', async () => {
		const { id } = await publish('new-lead.json', [], ({ nodes }) => {
			const wait = nodes.find(({ name }) => name === 'Wait a quarter of an hour')!;
			Object.assign(wait.parameters, { amount: 1, unit: 'seconds' });
		});
		n8n.server().receiveLead({ numberId: NUMBERS.go.id, phone: ana });
		await success(id);
		expect(sent().map(([to]) => to)).toEqual([ana]);
		expect(n8n.server().state.calls.map(({ peer }) => peer)).toEqual([bruno]);
	});

	it('ads-table.json tells the team what each ad brought', async () => {
		const { id } = await publish('ads-table.json');
		n8n.server().receiveLead({ numberId: NUMBERS.go.id, adId: ADS.sale });
		expect(await n8n.run(id, 'Every Monday at 8:00')).toMatchObject({ status: 'success' });
		expect(sent()).toEqual([
			[team, expect.stringContaining('Promoção de verão: 0 conversas, 1 leads, R$ 350,00 cada')],
		]);
	});

	it('support-bot.json calls the team, tells the customer and pins the message', async () => {
		const { id } = await publish('support-bot.json');
		const text = 'Lia, preciso de ajuda com o boleto';
		const message = { numberId: NUMBERS.go.id, groupId: GROUPS.modern, from: ana, text };
		const { externalMessageId } = n8n.server().receive(message);
		await success(id);
		expect(sent().map(([to]) => to)).toEqual([team, GROUPS.modern]);
		expect(groupOf().pinnedMessageIds).toEqual([externalMessageId]);
	});

	it.each([
		['✅ Aprovar', /foi aprovado/],
		['não', /não podemos atender/],
	])('approval.json asks the group; after "%s" the customer is told', async (text, told) => {
		const example = await publish('approval.json');
		await submitForm(
			n8n.url(),
			example.file,
			'Ana',
			'+55 11 98765-4321',
			'40 sacos de cimento',
			'1.250,00',
		);
		await until('the execution to wait', async () =>
			(await n8n.executions(example.id)).some(({ status }) => status === 'waiting'),
		);
		expect(sent().map(([to]) => to)).toEqual([board]);
		const question = n8n.server().state.messages.find(({ origin }) => origin === 'API')!;
		const { externalMessageId } = n8n.server().advance(question.id, 'SENT');
		const answer = { numberId: NUMBERS.go.id, groupId: board, from: ana, text };
		n8n.server().receive({ ...answer, quotedMessageId: externalMessageId! });
		await success(example.id);
		await until('the confirmation', () => sent().length === 3);
		expect(sent().slice(1).sort()).toEqual(
			[
				[board, 'Anotado! ✍️'],
				[ana, expect.stringMatching(told)],
			].sort(),
		);
	});

	it('ai-agent.json finds the group and writes there, and says so to the board', async () => {
		const id = await publishWithModel('ai-agent.json', [
			{ tool: /list/i, args: () => ({}) },
			{
				tool: /send/i,
				args: (groups) => ({
					groupId: /\d+@g\.us(?=[^{}]*Obra 42)/.exec(groups)![0],
					text: 'Cimento às *10h*',
				}),
			},
			{ say: 'Avisei a Obra 42.' },
		]);
		const text = 'Lia, avise a Obra 42 que o cimento chega às 10h';
		n8n.server().receive({ numberId: NUMBERS.go.id, groupId: board, from: ana, text });
		await success(id);
		expect(sent()).toEqual([
			[GROUPS.modern, 'Cimento às *10h*'],
			[board, 'Avisei a Obra 42.'],
		]);
	});

	it('group-agent.json answers in its group', async () => {
		const id = await publishWithModel('group-agent.json', [{ say: 'Às 10h.' }]);
		const text = 'Lia, a que horas chega o cimento?';
		n8n.server().receive({ numberId: NUMBERS.go.id, groupId: GROUPS.modern, from: ana, text });
		await success(id);
		expect(sent()).toEqual([[GROUPS.modern, 'Às 10h.']]);
	});

	it('broadcast.json plans a day, keeps the IDs, and waits for the next morning', async () => {
		const table = { __rl: true, mode: 'name', value: 'pilot_status_people' };
		const names = ['name', 'phone', 'messageId', 'problem'];
		const people = [`{ name: 'Ana', phone: '+${ana}' }`, `{ name: 'Bruno', phone: '${bruno}' }`];
		const dataTable = (name: string, parameters: object) => ({
			id: name,
			name,
			type: 'n8n-nodes-base.dataTable',
			typeVersion: 1.1,
			position: [0, 0] as [number, number],
			parameters: parameters as INodeParameters,
		});
		const nodes = [
			manual,
			dataTable('Table', {
				resource: 'table',
				operation: 'create',
				tableName: table.value,
				columns: { column: names.map((name) => ({ name, type: 'string' })) },
				options: { createIfNotExists: true },
			}),
			code('List', `return [${people.join(', ')}].map((json) => ({ json }));`),
			dataTable('Fill', {
				resource: 'row',
				operation: 'insert',
				dataTableId: table,
				columns: { mappingMode: 'autoMapInputData', value: null },
			}),
		];
		const made = await n8n.make({ nodes, connections: chain('Manual', 'Table', 'List', 'Fill') });
		await n8n.run(made, 'Manual');
		const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
		const example = await publish('broadcast.json');
		await submitForm(n8n.url(), example.file, 'natal', 'Feliz Natal!', day);
		await until('the plan', () => sent().length === 2);
		expect(sent().map(([to]) => to)).toEqual([ana, bruno]);
		const [execution] = await until('the wait', async () => {
			const all = await n8n.executions(example.id);
			return all[0]?.status === 'waiting' && all;
		});
		const kept = await n8n.output(execution!.id, 'Keep the IDs');
		const ids = n8n.server().state.messages.filter(({ origin }) => origin === 'API');
		expect(kept.map(({ messageId }) => messageId)).toEqual(ids.map(({ id }) => id));
	});
});
