import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { GROUPS, KEYS, startReferenceServer } from 'pilotstatus-reference-server';
import type { ReferenceServer } from 'pilotstatus-reference-server';

/** Programs start slowly beside other suites. */
jest.setTimeout(60_000);

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
beforeEach(() => server.reset());
afterAll(async () => await server.close());

describe('npm run test:live', () => {
	const script = join(__dirname, '../../scripts/live/live.mts');

	/** The script as a program, in an environment of its own. */
	async function run(args: string[], env: Record<string, string> = {}, cwd?: string) {
		return await new Promise<{ code: number; output: string }>((resolve) => {
			const clean = { PATH: process.env.PATH };
			execFile(
				process.execPath,
				['--conditions=source', script, ...args],
				{ cwd, env: { ...clean, ...env } },
				(error, out, err) =>
					resolve({ code: (error?.code as number | undefined) ?? 0, output: out + err }),
			);
		});
	}

	it('says without a key what it would do, and asks nothing', async () => {
		const { code, output } = await run([], { PILOT_STATUS_BASE_URL: server.url });
		expect(code).toBe(0);
		expect(output).toContain('  GET /groups/{groupId}\n');
		expect(output).not.toContain('POST /messages/send');
		expect(server.log).toEqual([]);
		const write = await run(['--write', '--group', GROUPS.modern]);
		expect(write.output).toContain('  POST /messages/send, in 30 days\n');
	});

	it('takes key and address from the environment, and ends with 1 when something differs', async () => {
		const env = { PILOT_STATUS_API_KEY: KEYS.go, PILOT_STATUS_BASE_URL: `${server.url}/` };
		expect(await run([], env)).toMatchObject({ code: 0 });
		server.fault({ route: 'GET /groups', status: 200, body: { groups: 'none' } });
		const { code, output } = await run([], env);
		expect(code).toBe(1);
		expect(output).not.toContain(KEYS.go);
	});

	it('records what it was answered, where that is wanted', async () => {
		const env = { PILOT_STATUS_API_KEY: KEYS.go, PILOT_STATUS_BASE_URL: server.url };
		const folder = mkdtempSync(join(tmpdir(), 'live-'));
		try {
			expect((await run(['--record'], env, folder)).code).toBe(0);
			const text = readFileSync(join(folder, 'test/live/recordings/api.json'), 'utf8');
			expect(JSON.parse(text)).toMatchObject({
				checkedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
				exchanges: expect.arrayContaining([expect.objectContaining({ title: 'GET /groups' })]),
			});
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});

	it.each([[['--write', '--group', 'x']], [['ps_secret']], [['--key=ps_secret']]])(
		'explains itself after %j, and repeats nothing of it',
		async (args) => {
			const { code, output } = await run(args, { PILOT_STATUS_API_KEY: KEYS.go });
			expect(code).toBe(1);
			expect(output).toContain('Understands only the following');
			expect(output).not.toContain('ps_secret');
		},
	);
});
