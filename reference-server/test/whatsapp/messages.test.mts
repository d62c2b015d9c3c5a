import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Message } from '../../src/whatsapp/model.mts';
import { withoutNinthDigit } from '../../src/whatsapp/people/phone.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE, TEMPLATES } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, refused } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const send = async (body: object = {}, key: string = KEYS.go) => {
	const whole = {
		text: 'Oi',
		...('groupId' in body ? {} : { destinationNumber: PEOPLE.ana }),
		...body,
	};
	if ('templateId' in body) Reflect.deleteProperty(whole, 'text');
	const { status, json } = await call(server, 'POST', '/messages/send', { key, body: whole });
	expect(status).toBe(202);
	return json as { id: string; correlationId: string };
};
const status = (id: string, key: string = KEYS.go) =>
	call(server, 'GET', `/messages/${encodeURIComponent(id)}`, { key });

describe('the life of a message', () => {
	it('goes QUEUED, SENT, DELIVERED, READ, one step at a time', async () => {
		const { id, correlationId } = await send();
		const queued = (await status(id)).json;
		expect(queued).toEqual({
			id,
			status: 'QUEUED',
			correlationId,
			destinationNumber: '+5511987654321',
			createdAt: expect.any(String),
			sentAt: null,
			deliveredAt: null,
			readAt: null,
			externalMessageId: null,
			errorCode: null,
			errorMessage: null,
			origin: 'API',
			metaPricing: null,
		});
		const time = expect.stringMatching(/Z$/);
		const steps = [];
		for (const _ of [1, 2, 3]) {
			server.advance(id);
			steps.push((await status(id)).json);
		}
		expect(steps).toEqual([
			{
				...queued,
				status: 'SENT',
				sentAt: time,
				externalMessageId: expect.stringMatching(/^3EB0/),
			},
			{ ...steps[0], status: 'DELIVERED', deliveredAt: time },
			{ ...steps[1], status: 'READ', readAt: time },
		]);
		expect(() => server.advance(id)).toThrow(/READ/);
	});

	it('is found by id, correlation id and WhatsApp id, by its own number only', async () => {
		const { id, correlationId } = await send();
		const { externalMessageId } = server.advance(id);
		for (const any of [id, correlationId, externalMessageId!]) {
			expect((await status(any)).json.id).toBe(id);
		}
		const foreign = await status(id, KEYS.evo);
		expect([foreign.status, foreign.json.code]).toEqual([404, 'MESSAGE_NOT_FOUND']);
	});

	it('announces every step, also those that are skipped over', async () => {
		const seen: string[] = [];
		const listen = (message: Message) => seen.push(message.status);
		server.state.events.on('message changed', listen);
		const { id } = await send();
		server.advance(id, 'READ');
		server.state.events.off('message changed', listen);
		expect(seen).toEqual(['QUEUED', 'SENT', 'DELIVERED', 'READ']);
		expect((await status(id)).json).toMatchObject({
			sentAt: expect.any(String),
			deliveredAt: expect.any(String),
		});
	});

	it('fails on request, with a reason, and then stays failed', async () => {
		const { id } = await send();
		server.advance(id, 'FAILED', 'NUMBER_NOT_FOUND_REMOVED');
		expect((await status(id)).json).toMatchObject({
			status: 'FAILED',
			errorCode: 'NUMBER_NOT_FOUND_REMOVED',
		});
		expect(() => server.advance(id, 'SENT')).toThrow(/FAILED/);
		expect(() => server.advance('msg_nobody')).toThrow(/msg_nobody/);
	});

	it('never goes back', async () => {
		const { id } = await send();
		server.advance(id, 'DELIVERED');
		expect(() => server.advance(id, 'SENT')).toThrow(/DELIVERED/);
	});

	it('names the template', async () => {
		const { id } = await send({ templateId: TEMPLATES.marketing });
		expect((await status(id)).json.template).toBe('promocao_semana');
	});
});

describe('failures that come late', () => {
	const fate = async (body: object, key: string = KEYS.metaOba) => {
		const { id } = await send(body, key);
		const { status: end, errorCode } = server.advance(id);
		return errorCode ?? end;
	};

	it('free text to Meta outside the 24 hours, until somebody writes', async () => {
		expect(await fate({})).toBe('META_OUTSIDE_24H_WINDOW');
		const old = new Date(Date.now() - 25 * 3_600_000).toISOString();
		const numberId = NUMBERS.metaOba.id;
		server.receive({ numberId, from: PEOPLE.ana, text: 'Alô', createdAt: old });
		expect(await fate({})).toBe('META_OUTSIDE_24H_WINDOW');
		server.receive({ numberId, from: PEOPLE.ana, text: 'Alô' });
		expect(await fate({})).toBe('SENT');
		expect(await fate({ destinationNumber: withoutNinthDigit(PEOPLE.ana) })).toBe('SENT');
		expect(await fate({ groupId: GROUPS.opaque })).toBe('META_OUTSIDE_24H_WINDOW');
		expect(await fate({}, KEYS.go)).toBe('SENT');
	});

	it('templates that Meta has not approved', async () => {
		const pending = { templateId: TEMPLATES.pending, variables: { 1: 'a', 2: 'b' } };
		expect(await fate(pending)).toBe('META_TEMPLATE_NOT_APPROVED');
		expect(await fate({ templateId: TEMPLATES.marketing })).toBe('SENT');
	});

	it('numbers without WhatsApp, and the own number', async () => {
		expect(await fate({ destinationNumber: PEOPLE.unreachable }, KEYS.go)).toBe(
			'WHATSAPP_NOT_EXIST',
		);
		expect(await fate({ destinationNumber: NUMBERS.go.phone }, KEYS.go)).toBe('PILOT_SELF_NUMBER');
	});
});

describe('cancelling', () => {
	const later = () => ({ deliverAt: new Date(Date.now() + 3_600_000).toISOString() });
	const cancel = (messageIds: unknown, key: string = KEYS.go) =>
		call(server, 'DELETE', '/messages/cancel', { key, body: { messageIds } });

	it('takes back only what is scheduled, queued and its own', async () => {
		const scheduled = await send(later());
		const immediate = await send();
		const sent = await send(later());
		server.advance(sent.id);
		const foreign = await send(later(), KEYS.evo);
		const ids = [scheduled.id, immediate.id, sent.id, foreign.id];
		const { status: code, json } = await cancel(ids);
		expect([code, json]).toEqual([
			200,
			{
				cancelled: [scheduled.id],
				failed: [
					{ id: immediate.id, reason: 'NOT_CANCELABLE' },
					{ id: sent.id, reason: 'NOT_CANCELABLE' },
					{ id: foreign.id, reason: 'NOT_FOUND' },
				],
			},
		]);
		expect((await status(scheduled.id)).json.status).toBe('CANCELED');
		expect(() => server.advance(scheduled.id)).toThrow(/CANCELED/);
		expect((await cancel([scheduled.id])).json.cancelled).toEqual([]);
	});

	it('takes 1 to 100 ids, each once', async () => {
		const many = Array.from({ length: 101 }, (_, index) => `msg_${index}`);
		expect((await cancel(many.slice(1))).status).toBe(200);
		for (const ids of [many, [], 'msg_1']) {
			expect(refused(await cancel(ids))).toEqual(['body /messageIds']);
		}
		expect(refused(await cancel(['a', 'a']))).toEqual(['body /messageIds/1']);
	});
});
