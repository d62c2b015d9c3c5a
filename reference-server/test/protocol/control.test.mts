import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NUMBERS, PEOPLE, seedData } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, GROUP_ENDPOINTS, groupPath } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

describe('its own answers', () => {
	it('are checked: a wrong one is a 500 that says where', async () => {
		Object.assign(server.state.groups[0]!, { subject: 42 });
		const { status, json } = await call(server, 'GET', '/groups', { key: KEYS.evo });
		expect([status, json.code]).toEqual([500, 'REFERENCE_SERVER_WRONG_ANSWER']);
		expect(json.error).toContain('GET /v1/groups');
		expect(json.details.fields[0].pointer).toBe('/groups/0/name');
	});

	it('are checked for media of a type that is none', async () => {
		const media = { url: 'https://example.com/a.jpg', mediaType: 'image' } as const;
		const message = server.receive({ numberId: NUMBERS.go.id, from: PEOPLE.ana, media });
		Object.assign(message.media!, { mediaType: 'text' });
		const { status, json } = await call(server, 'GET', '/messages/history');
		expect([status, json.details.fields[0].pointer]).toEqual([500, '/messages/0/media/mimeType']);
	});

	it('are checked for what should not be there', async () => {
		Object.assign(server.state.templates[0]!.buttons[0]!, { secret: 1 });
		const { status, json } = await call(server, 'GET', '/templates/pedido_enviado');
		expect([status, json.details.fields[0].pointer]).toEqual([500, '/buttons/0/secret']);
	});

	it('show slips of the server itself whole, whatever the shape of errors', async () => {
		server.shapes.errorBody = 'empty';
		Object.assign(server.state, { groups: undefined });
		const { status, json } = await call(server, 'GET', '/groups');
		expect([status, json.code]).toEqual([500, 'REFERENCE_SERVER_FAILED']);
		expect(json.error).toContain('TypeError');
	});
});

describe('the log', () => {
	it('holds every request as it came', async () => {
		const body = { participants: [PEOPLE.ana] };
		const path = groupPath(GROUPS.modern, '/participants');
		const before = Date.now();
		await call(server, 'DELETE', `${path}?a=1&a=2&b=%40`, { body, headers: { 'X-Extra': 'Yes' } });
		await call(server, 'POST', '/groups', { key: 'ps_wrong', rawBody: '{oops' });
		expect(server.log).toMatchObject([
			{
				n: 1,
				method: 'DELETE',
				path: '/groups/120363000000000001%40g.us/participants',
				route: 'DELETE /groups/:groupId/participants',
				query: { a: ['1', '2'], b: '@' },
				rawBody: JSON.stringify(body),
				body,
				keyId: 'key_go',
				status: 400,
			},
			{ n: 2, method: 'POST', path: '/groups', rawBody: '{oops', body: undefined, status: 401 },
		]);
		expect(server.log[0]!.headers).toMatchObject({ 'x-api-key': KEYS.go, 'x-extra': 'Yes' });
		expect(server.log[1]).not.toHaveProperty('keyId');
		expect(server.log[0]!.at).toBeGreaterThanOrEqual(before);
	});

	it('keeps the newest requests only, and the newest deliveries', async () => {
		const small = await startReferenceServer({ logLimit: 3 });
		try {
			const hook = { name: 'test', url: 'http://127.0.0.1:9/', events: ['*'] };
			const created = await call(small, 'POST', '/webhooks', { body: hook });
			for (let n = 0; n < 4; n++) {
				small.deliver('message.read', { n }, { numberId: NUMBERS.go.id });
				await call(small, 'GET', `/groups?n=${n}`);
			}
			await small.settled();
			expect(small.log.map(({ n, query }) => [n, query.n])).toEqual([
				[3, '1'],
				[4, '2'],
				[5, '3'],
			]);
			expect(small.deliveries.map(({ n, body }) => [n, body.data.n])).toEqual([
				[2, 1],
				[3, 2],
				[4, 3],
			]);
			const webhook = small.state.webhooks.find(({ id }) => id === created.json.id);
			expect(webhook?.logs.length).toBe(3);
		} finally {
			await small.close();
		}
	});
});

describe('reset', () => {
	const play = async () => {
		const group = (
			await call(server, 'POST', '/groups', {
				body: { subject: 'Nova', participants: [PEOPLE.ana] },
			})
		).json;
		const sent = await call(server, 'POST', '/messages/send', {
			body: { groupId: group.id, text: 'Oi' },
		});
		return [group, sent.json.id];
	};

	it('brings everything back, so that a run repeats exactly', async () => {
		const { state, shapes, log } = server;
		const first = await play();
		server.shapes.errorBody = 'html';
		server.state.numbers[0]!.session = 'CLOSED';
		server.fault({ route: '*', status: 500 });
		server.reset();
		expect(server.state).toBe(state);
		expect(server.state).toMatchObject(seedData('test'));
		expect(server.shapes).toBe(shapes);
		expect(shapes.errorBody).toBe('errorCodeDetails');
		expect(server.log).toBe(log);
		expect(log).toEqual([]);
		expect(await play()).toEqual(first);
	});
});

describe('OpenAPI', () => {
	it('describes every endpoint, from the same schemas', async () => {
		const response = await fetch(server.url.replace('/v1', '/openapi.json'));
		const document = (await response.json()) as any;
		expect(document).toEqual(JSON.parse(JSON.stringify(server.openapi())));
		expect(document.openapi).toMatch(/^3\.1/);
		expect(Object.keys(document.paths)).toHaveLength(39);
		for (const [method, path] of GROUP_ENDPOINTS) {
			const name = `/v1${path.replace(encodeURIComponent(GROUPS.modern), '{groupId}')}`;
			expect(document.paths[name]).toHaveProperty(method.toLowerCase());
		}
		const body = document.paths['/v1/messages/send'].post.requestBody.content['application/json'];
		expect(body.schema.additionalProperties).toBe(false);
		expect(Object.keys(body.schema.properties)).toContain('deliverUntil');
		expect(body.schema.allOf[0]).toEqual({
			oneOf: [
				{ required: ['destinationNumber'] },
				{ required: ['groupId'] },
				{ required: ['newsletterId'] },
			],
		});
		const query = document.paths['/v1/messages/history'].get.parameters;
		expect(query).toContainEqual({
			in: 'query',
			name: 'pageSize',
			required: false,
			schema: { type: 'integer', minimum: 1, maximum: 100 },
		});
		expect(server.log).toEqual([]);
	});
});

describe('seeds and servers', () => {
	it('live side by side and share nothing', async () => {
		const demo = await startReferenceServer({ seed: 'demo' });
		try {
			demo.state.groups[0]!.subject = 'Outra';
			expect(demo.url).not.toBe(server.url);
			expect(demo.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
			expect(server.state.groups[0]!.subject).toBe('Obra 42');
			expect(demo.state.groups.length).toBeGreaterThan(server.state.groups.length);
		} finally {
			await demo.close();
		}
	});

	it.each(['test', 'demo'] as const)('the %s seed answers every read rightly', async (seed) => {
		const one = await startReferenceServer({ seed });
		try {
			for (const key of [KEYS.evo, KEYS.go, KEYS.metaOba]) {
				const { json } = await call(one, 'GET', '/groups', { key });
				const reads = json.groups.map(({ id }: { id: string }) => groupPath(id));
				for (const path of [...reads, '/messages/group', '/messages/history', '/templates']) {
					expect([path, (await call(one, 'GET', path, { key })).status]).toEqual([path, 200]);
				}
			}
			const ids = one.state.messages.flatMap(({ id, externalMessageId }) => [
				id,
				externalMessageId,
			]);
			expect(new Set(ids).size).toBe(ids.length);
		} finally {
			await one.close();
		}
	});

	it('closes at once, open connections included, and frees its port', async () => {
		const one = await startReferenceServer();
		await call(one, 'GET', '/groups');
		const port = Number(new URL(one.url).port);
		await one.close();
		await expect(call(one, 'GET', '/groups')).rejects.toMatchObject({
			code: 'ECONNREFUSED',
		});
		const again = await startReferenceServer({ port });
		await expect(startReferenceServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
		expect(again.state.numbers[0]!.id).toBe(NUMBERS.evo.id);
		await again.close();
	});
});
