import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, GROUP_ENDPOINTS, groupPath, refused } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const template = { category: 'OTP', language: 'pt_BR', body: 'Oi' };
const webhook = { url: 'https://example.com/hook', name: 'n', events: [] };

/** Every endpoint that takes a body. */
const WRITES: ReadonlyArray<[method: string, path: string, body: object]> = [
	...GROUP_ENDPOINTS.flatMap(([method, path, body]) =>
		body ? [[method, path, body] as [string, string, object]] : [],
	),
	['POST', '/messages/send', { destinationNumber: PEOPLE.ana, text: 'Oi' }],
	['DELETE', '/messages/cancel', { messageIds: ['x'] }],
	['POST', '/templates', { ...template, name: 'a' }],
	['PUT', '/templates/x', template],
	['POST', '/calls', { to: PEOPLE.ana }],
	['POST', '/calls/x/accept', {}],
	['POST', '/calls/x/play', { mediaUrl: 'https://example.com/a.mp3' }],
	['POST', '/numbers/check', { numbers: [PEOPLE.ana] }],
	['POST', '/webhooks', webhook],
	['PATCH', '/webhooks/x', { active: false }],
];
const READS = [
	'/groups',
	groupPath(GROUPS.modern),
	'/messages/x',
	'/messages/group',
	'/messages/history',
	'/messages/unread',
	'/templates',
	'/templates/x',
	'/newsletters',
	'/conversations',
	'/analytics/dashboard',
	'/calls',
	'/calls/x',
	'/leads',
	'/leads/x',
	'/referrals',
	'/referrals/summary',
	'/webhooks',
	'/webhooks/x',
	'/webhooks/x/logs',
];

describe.each(WRITES)('%s %s', (method, path, body) => {
	it('refuses an unknown field and points to it', async () => {
		const answer = await call(server, method, path, { body: { ...body, 'a/b~c': 1 } });
		expect([answer.status, answer.json.code]).toEqual([400, 'VALIDATION_ERROR']);
		expect(refused(answer)).toEqual(['body /a~1b~0c']);
	});

	it('refuses an unknown query parameter', async () => {
		const answer = await call(server, method, `${path}?verbose=1`, { body });
		expect([answer.status, refused(answer)]).toEqual([400, ['query /verbose']]);
	});

	it('refuses a body that is no object, no JSON, or not said to be JSON', async () => {
		const list = await call(server, method, path, { body: [] });
		expect([list.status, refused(list)]).toEqual([400, ['body ']]);
		const broken = await call(server, method, path, { rawBody: JSON.stringify(body).slice(1) });
		expect([broken.status, refused(broken)]).toEqual([400, ['body ']]);
		const untyped = await call(server, method, path, {
			body,
			headers: { 'content-type': 'text/plain' },
		});
		expect([untyped.status, refused(untyped)]).toEqual([400, ['header /content-type']]);
	});
});

describe.each(READS)('GET %s', (path) => {
	it('refuses an unknown query parameter and a body', async () => {
		const query = await call(server, 'GET', `${path}?groupId=1`);
		expect([query.status, refused(query)]).toEqual([400, ['query /groupId']]);
		const body = await call(server, 'GET', path, { body: {} });
		expect([body.status, refused(body)]).toEqual([400, ['body ']]);
	});
});

it('points into lists and objects', async () => {
	const answer = await call(server, 'POST', '/messages/send', {
		body: {
			destinationNumber: PEOPLE.ana,
			text: 'Oi',
			buttons: [
				{ type: 'QUICK_REPLY', text: 'Sim' },
				{ type: 'QUICK_REPLY', label: 'Não' },
			],
			labels: ['a', 1],
		},
	});
	expect(refused(answer)).toEqual([
		'body /buttons/1/text',
		'body /buttons/1/label',
		'body /labels/1',
	]);
});

it('needs a body where one is needed', async () => {
	const answer = await call(server, 'POST', '/messages/send');
	expect([answer.status, refused(answer)]).toEqual([400, ['body ']]);
});

it.each([
	['GET', '/group'],
	['PUT', '/groups'],
	['GET', '/groups/1%40g.us/members'],
	['DELETE', groupPath(GROUPS.modern)],
])('answers 404 to %s %s, which does not exist', async (method, path) => {
	const { status, text } = await call(server, method, path);
	expect([status, text]).toEqual([404, expect.stringMatching(/^<!DOCTYPE html>/)]);
	expect(server.log.at(-1)).toMatchObject({ method, path, route: '(none)', status: 404 });
});

it('reads bodies of many megabytes', async () => {
	const media = `data:image/png;base64,${'A'.repeat(8 * 1024 * 1024)}`;
	const { status } = await call(server, 'POST', '/messages/send', {
		key: KEYS.evo,
		body: { destinationNumber: PEOPLE.ana, media, mediaType: 'image' },
	});
	expect(status).toBe(202);
	expect(server.log[0]!.rawBody.length).toBeGreaterThan(media.length);
});
