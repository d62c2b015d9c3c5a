import { describe, expect, it } from '@jest/globals';

import { searchList } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NEWSLETTERS } from 'pilotstatus-reference-server';
import { KEY } from './rows.mts';

const { server, account, calls } = useServer();

describe('the picker for groups', () => {
	it('shows names and ids, sorted by name, with one request', async () => {
		expect(await searchList(account(KEY), 'searchGroups')).toEqual({
			results: [
				{ name: `Condomínio Ipê (${GROUPS.lonely})`, value: GROUPS.lonely },
				{ name: `Obra 42 (${GROUPS.modern})`, value: GROUPS.modern },
				{ name: `Vendas (${GROUPS.legacy})`, value: GROUPS.legacy },
			],
		});
		expect(calls()).toEqual(['GET /groups']);
	});

	it.each([
		[' OBRA ', [GROUPS.modern]],
		['ipe', [GROUPS.lonely]],
		['1561472255', [GROUPS.legacy]],
		['nada', []],
	])('filters by %j here, not at the API', async (filter, ids) => {
		const { results } = await searchList(account(KEY), 'searchGroups', filter);
		expect(results.map(({ value }) => value)).toEqual(ids);
		expect(server().log[0]!.query).toEqual({});
	});

	it('says why it stays empty', async () => {
		await expect(searchList(account(KEYS.offline), 'searchGroups')).rejects.toMatchObject({
			message: 'The WhatsApp number is not connected',
			description: expect.stringMatching(/QR code/),
		});
		await expect(searchList(account('ps_wrong'), 'searchGroups')).rejects.toMatchObject({
			message: 'Pilot Status does not know this API key',
			httpCode: '401',
		});
		await expect(searchList(account(KEYS.meta), 'searchGroups')).rejects.toMatchObject({
			message: 'This WhatsApp number cannot use groups',
		});
	});

	it('says how long the API asks to wait, when that is too long before a screen', async () => {
		server().fault({ route: 'GET /groups', nth: 1, status: 429, headers: { 'retry-after': '60' } });
		await expect(searchList(account(KEY), 'searchGroups')).rejects.toMatchObject({
			message: expect.stringMatching(/after waiting 0 seconds, 60 seconds more would be needed$/),
			description: 'Try again after that time; this request was not taken.',
		});
	});
});

describe('the picker for newsletters', () => {
	it('shows names and ids', async () => {
		expect(await searchList(account(KEY), 'searchNewsletters', 'nov')).toEqual({
			results: [{ name: `Novidades (${NEWSLETTERS.go})`, value: NEWSLETTERS.go }],
		});
	});

	it('says why it stays empty', async () => {
		await expect(searchList(account(KEYS.offline), 'searchNewsletters')).rejects.toMatchObject({
			message: 'The WhatsApp number is not connected',
		});
		await expect(searchList(account('ps_wrong'), 'searchNewsletters')).rejects.toMatchObject({
			message: 'Pilot Status does not know this API key',
		});
	});

	it('says that Meta numbers have none', async () => {
		await expect(searchList(account(KEYS.metaOba), 'searchNewsletters')).rejects.toMatchObject({
			message: 'This WhatsApp number cannot use groups or newsletters',
		});
	});
});
