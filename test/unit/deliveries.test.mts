import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { answersOf } from '../../nodes/shared/deliveries/lead.ts';
import { readDeliveries, toJson } from '../../nodes/shared/deliveries/read.ts';

const items = (body: IDataObject) => readDeliveries(body).map(toJson);
const at = '2026-11-26T12:00:00.000Z';
const later = '2026-11-26T13:00:00.000Z';

type Reading = [what: string, body: IDataObject, ...items: IDataObject[]];

describe('a body', () => {
	it.each<Reading>([
		[
			'an event',
			{ event: 'message.group', data: { id: 'a' } },
			{ id: 'a', event: 'message.group' },
		],
		[
			'an event of its own within',
			{ event: 'x', data: { event: 'y' } },
			{ event: 'x', dataEvent: 'y' },
		],
		[
			'a call, flat, with nulls',
			{ event: 'call.ended', callId: 'c', externalCallId: null, direction: 'INBOUND', from: '55' },
			{ event: 'call.ended', callId: 'c', externalCallId: null, direction: 'INBOUND', from: '55' },
		],
		[
			'a call, flat, beside data of null',
			{ event: 'call.ended', data: null, callId: 'c' },
			{ event: 'call.ended', callId: 'c' },
		],
		[
			'an event of an engine',
			{ event: 'CallOffer', instance: 'i', data: { id: 'a' } },
			{ event: 'CallOffer', id: 'a' },
		],
		[
			'an event that nobody knows, alone',
			{ event: 'number.recovered' },
			{ event: 'number.recovered' },
		],
		['data that is no object', { event: 'x', data: [1] }, { event: 'x', data: [1] }],
		[
			'a failure',
			{ event: 'message.failed', data: { error: 'X' } },
			{ event: 'message.failed', errorMessage: 'X' },
		],
		['a message without anything', { event: 'message.group' }],
		['a message without an object', { event: 'message.group', data: 'Oi' }],
		['nothing', {}],
		['no event', { data: { id: 'a' } }],
		['an event that is no text', { event: { a: 1 }, data: {} }],
		[
			"Meta's own, one item per change",
			{
				object: 'whatsapp_business_account',
				entry: [
					{
						id: 'e1',
						changes: [
							{ field: 'messages', value: { a: 1 } },
							{ field: 'calls', value: null },
						],
					},
					{
						id: 'e2',
						changes: [{ field: 'history', value: {} }, null, { value: 1 }, { field: 7 }],
					},
					{ id: 'e3' },
					null,
				],
			},
			{ event: 'meta.messages', value: { a: 1 }, entryId: 'e1' },
			{ event: 'meta.calls', value: null, entryId: 'e1' },
			{ event: 'meta.history', value: {}, entryId: 'e2' },
		],
		["Meta's own without a change", { object: 'x', entry: [] }],
		["Meta's own, broken", { object: 'x', entry: 'e' }],
	])('with %s', (_what, body, ...expected) => expect(items(body)).toEqual(expected));
});

/** Data of an event, and the newest names that are added to it. */
type Filling = [event: string, data: IDataObject, added: IDataObject];

describe('older names', () => {
	it.each<Filling>([
		['message.group', { fromNumber: '+1' }, { from: '+1' }],
		['message.group', { from: null, fromNumber: '+1' }, { from: '+1' }],
		['message.group', { from: '+2', fromNumber: '+1' }, {}],
		['message.group', { participantName: null }, {}],
		['message.group', { fromName: 'Ana' }, { participantName: 'Ana' }],
		['message.sent', { destinationNumber: '+1' }, { to: '+1' }],
		['message.sent', { internalMessageId: 'm' }, { id: 'm' }],
		['message.reply', { messageRepliedId: 'q' }, { quotedMessageId: 'q' }],
		['message.group', { happenedAt: at }, { createdAt: at }],
		['message.received', { receivedAt: at }, { createdAt: at }],
		['message.sent', { sentAt: at }, { createdAt: at }],
		['message.delivered', { sentAt: at, deliveredAt: later }, { createdAt: later }],
		['message.read', { sentAt: at, deliveredAt: at, readAt: later }, { createdAt: later }],
		['message.sent', { sentAt: at, readAt: later }, { createdAt: at }],
		['message.failed', { failedAt: at }, { createdAt: at }],
		['number.connected', { connectedAt: at, number: '+1' }, { createdAt: at, phone: '+1' }],
		['number.disconnected', { connectedAt: at, disconnectedAt: later }, { createdAt: later }],
		['number.removed', { removedAt: at }, { createdAt: at }],
		['message.group', { number: '+1', environment: 'LIVE' }, {}],
	])('of %s: %j', (event, data, added) => {
		expect(items({ event, data })).toEqual([{ ...data, ...added, event }]);
	});

	it.each<[string, IDataObject, IDataObject]>([
		[
			'the newest form',
			{ content: 'sim', contentReplied: 'Vem?' },
			{ content: 'sim', quotedContent: 'Vem?' },
		],
		[
			'older captures',
			{ content: 'Vem?', replyContent: 'sim' },
			{ content: 'sim', quotedContent: 'Vem?' },
		],
		[
			'older captures with both',
			{ content: 'Vem?', replyContent: 'sim', contentReplied: 'Vem?' },
			{ content: 'sim', quotedContent: 'Vem?' },
		],
		[
			'a replyContent that is the quoted text',
			{ content: 'sim', replyContent: 'Vem?', contentReplied: 'Vem?' },
			{ content: 'sim', quotedContent: 'Vem?' },
		],
		['a replyContent of null', { content: 'sim', replyContent: null }, { content: 'sim' }],
		['a quoted text of null', { content: 'sim', contentReplied: null }, { content: 'sim' }],
		['a picture as reply', { contentReplied: 'Vem?', mediaLink: 'x' }, { quotedContent: 'Vem?' }],
	])('of a reply, %s: content is what the person wrote', (_what, data, expected) => {
		const [json] = items({ event: 'message.reply', data });
		expect(json).toEqual({ ...data, ...expected, event: 'message.reply' });
	});
});

describe('a lead', () => {
	it('has its answers by field (F03, F06)', () => {
		const fields = [
			{ key: 'full_name', label: 'Nome', values: ['Maria'] },
			{ key: 'bairro', values: [] },
			{ key: 'servicos', values: ['Pintura', 'Elétrica'] },
			{ key: 'vazio', values: null },
			{ label: 'Sem chave', values: ['x'] },
			{ key: '__proto__', values: ['y'] },
			null,
		];
		const answers = answersOf(fields);
		expect(Object.entries(answers)).toEqual([
			['full_name', 'Maria'],
			['bairro', ''],
			['servicos', 'Pintura, Elétrica'],
			['vazio', ''],
			['Sem chave', 'x'],
			['__proto__', 'y'],
		]);
		expect(answersOf(null)).toEqual({});
		const [json] = items({ event: 'lead.received', data: { leadId: 'l', fields } });
		expect(json).toMatchObject({ leadId: 'l', answers: { bairro: '' } });
	});
});
