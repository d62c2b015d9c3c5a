import { describe, expect, it } from '@jest/globals';

import type { InboundMessage } from '../../src/server.mts';
import { GROUPS, NEWSLETTERS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { call } from '../support/client.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, receiver, hook, send, events } = useWebhooks();

const createdAt = '2026-02-01T09:00:00.000Z';
const numberId = NUMBERS.go.id;
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** Everything that arrives once something is received, by event. */
async function heard(message: Partial<InboundMessage>): Promise<Record<string, unknown>> {
	await hook(['*']);
	server().receive({ numberId, createdAt, ...message });
	await server().settled();
	return Object.fromEntries(receiver().received.map(({ json }) => [json.event, json.data]));
}

/** Fields that every arriving message has. */
const common = {
	from: '+5511987654321',
	to: '+5511990000002',
	numberId,
	messageId: '3AIN0000000000000002',
	id: 'msg_2',
	type: 'text',
	fromMe: false,
	content: 'Bom dia',
	participantName: 'Ana',
	createdAt,
};
const where = { groupId: GROUPS.modern, groupName: 'Obra 42' };
const fromAna = { from: PEOPLE.ana, text: 'Bom dia' };

describe('messages that arrive', () => {
	it('in a group', async () => {
		expect(await heard({ ...fromAna, groupId: GROUPS.modern })).toEqual({
			'message.group': { ...common, ...where },
		});
		expect(Object.keys(receiver().received[0]!.json)).toEqual(['event', 'data']);
	});

	it('directly, from somebody without a known name', async () => {
		expect(await heard({ from: '5511912345678', text: 'Oi' })).toEqual({
			'message.received': {
				...common,
				from: '+5511912345678',
				content: 'Oi',
				participantName: undefined,
			},
		});
	});

	it('in a newsletter, where nobody sees who writes', async () => {
		expect(await heard({ newsletterId: NEWSLETTERS.go, text: 'Bom dia' })).toEqual({
			'message.newsletter': {
				...common,
				from: common.to,
				participantName: undefined,
				newsletterId: NEWSLETTERS.go,
				newsletterName: 'Novidades',
			},
		});
	});

	it('as replies, with the quoted text beside what was written', async () => {
		const quotedMessageId = '3EB0A1B2C3D4E5F60002';
		expect(await heard({ ...fromAna, groupId: GROUPS.modern, quotedMessageId })).toEqual({
			'message.reply': { ...common, contentReplied: 'Bom dia!', quotedMessageId },
		});
	});

	it('with media, their caption and file name', async () => {
		const url = 'https://example.com/planta.pdf';
		const media = { url, mediaType: 'document', filename: 'planta.pdf' } as const;
		expect(await heard({ ...fromAna, media })).toEqual({
			'message.received': {
				...common,
				type: 'document',
				mediaLink: url,
				mediaType: 'document',
				mediaCaption: 'Bom dia',
				mediaFilename: 'planta.pdf',
			},
		});
		const { json } = await call(server(), 'GET', '/messages/history');
		expect(json.messages[0].media).toEqual({
			provider: 'EVO_GO',
			id: null,
			url,
			mimeType: 'application/pdf',
			fileName: 'planta.pdf',
		});
	});

	it('with media that have neither', async () => {
		const url = 'https://example.com/a.ogg';
		expect(await heard({ from: PEOPLE.ana, media: { url, mediaType: 'audio' } })).toEqual({
			'message.received': {
				...common,
				type: 'audio',
				content: undefined,
				mediaLink: url,
				mediaType: 'audio',
			},
		});
	});

	it('in the names of older captures', async () => {
		server().shapes.webhookData = 'older';
		const { from, participantName, createdAt: happenedAt, ...rest } = { ...common, ...where };
		expect(await heard({ ...fromAna, groupId: GROUPS.modern })).toEqual({
			'message.group': { ...rest, fromNumber: from, fromName: participantName, happenedAt },
		});
	});
});

describe('own messages', () => {
	const own = { from: '+5511990000002', participantName: 'go', fromMe: true };

	it('written by hand in a group', async () => {
		expect(await heard({ groupId: GROUPS.modern, fromMe: true, text: 'Bom dia' })).toEqual({
			'message.group': { ...common, ...where, ...own },
		});
		const { json } = await call(server(), 'GET', '/messages/history');
		expect(json.messages[0]).toMatchObject({ direction: 'OUTBOUND', origin: 'APP' });
		expect((await call(server(), 'GET', '/messages/unread')).json.messages).toHaveLength(1);
	});

	it('written by hand in a newsletter', async () => {
		expect(
			await heard({ newsletterId: NEWSLETTERS.go, fromMe: true, text: 'Oferta' }),
		).toMatchObject({ 'message.newsletter': { fromMe: true, from: own.from } });
	});

	it('sent into a group through the API, when the switch asks for them', async () => {
		await hook(['message.group']);
		server().shapes.webhookOwnMessages = 'present';
		server().advance(await send({ destinationNumber: PEOPLE.ana, text: 'Oi' }), 'READ');
		const id = await send({ groupId: GROUPS.modern, text: 'Bom dia' });
		const { externalMessageId: messageId } = server().advance(id, 'READ');
		expect(await events()).toEqual(['message.group']);
		expect(receiver().received[0]!.json.data).toEqual({
			...common,
			...where,
			...own,
			id,
			messageId,
			createdAt: time,
		});
	});

	it.each([
		[{ fromMe: true, text: 'Oi' }, /groupId or newsletterId/],
		[{ fromMe: true, groupId: GROUPS.modern, from: PEOPLE.ana, text: 'Oi' }, /from is for/],
		[{ newsletterId: NEWSLETTERS.go, from: PEOPLE.ana, text: 'Oi' }, /from is for/],
		[{ newsletterId: NEWSLETTERS.evo, text: 'Oi' }, /no newsletter/],
		[{ newsletterId: NEWSLETTERS.go, groupId: GROUPS.modern, text: 'Oi' }, /not in both/],
		[{ text: 'Oi' }, /needs a writer/],
	])('%j is no message', (message, problem) => {
		expect(() => server().receive({ numberId, ...message })).toThrow(problem);
	});
});

describe('statuses', () => {
	it('carry both ids, the number, the receiver and their own time', async () => {
		await hook(['*']);
		const id = await send({ destinationNumber: PEOPLE.ana, text: 'Oi' });
		const sent = server().advance(id, 'READ');
		const data = {
			messageId: sent.externalMessageId,
			id,
			correlationId: 'cor_2',
			type: 'text',
			fromMe: true,
			numberId,
			from: '+5511990000002',
			to: '+5511987654321',
			content: 'Oi',
		};
		expect(await events()).toEqual(['message.delivered', 'message.read', 'message.sent']);
		expect(server().deliveries.map(({ body }) => body)).toEqual([
			{ event: 'message.sent', data: { ...data, createdAt: sent.sentAt } },
			{ event: 'message.delivered', data: { ...data, createdAt: sent.deliveredAt } },
			{ event: 'message.read', data: { ...data, createdAt: sent.readAt } },
		]);
	});

	it('say why a message failed, which then has no WhatsApp id', async () => {
		await hook(['message.failed']);
		const id = await send({ groupId: GROUPS.modern, text: 'Oi' });
		server().advance(id, 'FAILED', 'NUMBER_NOT_FOUND_REMOVED');
		await server().settled();
		expect(receiver().received[0]!.json.data).toEqual({
			messageId: null,
			id,
			correlationId: 'cor_2',
			type: 'text',
			fromMe: true,
			numberId,
			from: '+5511990000002',
			to: GROUPS.modern,
			content: 'Oi',
			error: expect.stringContaining('NUMBER_NOT_FOUND_REMOVED'),
			errorCode: 'NUMBER_NOT_FOUND_REMOVED',
			createdAt: time,
		});
	});

	it('use the older name of the time too', async () => {
		server().shapes.webhookData = 'older';
		await hook(['message.sent']);
		const { sentAt } = server().advance(await send({ groupId: GROUPS.modern, text: 'Oi' }));
		await server().settled();
		const { data } = receiver().received[0]!.json;
		expect([data.happenedAt, data.createdAt]).toEqual([sentAt, undefined]);
	});
});
