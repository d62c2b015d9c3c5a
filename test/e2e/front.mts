import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePorts } from '../../scripts/whole-n8n/ports.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

/** The one address of an n8n with several processes. */
export interface Front {
	/** e.g. `http://127.0.0.1:5678` */
	url: string;
	/** The same, with webhooks given to the processors in turn, whichever they are. */
	inTurn: string;
	close(): Promise<void>;
}

const PAGE = 'docs/trigger-repeats.md';

/** What the page gives to users, with ports in place of its own. */
function published(listen: number, main: number, webhooks: number[]): string {
	const [, block] = /^```nginx\n(.*?)^```$/ms.exec(readFileSync(PAGE, 'utf8'))!;
	const processors = webhooks.map((port) => `server 127.0.0.1:${port};`).join(' ');
	return block!
		.replace(/(?:server webhook-\d:5678;\s*)+/, `${processors}\n`)
		.replace('main:5678', `127.0.0.1:${main}`)
		.replace('listen 80;', `listen 127.0.0.1:${listen};`);
}

/**
 * Starts Debian's nginx with the configuration that the docs publish: production webhooks and forms go to the webhook
 * processors, by their address, all else to main.
 * @param main port of main
 * @param webhooks ports of the webhook processors
 * @throws Error when nginx is missing, or does not take the configuration
 */
export async function startFront(main: number, webhooks: number[]): Promise<Front> {
	const folder = mkdtempSync(join(tmpdir(), 'pilotstatus-front-'));
	const [hashed, inTurn] = (await freePorts(2)) as [number, number];
	const byAddress = published(hashed, main, webhooks);
	const plain = published(inTurn, main, webhooks)
		.replace(/^\s*hash .*\n/m, '')
		.replaceAll('n8n_', 'plain_');
	const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
		.map((name) => `${name}_temp_path ${join(folder, name)};`)
		.join('\n');
	const config = join(folder, 'nginx.conf');
	writeFileSync(
		config,
		`daemon off;\nmaster_process off;\npid ${join(folder, 'pid')};\nerror_log stderr;\nevents {}\n` +
			`http {\naccess_log off;\n${folders}\n${byAddress}\n${plain}\n}\n`,
	);
	// Debian has it where only root looks by itself.
	const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
	const child = spawn('nginx', ['-p', folder, '-c', config, '-e', 'stderr'], {
		env,
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let log = '';
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => (log += chunk));
	await once(child, 'spawn');
	const ended = once(child, 'exit');
	const close = async () => {
		child.kill();
		await ended;
		rmSync(folder, { recursive: true, force: true });
	};
	const urls = [hashed, inTurn].map((port) => `http://127.0.0.1:${port}`) as [string, string];
	await until('nginx to be ready', async () => {
		if (child.exitCode !== null) throw new Error(`nginx did not start:\n${log}`);
		return await Promise.all(urls.map(async (url) => await fetch(url))).catch(() => undefined);
	});
	return { url: urls[0], inTurn: urls[1], close };
}
