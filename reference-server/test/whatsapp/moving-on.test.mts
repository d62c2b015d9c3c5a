import { describe, expect, it } from '@jest/globals';

import { GROUPS, PEOPLE } from '../../src/seeds/index.mts';
import { call } from '../support/client.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, hook, send, events } = useWebhooks({ moveOnMs: 1000 });
const status = async (id: string) => (await call(server(), 'GET', `/messages/${id}`)).json.status;

describe('messages that move on by themselves', () => {
	it('take a step each second, and webhooks hear of it', async () => {
		await hook(['*']);
		const id = await send({ groupId: GROUPS.modern, text: 'Oi' });
		const seen = [await status(id)];
		for (const ms of [999, 1, 1000, 1000, 1000]) {
			server().clock.advance(ms);
			seen.push(await status(id));
		}
		expect(seen).toEqual(['QUEUED', 'QUEUED', 'SENT', 'DELIVERED', 'READ', 'READ']);
		expect(await events()).toEqual(['message.delivered', 'message.read', 'message.sent']);
	});

	it('fail where the API would find out late', async () => {
		const id = await send({ destinationNumber: PEOPLE.unreachable, text: 'Oi' });
		server().clock.advance(10_000);
		expect(await status(id)).toBe('FAILED');
	});

	it('wait until they are due, and stay where they are when cancelled', async () => {
		const deliverAt = new Date(server().clock.now() + 3_600_000).toISOString();
		const [kept, cancelled] = [
			await send({ groupId: GROUPS.modern, text: 'Oi', deliverAt }),
			await send({ groupId: GROUPS.modern, text: 'Oi', deliverAt }),
		];
		await call(server(), 'DELETE', '/messages/cancel', { body: { messageIds: [cancelled] } });
		server().clock.advance(3_599_999);
		expect(await status(kept)).toBe('QUEUED');
		server().clock.advance(1);
		expect([await status(kept), await status(cancelled)]).toEqual(['SENT', 'CANCELED']);
	});

	it('go on from where a test has put them', async () => {
		const id = await send({ groupId: GROUPS.modern, text: 'Oi' });
		server().advance(id, 'DELIVERED');
		server().clock.advance(1000);
		expect(await status(id)).toBe('READ');
	});

	it('stop with a reset', async () => {
		await send({ groupId: GROUPS.modern, text: 'Oi' });
		const [message] = server().state.messages.slice(-1);
		server().reset();
		server().clock.advance(1000);
		expect(message!.status).toBe('QUEUED');
	});
});
