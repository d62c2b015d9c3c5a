import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { stopClock } from '../harness/clock.mts';
import type { StandingClock } from '../harness/clock.mts';
import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { KEYS } from 'pilotstatus-reference-server';

const { server, account } = useServer();
const SECRET = 'segredo do webhook';

let listener: Listener;
let clock: StandingClock;
beforeEach(async () => {
	const own = { ...account(KEYS.go), webhookSecret: SECRET };
	listener = await startListener(own, { workflowId: randomUUID() });
	await listener.activate();
	clock = stopClock();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await listener.close();
});

/** Posts a message with a signature, and gives the status of the reply. */
async function post(id: string, secret = SECRET, event = 'message.group'): Promise<number> {
	const body = JSON.stringify({ event, data: { id, content: 'Oi' } });
	const signature = createHmac('sha256', secret).update(body).digest('hex');
	const headers = { 'x-pilot-status-signature': signature };
	const token = new URL(server().state.webhooks[0]!.url).searchParams.get('token')!;
	return (await listener.post(body, { token, headers })).status;
}

describe('a secret that is replaced', () => {
	it('counts for ten seconds more, and the new one at once', async () => {
		expect(await post('m1')).toBe(200);
		listener.account.webhookSecret = 'novo';
		expect(await post('m2')).toBe(200);
		expect(await post('m3', 'novo')).toBe(200);
		expect(await post('m4')).toBe(401);
		listener.account.webhookSecret = SECRET;
		await clock.advance(10_001);
		expect(await post('m5', 'novo')).toBe(401);
	});
});

describe('the credential', () => {
	it.each([
		['not read for what is filtered', 'message.read', 0],
		['read once for all that comes within ten seconds', 'message.group', 1],
	])('is %s', async (_promise, event, reads) => {
		let count = 0;
		const { apiKey } = listener.account;
		Object.defineProperty(listener.account, 'apiKey', {
			enumerable: true,
			get: () => (count++, apiKey),
		});
		await Promise.all([post('m1', SECRET, event), post('m2', SECRET, event)]);
		await clock.advance(9_999);
		await post('m3', SECRET, event);
		expect(listener.executions).toHaveLength(3 * reads);
		expect(count).toBe(reads);
		await clock.advance(2);
		await post('m4', SECRET, event);
		expect(count).toBe(2 * reads);
	});
});
