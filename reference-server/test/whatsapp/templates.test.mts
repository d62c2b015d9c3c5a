import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';

import { KEYS, NEWSLETTERS, TEMPLATES } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

it('lists templates with their states', async () => {
	const { json } = await call(server, 'GET', '/templates');
	const states = json.map((one: Record<string, unknown>) => [
		one.id,
		one.source,
		one.metaStatus,
		one.sendable,
	]);
	expect(states).toEqual([
		[TEMPLATES.approved, 'META', 'APPROVED', true],
		[TEMPLATES.marketing, 'META', 'APPROVED', true],
		[TEMPLATES.pending, 'META', 'PENDING', false],
		[TEMPLATES.rejected, 'META', 'REJECTED', false],
		[TEMPLATES.own, 'PILOT_STATUS', null, true],
	]);
});

it('gives one by id and by name', async () => {
	const byId = await call(server, 'GET', `/templates/${TEMPLATES.approved}`);
	expect(byId.json).toEqual({
		id: TEMPLATES.approved,
		name: 'pedido_enviado',
		category: 'UTILITY',
		body: 'Olá {{nome}}, o pedido {{pedido}} saiu para entrega.',
		buttons: [
			{ type: 'URL', text: 'Rastrear {{codigo}}', url: 'https://loja.example.com/rastrear' },
		],
		variables: ['nome', 'pedido', 'codigo'],
		source: 'META',
		metaStatus: 'APPROVED',
		metaLanguage: 'pt_BR',
		sendable: true,
	});
	expect((await call(server, 'GET', '/templates/pedido_enviado')).json).toEqual(byId.json);
});

it('answers 404 to an unknown one, and to one of another tenant', async () => {
	server.state.templates[0]!.tenantId = 'ten_2';
	for (const id of ['tpl_nada', TEMPLATES.approved]) {
		const { status, json } = await call(server, 'GET', `/templates/${id}`);
		expect([status, json.code]).toEqual([404, 'TEMPLATE_NOT_FOUND']);
	}
});

it('lists the newsletters of the own number', async () => {
	expect((await call(server, 'GET', '/newsletters', { key: KEYS.evo })).json).toEqual({
		newsletters: [{ id: NEWSLETTERS.evo, name: 'Novidades' }],
	});
});
