import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { runNode } from '../harness/engine.mts';
import { startListener } from '../harness/listener.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { inGroup, toAna, useChat } from './chat-bench.mts';
import { KEY } from './rows.mts';

const chat = useChat();
const { server } = chat;
const SEND = 'POST /messages/send';
const both = {
	values: { approvalType: 'double', approveLabel: 'Aprovar', disapproveLabel: 'Recusar' },
};
const days = { responseType: 'choice', choices: 'Manhã\nTarde\nNoite' };
const lasting = (seconds: number): INodeParameters => ({
	limitWaitTime: {
		values: {
			limitType: 'afterTimeInterval',
			resumeAmount: Number((seconds / 60).toFixed(5)),
			resumeUnit: 'minutes',
		},
	},
});
const sends = () => server().log.filter(({ route }) => route === SEND);
const lastBody = () => sends().at(-1)!.body as IDataObject;
const webhookNames = () => server().state.webhooks.map(({ name }) => name);

describe('asking', () => {
	it('registers a webhook, and asks then', async () => {
		const before = Date.now();
		const execution = await chat.ask({ ...inGroup, approvalOptions: both });
		expect(chat.calls()).toEqual(['POST /webhooks', 'GET /webhooks', 'POST /messages/send']);
		const [webhook] = server().state.webhooks;
		expect(webhook!.events).toEqual(['message.group', 'message.reply']);
		const { pathname, searchParams } = new URL(webhook!.url);
		expect(pathname).toBe(`/webhook-waiting/${execution.id}/n1`);
		expect([...searchParams.keys()]).toEqual(['question', 'signature']);
		expect(searchParams.get('question')).toMatch(/^[0-9a-f]{32}$/);
		expect(webhook!.name).toMatch(
			/^n8n question [0-9a-f]{32} until 20\S+Z in [0-9a-f]{16} [0-9a-f]{16}$/,
		);
		expect(lastBody()).toEqual({
			groupId: GROUPS.modern,
			text: 'Pedido 42. Aprovar?',
			buttons: [
				{ type: 'reply', label: 'Aprovar' },
				{ type: 'reply', label: 'Recusar' },
			],
		});
		const week = 7 * 24 * 3_600_000;
		expect(execution.waitTill!.getTime()).toBeGreaterThanOrEqual(before + week);
		expect(webhook!.name).toContain(`until ${execution.waitTill!.toISOString()}`);
	});

	it('hears a person in private alone', async () => {
		await chat.ask(toAna);
		expect(server().state.webhooks[0]!.events).toEqual(['message.received', 'message.reply']);
		expect(lastBody()).toMatchObject({ destinationNumber: `+${PEOPLE.ana}` });
	});

	const list = (...titles: string[]) => ({
		buttonText: 'Opções / Options',
		sections: [{ rows: titles.map((title, nth) => ({ title, rowId: `${nth + 1}` })) }],
	});
	it.each([
		['a list', days.choices, { list: list('Manhã', 'Tarde', 'Noite') }],
		['an array', '={{ ["Manhã", "Tarde"] }}', { list: list('Manhã', 'Tarde') }],
		['W19 without empty lines', 'Manhã\n\nTarde\r\n', { list: list('Manhã', 'Tarde') }],
		[
			'W15 lines, where a row would be cut',
			'Apartamento com vaga e varanda\nCasa',
			{ text: 'Pedido 42. Aprovar?\n\n1. Apartamento com vaga e varanda\n2. Casa' },
		],
	])('offers choices as %s', async (_form, choices, fields) => {
		await chat.ask({ ...inGroup, responseType: 'choice', choices });
		expect(lastBody()).toEqual({
			groupId: GROUPS.modern,
			text: 'Pedido 42. Aprovar?',
			...fields,
		});
	});

	it.each([
		[{ approvalOptions: both }, 'Pedido 42. Aprovar?\n\n*Aprovar* / *Recusar*'],
		[days, 'Pedido 42. Aprovar?\n\n1. Manhã\n2. Tarde\n3. Noite'],
	])('asks in words where the number cannot send %j', async (more, text) => {
		const body = { error: 'Not here', code: 'FEATURE_NOT_SUPPORTED' };
		server().fault({ route: SEND, nth: 1, status: 400, body });
		expect(await chat.ask({ ...inGroup, ...more })).toMatchObject({ status: 'waiting' });
		expect(lastBody()).toEqual({ groupId: GROUPS.modern, text });
		await chat.write({ text: 'aprovar', quotedMessageId: 'OTHER' });
		await chat.write({ text: '1' });
	});

	it('asks in words where a label would be cut', async () => {
		const values = { approveLabel: 'Aprovar o pedido e avisar' };
		await chat.ask({ ...inGroup, approvalOptions: { values } });
		expect(lastBody().text).toBe('Pedido 42. Aprovar?\n\n*Aprovar o pedido e avisar*');
	});

	it.each([
		['W19', { ...days, choices: 'Sim\nsim' }, /"sim" in 'Choices' cannot be told/],
		['W19', { ...days, choices: 'Manhã' }, /'Choices' holds 1, and a question needs 2 to 10/],
		['W19', { ...days, choices: '1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11' }, /'Choices' holds 11/],
		['nobody', { options: { answerFrom: '' } }, /'Answer From' is empty/],
		['nobody', { options: { answerFrom: '={{ $json.nope }}' } }, /'Answer From' is empty/],
		['no number', { options: { answerFrom: 'Ana' } }, /"Ana" in 'Answer From'/],
		['link', { ...days, answerBy: 'link' }, /'Response Type' is Choice, and people answer by/],
		['two labels', { approvalOptions: { values: { approveLabel: 'decline' } } }, /is both/],
		['switch', { options: { mustQuote: 'talvez' } }, /"talvez" in 'Must Quote'/],
	] as const)('refuses %s by name, and asks nothing', async (_what, more, sentence) => {
		const parameters = { ...inGroup, ...more } as INodeParameters;
		const execution = await chat.ask(parameters);
		expect(execution.status).toBe('error');
		expect(execution.error!.message).toMatch(sentence);
		expect(chat.calls()).toEqual([]);
	});

	it('is refused where answers cannot come to n8n', async () => {
		const account = { apiKey: KEY, baseUrl: 'https://pilotstatus.com.br/v1' };
		const { error } = await runNode(account, { parameters: inGroup });
		expect(error!.message).toBe(
			'n8n has no public address: Pilot Status could not bring answers to http://localhost:5678',
		);
		expect(error!.description).toMatch(/Nothing was asked\. Set WEBHOOK_URL/);
	});

	it.each([
		['refused', { status: 400 }],
		['lost', { reset: 'after' }],
		['answered oddly', { status: 200, body: {} }],
	] as const)('asks nothing when the registration is %s', async (_how, fault) => {
		server().fault({ route: 'POST /webhooks', ...fault });
		expect(await chat.ask(inGroup)).toMatchObject({ status: 'error' });
		expect(sends()).toEqual([]);
		expect(server().state.webhooks).toEqual([]);
	});

	it('takes the webhook back when the question cannot be sent', async () => {
		server().fault({ route: SEND, status: 400 });
		expect(await chat.ask(inGroup)).toMatchObject({ status: 'error' });
		expect(server().state.webhooks).toEqual([]);
	});

	it('is refused by name where as many are open as n8n can bear', async () => {
		await chat.ask(inGroup);
		const [one] = server().state.webhooks;
		for (let nth = 1; nth < 200; nth++) {
			const id = nth.toString(16).padStart(32, '0');
			const url = `https://n8n.example.com/webhook-waiting/1/n1?question=${id}`;
			const name = one!.name.replace(/[0-9a-f]{32}/, id);
			server().state.webhooks.push({ ...one!, id: `wh_more_${nth}`, name, url });
		}
		const { error } = await chat.ask(toAna);
		expect(error!.message).toBe(
			'200 questions are open in the chats of this number, and 200 may be',
		);
		expect(sends()).toHaveLength(1);
		expect(server().state.webhooks).toHaveLength(200);
	});

	it('is no tool that a model calls', async () => {
		const type = 'n8n-nodes-pilotstatus.pilotStatusTool';
		const { error } = await runNode(chat.account(KEY), { type, parameters: inGroup });
		expect(error!.message).toMatch(/A tool of an AI agent cannot wait|not found/i);
		expect(chat.calls()).toEqual([]);
	});
});

describe('several questions', () => {
	it('W08: a quote says which one is meant', async () => {
		const older = await chat.ask(inGroup);
		const newer = await chat.ask({ ...inGroup, message: 'Pedido 43. Aprovar?' });
		await chat.write({ text: 'sim', quotes: 'Pedido 42' });
		await older.idle();
		expect([older.status, newer.status]).toEqual(['success', 'waiting']);
		await chat.write({ text: 'não', quotes: 'Pedido 43' });
		await newer.idle();
		expect(newer.outputs('Ask').flat()).toMatchObject([{ data: { approved: false } }]);
	});

	it('in a private chat: what quotes nothing answers the newest alone', async () => {
		const older = await chat.ask(toAna);
		const newer = await chat.ask({ ...toAna, message: 'Pedido 43. Aprovar?' });
		expect(webhookNames()).toEqual([
			expect.stringMatching(/ takes quotes$/),
			expect.not.stringMatching(/takes/),
		]);
		await chat.write({ text: 'sim', from: PEOPLE.ana, quotes: false, isPrivate: true });
		await newer.idle();
		expect([older.status, newer.status]).toEqual(['waiting', 'success']);
		await chat.write({ text: 'sim', from: PEOPLE.ana, quotes: false, isPrivate: true });
		expect(older).toMatchObject({ status: 'waiting' });
		await chat.write({ text: 'sim', from: PEOPLE.ana, quotes: 'Pedido 42', isPrivate: true });
		await older.idle();
		expect(older).toMatchObject({ status: 'success', resumed: 1 });
	});

	it('of the same words are told apart by the id of what is quoted, and by nothing else', async () => {
		const older = await chat.ask(inGroup);
		const first = chat.idOf();
		const newer = await chat.ask(inGroup);
		const data = {
			...{ from: `+${PEOPLE.bruno}`, messageId: 'A1', id: 'a1', fromMe: false, content: 'sim' },
			...{ contentReplied: 'Pedido 42. Aprovar?', createdAt: new Date().toISOString() },
		};
		server().deliver('message.reply', data, { numberId: NUMBERS.go.id });
		await server().settled();
		expect([older.status, newer.status]).toEqual(['waiting', 'waiting']);
		await chat.write({ text: 'sim', quotedMessageId: first });
		await older.idle();
		expect([older.status, newer.status]).toEqual(['success', 'waiting']);
	});

	it('W07: a copy of the first answer is none to the second question', async () => {
		const execution = await chat.ask(inGroup, { ...inGroup, message: 'E o frete?' });
		await chat.write({ text: 'sim' });
		await until('the second question', () => execution.status === 'waiting');
		const [delivery] = server().deliveries;
		const again = async (url: string) =>
			await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: delivery!.rawBody,
			});
		expect((await again(delivery!.url)).status).toBe(200);
		await again(server().state.webhooks[0]!.url);
		expect(execution).toMatchObject({ status: 'waiting', resumed: 1 });
		await chat.write({ text: 'não' });
		await execution.idle();
		expect(execution.outputs('Ask 2').flat()).toMatchObject([{ data: { approved: false } }]);
	});

	it('clear away what is over, and nothing else', async () => {
		const account = chat.account(KEY);
		const listener = await startListener(account);
		await listener.activate();
		const over = await chat.ask({ ...toAna, options: lasting(0.3) });
		const open = await chat.ask({ ...inGroup, message: 'Ainda aberta?' });
		const name = webhookNames()[1]!;
		server().state.webhooks.push({
			...server().state.webhooks[0]!,
			...{ id: 'wh_other', name, url: 'https://example.com/hook' },
		});
		await until('the end', () => Date.now() > over.waitTill!.getTime());
		await chat.ask(inGroup);
		expect(webhookNames()).toEqual([
			'n8n: Bot da obra',
			expect.stringMatching(/takes quotes$/),
			name,
			expect.stringMatching(/^n8n question/),
		]);
		expect(open.status).toBe('waiting');
		await listener.deactivate();
		expect(server().state.webhooks).toHaveLength(3);
		await listener.close();
	});

	it('are cleared away by the trigger that is published on their number', async () => {
		const over = await chat.ask({ ...toAna, options: lasting(0.3) });
		await chat.ask(inGroup);
		await until('the end', () => Date.now() > over.waitTill!.getTime());
		const listener = await startListener(chat.account(KEY));
		await listener.activate();
		expect(webhookNames()).toEqual([expect.stringMatching(/^n8n question/), 'n8n: Bot da obra']);
		await listener.deactivate();
		expect(webhookNames()).toEqual([expect.stringMatching(/^n8n question/)]);
		await listener.close();
	});
});
