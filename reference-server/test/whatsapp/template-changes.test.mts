import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { KEYS, PEOPLE, TEMPLATES } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, refused } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer({ clock: 'manual' });
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const content = {
	category: 'UTILITY',
	language: 'pt_BR',
	body: {
		header: { text: 'Pedido {{pedido}}' },
		body: { text: 'Olá {{nome}}, o pedido saiu.' },
		footer: { text: 'Loja do Zé' },
		buttons: [
			{ type: 'QUICK_REPLY', text: 'Ok {{nome}}' },
			{ type: 'URL', text: 'Rastrear', url: 'https://example.com/{{codigo}}' },
		],
	},
	examples: { pedido: '77', nome: 'Ana' },
};
const create = (changed: object = {}, key: string = KEYS.metaOba) =>
	call(server, 'POST', '/templates', { key, body: { name: 'saiu', ...content, ...changed } });
const update = (id: string, body: object = content, key: string = KEYS.metaOba) =>
	call(server, 'PUT', `/templates/${id}`, { key, body });
const read = async (id: string) => (await call(server, 'GET', `/templates/${id}`)).json;
const text = (body: string) => ({ body, examples: {} });

describe('POST /templates', () => {
	it('on a Meta number waits for Meta, which approves it after a minute', async () => {
		const { status, json } = await create();
		const { id } = json;
		expect([status, json]).toEqual([
			201,
			{ id: 'tpl_1', name: 'saiu', category: 'UTILITY', metaStatus: 'PENDING' },
		]);
		expect(await read('saiu')).toEqual({
			id,
			name: 'saiu',
			category: 'UTILITY',
			body: content.body,
			buttons: content.body.buttons,
			variables: ['pedido', 'nome'],
			source: 'META',
			metaStatus: 'PENDING',
			metaLanguage: 'pt_BR',
			sendable: false,
		});
		server.clock.advance(59_999);
		expect((await read(id)).metaStatus).toBe('PENDING');
		server.clock.advance(1);
		expect(await read(id)).toMatchObject({ metaStatus: 'APPROVED', sendable: true });
	});

	it('leaves alone what was decided otherwise meanwhile', async () => {
		const { id } = (await create()).json;
		server.state.templates.find((one) => one.id === id)!.metaStatus = 'REJECTED';
		server.clock.advance(60_000);
		expect((await read(id)).metaStatus).toBe('REJECTED');
	});

	it('on a QR number is our own, and can be sent at once, with all its parts', async () => {
		const { json } = await create({ examples: undefined }, KEYS.go);
		expect(json.metaStatus).toBeNull();
		expect(await read(json.id)).toMatchObject({
			source: 'PILOT_STATUS',
			metaLanguage: null,
			sendable: true,
		});
		const send = (variables: object) =>
			call(server, 'POST', '/messages/send', {
				body: { destinationNumber: PEOPLE.ana, templateId: 'saiu', variables },
			});
		expect((await send({ nome: 'Ana' })).json.details).toEqual({ missingKeys: ['pedido'] });
		expect((await send({ nome: 'Ana', pedido: '77' })).status).toBe(202);
		expect(server.state.messages.at(-1)).toMatchObject({
			content: 'Olá Ana, o pedido saiu.',
			header: { type: 'text', content: 'Pedido 77' },
			footer: 'Loja do Zé',
			buttons: [{ type: 'QUICK_REPLY', text: 'Ok Ana' }, content.body.buttons[1]],
		});
	});

	it('takes a body that is text alone, and a header in each form', async () => {
		expect((await create({ name: 'a', ...text('Olá!') })).status).toBe(201);
		expect((await read('a')).body).toBe('Olá!');
		for (const header of ['Oi', { text: 'Oi' }, { type: 'TEXT', text: 'Oi' }]) {
			const body = { header, body: { text: 'Olá!' } };
			const { json } = await create({ name: `h${server.state.templates.length}`, body });
			expect((await read(json.id)).body).toEqual({
				header: { text: 'Oi' },
				body: { text: 'Olá!' },
			});
		}
	});

	it('wants an example for each variable on Meta numbers', async () => {
		const { status, json } = await create({ examples: { nome: 'Ana' } });
		expect([status, json.code, json.details]).toEqual([
			400,
			'TEMPLATE_EXAMPLES_REQUIRED',
			{ missing: ['pedido'] },
		]);
		expect((await create({ examples: {} }, KEYS.go)).status).toBe(201);
	});

	it('refuses a name that is taken, by id or another number as well, and one that Meta does not take', async () => {
		const taken = await create({ name: 'pedido_enviado' }, KEYS.evo);
		expect([taken.status, taken.json.code]).toEqual([409, 'TEMPLATE_NAME_TAKEN']);
		const odd = await create({ name: 'Pedido Saiu' });
		expect([odd.status, odd.json.code]).toEqual([400, 'META_TEMPLATE_SUBMIT_FAILED']);
		expect((await create({ name: 'Pedido Saiu' }, KEYS.go)).status).toBe(201);
	});

	const structured = (parts: object) => ({ body: { body: { text: 'Olá!' }, ...parts } });
	const buttons = (count: number, type: string, rest: object = {}) =>
		structured({ buttons: Array.from({ length: count }, () => ({ type, text: 'x', ...rest })) });
	const url = { url: 'https://example.com' };
	it.each([
		[structured({ header: { text: 'x'.repeat(61) } }), 'body /body/header/text'],
		[structured({ header: { text: '{{a}} e {{b}}' } }), 'body /body/header/text'],
		[text('x'.repeat(1025)), 'body /body'],
		[text('{{nome}}, olá'), 'body /body'],
		[text('Olá {{nome}} '), 'body /body'],
		[{ body: { body: { text: 'x'.repeat(1025) } } }, 'body /body/body/text'],
		[structured({ footer: { text: 'x'.repeat(61) } }), 'body /body/footer/text'],
		[structured({ footer: { text: 'Oi {{a}}!' } }), 'body /body/footer/text'],
		[buttons(11, 'QUICK_REPLY'), 'body /body/buttons'],
		[buttons(3, 'URL', url), 'body /body/buttons/2'],
		[buttons(2, 'PHONE_NUMBER', { phone_number: '+5511990000001' }), 'body /body/buttons/1'],
		[buttons(2, 'COPY_CODE', { example: 'X1' }), 'body /body/buttons/1'],
		[buttons(1, 'COPY_CODE', { example: 'x'.repeat(16) }), 'body /body/buttons/0/example'],
		[buttons(1, 'COPY_CODE', { example: 'X-1' }), 'body /body/buttons/0/example'],
		[buttons(1, 'URL'), 'body /body/buttons/0/url'],
		[{ category: 'AUTHENTICATION' }, 'body /category'],
		[{ language: 'Português' }, 'body /language'],
		[{ name: '' }, 'body /name'],
		[{ examples: { nome: '' } }, 'body /examples/nome'],
	])('refuses what goes beyond the limits: %#', async (changed, field) => {
		expect(refused(await create(changed))).toContain(field);
	});

	it.each([
		structured({ header: { text: 'x'.repeat(60) } }),
		text('x'.repeat(1024)),
		structured({ footer: { text: 'x'.repeat(60) } }),
		buttons(10, 'QUICK_REPLY'),
		buttons(2, 'URL', url),
		buttons(1, 'COPY_CODE', { example: 'x'.repeat(15) }),
	])('takes what just fits: %#', async (changed) => {
		expect((await create(changed)).status).toBe(201);
	});
});

describe('PUT /templates/:templateId', () => {
	it.each([TEMPLATES.approved, 'pedido_enviado'])(
		'changes %s, and Meta looks again',
		async (id) => {
			const { status, json } = await update(id, { ...content, category: 'MARKETING' });
			expect([status, json]).toEqual([
				200,
				{
					id: TEMPLATES.approved,
					name: 'pedido_enviado',
					category: 'MARKETING',
					metaStatus: 'PENDING',
				},
			]);
			expect((await read(id)).body).toEqual(content.body);
			server.clock.advance(60_000);
			expect((await read(id)).metaStatus).toBe('APPROVED');
		},
	);

	it('leaves one of our own without Meta, and needs examples for Meta’s only', async () => {
		const bare = { ...content, examples: {} };
		expect((await update(TEMPLATES.own, bare)).json.metaStatus).toBeNull();
		expect((await update(TEMPLATES.approved, bare)).json.code).toBe('TEMPLATE_EXAMPLES_REQUIRED');
	});

	it('refuses an unknown one, and a name', async () => {
		const unknown = await update('tpl_nada');
		expect([unknown.status, unknown.json.code]).toEqual([404, 'TEMPLATE_NOT_FOUND']);
		const named = await update(TEMPLATES.own, { name: 'x', ...content });
		expect(refused(named)).toEqual(['body /name']);
	});
});

describe('DELETE /templates/:templateId', () => {
	const remove = (id: string) => call(server, 'DELETE', `/templates/${id}`);

	it('takes it away, by its id alone', async () => {
		expect((await remove('pedido_enviado')).json.code).toBe('TEMPLATE_NOT_FOUND');
		expect(await remove(TEMPLATES.approved)).toMatchObject({
			status: 200,
			json: { success: true },
		});
		expect((await remove(TEMPLATES.approved)).status).toBe(404);
		expect((await call(server, 'GET', '/templates')).json).toHaveLength(4);
	});
});
