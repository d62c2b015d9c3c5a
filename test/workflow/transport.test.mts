import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls } = useServer();
const list = { resource: 'group', operation: 'getAll' };
const send = {
	resource: 'message',
	operation: 'sendText',
	groupId: locator(GROUPS.modern),
	text: 'Oi',
};

describe('keys', () => {
	it('asks once with a key that the API does not know', async () => {
		const { error } = await runNode(account('ps_wrong'), { parameters: list });
		expect(calls()).toEqual(['GET /groups']);
		expect(error).toMatchObject({
			message: 'Pilot Status does not know this API key',
			httpCode: '401',
		});
	});

	it('says that a tenant key is one', async () => {
		const { error } = await runNode(account(KEYS.tenant), { parameters: send });
		expect(error!.message).toBe(
			'This is a tenant key, which cannot send messages or manage groups',
		);
		expect(error!.description).toMatch(/key of one WhatsApp number/);
	});

	it.each(['', 'sk_live_123', 'ps_', 'ps_a b'])(
		'refuses %j before any request, without repeating it',
		async (apiKey) => {
			const { error, run } = await runNode(account(apiKey), { parameters: list });
			expect(error!.message).toMatch(/^The API key in the credential does not start with "ps_"/);
			expect(calls()).toEqual([]);
			if (apiKey.length > 3) expect(JSON.stringify(run.data)).not.toContain(apiKey);
		},
	);

	it('never shows the key, even when the answer repeats it', async () => {
		server().fault({ route: 'GET /groups', status: 400, body: { message: `bad key ${KEYS.evo}` } });
		const thrown = await runNode(account(KEYS.evo), { parameters: list });
		const continued = await runNode(account(KEYS.evo), {
			parameters: list,
			onError: 'continueRegularOutput',
		});
		for (const { run } of [thrown, continued]) expect(JSON.stringify(run)).not.toContain(KEYS.evo);
		expect(thrown.error!.message).toBe('Pilot Status did not accept the request: bad key ps_…');
	});

	it('sends the key in its header, without the spaces that a paste brings along', async () => {
		const { items } = await runNode(account(` ${KEY} `), { parameters: list });
		expect(items).toHaveLength(3);
		expect(server().log[0]!.headers).toMatchObject({
			'x-api-key': KEY,
			accept: 'application/json',
		});
	});
});

describe('addresses', () => {
	it('tolerates slashes at the end', async () => {
		const { items } = await runNode(
			{ apiKey: KEY, baseUrl: `${server().url}//` },
			{ parameters: list },
		);
		expect(items).toHaveLength(3);
	});

	it.each(['pilotstatus.com.br/v1', '', 'ftp://x/v1'])('refuses %j', async (baseUrl) => {
		const { error } = await runNode({ apiKey: KEY, baseUrl }, { parameters: list });
		expect(error!.message).toBe(
			`"${baseUrl}" in 'Base URL' of the credential is not a web address`,
		);
	});

	it('says that nothing was sent when nobody answers there', async () => {
		const { error } = await runNode(
			{ apiKey: KEY, baseUrl: 'http://127.0.0.1:1/v1' },
			{ parameters: send },
		);
		expect(error!.message).toBe('The address in the credential refuses the connection');
		expect(error!.description).toMatch(/^Nothing was sent\./);
	});
});

describe('redirects', () => {
	let other: Server;
	afterEach(() => void other.close());

	it('are not followed, so the key goes to no other host', async () => {
		const seen: unknown[] = [];
		other = createServer((request, response) => {
			seen.push(request.headers);
			response.end('{}');
		});
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		const target = `http://127.0.0.1:${(other.address() as AddressInfo).port}/elsewhere`;
		server().fault({ route: '*', status: 302, headers: { location: `${target}?token=1` } });
		const { error } = await runNode(account(KEY), { parameters: send });
		expect(seen).toEqual([]);
		expect(error!.message).toBe(
			`The address in the credential redirects to ${target}, and redirects are not followed`,
		);
		expect(calls()).toHaveLength(1);
	});
});

describe('the timeout', () => {
	it('ends a request that takes too long', async () => {
		server().fault({ route: 'POST /messages/send', delayMs: 60_000 });
		const { error } = await runNode(account(KEY), {
			parameters: { ...send, options: { timeout: 150, maxWait: 0 } },
		});
		expect(error!.message).toBe('Pilot Status did not answer within 0.15 seconds');
		expect(error!.description).toMatch(
			/^The message may have been sent\. Use n8n's Retry on this execution/,
		);
	});
});

describe("words that n8n takes for a system error's code and replaces the message by", () => {
	it('stay in a sentence of ours and in one of the API', async () => {
		const groupId = locator('approvePermissions', 'id');
		const ours = await runNode(account(KEY), { parameters: { ...send, groupId } });
		expect(ours.error!.message).toMatch(/^"approvePermissions" in 'Group' is not an ID/);
		server().fault({ route: 'GET /groups', status: 400, body: { message: 'lost ENOENT' } });
		const theirs = await runNode(account(KEY), { parameters: list });
		expect(theirs.error!.message).toBe('Pilot Status did not accept the request: lost ENOENT');
	});
});
