import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { GROUPS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { inGroup, toAna, useChat } from './chat-bench.mts';

const chat = useChat();
const { server } = chat;
const { ana, bruno } = PEOPLE;
const LOOK = 'GET /webhooks/:webhookId';
const statuses = () => server().deliveries.map(({ statusCode }) => statusCode);
const looks = () => chat.calls().filter((call) => call.startsWith('GET'));
const seconds = (resumeAmount: number): INodeParameters => ({
	limitWaitTime: {
		values: {
			limitType: 'afterTimeInterval',
			resumeAmount: resumeAmount / 60,
			resumeUnit: 'minutes',
		},
	},
});
/** A reply as a gateway sends it that says less. */
const reply = (more: IDataObject) => ({
	...{ from: `+${bruno}`, to: `+${NUMBERS.go.phone}`, numberId: NUMBERS.go.id, messageId: 'A1' },
	...{ id: 'a1', fromMe: false, createdAt: new Date().toISOString() },
	...more,
});

describe('an answer', () => {
	it('W05: that is quicker than n8n is delivered again, and counts once', async () => {
		let written: Promise<void> | undefined;
		chat.n8n().beforeWaiting = async () => {
			written ??= chat.write({ text: 'sim' });
			await written;
		};
		const execution = await chat.ask(inGroup);
		expect(statuses()).toEqual([409]);
		chat.n8n().beforeWaiting = async () => {};
		await until('the answer to count', () => execution.status === 'success');
		expect(execution.resumed).toBe(1);
	});

	it.each([
		['as two events, twice each', 'both', 2],
		['twice', 'only', 2],
		['ten times at once', 'only', 10],
	] as const)('that comes %s resumes once, and is confirmed once', async (_how, events, times) => {
		server().shapes.webhookReplyEvents = events;
		const execution = await chat.ask({ ...inGroup, options: { confirmation: 'Anotado!' } });
		const written = chat.write({ text: 'sim' });
		for (let time = 1; time < times; time++) {
			server().deliveries.slice(0, 2).forEach(server().redeliver);
		}
		await written;
		await execution.idle();
		expect(execution).toMatchObject({ status: 'success', resumed: 1 });
		await chat.cleared();
		await until('the confirmation', () => chat.said().length > 0);
		expect(chat.said()).toEqual(['Anotado!']);
	});

	it('of two people at once: one counts, and who comes later is told nothing', async () => {
		const options = {
			confirmation: 'Anotado!',
			replyToOthers: 'Não você',
			replyToUnclear: 'Como assim.',
		};
		const execution = await chat.ask({ ...inGroup, options });
		await Promise.all([chat.write({ text: 'sim' }), chat.write({ text: 'não', from: ana })]);
		await execution.idle();
		await chat.cleared();
		await until('the confirmation', () => chat.said().length > 0);
		await chat.write({ text: 'não', from: ana });
		expect(execution.resumed).toBe(1);
		expect(chat.said()).toEqual(['Anotado!']);
	});

	it('W14: is known by the text that it quotes, where the gateway says no more', async () => {
		const choice = { responseType: 'choice', choices: 'Manhã\nTarde\nNoite' };
		const execution = await chat.ask({ ...inGroup, ...choice });
		const quoting = { content: 'Noite', contentReplied: 'Pedido 42. Aprovar?' };
		server().deliver('message.reply', reply(quoting), { numberId: NUMBERS.go.id });
		await until('the answer to count', () => execution.status === 'success');
		expect(execution.outputs('Ask').flat()).toEqual([
			{
				data: expect.objectContaining({
					choice: 'Noite',
					text: 'Noite',
					responder: { number: bruno, name: null },
				}),
			},
		]);
	});

	it.each([
		['quotes another text', { content: 'sim', contentReplied: 'Bom dia' }],
		['quotes nothing', { content: 'sim' }],
		['is a reaction', { content: '👍', type: 'reaction', contentReplied: 'Pedido 42. Aprovar?' }],
		[
			'is from ourselves',
			{ content: 'sim', from: `+${NUMBERS.go.phone}`, contentReplied: 'Pedido 42. Aprovar?' },
		],
		[
			'is from the number itself',
			{ content: 'sim', fromMe: true, contentReplied: 'Pedido 42. Aprovar?' },
		],
		[
			'repeats the question',
			{ content: 'Pedido 42. Aprovar?', contentReplied: 'Pedido 42. Aprovar?' },
		],
		['is empty', { content: null, contentReplied: 'Pedido 42. Aprovar?' }],
		[
			'is in another group',
			{ content: 'sim', groupId: GROUPS.legacy, contentReplied: 'Pedido 42. Aprovar?' },
		],
	])('that %s answers nothing, and costs no request', async (_what, data) => {
		const execution = await chat.ask(inGroup);
		const before = chat.calls().length;
		server().deliver('message.reply', reply(data), { numberId: NUMBERS.go.id });
		await server().settled();
		expect(statuses()).toEqual([200]);
		expect(execution).toMatchObject({ status: 'waiting', resumed: 0 });
		expect(chat.calls()).toHaveLength(before);
	});

	it('of somebody known by @lid alone is on no list', async () => {
		const execution = await chat.ask({ ...inGroup, options: { answerFrom: ana } });
		const quoting = { content: 'sim', contentReplied: 'Pedido 42. Aprovar?' };
		const data = reply({ ...quoting, from: '177983595790491@lid' });
		server().deliver('message.reply', data, { numberId: NUMBERS.go.id });
		await server().settled();
		expect(execution.status).toBe('waiting');
	});

	it('is read in the older names of captures', async () => {
		Object.assign(server().shapes, { webhookData: 'older', webhookReplyContent: 'replyContent' });
		const execution = await chat.ask(inGroup);
		await chat.write({ text: 'sim' });
		await execution.idle();
		expect(execution).toMatchObject({ status: 'success', resumed: 1 });
	});

	it('counts as long as its webhook exists', async () => {
		const execution = await chat.ask(inGroup);
		const [webhook] = server().state.webhooks.splice(0);
		const data = reply({ content: 'sim', contentReplied: 'Pedido 42. Aprovar?' });
		const response = await fetch(webhook!.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ event: 'message.reply', data }),
		});
		expect(response.status).toBe(200);
		expect(execution.status).toBe('waiting');
	});

	it.each([
		['the webhook', LOOK, {}],
		['what it quotes', 'GET /messages/:messageId', {}],
		['the admins', 'GET /groups/:groupId', { adminsOnly: true }],
	])(
		'comes again where %s cannot be looked at, and resumes nothing before',
		async (_what, route, options) => {
			const execution = await chat.ask({ ...inGroup, options });
			const found = server().fault({ route, status: 500 });
			await chat.write({ text: 'sim', from: ana });
			expect(statuses()).toEqual([503]);
			expect(execution).toMatchObject({ status: 'waiting', resumed: 0 });
			found();
			await until('the answer to count', () => execution.status === 'success');
			expect(execution.resumed).toBe(1);
		},
	);

	it('costs one look at the API, and one at what it quotes', async () => {
		const execution = await chat.ask(inGroup);
		const before = looks().length;
		await chat.write({ text: 'sim' });
		await execution.idle();
		expect(looks().slice(before)).toEqual([
			expect.stringMatching(/^GET \/messages\/msg_/),
			expect.stringMatching(/^GET \/webhooks\/wh_/),
		]);
	});

	it('W11: that comes when the time is over resumes nothing', async () => {
		const execution = await chat.ask({ ...toAna, options: seconds(0.3) });
		await until('the end', () => Date.now() > execution.waitTill!.getTime());
		await chat.write({ text: 'sim', from: ana, quotes: false, isPrivate: true });
		expect(statuses()).toEqual([200]);
		expect(execution.status).toBe('waiting');
		// W10: silence is no no.
		await execution.timeOut();
		expect(execution.status).toBe('success');
		expect(execution.outputs('Ask').flat()).toEqual([{ pedido: 42 }]);
	});

	it('is not taken from a page that is opened', async () => {
		const execution = await chat.ask(inGroup);
		const response = await fetch(server().state.webhooks[0]!.url);
		expect(await response.text()).not.toContain('<form');
		expect(execution.status).toBe('waiting');
	});

	it('needs the signature of n8n', async () => {
		const execution = await chat.ask(inGroup);
		const url = new URL(server().state.webhooks[0]!.url);
		url.searchParams.set('question', '0'.repeat(32));
		expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
		expect(execution.status).toBe('waiting');
	});
});

describe('what people are told', () => {
	const options = {
		replyToOthers: 'Só a Ana decide.',
		replyToUnclear: 'Diga sim ou não.',
		answerFrom: ana,
	};
	const told = async (...written: Array<Parameters<typeof chat.write>[0]>) => {
		const execution = await chat.ask({ ...inGroup, options });
		for (const one of written) await chat.write(one);
		expect(execution.status).toBe('waiting');
		return chat.said();
	};

	it('W09: is said once to each stranger', async () => {
		const stranger = { text: 'sim', from: PEOPLE.carla };
		expect(await told({ text: 'sim' }, { text: 'não' }, stranger)).toEqual([
			'Só a Ana decide.',
			'Só a Ana decide.',
		]);
	});

	it('W02: is said to whoever answers, but not clearly', async () => {
		const unclear = { text: 'sim, mas só amanhã', from: ana };
		expect(await told(unclear, { text: 'ok', from: ana })).toEqual(['Diga sim ou não.']);
	});

	it('is said in a group to nobody who does not quote, and never to ourselves', async () => {
		expect(
			await told(
				{ text: 'sim', quotes: false },
				{ text: 'ok', from: ana, quotes: false },
				{ text: 'ok', fromMe: true },
			),
		).toEqual([]);
	});

	it('is said in a private chat to the person who was asked', async () => {
		const execution = await chat.ask({ ...toAna, options: { replyToUnclear: 'Diga sim ou não.' } });
		await chat.write({ text: 'quem?', from: ana, quotes: false, isPrivate: true });
		await chat.write({ text: 'quem?', from: bruno, quotes: false, isPrivate: true });
		expect(chat.said()).toEqual(['Diga sim ou não.']);
		await chat.write({ text: 'sim', from: ana, quotes: false, isPrivate: true });
		await execution.idle();
		expect(execution.resumed).toBe(1);
	});

	it('W20: an ordinary message where nothing is asked is nothing to a question', async () => {
		const execution = await chat.ask(inGroup);
		await chat.write({ text: 'sim', groupId: GROUPS.legacy, from: ana, quotes: false });
		expect(statuses()).toEqual([200]);
		expect(execution.status).toBe('waiting');
	});
});
