import { describe, expect, it } from '@jest/globals';

import { KEYS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { call, refused } from '../support/client.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, hook, receiver, send, events } = useWebhooks();
const to = { destinationNumber: PEOPLE.ana, text: 'Qual?' };
const url = 'https://example.com/1.jpg';

const rows = (...titles: string[]) => titles.map((title) => ({ title }));
const list = {
	buttonText: 'Cardápio',
	sections: [
		{ title: 'Pizzas', rows: [{ title: 'Margherita', rowId: 'p1' }, ...rows('Calabresa')] },
		{ title: 'Bebidas', rows: rows('Suco') },
	],
};
const card = (...buttons: object[]) => ({ media: { url, format: 'IMAGE' }, buttons });
const carousel = {
	cards: [
		card(
			{ type: 'URL', text: 'Ver', url },
			{ type: 'QUICK_REPLY', text: 'Quero', payload: 'casa-1' },
		),
		card({ type: 'QUICK_REPLY', text: 'Quero' }),
	],
};
const buttons = [
	{ type: 'url', label: 'Site', url },
	{ type: 'reply', label: 'Sim' },
];

/** Ana answers what was sent to her; what the webhook then hears. */
async function heard(body: object, answer: { text?: string; tapped?: string }, key = KEYS.go) {
	await hook(['message.reply'], { key });
	const sent = server().advance(await send({ ...to, ...body }, key), 'DELIVERED');
	const { numberId } = sent;
	const quotedMessageId = sent.externalMessageId!;
	server().receive({ numberId, from: PEOPLE.ana, quotedMessageId, ...answer });
	await receiver().count(1);
	const { content, contentReplied, buttonId, rowId } = receiver().received[0]!.json.data;
	return { content, contentReplied, buttonId, rowId };
}

describe('the answer to', () => {
	it.each([
		['a row with an id', { list }, { text: 'Margherita' }, 'Margherita', undefined, 'p1'],
		['a row without', { list }, { text: 'Suco' }, 'Suco', undefined, 'row_2'],
		['a row, by its id', { list }, { tapped: 'row_1' }, 'Calabresa', undefined, 'row_1'],
		['a list, in words', { list }, { text: 'A de queijo' }, 'A de queijo', undefined, undefined],
		['a button', { buttons }, { text: 'Sim' }, 'Sim', 'button_1', undefined],
		['what is no quick reply', { buttons }, { text: 'Site' }, 'Site', undefined, undefined],
		['a card', { carousel }, { text: 'Quero' }, 'Quero', 'casa-1', undefined],
		[
			'the other card',
			{ carousel },
			{ tapped: 'card_1_button_0' },
			'Quero',
			'card_1_button_0',
			undefined,
		],
	])('%s', async (_what, body, answer, content, buttonId, rowId) => {
		expect(await heard(body, answer)).toEqual({
			content,
			contentReplied: 'Qual?',
			buttonId,
			rowId,
		});
	});

	it('a list comes in Meta’s own body as well', async () => {
		await hook(['*'], { key: KEYS.metaOba });
		server().receive({ numberId: NUMBERS.metaOba.id, from: PEOPLE.ana, text: 'Oi' });
		const sent = server().advance(await send({ ...to, list }, KEYS.metaOba), 'DELIVERED');
		const quotedMessageId = sent.externalMessageId!;
		const tapped = 'p1';
		server().receive({ numberId: sent.numberId, from: PEOPLE.ana, quotedMessageId, tapped });
		await server().settled();
		const native = server().deliveries.at(-1)!.body;
		expect(native.entry[0].changes[0].value.messages[0]).toMatchObject({
			context: { id: quotedMessageId },
			type: 'interactive',
			interactive: { type: 'list_reply', list_reply: { id: 'p1', title: 'Margherita' } },
		});
	});

	it('what is not there is refused', () => {
		const { id: numberId } = NUMBERS.go;
		expect(() => server().receive({ numberId, from: PEOPLE.ana, tapped: 'p1' })).toThrow(
			'there is no p1 to tap',
		);
	});
});

it('a URL button of a card needs its address', async () => {
	const cards = [card({ type: 'URL', text: 'Ver' }), card()];
	const answer = await call(server(), 'POST', '/messages/send', {
		body: { ...to, carousel: { cards } },
	});
	expect(refused(answer)).toEqual(['body /carousel/cards/0/buttons/0/url']);
});

describe('a flow', () => {
	const flow = { flowId: 'f1', cta: 'Abrir' };

	it('comes back with its token once it is filled in', async () => {
		await hook(['flow.response_received'], { key: KEYS.metaOba });
		server().receive({ numberId: NUMBERS.metaOba.id, from: PEOPLE.ana, text: 'Oi' });
		const { json } = await call(server(), 'POST', '/messages/send', {
			key: KEYS.metaOba,
			body: { ...to, flow },
		});
		server().answerFlow(json.flowToken, { nome: 'Ana', dia: '12' });
		expect(await events()).toEqual(['flow.response_received']);
		expect(receiver().received[0]!.json.data).toEqual({
			numberId: NUMBERS.metaOba.id,
			flowId: 'f1',
			flowToken: json.flowToken,
			from: '+5511987654321',
			response: { nome: 'Ana', dia: '12' },
			messageId: expect.stringMatching(/^3AIN/),
			createdAt: expect.stringMatching(/Z$/),
		});
	});

	it('that nobody sent is a slip', () => {
		expect(() => server().answerFlow('flow_0', {})).toThrow('no flow with the token flow_0');
	});
});
