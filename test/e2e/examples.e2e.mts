import { afterEach, describe, expect, it } from '@jest/globals';
import type { IWorkflowBase } from 'n8n-workflow';

import { readExamples } from '../../scripts/dev/examples.mts';
import { withCredentials } from '../../scripts/whole-n8n/rest.mts';
import type { SavedCredential } from '../../scripts/whole-n8n/rest.mts';
import { DEMO_GROUPS, GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { startModel } from './model.mts';
import { submitForm, useN8n } from './n8n.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

const n8n = useN8n({ seed: 'demo', ids: 'unique' });
const examples = readExamples();
const { team, board } = DEMO_GROUPS;
const { ana, bruno, carla } = PEOPLE;
const endings: Array<() => Promise<unknown>> = [];
afterEach(async () => {
	for (const ending of endings.splice(0)) await ending();
});

/** What went to whom, through the API. */
const sent = () =>
	n8n
		.server()
		.state.messages.filter(({ origin }) => origin === 'API')
		.map(({ groupId, destinationNumber, content }) => [groupId ?? destinationNumber, content]);

/** Imports an example as a user does, and publishes it. */
async function publish(name: string, credentials: SavedCredential[] = []) {
	const file: IWorkflowBase = examples.get(name)!;
	const id = await n8n.make(withCredentials(file, [n8n.credential(), ...credentials]) as never);
	const hasTrigger = file.nodes.some(({ type }) => type.endsWith('.pilotStatusTrigger'));
	await n8n.publish(id, hasTrigger ? 1 : 0);
	return { id, file };
}

/** Waits until the one execution of a workflow has ended well. */
const success = async (id: string) =>
	await until('the execution to end well', async () =>
		(await n8n.executions(id)).some(({ status }) => status === 'success'),
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

	it('support-bot.json calls the team, tells the customer and pins the message', async () => {
		const { id } = await publish('support-bot.json');
		const text = 'Preciso de ajuda com o boleto';
		const message = { numberId: NUMBERS.go.id, groupId: GROUPS.modern, from: ana, text };
		const { externalMessageId } = n8n.server().receive(message);
		await success(id);
		expect(sent().map(([to]) => to)).toEqual([team, GROUPS.modern]);
		const group = n8n.server().state.groups.find(({ id: one, numberId }) => {
			return one === GROUPS.modern && numberId === NUMBERS.go.id;
		});
		expect(group!.pinnedMessageIds).toEqual([externalMessageId]);
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

	it('ai-agent.json finds the group and writes there', async () => {
		const model = await startModel([
			{ tool: /list/i, args: () => ({}) },
			{
				tool: /send/i,
				args: (groups) => ({
					groupId: /\d+@g\.us(?=[^{}]*Diretoria)/.exec(groups)![0],
					text: 'Reunião às *10h*',
				}),
			},
			{ say: 'Avisei a Diretoria.' },
		]);
		endings.push(async () => await model.close());
		const data = { apiKey: 'sk-test', url: model.url };
		const openAi = await n8n.rest().saveCredential('openAiApi', 'OpenAI', data);
		const { id } = await publish('ai-agent.json', [openAi]);
		const json = { action: 'sendMessage', chatInput: 'Avise a Diretoria', sessionId: 's1' };
		const triggered = { data: { main: [[{ json }]] }, executionStatus: 'success', source: [null] };
		const body = { triggerToStartFrom: { name: 'Chat', data: triggered } };
		const { executionId } = await n8n
			.rest()
			.call<{ executionId: string }>('POST', `/workflows/${id}/run`, body);
		expect(await n8n.rest().ended(executionId)).toMatchObject({ status: 'success' });
		expect(sent()).toEqual([[board, 'Reunião às *10h*']]);
		const [said] = await n8n.output(executionId, 'AI Agent');
		expect(said).toEqual({ output: 'Avisei a Diretoria.' });
	});

	it('broadcast.json sends with a pace, and says at once who was refused', async () => {
		const example = await publish('broadcast.json');
		await submitForm(n8n.url(), example.file, 'Amanhã não abrimos.');
		await until('the report', () => sent().some(([to]) => to === team));
		expect(
			sent()
				.slice(0, 3)
				.map(([to]) => to),
		).toEqual([ana, bruno, PEOPLE.unreachable]);
		expect(sent().at(-1)![1]).toMatch(/não pôde ser enviado a 1 de 4/);
		const [first, , third] = n8n.server().log.filter(({ method }) => method === 'POST');
		// Half of two pauses allows for the time that requests are under way on a busy machine.
		expect(third!.at - first!.at).toBeGreaterThanOrEqual(2000);
	});
});
