import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { listenLocally } from '../harness/listening.mts';
import { startFront } from './front.mts';
import type { Front } from './front.mts';

const NAMES = ['main', 'webhook-1', 'webhook-2', 'webhook-3'];
const endings: Array<() => Promise<void>> = [];
let front: Front;
beforeAll(async () => {
	const ports: number[] = [];
	for (const name of NAMES) {
		const server = createServer(({ url, headers }, response) => {
			response.end(JSON.stringify({ name, url, host: headers.host }));
		});
		const { port, close } = await listenLocally(server);
		ports.push(port);
		endings.push(close);
	}
	front = await startFront(ports[0]!, ports.slice(1));
});
afterAll(async () => {
	await front.close();
	for (const end of endings) await end();
});

const ask = async (base: string, path: string) =>
	(await (await fetch(`${base}${path}`, { method: 'POST' })).json()) as {
		name: string;
		url: string;
		host: string;
	};
/** Who answers to some requests, each name once. */
const whoever = async (base: string, paths: string[]) => {
	const names = new Set<string>();
	for (const path of paths) names.add((await ask(base, path)).name);
	return [...names].sort();
};
const thirty = Array.from({ length: 30 }, (_one, n) => n);

describe('the published configuration of nginx', () => {
	it('gives every webhook one processor, whatever follows its address, and spreads the webhooks', async () => {
		const one = thirty.map((n) => `/webhook/a/webhook?token=${n}`);
		expect(await whoever(front.url, one)).toHaveLength(1);
		const many = thirty.map((n) => `/webhook/${n}/webhook`);
		expect(await whoever(front.url, many)).toEqual(['webhook-1', 'webhook-2', 'webhook-3']);
		expect(await whoever(front.inTurn, one)).toEqual(['webhook-1', 'webhook-2', 'webhook-3']);
	});

	it.each([
		['/webhook/a/webhook?token=b', /^webhook/],
		['/webhook-waiting/3', /^webhook/],
		['/form/a', /^webhook/],
		['/webhook-test/a/webhook', /^main/],
		['/rest/login', /^main/],
	])('passes %s on as it came', async (path, name) => {
		expect(await ask(front.url, path)).toEqual({
			name: expect.stringMatching(name),
			url: path,
			host: new URL(front.url).host,
		});
	});
});
