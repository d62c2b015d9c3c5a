import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { ADS, KEYS, LEADS, NUMBERS } from 'pilotstatus-reference-server';
import { KEY } from './rows.mts';

const { server, account, calls } = useServer();
const leads = { resource: 'lead', operation: 'getAll' };
const lead = { resource: 'lead', operation: 'get', leadId: LEADS.ana };
const referrals = { resource: 'referral', operation: 'getAll' };
const summary = { resource: 'referral', operation: 'getSummary' };
const HIDDEN = /^Pilot Status does not store what people write to this number, or no longer \(PII/;

/** What a node gives, and the hints that the editor shows beside it. */
async function run(parameters: INodeParameters, key: string = KEY, items = 1) {
	const input = Array.from({ length: items }, () => ({ json: {} }));
	const done = await runNode(account(key), { parameters }, input);
	expect(done.error).toBeUndefined();
	const { hints = [] } = done.run.data.resultData.runData['Pilot Status']![0]!;
	return { json: done.items.map(({ json }) => json), hints: hints.map(({ message }) => message) };
}

const storeNothing = () => {
	for (const number of server().state.numbers) number.piiRelayOnly = true;
};

describe('the answers of a lead', () => {
	it.each<[string, unknown, object]>([
		[
			'one key per question, also where nobody answered (F03)',
			[
				{ key: 'full_name', label: 'Nome', values: ['Maria'] },
				{ key: 'bairro', label: 'Bairro', values: [] },
				{ key: 'servicos', label: 'Serviços', values: ['Pintura', 'Elétrica'] },
			],
			{ full_name: 'Maria', bairro: '', servicos: 'Pintura, Elétrica' },
		],
		['nothing where nothing may be stored (F06)', null, {}],
		[
			'what the value itself is, where it is no list',
			[{ key: 'idade', values: 42 }],
			{ idade: '42' },
		],
		[
			'keys that objects have anyway',
			[
				{ key: '__proto__', values: ['a'] },
				{ key: 'constructor', values: ['b'] },
				{ key: 'toString', values: [] },
			],
			JSON.parse('{"__proto__":"a","constructor":"b","toString":""}') as object,
		],
	])('have %s', async (_what, fields, answers) => {
		const body = { lead: { id: LEADS.ana, fields, redacted: fields === null } };
		server().fault({ route: 'GET /leads/:leadId', status: 200, body });
		const { json } = await run(lead);
		// As JSON, since a comparison of objects would not see an own __proto__.
		expect(JSON.stringify(json[0]!.answers)).toBe(JSON.stringify(answers));
	});
});

describe('leads', () => {
	it('are asked for by form, ad, page and time', async () => {
		const filters = {
			formId: ' form_orcamento',
			adId: ADS.sale,
			pageId: '',
			startDate: '2026-01-05',
			endDate: '2026-01-05',
		};
		const { json } = await run({ ...leads, filters });
		expect(json.map(({ id }) => id)).toEqual([LEADS.ana]);
		expect(server().log[0]!.query).toEqual({
			page: '1',
			pageSize: '50',
			formId: 'form_orcamento',
			adId: ADS.sale,
			// The tests' workflow is in São Paulo.
			startDate: '2026-01-05T03:00:00.000Z',
			endDate: '2026-01-06T02:59:59.999Z',
		});
	});

	it.each([
		[{ returnAll: true }, 232, 3],
		[{ limit: 150 }, 150, 2],
		[{ limit: 3 }, 3, 1],
	])('with %j come to %i, each once, in %i pages', async (given, count, pages) => {
		for (let nth = 0; nth < 230; nth++) server().receiveLead({ numberId: NUMBERS.go.id });
		const { json } = await run({ ...leads, ...given });
		expect(new Set(json.map(({ id }) => id)).size).toBe(count);
		expect(json).toHaveLength(count);
		expect(calls()).toHaveLength(pages);
	});

	it('keep a consent that is not known as null, which is no refusal', async () => {
		const { json } = await run(leads);
		expect(json.map(({ consentGiven }) => consentGiven)).toEqual([false, null]);
	});

	it.each([leads, lead])('say in one hint that they are hidden: %j', async (parameters) => {
		storeNothing();
		const { json, hints } = await run(parameters, KEY, 2);
		expect(json.at(-1)).toMatchObject({ redacted: true, fullName: null, answers: {} });
		expect(hints).toEqual([expect.stringMatching(HIDDEN)]);
	});

	it('say so by the notice beside one lead, too', async () => {
		const body = { lead: { id: LEADS.ana, fullName: null }, notice: 'PII_RELAY_ONLY' };
		server().fault({ route: 'GET /leads/:leadId', status: 200, body });
		expect((await run(lead)).hints).toEqual([expect.stringMatching(HIDDEN)]);
	});

	it('are hidden one by one once they are old', async () => {
		server().state.numbers.find(({ id }) => id === NUMBERS.go.id)!.retentionDays = 30;
		server().receiveLead({ numberId: NUMBERS.go.id, fullName: 'Nova' });
		const { json, hints } = await run(leads);
		expect(json.map(({ fullName }) => fullName)).toEqual(['Nova', null, null]);
		expect(hints).toHaveLength(1);
	});

	it('of another number are not found, and the hint says which ID is wanted', async () => {
		const { error } = await runNode(account(KEYS.meta), { parameters: lead });
		expect(error!.message).toBe('Pilot Status does not know this lead');
		expect(error!.description).toMatch(
			/^Give the 'id' of Get Many, or the 'leadId' of the trigger\./,
		);
	});

	it.each([{}, { lead: null }, { lead: {} }, []])('are missed in %j', async (body) => {
		server().fault({ route: 'GET /leads/:leadId', status: 200, body });
		const { error } = await runNode(account(KEY), { parameters: lead });
		expect(error!.message).toBe('Pilot Status accepted the request but gave no lead');
	});

	it.each(['lead', 'data'])(
		'are read under %s, and get the id that was asked for',
		async (name) => {
			const body = { [name]: { leadgenId: '9', fields: [] } };
			server().fault({ route: 'GET /leads/:leadId', status: 200, body });
			const { json } = await run(lead);
			expect(json).toEqual([{ id: LEADS.ana, leadgenId: '9', fields: [], answers: {} }]);
		},
	);
});

describe('referrals', () => {
	it('are asked for by source and time', async () => {
		const filters = { sourceId: ADS.sale, sourceType: 'AD', endDate: '2026-01-08T12:30:00Z' };
		const { json, hints } = await run({ ...referrals, filters }, KEYS.metaOba);
		expect(json.map(({ id }) => id)).toEqual(['msg_ad_bruno']);
		expect(server().log[0]!.query).toMatchObject({
			sourceId: ADS.sale,
			sourceType: 'ad',
			endDate: '2026-01-08T12:30:00.000Z',
		});
		expect(hints).toEqual([]);
	});

	it('know ads and posts as sources, and nothing else', async () => {
		const parameters = { ...referrals, filters: { sourceType: 'story' } };
		const { error } = await runNode(account(KEYS.metaOba), { parameters });
		expect([error!.message, error!.description]).toEqual([
			'"story" is not one of the choices of \'Source Type\'',
			'Use ad or post.',
		]);
		expect(calls()).toEqual([]);
	});

	it('keep ad and names where the number stores nothing, and say so in a hint', async () => {
		storeNothing();
		const { json, hints } = await run({ ...referrals, limit: 2 }, KEYS.metaOba);
		expect(json[1]).toMatchObject({
			text: null,
			referral: { sourceId: ADS.sale, adName: 'Promoção de verão', ctwaClid: null, redacted: true },
		});
		expect(hints).toEqual([expect.stringMatching(HIDDEN)]);
	});

	it('are few on numbers that no ad leads to', async () => {
		expect((await run(referrals)).json).toEqual([]);
		expect((await run(summary)).json).toEqual([]);
	});
});

describe('the summary of referrals', () => {
	it('counts between two dates', async () => {
		const filters = { startDate: '2026-01-08T12:30:00Z', endDate: '2026-01-08T13:30:00Z' };
		const { json } = await run({ ...summary, filters }, KEYS.metaOba);
		expect(json).toMatchObject([{ sourceId: ADS.sale, conversations: 1, messages: 1 }]);
	});

	it('says in a hint that it is not whole', async () => {
		const [model] = server().state.messages.filter(({ referral }) => referral !== null);
		for (let nth = 0; nth < 200; nth++) {
			const referral = { ...model!.referral!, sourceId: `ad_${nth}` };
			server().state.messages.push({ ...model!, id: `msg_${nth}`, referral });
		}
		const { json, hints } = await run({ ...summary, returnAll: true }, KEYS.metaOba);
		expect(json).toHaveLength(200);
		expect(hints).toEqual([expect.stringMatching(/no more than the 200 ads .+ 'Start Date'/)]);
		expect((await run({ ...summary, limit: 1 }, KEYS.metaOba)).json).toHaveLength(1);
	});

	it('says in a hint that the number stores nothing', async () => {
		storeNothing();
		const { hints } = await run(summary, KEYS.metaOba);
		expect(hints).toEqual([expect.stringMatching(HIDDEN)]);
	});

	it.each<[unknown, object[]]>([
		[[{ sourceId: '1' }], [{ sourceId: '1' }]],
		[{ data: [{ sourceId: '1' }, null] }, [{ sourceId: '1' }]],
		[{ ads: [] }, []],
	])('is read from %j', async (body, ads) => {
		server().fault({ route: 'GET /referrals/summary', status: 200, body });
		expect((await run(summary)).json).toEqual(ads);
	});
});

it.each([leads, lead, referrals, summary])(
	'a key without chat:read is told so: %j',
	async (parameters) => {
		server().state.keys.find(({ key }) => key === KEY)!.lacks = ['chat:read'];
		const { error } = await runNode(account(KEY), { parameters });
		expect(error!.message).toBe('The API key lacks a permission that this needs');
	},
);
