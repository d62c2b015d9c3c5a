/** `npm run dev`, as somebody who comes new starts it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { cacheRoot } from '../../scripts/cache.mts';
import { installWholeN8n } from '../../scripts/whole-n8n/install.mts';
import { startN8n } from '../../scripts/whole-n8n/instance.mts';
import { freePorts, requireFree } from '../../scripts/whole-n8n/ports.mts';
import { restOf } from '../../scripts/whole-n8n/rest.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { launchBrowser } from './browser.mts';

let folder: string;
let ports: number[];
const children: ChildProcess[] = [];

/** Starts it with a cache that holds n8n, and nothing of an earlier start. */
function start(...args: string[]): ChildProcess {
	const own = ['--port', String(ports[0]), '--api-port', String(ports[1])];
	const script = ['--conditions=source', 'scripts/dev/dev.mts', ...own, ...args];
	const env = { ...process.env, XDG_CACHE_HOME: folder };
	const child = spawn(process.execPath, script, { env, stdio: ['ignore', 'pipe', 'pipe'] });
	children.push(child);
	return child;
}

/** Waits for the addresses that it prints. */
async function ready(child: ChildProcess): Promise<{ entrance: string; simulator: string }> {
	let printed = '';
	child.stdout!.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
	const isReady = () => printed.includes('Ctrl-C ends everything.') || child.exitCode !== null;
	await until('the addresses', isReady, 300_000);
	expect(printed).not.toContain('not published');
	const [, entrance] = /^ {2}n8n +(\S+)/m.exec(printed.slice(printed.indexOf('Workflows:')))!;
	const [, simulator] = /Simulator +(\S+)/.exec(printed)!;
	return { entrance: entrance!, simulator: simulator! };
}

/** Waits until it gives up, and gives its last words. */
async function refused(child: ChildProcess): Promise<string> {
	const said = text(child.stderr!);
	expect(await once(child, 'exit')).toEqual([1, null]);
	return await said;
}

async function stop(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	child.kill('SIGINT');
	await once(child, 'exit');
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'pilotstatus-dev-'));
	const own = join(folder, basename(cacheRoot));
	mkdirSync(own);
	for (const name of readdirSync(cacheRoot).filter((one) => /^(n8n|node)-[\d.]+$/.test(one))) {
		symlinkSync(join(cacheRoot, name), join(own, name));
	}
	// n8n takes two that follow one another.
	await until('free ports', async () => {
		ports = await freePorts(2);
		return await requireFree(ports[0]! + 1).then(
			() => true,
			() => false,
		);
	});
});
afterAll(async () => {
	await Promise.all(children.map(stop));
	rmSync(folder, { recursive: true, force: true });
});

describe('npm run dev', () => {
	it.each(['the first time', 'again'])(
		'leads from the addresses it prints to an answer in the simulator, %s',
		async () => {
			const child = start();
			const { entrance, simulator } = await ready(child);
			const browser = await launchBrowser();
			try {
				const page = await browser.newPage({ locale: 'en-GB' });
				await page.goto(entrance);
				await page.waitForURL('**/home/workflows');
				// The number in the printed address is the one that the page takes by itself.
				await page.goto(new URL('/simulator', simulator).href);
				await page.waitForURL(/#num_/);
				expect(new URL(page.url()).hash).toBe(`${new URL(simulator).hash}/`);
				await page.getByRole('button', { name: /^Obra 42/ }).click();
				await page.getByRole('textbox', { name: /message/i }).fill('Lia, qual é o endereço?');
				await page.keyboard.press('Enter');
				await page.getByText('Estamos na Rua das Flores').first().waitFor();
			} finally {
				await browser.close();
			}

			expect(await refused(start())).toMatch(
				/^Another npm run dev is running, with .+ end it first/,
			);
			expect((await fetch(entrance, { redirect: 'manual' })).status).toBe(302);
			await stop(child);
		},
		// Eighteen examples are published one after the other.
		360_000,
	);

	it("sets no owner up on somebody else's n8n", async () => {
		const [port, brokerPort] = (await freePorts(2)) as [number, number];
		const home = join(folder, 'theirs');
		const n8n = await startN8n(await installWholeN8n(), { home, port, brokerPort });
		try {
			const who = ['--email', 'ana@example.com', '--password', 'Segredo123'];
			const theirs = await refused(start('--n8n-url', n8n.url, ...who));
			expect(theirs).toMatch(/^The n8n at http:\/\/localhost:\d+ has no owner yet: open it/);
			expect(await restOf(n8n.url).hasOwner()).toBe(false);
		} finally {
			await n8n.stop();
		}
	});
});
