import { expect } from '@jest/globals';

import { KEYS, NUMBERS, PEOPLE, TEMPLATES } from '../../src/seeds/index.mts';
import type { ShapeName } from '../../src/protocol/shapes.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call } from './client.mts';
import type { Answer } from './client.mts';

/** How a switch is seen on the wire. */
export interface ShapeCase {
	ask(): Promise<Answer>;
	look(answer: Answer): unknown;
	/** What is seen, by the switch's value. */
	seen: Record<string, unknown>;
}

const connect = (server: ReferenceServer) =>
	call(server, 'GET', '/numbers/num_offline/connect', { key: KEYS.tenant });

/** The log of a webhook that heard a call ring. */
async function rung(server: ReferenceServer): Promise<Answer> {
	server.shapes.callEvents = 'absent';
	const hook = { url: 'http://127.0.0.1:1/', name: 'n', events: ['call.ringing'] };
	await call(server, 'POST', '/webhooks', { body: hook });
	server.ring({ numberId: NUMBERS.go.id, from: PEOPLE.ana });
	await server.settled();
	return call(server, 'GET', '/webhooks/wh_1/logs');
}

/** The switches of what is neither a group, a message nor a webhook. */
export function shapeCases(server: () => ReferenceServer) {
	return {
		tenantConversations: {
			ask: () => call(server(), 'GET', '/conversations', { key: KEYS.tenant }),
			look: ({ status, json }) => [status, json.code],
			seen: { scope: [403, 'TENANT_SCOPE_NOT_ALLOWED'], number: [400, 'NUMBER_NOT_FOUND'] },
		},
		numberKeysOnNumbers: {
			ask: () => call(server(), 'GET', '/numbers'),
			look: ({ status, json }) => [status, json.code ?? json[0].id],
			seen: { refused: [403, 'NUMBER_SCOPE_NOT_ALLOWED'], allowed: [200, 'num_go'] },
		},
		numberStatus: {
			ask: () => call(server(), 'GET', '/numbers/num_evo/status', { key: KEYS.tenant }),
			look: ({ json }) => json,
			seen: {
				live: {
					id: 'num_evo',
					state: 'OPEN',
					stale: false,
					checkedAt: expect.stringMatching(/Z$/),
				},
				stale: {
					id: 'num_evo',
					state: 'OPEN',
					stale: true,
					lastKnownAt: '2026-01-05T12:00:00.000Z',
				},
				bare: { id: 'num_evo', state: 'OPEN' },
			},
		},
		connectCodes: {
			ask: () => connect(server()),
			look: ({ json }) => [json.qrcodeBase64 !== null, json.pairingCode],
			seen: {
				both: [true, 'REF00001'],
				qrcode: [true, null],
				pairingCode: [false, 'REF00001'],
			},
		},
		qrcodeForm: {
			ask: () => connect(server()),
			look: ({ json }) => json.qrcodeBase64.slice(0, 11),
			// The first bytes of every PNG.
			seen: { base64: 'iVBORw0KGgo', dataUri: 'data:image/' },
		},
		templateHeader: {
			ask: async () => {
				const body = { header: { text: 'Oi' }, body: { text: 'Olá!' } };
				await call(server(), 'POST', '/templates', {
					body: { name: 'a', category: 'OTP', language: 'pt_BR', body },
				});
				return call(server(), 'GET', '/templates/a');
			},
			look: ({ json }) => json.body.header,
			seen: { object: { text: 'Oi' }, typed: { type: 'TEXT', text: 'Oi' }, text: 'Oi' },
		},
		templateDeleteStatus: {
			ask: () => call(server(), 'DELETE', `/templates/${TEMPLATES.own}`),
			look: ({ status, text }) => [status, text],
			seen: { 200: [200, '{"success":true}'], 204: [204, ''] },
		},
		webhookRowId: {
			ask: async () => {
				const hook = { url: 'http://127.0.0.1:1/', name: 'n', events: ['message.reply'] };
				await call(server(), 'POST', '/webhooks', { body: hook });
				const rows = [{ title: 'Margherita', rowId: 'p1' }];
				const list = { buttonText: 'Cardápio', sections: [{ rows }] };
				const body = { destinationNumber: PEOPLE.ana, text: 'Qual?', list };
				const { id } = (await call(server(), 'POST', '/messages/send', { body })).json;
				const quotedMessageId = server().advance(id, 'DELIVERED').externalMessageId!;
				const answer = { numberId: NUMBERS.go.id, from: PEOPLE.ana, text: 'Margherita' };
				server().receive({ ...answer, quotedMessageId });
				await server().settled();
				return call(server(), 'GET', '/webhooks/wh_1/logs');
			},
			look: ({ json: [{ payload }] }) => [payload.data.rowId, payload.data.buttonId],
			seen: { rowId: ['p1', undefined], buttonId: [undefined, 'p1'] },
		},
		callPhones: {
			ask: () => rung(server()),
			look: ({ json }) => [json.at(-1).payload.from, json.at(-1).payload.to],
			seen: {
				plus: ['+5511987654321', '+5511990000002'],
				digits: ['5511987654321', '5511990000002'],
			},
		},
		callNulls: {
			ask: () => rung(server()),
			look: ({ json }) => {
				const { callId, direction, from, status } = json.at(-1).payload;
				return [callId, direction, from, status];
			},
			seen: {
				known: ['call_2', 'INBOUND', '+5511987654321', 'RINGING'],
				null: [null, null, null, 'RINGING'],
			},
		},
		metaMediaLink: {
			ask: async () => {
				const hook = { url: 'http://127.0.0.1:1/', name: 'n', events: ['message.received'] };
				await call(server(), 'POST', '/webhooks', { key: KEYS.metaOba, body: hook });
				const media = { url: 'https://example.com/a.jpg', mediaType: 'image' } as const;
				server().receive({ numberId: NUMBERS.metaOba.id, from: PEOPLE.ana, media });
				await server().settled();
				return call(server(), 'GET', '/webhooks/wh_1/logs', { key: KEYS.metaOba });
			},
			look: ({ json: [{ payload }] }) => [payload.data.mediaLink, payload.data.mediaId],
			seen: {
				present: ['https://example.com/a.jpg', 'media_3AIN0000000000000002'],
				absent: [undefined, 'media_3AIN0000000000000002'],
			},
		},
	} satisfies Partial<Record<ShapeName, ShapeCase>>;
}
