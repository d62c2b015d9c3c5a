#!/usr/bin/env node
/** The reference server from the command line: `npx pilotstatus-reference-server --port 4010 --seed demo`. */
import { parseArgs } from 'node:util';

import { KEYS, SEED_NAMES } from './seeds/index.mts';
import type { SeedName } from './seeds/index.mts';
import { startReferenceServer } from './server.mts';

const USAGE = `A local stand-in for the Pilot Status WhatsApp API. Nothing it does reaches WhatsApp.

Usage: npx pilotstatus-reference-server [--port <number>] [--seed <name>]

  --port <number>  port to listen on, on 127.0.0.1 only (default 4010; 0 for any free one)
  --seed <name>    what is in it at the start: ${SEED_NAMES.join(' or ')} (default demo)
  --help           this text`;

const KEY_MEANINGS: Record<keyof typeof KEYS, string> = {
	evo: 'Evolution v2 number, online',
	go: 'Evolution GO number, online',
	metaOba: 'Meta Cloud API number with an Official Business Account',
	meta: 'Meta Cloud API number without one: no groups, no media',
	offline: 'Evolution GO number whose phone is offline',
	tenant: 'tenant-scoped key: numbers, and what names a number in x-whatsapp-number-id',
};

/** A step a second: slow enough to watch, fast enough to wait for. */
const MOVE_ON_MS = 1000;

/** Ends the program with a sentence instead of a stack. */
function fail(sentence: string): never {
	console.error(sentence);
	process.exit(1);
}

function readOptions(): { port: number; seed: SeedName } {
	try {
		const { values } = parseArgs({
			options: {
				port: { type: 'string', default: '4010' },
				seed: { type: 'string', default: 'demo' },
				help: { type: 'boolean', default: false },
			},
		});
		if (values.help) {
			console.log(USAGE);
			process.exit(0);
		}
		const port = Number(values.port);
		if (!/^\d+$/.test(values.port) || port > 65_535) {
			throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
		}
		const seed = SEED_NAMES.find((name) => name === values.seed);
		if (!seed) throw new Error(`--seed takes ${SEED_NAMES.join(' or ')}, not "${values.seed}".`);
		return { port, seed };
	} catch (error) {
		return fail(`${(error as Error).message}\n\n${USAGE}`);
	}
}

const { port, seed } = readOptions();
const options = { port, seed, ids: 'unique', moveOnMs: MOVE_ON_MS } as const;
const server = await startReferenceServer(options).catch((error: NodeJS.ErrnoException) => {
	if (error.code === 'EADDRINUSE') {
		fail(`Port ${port} is already in use. Choose another one with --port, or 0 for any free one.`);
	}
	if (error.code === 'EACCES') fail(`Port ${port} may not be used. Choose one above 1023.`);
	throw error;
});

const keyLines = (Object.keys(KEYS) as Array<keyof typeof KEYS>).map(
	(name) => `  ${KEYS[name].padEnd(12)}  ${KEY_MEANINGS[name]}`,
);
console.log(`The Pilot Status reference server is running, with the seed "${seed}".

Base URL for the credential:  ${server.url}
API keys:
${keyLines.join('\n')}

Simulator (write as people of a group, see what workflows send):  ${server.simulatorUrl}

Messages become SENT, DELIVERED and READ by themselves, a step a second; scheduled ones once their
time has come. Webhooks hear of it.

OpenAPI:  ${server.url.replace(/\/v1$/, '/openapi.json')}
Try it:   curl -H 'x-api-key: ${KEYS.evo}' ${server.url}/groups
Stop it:  Ctrl-C`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void server.close());
}
