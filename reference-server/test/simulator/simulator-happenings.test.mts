import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { KEYS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { call } from '../support/client.mts';
import { listen, visit } from '../support/simulator.mts';
import type { Listening } from '../support/simulator.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, hook, events } = useWebhooks();
const post = (path: string, body: object) => visit(server(), 'POST', path, { body });
const place = { numberId: NUMBERS.go.id, from: PEOPLE.ana };
let page: Listening;
beforeEach(async () => {
	page = await listen(server(), NUMBERS.go.id);
});
afterEach(() => page.close());

it('shows what Meta says of the templates', async () => {
	const { templates } = await page.next('snapshot');
	expect(templates).toEqual([
		{ id: 'tpl_pedido', name: 'pedido_enviado', metaStatus: 'APPROVED', sendable: true },
		{ id: 'tpl_promocao', name: 'promocao_semana', metaStatus: 'APPROVED', sendable: true },
		{ id: 'tpl_lembrete', name: 'lembrete_reuniao', metaStatus: 'PENDING', sendable: false },
		{ id: 'tpl_cobranca', name: 'cobranca', metaStatus: 'REJECTED', sendable: false },
		{ id: 'tpl_visita', name: 'visita_tecnica', metaStatus: null, sendable: true },
	]);
});

it('shows the QR code while a number waits for its phone', async () => {
	const offline = await listen(server(), NUMBERS.offline.id);
	try {
		const qrcode = () => visit(server(), 'GET', `/numbers/${NUMBERS.offline.id}/qrcode`);
		expect((await offline.next('snapshot')).pairingCode).toBeNull();
		expect((await qrcode()).status).toBe(404);
		const path = `/numbers/${NUMBERS.offline.id}/connect`;
		const { json } = await call(server(), 'GET', path, { key: KEYS.tenant });
		const isShown = ({ pairingCode }: { pairingCode: string }) => pairingCode === json.pairingCode;
		await offline.next('overview', isShown);
		const { status, headers, text } = await qrcode();
		expect([status, headers['content-type']]).toEqual([200, 'image/png']);
		expect(text).toContain('PNG');
		server().clock.advance(5000);
		await offline.next('overview', ({ pairingCode }) => pairingCode === null);
	} finally {
		offline.close();
	}
});

it('lets people fill in forms and come from ads', async () => {
	await hook(['lead.received', 'message.received']);
	expect((await post('/leads', place)).status).toBe(201);
	const text = 'Vi o anúncio';
	const chat = { numberId: NUMBERS.go.id, chatId: PEOPLE.ana };
	expect((await post('/messages', { ...chat, text, fromAd: true })).status).toBe(201);
	expect((await post('/messages', { ...chat, text })).status).toBe(201);
	expect(await events()).toEqual(['lead.received', 'message.received', 'message.received']);
	expect(server().state.leads.at(-1)).toMatchObject({ fullName: 'Ana', phone: PEOPLE.ana });
	const { json } = await call(server(), 'GET', '/referrals');
	expect(json).toMatchObject({
		total: 1,
		referrals: [{ text, referral: { headline: 'Anúncio do simulador' } }],
	});
});

it('rings, and shows what becomes of calls', async () => {
	const shown = (status: string) =>
		page.next('overview', ({ calls }) => calls[0]?.status === status);
	const { json } = await post('/calls', place);
	expect((await shown('RINGING')).calls).toEqual([
		{ id: json.id, direction: 'INBOUND', status: 'RINGING', name: 'Ana', seconds: null },
	]);
	expect((await post(`/calls/${json.id}`, { action: 'hangUp' })).json.status).toBe('MISSED');
	await shown('MISSED');
	const again = await post(`/calls/${json.id}`, { action: 'hangUp' });
	expect([again.status, again.json.code]).toEqual([400, 'NOT_POSSIBLE']);

	const ours = await call(server(), 'POST', '/calls', { body: { to: PEOPLE.bruno } });
	server().clock.advance(1000);
	await shown('RINGING');
	await post(`/calls/${ours.json.id}`, { action: 'take' });
	server().clock.advance(60_000);
	expect((await shown('COMPLETED')).calls[0]).toMatchObject({ name: 'Bruno', seconds: 60 });
});

it('refuses calls of numbers that have none, and of nobody', async () => {
	const { status, json } = await post('/calls', { ...place, numberId: NUMBERS.evo.id });
	expect([status, json.code]).toEqual([400, 'FEATURE_NOT_SUPPORTED']);
	expect((await post('/calls/call_0', { action: 'take' })).status).toBe(404);
	expect((await post('/leads', { ...place, numberId: 'num_0' })).status).toBe(404);
});
