import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import type { Dispatcher } from 'undici';

import { KEYS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const port = () => new URL(server.url).port;

interface Route {
	method: Dispatcher.HttpMethod;
	path: string;
	body?: object;
	/** Status of a request that comes in by the door. */
	status: number;
}

const chat = { numberId: NUMBERS.go.id, chatId: PEOPLE.ana, text: 'Oi' };
const send = { destinationNumber: PEOPLE.ana, text: 'Oi' };

/** One of every kind: the API, what stands beside it, and what does not exist. */
const ROUTES: Route[] = [
	{ method: 'GET', path: '/v1/groups', status: 200 },
	{ method: 'POST', path: '/v1/messages/send', body: send, status: 202 },
	{ method: 'GET', path: '/v1/nothing', status: 404 },
	{ method: 'GET', path: '/openapi.json', status: 200 },
	{ method: 'GET', path: '/nothing', status: 404 },
	{ method: 'GET', path: '/simulator', status: 200 },
	{ method: 'GET', path: '/simulator/numbers', status: 200 },
	{ method: 'GET', path: '/simulator/page/app.mjs', status: 200 },
	{ method: 'GET', path: '/simulator/nothing', status: 404 },
	{ method: 'POST', path: '/simulator/messages', body: chat, status: 201 },
];
const READS = ROUTES.filter(({ method }) => method === 'GET');
const row = (route: Route) => [`${route.method} ${route.path}`, route] as const;

/** A request with a right key; a page's own, where it goes to the simulator. */
async function knock({ method, path, body }: Route, headers: Record<string, string>) {
	const { origin } = new URL(server.url);
	const fromPage = path.startsWith('/simulator') && method !== 'GET' ? { origin } : {};
	const response = await request(origin + path, {
		method,
		headers: {
			'x-api-key': KEYS.go,
			...(body && { 'content-type': 'application/json' }),
			...fromPage,
			...headers,
		},
		body: body && JSON.stringify(body),
	});
	const text = await response.body.text();
	const code = text.startsWith('{') ? JSON.parse(text).code : undefined;
	return { status: response.statusCode, code, headers: response.headers };
}

describe.each(ROUTES.map(row))('%s', (_name, route) => {
	it('is open to programs, which send no Origin, and to its own pages', async () => {
		expect(await knock(route, {})).toMatchObject({ status: route.status });
		for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
			const host = `${name}:${port()}`;
			const own = { host, origin: `http://${host.toLowerCase()}` };
			expect([name, (await knock(route, own)).status]).toEqual([name, route.status]);
		}
	});

	it('is closed to foreign names, whatever they point to', async () => {
		const names = ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '0.0.0.0'];
		const hosts = [...names.map((name) => `${name}:${port()}`), '127.0.0.1', 'localhost:1', ''];
		const before = server.state.messages.length;
		for (const host of [...hosts, `host.docker.internal:${port()}`]) {
			const { status, code } = await knock(route, { host, origin: `http://${host}` });
			expect([host, status, code]).toEqual([host, 403, 'FOREIGN_HOST']);
		}
		expect(server.state.messages.length).toBe(before);
		expect(server.log).toEqual([]);
	});

	it.each([
		['another site', 'https://evil.example'],
		['another port', 'http://127.0.0.1:5678'],
		['a sandboxed page', 'null'],
		['another name of this machine', 'http://localhost:PORT'],
		['the same name by https', 'https://127.0.0.1:PORT'],
	])('is closed to pages of %s', async (_what, value) => {
		const before = server.state.messages.length;
		const knocked = await knock(route, { origin: value.replace('PORT', port()) });
		expect([knocked.status, knocked.code]).toEqual([403, 'FOREIGN_ORIGIN']);
		expect(knocked.headers).not.toHaveProperty('access-control-allow-origin');
		expect(server.state.messages.length).toBe(before);
	});
});

it.each(READS.map(row))('%s may be linked to from elsewhere, and no more', async (_name, route) => {
	for (const site of ['cross-site', 'same-site']) {
		const linked = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' };
		expect((await knock(route, linked)).status).toBe(route.status);
		const loaded = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
		expect((await knock(route, loaded)).code).toBe('FOREIGN_ORIGIN');
	}
});
