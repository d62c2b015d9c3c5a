import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startEntrance } from '../../scripts/dev/entrance.mts';
import { ownerOf, takeHome } from '../../scripts/dev/home.mts';
import { requireFree } from '../../scripts/whole-n8n/ports.mts';

describe('the folder of npm run dev', () => {
	let root: string;
	beforeAll(() => {
		root = mkdtempSync(join(tmpdir(), 'pilotstatus-dev-'));
	});
	afterAll(() => rmSync(root, { recursive: true, force: true }));

	it('has an owner of its own, who stays, and whom nobody else on the machine can read', () => {
		const [one, other] = ['one', 'other'].map((name) => mkdtempSync(join(root, name)));
		const owner = ownerOf(one!);
		expect(owner.password).toMatch(/^Ps1-[0-9a-f]{24}$/);
		expect(ownerOf(one!)).toEqual(owner);
		expect(ownerOf(other!).password).not.toBe(owner.password);
		expect(statSync(join(one!, 'owner.json')).mode & 0o777).toBe(0o600);
	});

	it('belongs to one process at a time, and the second one hears so', async () => {
		const home = join(root, 'home');
		const giveBack = await takeHome(home);
		await expect(takeHome(home)).rejects.toThrow(
			`Another npm run dev is running, with ${home}. Go on with that one, or end it first; if it was killed, wait ten seconds.`,
		);
		await giveBack();
		await (
			await takeHome(home)
		)();
	});
});

describe('the entrance', () => {
	let entrance: Awaited<ReturnType<typeof startEntrance>>;
	const rest = { signIn: async () => {}, cookie: () => 'n8n-auth=session' };
	beforeAll(async () => {
		entrance = await startEntrance('http://localhost:5678', rest);
	});
	afterAll(async () => await entrance.close());

	/** Visits it as a browser does, where `fetch` would not let us. */
	const visit = async (headers: Record<string, string>, path?: string, method = 'GET') => {
		const url = new URL(path ?? '', entrance.url);
		const { host, port, pathname } = path === undefined ? new URL(entrance.url) : url;
		const options = {
			host: '127.0.0.1',
			port,
			path: pathname,
			method,
			headers: { host, ...headers },
		};
		return await new Promise<unknown[]>((resolve, reject) => {
			const sent = request(options, ({ statusCode, headers: { location, ...others } }) => {
				resolve([statusCode, location, others['set-cookie']]);
			});
			sent.on('error', reject).end();
		});
	};
	const session = ['n8n-auth=session; Path=/; HttpOnly; SameSite=Lax'];

	it.each([
		['a click on the link', {}],
		[
			'a click, as browsers tell of it',
			{ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
		],
	])('hands the session over to %s', async (_who, headers) => {
		expect(await visit(headers)).toEqual([302, 'http://localhost:5678', session]);
	});

	it.each([
		['a foreign name of this machine', { host: 'evil.example:80' }, undefined, 'GET'],
		['a script of another site', { origin: 'https://evil.example' }, undefined, 'GET'],
		['a script that asks without CORS', { 'sec-fetch-dest': 'empty' }, undefined, 'GET'],
		['a frame', { 'sec-fetch-dest': 'iframe' }, undefined, 'GET'],
		['who does not know the address', {}, '/', 'GET'],
		['a form', {}, undefined, 'POST'],
	])('refuses %s', async (_who, headers, path, method) => {
		expect(await visit(headers, path, method)).toEqual([403, undefined, undefined]);
	});

	it('has a port that others cannot take, and are told which', async () => {
		const port = Number(new URL(entrance.url).port);
		await expect(requireFree(port)).rejects.toMatchObject({ code: 'EADDRINUSE', port });
	});
});
