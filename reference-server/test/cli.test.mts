import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS } from '../src/seeds/index.mts';
import { startReferenceServer } from '../src/server.mts';
import { call } from './support/client.mts';
import { startReceiver } from './support/receiver.mts';

const CLI = join(__dirname, '../src/cli.mts');
const run = (...args: string[]) => promisify(execFile)(process.execPath, [CLI, ...args]);

describe('the command line', () => {
	it('says where it is, serves, moves messages on, and stops cleanly', async () => {
		const receiver = await startReceiver();
		const child = spawn(process.execPath, [CLI, '--port', '0', '--seed', 'test']);
		const ended = once(child, 'exit');
		try {
			let output = '';
			for await (const chunk of child.stdout) {
				output += String(chunk);
				if (output.includes('Ctrl-C')) break;
			}
			const url = /http:\/\/127\.0\.0\.1:\d+\/v1/.exec(output)![0];
			for (const key of Object.values(KEYS)) expect(output).toContain(key);
			expect(output).toContain('/openapi.json');
			expect(output).toContain(url.replace('/v1', '/simulator'));
			const { status, json } = await call({ url }, 'GET', '/groups', { key: KEYS.evo });
			expect([status, json.groups.length]).toEqual([200, 3]);
			const hook = { name: 'test', url: receiver.url, events: ['*'] };
			await call({ url }, 'POST', '/webhooks', { body: hook });
			const body = { groupId: GROUPS.modern, text: 'Oi' };
			const sent = await call({ url }, 'POST', '/messages/send', { body });
			await receiver.count(1);
			expect(receiver.received[0]!.json).toMatchObject({
				event: 'message.sent',
				data: { id: sent.json.id },
			});
		} finally {
			child.kill('SIGINT');
			await receiver.close();
		}
		expect(await ended).toEqual([0, null]);
	});

	it('explains itself', async () => {
		expect((await run('--help')).stdout).toContain('--port <number>');
	});

	it.each([
		[['--port', '70000'], '--port takes'],
		[['--seed', 'big'], '--seed takes test or demo, not "big"'],
		[['--hots', 'x'], "Unknown option '--hots'"],
	])('answers %j with a sentence', async (args, sentence) => {
		const failure = await run(...args).catch((error: unknown) => error);
		expect(failure).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) });
		expect(failure).toMatchObject({ stderr: expect.not.stringContaining('    at ') });
	});

	it('says so when the port is taken', async () => {
		const server = await startReferenceServer();
		try {
			const failure = await run('--port', new URL(server.url).port).catch(
				(error: unknown) => error,
			);
			expect(failure).toMatchObject({
				code: 1,
				stderr: expect.stringMatching(/^Port \d+ is already in use[^\n]+\n$/),
			});
		} finally {
			await server.close();
		}
	});
});
