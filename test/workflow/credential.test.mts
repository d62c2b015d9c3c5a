import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';

import { n8n, outside } from '../harness/core.mts';
import { testCredential } from '../harness/credentials.mts';
import { runNode, searchList } from '../harness/engine.mts';
import { loaded, loader } from '../harness/package.mts';
import { useServer } from '../harness/server.mts';
import { KEYS } from 'pilotstatus-reference-server';

const { account, calls, server } = useServer();
beforeAll(async () => await loaded);

// Older n8n loses the cause of an error on the way; it then shows a text of its own for each status.
const node = { id: '', name: '', type: '', typeVersion: 1, position: [0, 0], parameters: {} };
const ownTexts =
	new n8n.NodeApiError(node as never, new outside.Error('x') as never).cause !== undefined;

describe('the test of the credential', () => {
	it.each(Object.entries(KEYS).filter(([name]) => name !== 'tenant'))(
		'passes for the key of the number %s, online or not',
		async (_name, key) => {
			expect(await testCredential(account(key))).toMatchObject({ status: 'OK' });
			expect(calls()).toEqual(['GET /templates']);
			expect(server().log[0]!.headers['x-api-key']).toBe(key);
		},
	);

	it('tells a bad key', async () => {
		expect(await testCredential(account('ps_wrong'))).toEqual({
			status: 'Error',
			message: expect.stringMatching(
				ownTexts ? /^Pilot Status does not know this API key/ : /^Authorization failed/,
			),
		});
	});

	it('tells a tenant key', async () => {
		expect(await testCredential(account(KEYS.tenant))).toEqual({
			status: 'Error',
			message: expect.stringMatching(ownTexts ? /^This is a tenant key/ : /^Forbidden/),
		});
	});

	it('tells a value that cannot be a key, without a request', async () => {
		expect(await testCredential(account('abc'))).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^The API key in the credential does not start with "ps_"/),
		});
		expect(calls()).toEqual([]);
	});

	it.each([
		['slashes at its end', (url: string) => `${url}//`],
		['blanks and marks nobody sees around it', (url: string) => `\ufeff \u200b${url}/\u200b\n`],
	])('tolerates an address with %s', async (_what, write) => {
		const data = { ...account(KEYS.go), baseUrl: write(server().url) };
		expect(await testCredential(data)).toMatchObject({ status: 'OK' });
		expect(calls()).toEqual(['GET /templates']);
	});

	it('asks the address that all other requests ask, whichever slip was made', async () => {
		const { authenticate } = loader.getCredential('pilotStatusApi').type;
		const data = { ...account(KEYS.go), baseUrl: 'https://pilotstatus.com.br/api/v1' };
		const sign = authenticate as (data: object, options: object) => Promise<object>;
		expect(await sign(data, { baseURL: data.baseUrl, url: '/templates' })).toMatchObject({
			baseURL: 'https://pilotstatus.com.br/v1',
			url: '/templates',
		});
		expect(await sign(data, { url: 'https://pilotstatus.com.br/v1/groups' })).not.toHaveProperty(
			'baseURL',
		);
	});

	it('never repeats what stands behind the address', async () => {
		const data = { ...account(KEYS.go), baseUrl: `${server().url}?token=Secret1` };
		const { status, message } = await testCredential(data);
		expect(status).toBe('Error');
		expect(message).toMatch(/holds more than an address/);
		expect(message).not.toContain('Secret1');
		expect(calls()).toEqual([]);
	});
});

describe('what the credential sends along', () => {
	const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
	const data = () => ({ ...account(KEYS.tenant), whatsappNumberId: ' num_go\u200b ' });
	const expected = {
		'x-api-key': KEYS.tenant,
		'x-whatsapp-number-id': 'num_go',
		'user-agent': `n8n-nodes-pilotstatus/${version}`,
	};

	it('is key, number and name, in its test', async () => {
		await testCredential(data());
		expect(server().log[0]!.headers).toMatchObject(expected);
	});

	it('and in every other request', async () => {
		await runNode(data(), { parameters: { resource: 'group', operation: 'getAll' } });
		await searchList(data(), 'searchGroups').catch(() => {});
		expect(server().log).toHaveLength(2);
		for (const { headers } of server().log) expect(headers).toMatchObject(expected);
	});

	it('lets a tenant key act for its number', async () => {
		expect(await testCredential(data())).toMatchObject({ status: 'OK' });
		const parameters = { resource: 'group', operation: 'getAll' };
		const { items } = await runNode(data(), { parameters });
		expect(items).toHaveLength(3);
		const foreign = { ...data(), whatsappNumberId: 'num_foreign' };
		const { error } = await runNode(foreign, { parameters });
		expect(error!.message).toBe(
			"The API key may not use the number that 'WhatsApp Number ID' of the credential names",
		);
	});

	it('is no number where the credential has none', async () => {
		await testCredential(account(KEYS.go));
		expect(server().log[0]!.headers).not.toHaveProperty('x-whatsapp-number-id');
	});
});
