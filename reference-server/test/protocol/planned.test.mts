import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { KEYS } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call } from '../support/client.mts';

const answer = { url: 'https://example.com/a.jpg' };
let server: ReferenceServer;
beforeAll(async () => {
	const planned = { 'GET /groups/:groupId/picture': answer };
	server = await startReferenceServer({ planned });
});
afterAll(async () => await server.close());

it('answers for an endpoint that it does not know yet, to who may ask', async () => {
	const picture = '/groups/1@g.us/picture';
	expect(await call(server, 'GET', picture)).toMatchObject({ status: 200, json: answer });
	expect((await call(server, 'GET', picture, { key: KEYS.tenant })).status).toBe(403);
	expect((await call(server, 'GET', '/groups/1@g.us/members')).status).toBe(404);
});
