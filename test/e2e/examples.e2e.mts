import { afterEach, describe, expect, it } from '@jest/globals';
import type { IWorkflowBase } from 'n8n-workflow';

import { readExamples } from '../../scripts/dev/examples.mts';
import { withCredentials } from '../../scripts/whole-n8n/rest.mts';
import type { SavedCredential } from '../../scripts/whole-n8n/rest.mts';
import { ADS, DEMO_GROUPS, GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { startModel } from './model.mts';
import type { Step } from './model.mts';
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
async function publish(
	name: string,
	credentials: SavedCredential[] = [],
	change: (file: IWorkflowBase) => void = () => {},
) {
	const file: IWorkflowBase = structuredClone(examples.get(name)!);
	change(file);
	const id = await n8n.make(withCredentials(file, [n8n.credential(), ...credentials]) as never);
	const hasTrigger = file.nodes.some(({ type }) => type.endsWith('.pilotStatusTrigger'));
	await n8n.publish(id, hasTrigger ? 1 : 0);
	return { id, file };
}

/** The shortest time between two looks of a polling trigger. */
const everyMinute = ({ nodes: [, trigger] }: IWorkflowBase) =>
	void (trigger!.parameters.pollTimes = { item: [{ mode: 'everyMinute' }] });

/** n8n lets a polling trigger take the stock a moment after it has answered that the workflow is published. */
const firstLook = async (route: string) =>
	await until('the first look', () =>
		n8n.server().log.some((entry) => entry.route === route && entry.status === 200),
	);

/** The group that the examples name. */
const groupOf = () =>
	n8n.server().state.groups.find(({ id, numberId }) => {
		return id === GROUPS.modern && numberId === NUMBERS.go.id;
	})!;

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
		n8n.server().receive({ numberId: NUMBERS.go.id, groupId: GROUPS.modern, from: ana, text });
		await success(id);
		expect(sent()).toEqual([[GROUPS.modern, expect.stringContaining('das 8h às 18h')]]);
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

	/** Publishes an example whose model takes these steps. */
	async function publishWithModel(name: string, steps: Step[]): Promise<string> {
		const model = await startModel(steps);
		endings.push(async () => await model.close());
		const data = { apiKey: 'sk-test', url: model.url };
		const openAi = await n8n.rest().saveCredential('openAiApi', 'OpenAI', data);
		return (await publish(name, [openAi])).id;
	}

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
