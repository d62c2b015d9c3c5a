/**
 * n8n with these nodes, the reference server beside it, and the examples: one command to try and to develop.
 * Everything that it starts ends with it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { KEYS, startReferenceServer } from 'pilotstatus-reference-server';
import { cacheRoot } from '../cache.mts';
import { installWholeN8n, N8N_VERSION } from '../whole-n8n/install.mts';
import type { InstalledN8n } from '../whole-n8n/install.mts';
import { startN8n } from '../whole-n8n/instance.mts';
import type { Instance } from '../whole-n8n/instance.mts';
import { installIntoN8n } from '../whole-n8n/package.mts';
import { OWNER, restOf } from '../whole-n8n/rest.mts';
import type { Rest } from '../whole-n8n/rest.mts';
import { importExamples } from './examples.mts';
import { startEntrance } from './entrance.mts';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '5678' },
		'api-port': { type: 'string', default: '4010' },
		// An n8n that runs already, and who signs in there.
		'n8n-url': { type: 'string' },
		email: { type: 'string', default: OWNER.email },
		password: { type: 'string', default: OWNER.password },
	},
});
const { email, password } = values;
const port = Number(values.port);
const home = join(cacheRoot, `dev-${N8N_VERSION}`);

/** What to end, the youngest first. */
const endings: Array<() => Promise<void> | void> = [];
let isEnding = false;

async function end(code: number): Promise<never> {
	if (isEnding) return await new Promise<never>(() => {});
	isEnding = true;
	for (const ending of endings.reverse()) await ending();
	process.exit(code);
}

/** Signs in and brings credential and examples along. */
async function furnish(url: string, baseUrl: string): Promise<Rest> {
	const rest = restOf(url, { email, password });
	await rest.signIn();
	const data = { apiKey: KEYS.go, baseUrl, webhookSecret: '' };
	const credentials = [
		await rest.saveCredential('pilotStatusApi', 'Pilot Status (reference server)', data),
		// n8n publishes no workflow whose credentials are missing, and the agent needs a model.
		await rest.saveCredential(
			'openAiApi',
			'OpenAI (put your key here)',
			{ apiKey: 'put your key here' },
			true,
		),
	];
	for (const line of await importExamples(rest, credentials)) console.log(`  ${line}`);
	return rest;
}

/** n8n, which a change of the nodes starts anew: descriptions and code are read at its start only. */
async function runN8n(installed: InstalledN8n): Promise<void> {
	mkdirSync(home, { recursive: true });
	let instance: Instance | undefined;
	const start = async () => {
		await installIntoN8n(home);
		instance = await startN8n(installed, { home, port, brokerPort: port + 1 });
		const { ended, log } = instance;
		void ended.then((code) => {
			if (isEnding || isRestarting) return;
			console.error(`n8n has ended (${code}):\n${log().slice(-2000)}`);
			void end(1);
		});
	};
	let isRestarting = false;
	let hasChanged = false;
	const restart = async () => {
		hasChanged = true;
		if (isRestarting) return;
		isRestarting = true;
		while (hasChanged) {
			hasChanged = false;
			console.log('Changed: building and starting n8n anew …');
			try {
				execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' });
				await instance?.stop();
				await start();
				console.log('Ready again.');
			} catch (error) {
				console.error((error as Error).message);
			}
		}
		isRestarting = false;
	};
	endings.push(async () => await instance?.stop());
	await start();
	for (const folder of ['nodes', 'credentials', 'icons']) {
		let timer: NodeJS.Timeout | undefined;
		const watcher = watch(folder, { recursive: true }, () => {
			clearTimeout(timer);
			timer = setTimeout(() => void restart(), 300);
		});
		endings.push(() => watcher.close());
	}
}

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));
try {
	const server = await startReferenceServer({
		port: Number(values['api-port']),
		seed: 'demo',
		ids: 'unique',
		moveOnMs: 1000,
	});
	endings.push(async () => await server.close());
	let url = values['n8n-url']?.replace(/\/+$/, '');
	if (!url) {
		console.log(`Starting n8n ${N8N_VERSION} …`);
		await runN8n(await installWholeN8n());
		url = `http://localhost:${port}`;
	}
	console.log('Examples:');
	const rest = await furnish(url, server.url);
	// A session can be handed over on one host only.
	const entrance = new URL(url).hostname === 'localhost' && (await startEntrance(url, rest));
	if (entrance) endings.push(async () => await entrance.close());
	const door = entrance ? `${entrance.url}   (signs you in; or ${url} as` : `${url}   (as`;
	console.log(`
  n8n         ${door} ${email} with ${password})
  Simulator   ${server.simulatorUrl}   (write in a group, as anybody)
  API         ${server.url}   (key ${KEYS.go})

Ctrl-C ends everything.`);
} catch (error) {
	console.error((error as Error).message);
	await end(1);
}
