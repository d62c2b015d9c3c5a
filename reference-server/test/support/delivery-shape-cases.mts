import { GROUPS, KEYS, MESSAGES, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import type { ShapeName } from '../../src/protocol/shapes.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call } from './client.mts';
import type { ShapeCase } from './shape-cases.mts';

const NAMES = /^(from|participantName|createdAt|fromNumber|fromName|happenedAt)$/;
const CALL = {
	callId: 'call_1',
	direction: 'INBOUND',
	status: 'RINGING',
	from: '5511987654321',
	to: '5511990000002',
	timestamp: '2026-01-05T12:00:00.000Z',
};

/** The switches of what the API delivers to webhooks. */
export function deliveryShapeCases(server: () => ReferenceServer) {
	const anaWrites = () =>
		server().receive({
			numberId: NUMBERS.go.id,
			groupId: GROUPS.modern,
			from: PEOPLE.ana,
			text: 'Oi',
		});
	const sendInto = async (to: string) => {
		const body = { text: 'Oi', [to.endsWith('@g.us') ? 'groupId' : 'destinationNumber']: to };
		server().advance((await call(server(), 'POST', '/messages/send', { body })).json.id);
	};
	/** The logs of a webhook after something has happened; that nobody answers there is no matter. */
	const heard = async (happens: () => unknown, key: string = KEYS.go) => {
		const url = 'http://127.0.0.1:1/';
		await call(server(), 'POST', '/webhooks', { key, body: { url, name: 'n', events: ['*'] } });
		await happens();
		await server().settled();
		return call(server(), 'GET', '/webhooks/wh_1/logs', { key });
	};
	const anaReplies = () =>
		server().receive({
			numberId: NUMBERS.go.id,
			groupId: GROUPS.modern,
			from: PEOPLE.ana,
			text: 'Sim',
			quotedMessageId: MESSAGES.go.whatsAppId,
		});
	const receiveSound = () =>
		server().receive({
			numberId: NUMBERS.go.id,
			from: PEOPLE.ana,
			media: { url: 'https://example.com/a.ogg', mediaType: 'voice' },
		});
	const metaReceives = () =>
		server().receive({ numberId: NUMBERS.metaOba.id, from: PEOPLE.ana, text: 'Oi' });

	return {
		webhookNulls: {
			ask: () => heard(receiveSound),
			look: ({ json: [{ payload }] }) => [payload.data.content, payload.data.mediaCaption],
			seen: { absent: [undefined, undefined], null: [null, null] },
		},
		webhookGroupStatusTo: {
			ask: () => heard(() => sendInto(GROUPS.modern)),
			look: ({ json: [{ payload }] }) => payload.data.to,
			seen: { group: GROUPS.modern, absent: undefined, null: null },
		},
		webhookReplyEvents: {
			ask: () => heard(anaReplies),
			look: ({ json }) => json.map((entry: { event: string }) => entry.event).sort(),
			seen: { only: ['message.reply'], both: ['message.group', 'message.reply'] },
		},
		webhookReplyContent: {
			ask: () => heard(anaReplies),
			look: ({ json: [{ payload }] }) => [
				payload.data.content,
				payload.data.contentReplied,
				payload.data.replyContent,
			],
			seen: {
				content: ['Sim', 'Bom dia!', undefined],
				replyContent: ['Bom dia!', undefined, 'Sim'],
			},
		},
		webhookReplyGroup: {
			ask: () => heard(anaReplies),
			look: ({ json: [{ payload }] }) => payload.data.groupId,
			seen: { absent: undefined, present: GROUPS.modern },
		},
		webhookMediaType: {
			ask: () => heard(receiveSound),
			look: ({ json: [{ payload }] }) => payload.data.mediaType,
			seen: { kind: 'audio', mime: 'audio/ogg' },
		},
		webhookNative: {
			ask: () => heard(metaReceives, KEYS.metaOba),
			look: ({ json }) => json.map((entry: { event: string }) => entry.event).sort(),
			seen: {
				present: ['message.received', 'whatsapp_business_account'],
				absent: ['message.received'],
			},
		},
		callEvents: {
			ask: () => heard(() => server().deliver('call.ringing', CALL, { numberId: NUMBERS.go.id })),
			look: ({ json }) => json.map((entry: { event: string }) => entry.event).sort(),
			seen: { present: ['CallOffer', 'call.ringing'], absent: ['call.ringing'] },
		},
		webhookData: {
			ask: () => heard(anaWrites),
			look: ({ json: [{ payload }] }) => Object.keys(payload.data).filter((key) => NAMES.test(key)),
			seen: {
				current: ['from', 'participantName', 'createdAt'],
				older: ['fromNumber', 'fromName', 'happenedAt'],
			},
		},
		webhookStatusId: {
			ask: () => heard(() => sendInto(PEOPLE.ana)),
			look: ({ json: [{ payload }] }) => [payload.data.id, payload.data.internalMessageId],
			seen: {
				internalMessageId: [undefined, 'msg_2'],
				id: ['msg_2', undefined],
				both: ['msg_2', 'msg_2'],
			},
		},
		webhookError: {
			ask: () => heard(() => sendInto(PEOPLE.unreachable)),
			look: ({ json: [{ payload }] }) => [payload.data.errorMessage, payload.data.error],
			seen: {
				error: [undefined, 'The message was not delivered (WHATSAPP_NOT_EXIST).'],
				errorMessage: ['The message was not delivered (WHATSAPP_NOT_EXIST).', undefined],
			},
		},
		webhookOwnMessages: {
			ask: () => heard(() => sendInto(GROUPS.modern)),
			look: ({ json }) => json.map((entry: { event: string }) => entry.event).sort(),
			seen: { absent: ['message.sent'], present: ['message.group', 'message.sent'] },
		},
	} satisfies Partial<Record<ShapeName, ShapeCase>>;
}
