import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call } from '../support/client.mts';
import { visit } from '../support/simulator.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const body = { numberId: NUMBERS.go.id, chatId: PEOPLE.ana, text: 'Oi' };
const write = (headers: Record<string, string>) =>
	visit(server, 'POST', '/messages', { body, headers });

describe('the page', () => {
	it('is served with all its parts, beside the API', async () => {
		const page = await visit(server, 'GET', '');
		expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		const parts = [...page.text.matchAll(/(?:src|href)="\/simulator(\/[^"]+)"/g)];
		const queue = parts.map((match) => match[1]!);
		const seen = new Set<string>();
		for (const path of queue) {
			if (seen.has(path)) continue;
			seen.add(path);
			const part = await visit(server, 'GET', path);
			expect([path, part.status]).toEqual([path, 200]);
			for (const [, name] of part.text.matchAll(/from '\.\.?\/([^']+)'/g)) {
				queue.push(`/page/${name}`);
			}
		}
		expect([...seen]).toEqual(expect.arrayContaining(['/page/preact.mjs', '/page/texts/pt.mjs']));
		expect(server.log).toEqual([]);
		expect(JSON.stringify(server.openapi())).not.toContain('/simulator');
	});

	it('lets nothing run but its own scripts', async () => {
		const { headers, text } = await visit(server, 'GET', '');
		const policy = String(headers['content-security-policy']);
		expect(policy).toContain("default-src 'self';");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toMatch(/unsafe|script-src/);
		expect(text).not.toMatch(/<script(?![^>]*src=)|<style|style=|\son\w+=/);
		expect(headers['x-content-type-options']).toBe('nosniff');
	});

	it.each([
		'/page/nothing.mjs',
		'/page/..%2fsimulator.mts',
		'/page/%2e%2e%2fguards.mts',
		'/page/texts',
		'/nothing',
	])('has no %s', async (path) => {
		const { status, json } = await visit(server, 'GET', path);
		expect([status, json.code]).toEqual([404, 'NOT_FOUND']);
	});
});

describe('writing', () => {
	it('wants to know where a change comes from', async () => {
		const headers = { 'content-type': 'application/json' };
		const response = await fetch(`${server.simulatorUrl}/messages`, {
			method: 'POST',
			headers,
			body: JSON.stringify(body),
		});
		expect(response.status).toBe(403);
	});

	it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
		'refuses %s, which needs no preflight',
		async (type) => {
			expect((await write({ 'content-type': type })).status).toBe(415);
		},
	);
});

describe('files that came with a message', () => {
	const send = async (media: string, mediaType: string) => {
		const answer = await call(server, 'POST', '/messages/send', {
			key: KEYS.evo,
			body: { groupId: GROUPS.modern, media, mediaType },
		});
		return await visit(server, 'GET', `/media/${answer.json.id}`);
	};

	it('shows a picture', async () => {
		const { status, headers, text } = await send('data:image/png;base64,aGFsbG8=', 'image');
		expect([status, text]).toEqual([200, 'hallo']);
		expect(headers).toMatchObject({ 'content-type': 'image/png', 'content-disposition': 'inline' });
	});

	it.each([
		['image/svg+xml', 'image'],
		['text/html', 'document'],
		['application/pdf', 'document'],
	])('makes a download of %s, in a sandbox', async (type, mediaType) => {
		const { headers } = await send(`data:${type};base64,aGFsbG8=`, mediaType);
		expect(headers).toMatchObject({
			'content-type': 'application/octet-stream',
			'content-disposition': 'attachment',
			'content-security-policy': "default-src 'none'; sandbox",
			'x-content-type-options': 'nosniff',
		});
	});

	it('fetches nothing from elsewhere', async () => {
		expect((await send('https://example.com/a.png', 'image')).status).toBe(404);
		expect((await visit(server, 'GET', '/media/msg_nothing')).status).toBe(404);
	});
});
