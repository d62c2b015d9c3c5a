/**
 * n8n with these nodes, the reference server beside it, and the examples: one command to try and to develop.
 * Everything that it starts ends with it.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { KEYS, NUMBERS, startReferenceServer } from 'pilotstatus-reference-server';
import { cacheRoot } from '../cache.mts';
import { N8N_VERSION } from '../whole-n8n/install.mts';
import { requireFree } from '../whole-n8n/ports.mts';
import { restOf } from '../whole-n8n/rest.mts';
import type { Owner, Rest } from '../whole-n8n/rest.mts';
import { importExamples } from './examples.mts';
import { startEntrance } from './entrance.mts';
import { ownerOf, takeHome } from './home.mts';
import { install, run } from './own-n8n.mts';
import { startProgress } from './progress.mts';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '5678' },
		'api-port': { type: 'string', default: '4010' },
		// An n8n that runs already, and who signs in there.
		'n8n-url': { type: 'string' },
		email: { type: 'string' },
		password: { type: 'string' },
	},
});
const port = Number(values.port);
/** Database and packages of the n8n that is started here, and who owns it. */
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

/** n8n's own sentence, or in ours what people meet. */
function explain(error: Error & { code?: string; port?: number }): string {
	if (error.code !== 'EADDRINUSE') return error.message;
	return `Port ${error.port} is in use: choose others with --port (n8n takes the next one as well) and --api-port.`;
}

/** Signs in at somebody else's n8n: whose it is, is for them to say. */
async function enterTheirs(url: string): Promise<{ rest: Rest; owner: Owner }> {
	const { email, password } = values;
	if (!email || !password) {
		throw new Error('With --n8n-url, say who signs in there: --email and --password.');
	}
	const owner = { email, password };
	const rest = restOf(url, owner);
	if (!(await rest.hasOwner())) {
		throw new Error(
			`The n8n at ${url} has no owner yet: open it, set its owner up, and start again with their --email and --password.`,
		);
	}
	await rest.signIn();
	return { rest, owner };
}

/** Starts an n8n of our own, and signs in. */
async function enterOwn(url: string): Promise<{ rest: Rest; owner: Owner }> {
	await requireFree(port, port + 1);
	const progress = startProgress();
	const installed = await install(progress);
	endings.push(await run(installed, { home, port }, progress, () => void end(1)));
	progress.done();
	const owner = ownerOf(home);
	const rest = restOf(url, owner);
	if (!(await rest.hasOwner())) await rest.setUpOwner();
	await rest.signIn().catch(() => {
		throw new Error(
			`The n8n in ${home} has another owner than owner.json there says: correct that file, or remove the folder to begin anew.`,
		);
	});
	return { rest, owner };
}

/** Brings credential and examples along; of an n8n of our own, everything that was published is so again. */
async function furnish(rest: Rest, baseUrl: string, isOurs: boolean): Promise<void> {
	const data = { apiKey: KEYS.go, baseUrl, webhookSecret: '' };
	const credentials = [
		await rest.saveCredential('pilotStatusApi', 'Pilot Status (reference server)', data),
	];
	// n8n publishes no workflow whose credentials are missing; the agents need a model, and an alarm sends mails.
	for (const [type, name, placeholder] of [
		['openAiApi', 'OpenAI (put your key here)', { apiKey: 'put your key here' }],
		['smtp', 'SMTP (put your server here)', { host: 'mail.example.com' }],
	] as const) {
		credentials.push(await rest.saveCredential(type, name, placeholder, true));
	}
	console.log('Workflows:');
	for (const line of await importExamples(rest, credentials, isOurs)) console.log(`  ${line}`);
}

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));
try {
	const theirs = values['n8n-url']?.replace(/\/+$/, '');
	const url = theirs ?? `http://localhost:${port}`;
	if (!theirs) endings.push(await takeHome(home));
	const server = await startReferenceServer({
		port: Number(values['api-port']),
		seed: 'demo',
		ids: 'unique',
		moveOnMs: 1000,
	});
	endings.push(async () => await server.close());
	const { rest, owner } = theirs ? await enterTheirs(url) : await enterOwn(url);
	await furnish(rest, server.url, !theirs);
	// A session can be handed over on one host only.
	const entrance = new URL(url).hostname === 'localhost' && (await startEntrance(url, rest));
	if (entrance) endings.push(async () => await entrance.close());
	const door = entrance ? `${entrance.url}   (signs you in; or ${url} as` : `${url}   (as`;
	console.log(`
  n8n         ${door} ${owner.email} with ${owner.password})
  Simulator   ${server.simulatorUrl}#${NUMBERS.go.id}   (write in "Obra 42", as Ana: Lia, qual é o endereço?)
  API         ${server.url}   (key ${KEYS.go})

Ctrl-C ends everything.`);
} catch (error) {
	console.error(explain(error as Error));
	await end(1);
}
