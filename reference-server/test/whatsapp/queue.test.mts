import { describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NUMBERS, PEOPLE, TEMPLATES } from '../../src/seeds/index.mts';
import { setSession } from '../../src/whatsapp/numbers/connecting.mts';
import { call } from '../support/client.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, send } = useWebhooks({ moveOnMs: 1000 });
const MINUTE = 60_000;
const text = { groupId: GROUPS.modern, text: 'Oi' };
const at = (minutes: number) => new Date(server().clock.now() + minutes * MINUTE).toISOString();
const messageOf = (id: string) => server().state.messages.find((one) => one.id === id)!;
const outcome = (id: string) => [messageOf(id).status, messageOf(id).errorCode];
const phone = (session: 'OPEN' | 'CLOSED') => {
	const number = server().state.numbers.find(({ id }) => id === NUMBERS.go.id)!;
	setSession(server().state, number, 'primary', session);
};

describe('the queue', () => {
	it('lets planned messages leave at their time on the clock', async () => {
		const id = await send({ ...text, deliverAt: at(5), deliverUntil: at(6) });
		const due = messageOf(id).deliverAt;
		server().clock.advance(60 * MINUTE);
		expect(messageOf(id)).toMatchObject({ status: 'READ', sentAt: due });
	});

	it('keeps what is due for a phone that is offline, in its order', async () => {
		const ids = [
			await send({ ...text, deliverAt: at(2) }),
			await send({ ...text, deliverAt: at(1) }),
		];
		phone('CLOSED');
		server().clock.advance(5 * MINUTE);
		expect(ids.map(outcome)).toEqual([
			['QUEUED', null],
			['QUEUED', null],
		]);
		const left: string[] = [];
		server().state.events.on('message changed', ({ id, status }) => {
			if (status === 'SENT') left.push(id);
		});
		phone('OPEN');
		expect(left).toEqual([ids[1], ids[0]]);
	});

	it.each<[string, object, minutes: number]>([
		['its deliverUntil', { ...text, deliverUntil: '30' }, 30],
		['ten minutes past its time', { ...text, deliverAt: '5' }, 15],
		['two hours of its own', { ...text, deliverAt: '5', deliverUntil: '125' }, 125],
		['4 hours, of MARKETING', { ...text, text: undefined, templateId: TEMPLATES.marketing }, 240],
	])('gives a message up that could not leave before %s', async (_what, body, minutes) => {
		const times = Object.entries(body).map(([name, value]) => [
			name,
			name.startsWith('deliver') ? at(Number(value)) : value,
		]);
		const id = await send(Object.fromEntries(times));
		phone('CLOSED');
		server().clock.advance(minutes * MINUTE - 1);
		expect(outcome(id)).toEqual(['QUEUED', null]);
		server().clock.advance(1);
		expect(outcome(id)).toEqual(['FAILED', 'MESSAGE_EXPIRED']);
		phone('OPEN');
		expect(outcome(id)).toEqual(['FAILED', 'MESSAGE_EXPIRED']);
	});

	it('lets messages of MARKETING wait 8 to 25 seconds each, one after the other', async () => {
		const body = { destinationNumber: PEOPLE.ana, templateId: TEMPLATES.marketing };
		const planned = await send({ ...body, deliverAt: at(600) });
		const ids = [await send(body), await send(body), await send(body)];
		const begin = server().clock.now();
		server().clock.advance(700 * MINUTE);
		const times = ids.map((id) => Date.parse(messageOf(id).sentAt!));
		for (const [nth, time] of times.entries()) {
			const wait = time - (times[nth - 1] ?? begin);
			expect(wait).toBeGreaterThanOrEqual(8000);
			expect(wait).toBeLessThanOrEqual(26_000);
		}
		const { sentAt, deliverAt } = messageOf(planned);
		expect(Date.parse(sentAt!) - Date.parse(deliverAt!)).toBeLessThanOrEqual(25_000);
	});

	it('takes times for future ones by its clock', async () => {
		server().clock.advance(60 * MINUTE);
		const body = { ...text, deliverAt: at(-1) };
		const { status } = await call(server(), 'POST', '/messages/send', { key: KEYS.go, body });
		expect(status).toBe(400);
	});
});
