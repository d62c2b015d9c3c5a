import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { KEYS, NUMBERS, PEOPLE, TEMPLATES } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, refused } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const send = (body: object, key: string = KEYS.evo) =>
	call(server, 'POST', '/messages/send', { key, body });
const to = { destinationNumber: `+${PEOPLE.ana}` };
const text = { text: 'Oi' };
const image = { media: 'https://example.com/foto.jpg', mediaType: 'image' };
const list = {
	buttonText: 'Cardápio',
	sections: [{ title: 'Pizzas', rows: [{ title: 'Margherita', rowId: 'p1' }] }],
};
const card = { media: { url: 'https://example.com/1.jpg', format: 'IMAGE' }, body: 'Um' };
const flow = { flowId: 'f1', cta: 'Abrir' };

describe('template variables', () => {
	const values = { nome: 'Ana', pedido: '77', codigo: 'X1' };
	it.each([
		[KEYS.evo, { nome: '' }, 'nome'],
		[KEYS.evo, { nome: '  ' }, 'nome'],
		[KEYS.evo, { nome: 7 }, 'nome'],
		[KEYS.evo, { nome: null }, 'nome'],
		[KEYS.evo, { sobra: false }, 'sobra'],
		[KEYS.metaOba, { pedido: 'a\nb' }, 'pedido'],
		[KEYS.metaOba, { pedido: 'a\tb' }, 'pedido'],
		[KEYS.metaOba, { pedido: 'a    b' }, 'pedido'],
		[KEYS.evo, { pedido: 'a\nb' }, undefined],
	])('with %s: %j', async (key, changed, refusedKey) => {
		const body = { ...to, templateId: TEMPLATES.approved, variables: { ...values, ...changed } };
		const { status, json } = await send(body, key);
		if (refusedKey === undefined) return expect(status).toBe(202);
		expect([status, json.code]).toEqual([400, 'INVALID_TEMPLATE_VARIABLE_VALUE']);
		expect(json.details).toEqual({
			invalidKeys: [{ key: refusedKey, reason: expect.any(String) }],
		});
	});

	it.each([{ ...text }, { ...image }, { templateId: TEMPLATES.marketing }, { ...text, list }])(
		'may be an empty object beside %j, as the SDK sends it',
		async (body) => {
			expect((await send({ ...to, ...body, variables: {} })).status).toBe(202);
		},
	);
});

describe('buttons and headers', () => {
	const url = 'https://example.com';
	it.each([
		[
			{ type: 'reply', label: 'Sim' },
			{ type: 'QUICK_REPLY', text: 'Sim' },
		],
		[
			{ type: 'url', label: 'Ver', url },
			{ type: 'URL', text: 'Ver', url },
		],
		[
			{ type: 'call', label: 'Ligar', phoneNumber: '+5511990000001' },
			{ type: 'PHONE_NUMBER', text: 'Ligar', phone_number: '+5511990000001' },
		],
		[
			{ type: 'copy', label: 'Copiar', copyCode: 'X1' },
			{ type: 'COPY_CODE', text: 'Copiar', example: 'X1' },
		],
	])('%j is the same as %j', async (sdk, template) => {
		for (const button of [sdk, template]) {
			expect((await send({ ...to, ...text, buttons: [button] })).status).toBe(202);
			expect(server.state.messages.at(-1)!.buttons).toEqual([template]);
		}
	});

	it.each([
		['Olá', { type: 'text', content: 'Olá' }],
		[
			{ type: 'text', content: 'Olá' },
			{ type: 'text', content: 'Olá' },
		],
		[
			{ type: 'image', content: url },
			{ type: 'image', content: url },
		],
		[
			{ type: 'video', content: url },
			{ type: 'video', content: url },
		],
		[
			{ type: 'document', content: url },
			{ type: 'document', content: url },
		],
	])('the header %j', async (header, kept) => {
		const buttons = [{ type: 'reply', label: 'Sim' }];
		expect((await send({ ...to, ...text, buttons, header })).status).toBe(202);
		expect(server.state.messages.at(-1)!.header).toEqual(kept);
	});
});

describe('lists, carousels and flows', () => {
	it.each([
		{ list },
		{ carousel: { cards: [card, card] } },
		{ carousel: { cardTemplate: { any: 1 }, cards: [card, card] } },
	])('%j is taken on QR numbers', async (body) => {
		const { status, json } = await send({ ...to, ...text, ...body });
		expect([status, json.flowToken]).toEqual([202, undefined]);
		expect(server.state.messages.at(-1)!.content).toBe('Oi');
	});

	const rows = (count: number, title = 'Linha') => ({
		buttonText: 'Ver',
		sections: [{ rows: Array.from({ length: count }, () => ({ title })) }],
	});
	it.each([
		[rows(10), undefined],
		[rows(11), 'body /list/sections'],
		[rows(1, 'x'.repeat(25)), 'body /list/sections/0/rows/0/title'],
		[{ ...rows(1), buttonText: 'x'.repeat(21) }, 'body /list/buttonText'],
		[
			{ ...rows(1), sections: [{ rows: [{ title: 'a', description: 'x'.repeat(73) }] }] },
			'body /list/sections/0/rows/0/description',
		],
	])('Meta numbers hold the list %# to WhatsApp’s limits', async (long, pointer) => {
		const answer = await send({ ...to, ...text, list: long }, KEYS.metaOba);
		expect(refused(answer)).toEqual(pointer === undefined ? [] : [pointer]);
		expect((await send({ ...to, ...text, list: long }, KEYS.evo)).status).toBe(202);
	});

	it('a flow wants a Meta number, and the window', async () => {
		const body = { ...to, ...text, flow };
		expect((await send(body, KEYS.evo)).json.code).toBe('FEATURE_NOT_SUPPORTED');
		expect((await send(body, KEYS.metaOba)).json.code).toBe('FLOW_WINDOW_CLOSED');
		server.receive({ numberId: NUMBERS.metaOba.id, from: PEOPLE.ana, text: 'Oi' });
		const { status, json } = await send(body, KEYS.metaOba);
		expect([status, json.flowToken]).toEqual([202, server.state.messages.at(-1)!.flowToken]);
	});

	it.each([
		{ list, carousel: { cards: [card, card] } },
		{ list, flow },
		{ list, header: 'Olá' },
		{ list, ...image },
		{ list, templateId: TEMPLATES.marketing },
	])('%j exclude one another', async (body) => {
		expect((await send({ ...to, ...text, ...body })).status).toBe(400);
	});
});
