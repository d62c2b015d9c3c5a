import { describe, expect, it } from '@jest/globals';

import { ADS, KEYS, LEADS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { call, refused } from '../support/client.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, hook, receiver, events } = useWebhooks();
const get = (path: string, key: string = KEYS.go) => call(server(), 'GET', path, { key });
const number = (name: keyof typeof NUMBERS) =>
	server().state.numbers.find(({ id }) => id === NUMBERS[name].id)!;

const anasLead = {
	id: LEADS.ana,
	leadgenId: '900000000000001',
	whatsappNumberId: 'num_go',
	pageId: 'page_ten_1',
	pageName: 'Loja do Zé',
	formId: 'form_orcamento',
	formName: 'Orçamento',
	adId: ADS.sale,
	adName: 'Promoção de verão',
	adsetName: 'Santos',
	campaignName: 'Verão',
	platform: 'ig',
	isOrganic: false,
	createdAt: '2026-01-05T12:00:00.000Z',
	fullName: 'Ana Lima',
	email: 'ana@example.com',
	phone: '5511987654321',
	fields: [
		{ key: 'cidade', label: 'Cidade', values: ['Santos'] },
		{ key: 'horarios', label: 'horarios', values: ['manhã', 'noite'] },
		{ key: 'observacao', label: 'Observação', values: [] },
	],
	consentGiven: null,
	conversationId: null,
	autoSendStatus: 'NOT_CONFIGURED',
	autoSendReason: null,
	source: 'WEBHOOK',
	redacted: false,
};

describe('leads', () => {
	const idsOf = async (query: string) =>
		(await get(`/leads${query}`)).json.leads.map((lead: { id: string }) => lead.id);

	it('are listed for the number, the newest first, and given one by one', async () => {
		const { json } = await get('/leads');
		expect(json).toMatchObject({ total: 2, page: 1, pageSize: 30, totalPages: 1 });
		expect(json).not.toHaveProperty('notice');
		expect(json.leads.map(({ id }: { id: string }) => id)).toEqual([LEADS.bruno, LEADS.ana]);
		expect(json.leads[1]).toEqual(anasLead);
		expect((await get(`/leads/${LEADS.ana}`)).json).toEqual({ lead: anasLead });
	});

	it.each([
		['?formId=form_contato', [LEADS.bruno]],
		[`?adId=${ADS.sale}`, [LEADS.ana]],
		['?pageId=page_ten_1', [LEADS.bruno, LEADS.ana]],
		['?pageId=page_0', []],
		['?startDate=2026-01-06', [LEADS.bruno]],
		['?endDate=2026-01-05T12:00:00Z', [LEADS.ana]],
		['?page=2&pageSize=1', [LEADS.ana]],
	])('are found by %s', async (query, ids) => {
		expect(await idsOf(query)).toEqual(ids);
	});

	it('of a number that stores nothing, or not so long, are hidden but for where they came from', async () => {
		number('go').piiRelayOnly = true;
		const { json } = await get('/leads');
		expect(json.notice).toBe('PII_RELAY_ONLY');
		const hidden = { fullName: null, email: null, phone: null, fields: [], redacted: true };
		expect(json.leads[1]).toEqual({ ...anasLead, ...hidden });
		const one = await get(`/leads/${LEADS.ana}`);
		expect(one.json).toMatchObject({ lead: hidden, notice: 'PII_RELAY_ONLY' });
		Object.assign(number('go'), { piiRelayOnly: false, retentionDays: 1 });
		const later = await get('/leads');
		expect(later.json).not.toHaveProperty('notice');
		expect(later.json.leads[0].redacted).toBe(true);
	});

	it.each([
		[`/leads/${LEADS.carla}`, KEYS.go, 404, 'LEAD_NOT_FOUND'],
		['/leads/900000000000001', KEYS.go, 404, 'LEAD_NOT_FOUND'],
		['/leads?startDate=2026-02-01&endDate=2026-01-01', KEYS.go, 400, 'INVALID_DATE_RANGE'],
		['/leads', KEYS.tenant, 403, 'TENANT_SCOPE_NOT_ALLOWED'],
	])('%s with %s is refused', async (path, key, wanted, code) => {
		const { status, json } = await get(path, key);
		expect([status, json.code]).toEqual([wanted, code]);
	});

	it('reach webhooks whole, also where nothing is stored', async () => {
		await hook(['lead.received']);
		number('go').piiRelayOnly = true;
		const lead = server().receiveLead({
			numberId: NUMBERS.go.id,
			phone: PEOPLE.ana,
			fields: [
				{ key: 'cidade', label: 'Cidade', values: ['Santos'] },
				{ key: 'x', label: null, values: [] },
			],
		});
		expect(await events()).toEqual(['lead.received']);
		expect(receiver().received[0]!.json.data).toEqual({
			leadId: lead.id,
			leadgenId: '900000000002',
			whatsappNumberId: NUMBERS.go.id,
			pageId: 'page_ten_1',
			pageName: 'Loja do Zé',
			formId: 'form_orcamento',
			formName: 'Orçamento',
			adId: null,
			adName: null,
			adsetId: null,
			adsetName: null,
			campaignId: null,
			campaignName: null,
			platform: 'fb',
			isOrganic: true,
			createdAt: expect.stringMatching(/Z$/),
			fullName: 'Ana',
			email: null,
			phone: '5511987654321',
			fields: [
				{ key: 'cidade', label: 'Cidade', values: ['Santos'] },
				{ key: 'x', values: [] },
			],
			consentGiven: null,
			conversationId: null,
		});
		expect((await get('/leads')).json.total).toBe(3);
	});
});

describe('referrals', () => {
	const get = (path: string, key: string = KEYS.metaOba) => call(server(), 'GET', path, { key });
	const idsOf = async (query: string) =>
		(await get(`/referrals${query}`)).json.referrals.map((one: { id: string }) => one.id);

	it('are the messages that ads brought, the newest first', async () => {
		expect(await idsOf('')).toEqual(['msg_ad_ana', 'msg_ad_carla', 'msg_ad_bruno']);
		const { json } = await get('/referrals?page=3&pageSize=1');
		expect(json).toMatchObject({ total: 3, page: 3, pageSize: 1, totalPages: 3 });
		expect(json.referrals[0]).toMatchObject({
			text: 'Quero saber mais',
			participantPhone: '+5521987650002',
			referral: {
				sourceId: ADS.sale,
				sourceType: 'ad',
				sourceUrl: 'https://fb.me/verao',
				headline: 'Verão com desconto',
				ctwaClid: 'clid-1',
				adName: 'Promoção de verão',
				videoUrl: null,
			},
		});
		const history = await get('/messages/history');
		expect(history.json.messages[2].referral).toEqual(json.referrals[0].referral);
	});

	it.each([
		[`?sourceId=${ADS.post}`, ['msg_ad_ana']],
		['?sourceType=ad', ['msg_ad_carla', 'msg_ad_bruno']],
		['?sourceType=post', ['msg_ad_ana']],
		['?endDate=2026-01-08T12:30:00Z', ['msg_ad_bruno']],
	])('are found by %s', async (query, ids) => {
		expect(await idsOf(query)).toEqual(ids);
	});

	it('keep the ad where the rest is hidden', async () => {
		number('metaOba').piiRelayOnly = true;
		const { json } = await get('/referrals');
		expect(json.notice).toBe('PII_RELAY_ONLY');
		expect(json.referrals[2]).toMatchObject({
			text: null,
			participantPhone: null,
			redacted: true,
			referral: {
				sourceId: ADS.sale,
				sourceType: 'ad',
				adName: 'Promoção de verão',
				headline: null,
				ctwaClid: null,
				redacted: true,
			},
		});
	});

	it('are summed up by ad', async () => {
		server().receive({
			numberId: NUMBERS.metaOba.id,
			from: PEOPLE.bruno,
			text: 'De novo',
			referral: { sourceId: ADS.sale, headline: 'Nova' },
			createdAt: '2026-01-09T12:00:00.000Z',
		});
		const names = {
			adName: null,
			adsetId: null,
			adsetName: null,
			campaignId: null,
			campaignName: null,
			namesResolvedAt: null,
		};
		const sale = {
			sourceId: ADS.sale,
			sourceType: 'ad',
			conversations: 2,
			messages: 3,
			firstAt: '2026-01-08T12:00:00.000Z',
			lastAt: '2026-01-09T12:00:00.000Z',
			lastSourceUrl: null,
			lastHeadline: 'Nova',
			...names,
		};
		const { json } = await get('/referrals/summary');
		expect(json).toEqual({
			ads: [sale, expect.objectContaining({ sourceId: ADS.post, conversations: 1, messages: 1 })],
			total: 2,
			limit: 200,
			truncated: false,
		});
		const early = await get('/referrals/summary?endDate=2026-01-08T12:00:00Z');
		expect(early.json.ads).toEqual([expect.objectContaining({ conversations: 1, messages: 1 })]);
		number('metaOba').piiRelayOnly = true;
		expect((await get('/referrals/summary')).json).toMatchObject({
			ads: [{ sourceId: ADS.sale, lastHeadline: null }, {}],
			piiNotice: 'PII_RELAY_ONLY',
		});
	});

	it('are cut at 200 ads', async () => {
		for (let n = 0; n < 199; n++) {
			const place = { numberId: NUMBERS.metaOba.id, from: PEOPLE.ana };
			server().receive({ ...place, text: 'Oi', referral: { sourceId: `ad_${n}` } });
		}
		const { json } = await get('/referrals/summary');
		expect(json).toMatchObject({ total: 201, limit: 200, truncated: true });
		expect(json.ads).toHaveLength(200);
		expect(json.notice).toContain('200');
	});

	it('refuse other kinds of sources, and keys that may not read chats', async () => {
		const kind = await get('/referrals?sourceType=reel');
		expect([kind.status, kind.json.code]).toEqual([400, 'INVALID_SOURCE_TYPE']);
		expect(refused(await get('/referrals/summary?page=1'))).toEqual(['query /page']);
		server().state.keys.find(({ key }) => key === KEYS.metaOba)!.lacks = ['chat:read'];
		for (const path of ['/referrals', '/referrals/summary', '/leads', '/leads/x']) {
			expect((await get(path)).json.code).toBe('PERMISSION_DENIED');
		}
	});

	it('are in Meta’s own body', async () => {
		await hook(['*'], { key: KEYS.metaOba });
		server().receive({
			numberId: NUMBERS.metaOba.id,
			from: PEOPLE.ana,
			text: 'Oi',
			referral: { sourceId: ADS.sale, ctwaClid: 'c' },
		});
		await server().settled();
		const native = server().deliveries.at(-1)!.body;
		expect(native.entry[0].changes[0].value.messages[0].referral).toMatchObject({
			source_id: ADS.sale,
			source_type: 'ad',
			ctwa_clid: 'c',
		});
	});
});
