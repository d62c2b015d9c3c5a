import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { stopClock } from '../harness/clock.mts';
import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { callTool } from '../harness/tool.mts';
import { DEMO_GROUPS, GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { readExample, useDemo } from './example.mts';
import { isTrigger, nodeOf, resumeWorkflow, runWorkflow } from './workflow.mts';
import type { WorkflowFile } from './workflow.mts';

const { server, surroundings, sent } = useDemo();
const { team, board } = DEMO_GROUPS;
const { ana, bruno } = PEOPLE;

let listener: Listener;
let bots = 0;
afterEach(async () => await listener?.close());

/**
 * From the phones over the trigger, with the example's own parameters, to the end of the workflow.
 * @param texts what is written within five seconds, by Ana where nobody is named
 * @param groupId where; null is a private chat
 */
async function hear(
	file: WorkflowFile,
	texts: Array<string | { text: string; from?: string | undefined; fromMe?: boolean }>,
	groupId: string | null = GROUPS.modern,
) {
	const { parameters } = file.nodes.find(({ type }) => isTrigger(type))!;
	// The trigger remembers by workflow what it has seen, and the server counts from one in each test.
	const workflowId = `bot ${++bots}`;
	listener = await startListener(surroundings().account, { parameters, workflowId });
	await listener.activate();
	const clock = stopClock();
	const numberId = NUMBERS.go.id;
	const messages = texts.map((one) => {
		const own = typeof one === 'string' ? { text: one } : one;
		return server().receive({ numberId, from: ana, ...(groupId && { groupId }), ...own });
	});
	await server().settled();
	await clock.advance(5_001);
	jest.restoreAllMocks();
	const runs = listener.executions.map((input) => runWorkflow(surroundings(), file, input));
	return { messages, runs: await Promise.all(runs) };
}

describe('support-bot.json', () => {
	const file = readExample('support-bot.json');

	it('answers a known question in the group', async () => {
		const { runs } = await hear(file, ['Oi, Lia!', 'Que horas vocês abrem?']);
		expect(runs.map(({ status }) => status)).toEqual(['success']);
		expect(sent()).toEqual([
			[GROUPS.modern, 'Oi, Ana! Atendemos de segunda a sexta, das 8h às 18h.'],
		]);
	});

	it('calls the team for help, tells the customer, and pins the message', async () => {
		const { runs, messages } = await hear(file, ['Lia?', 'Preciso de AJUDA com o boleto']);
		expect(runs.map(({ status }) => status)).toEqual(['success']);
		expect(sent()).toEqual([
			[
				team,
				expect.stringMatching(
					/^🆘 \*Ana\* precisa de ajuda em \*Obra 42\*:\n\nLia\?\nPreciso de AJUDA com o boleto\n\nEntrar no grupo: https:\/\/chat\.whatsapp\.com\/\w+$/,
				),
			],
			[GROUPS.modern, expect.stringMatching(/^Oi, Ana! Já chamei a equipe/)],
		]);
		const group = server().state.groups.find(({ id, numberId }) => {
			return id === GROUPS.modern && numberId === NUMBERS.go.id;
		});
		expect(group!.pinnedMessageIds).toEqual([messages[1]!.externalMessageId]);
	});

	it('goes on without the pin where the number cannot pin', async () => {
		server().fault({
			route: 'POST /groups/:groupId/pin',
			status: 400,
			body: { code: 'NOT_SUPPORTED', message: 'Not supported' },
		});
		const { runs } = await hear(file, ['Lia, é urgente!']);
		expect(runs.map(({ status }) => status)).toEqual(['success']);
		expect(sent()).toHaveLength(2);
	});

	it('keeps quiet where nobody calls it, in groups that were not picked, and about its own answers', async () => {
		expect((await hear(file, ['Preciso de ajuda', 'banália'])).runs).toHaveLength(0);
		await listener.close();
		expect((await hear(file, ['Lia, preciso de ajuda'], team)).runs).toHaveLength(0);
		await listener.close();
		const own = { text: 'Lia aqui! Peça ajuda quando quiser.', from: undefined, fromMe: true };
		expect((await hear(file, [own])).runs).toHaveLength(0);
		await listener.close();
		expect((await hear(file, ['Bom dia, Lia!'])).runs).toHaveLength(1);
		expect(sent()).toEqual([]);
	});
});

describe('ai-agent.json', () => {
	const file = readExample('ai-agent.json');
	const call = async (tool: string, args = {}) => {
		return await callTool(surroundings().account, nodeOf(file, tool).parameters, args);
	};

	it('is asked what the board wrote, and answers there', async () => {
		const { runs } = await hear(file, ['Lia', 'avise a Obra 42'], board);
		expect(runs.map(({ status }) => status)).toEqual(['success']);
		expect(sent()).toEqual([[board, 'Ana: Lia\navise a Obra 42']]);
	});

	it('hears nobody but the board', async () => {
		expect((await hear(file, ['Lia, avise a Obra 42'])).runs).toEqual([]);
	});

	it('lets the model look a group up and write there', async () => {
		const groups: Array<{ id: string; name: string }> = JSON.parse(await call('List groups'));
		const { id } = groups.find(({ name }) => name === 'Diretoria')!;
		const told = JSON.parse(await call('Send to group', { groupId: id, text: 'Reunião às *10h*' }));
		expect(told).toEqual([expect.objectContaining({ status: 'QUEUED' })]);
		expect(sent()).toEqual([[board, 'Reunião às *10h*']]);
	});

	it('tells the model to look the ID up when it gives a name', async () => {
		const told = await call('Send to group', { groupId: 'Diretoria', text: 'Oi' });
		expect(told).toMatch(/"Diretoria" in 'Group' is not an ID.*Get Many/s);
		expect(sent()).toEqual([]);
	});
});

describe('group-agent.json', () => {
	const file = readExample('group-agent.json');
	const write = (from: string, text: string, groupId: string = GROUPS.modern) =>
		server().receive({ numberId: NUMBERS.go.id, groupId, from, text });

	it('is asked with the last messages of its group alone, the oldest first', async () => {
		server().state.messages.length = 0;
		write(bruno, 'O cimento chega às 10h');
		write(ana, 'Segredo da diretoria', board);
		write(ana, 'Obrigada!');
		const { runs } = await hear(file, [
			'Lia,',
			{ text: 'eu vi o cimento', from: bruno },
			'a que horas?',
		]);
		expect(runs.map(({ status }) => status)).toEqual(['success']);
		expect(sent()).toEqual([
			[
				GROUPS.modern,
				[
					'The last messages of the group:',
					'Bruno: O cimento chega às 10h',
					'Ana: Obrigada!',
					'Bruno: eu vi o cimento',
					'',
					'Answer this:',
					'Ana: Lia,',
					'a que horas?',
				].join('\n'),
			],
		]);
	});

	it('answers from the question alone where nothing is stored', async () => {
		server().fault({
			route: 'GET /messages/group',
			status: 200,
			body: {
				messages: [],
				total: 0,
				page: 1,
				pageSize: 100,
				totalPages: 0,
				notice: 'PII_RELAY_ONLY',
			},
		});
		const { runs } = await hear(file, ['Lia, tudo bem?']);
		expect(runs.map(({ status }) => status)).toEqual(['success']);
		expect(sent()).toEqual([[GROUPS.modern, expect.stringContaining('\n(nada ainda)\n')]]);
	});
});

describe('agent-memory.json', () => {
	it('answers in the private chat, and in no group', async () => {
		const file = readExample('agent-memory.json');
		const { runs } = await hear(file, ['Oi', 'Vocês têm cimento?'], null);
		expect(runs.map(({ status }) => status)).toEqual(['success']);
		expect(sent()).toEqual([[ana, 'Oi\nVocês têm cimento?']]);
		await listener.close();
		expect((await hear(file, ['Oi'])).runs).toEqual([]);
	});
});

describe('moderation.json', () => {
	const file = readExample('moderation.json');
	const members = () =>
		server()
			.state.groups.find(({ id, numberId }) => id === GROUPS.modern && numberId === NUMBERS.go.id)!
			.participants.map(({ number }) => number);
	const advertise = async () => {
		const text = 'Ganhe dinheiro: https://bit.ly/x';
		const [waiting] = (await hear(file, [{ text, from: bruno }])).runs;
		expect(waiting!.status).toBe('waiting');
		expect(sent()).toEqual([
			[team, `*Bruno* escreveu em *Obra 42*:\n\n${text}\n\nRemover do grupo?`],
		]);
		expect(members()).toContain(bruno);
		return waiting!;
	};
	const answer = (approved: boolean) => [[{ json: { data: { approved } } }]];

	it('removes who advertised once the team says so, and tells it', async () => {
		const run = await resumeWorkflow(surroundings(), file, await advertise(), answer(true));
		expect(run.status).toBe('success');
		expect(members()).not.toContain(bruno);
		expect(sent().slice(1)).toEqual([[team, '🚫 Removido: Bruno']]);
	});

	it('tells the team where that did not work', async () => {
		const waiting = await advertise();
		const body = { participants: [{ id: `${bruno}@s.whatsapp.net`, status: '403' }] };
		server().fault({ route: 'DELETE /groups/:groupId/participants', status: 200, body });
		await resumeWorkflow(surroundings(), file, waiting, answer(true));
		expect(sent().slice(1)).toEqual([
			[team, expect.stringMatching(/^⚠️ Não foi removido: Bruno \(.+\)$/)],
		]);
	});

	it.each([
		['the team says no', answer(false)],
		['nobody answers', undefined],
	])('removes nobody when %s', async (_what, said) => {
		const run = await resumeWorkflow(surroundings(), file, await advertise(), said);
		expect(run.status).toBe('success');
		expect(members()).toContain(bruno);
		expect(sent()).toHaveLength(1);
	});

	it('asks nothing about other messages', async () => {
		expect((await hear(file, ['Bom dia!'])).runs).toEqual([]);
		expect(sent()).toEqual([]);
	});
});
