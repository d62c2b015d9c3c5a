import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { KEYS } from './seeds.mts';
import { startReferenceServer } from './server.mts';
import type { ReferenceServer } from './server.mts';

const answer = { url: 'https://example.com/a.jpg' };
let server: ReferenceServer;
beforeAll(async () => {
	const planned = { 'GET /groups/:groupId/picture': answer };
	server = await startReferenceServer({ planned });
});
afterAll(async () => await server.close());

const ask = async (path: string, apiKey: string) => {
	const response = await fetch(server.url + path, { headers: { 'x-api-key': apiKey } });
	return { status: response.status, body: await response.json() };
};

it('answers for an endpoint that it does not know yet, to who may ask', async () => {
	expect(await ask('/groups/1@g.us/picture', KEYS.go)).toEqual({ status: 200, body: answer });
	expect(await ask('/groups/1@g.us/picture', KEYS.tenant)).toMatchObject({ status: 403 });
	expect(await ask('/groups/1@g.us/members', KEYS.go)).toMatchObject({ status: 404 });
});
