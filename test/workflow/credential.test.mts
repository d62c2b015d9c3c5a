import { beforeAll, describe, expect, it } from '@jest/globals';

import { n8n, outside } from '../harness/core.mts';
import { testCredential } from '../harness/credentials.mts';
import { loaded } from '../harness/package.mts';
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

	it('tolerates slashes at the end of the address', async () => {
		const data = { ...account(KEYS.go), baseUrl: `${server().url}/` };
		expect(await testCredential(data)).toMatchObject({ status: 'OK' });
	});
});
