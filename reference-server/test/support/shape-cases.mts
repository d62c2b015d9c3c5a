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

/** The switches of what is neither a group, a message nor a webhook. */
export function shapeCases(server: () => ReferenceServer) {
	return {
		tenantConversations: {
			ask: () => call(server(), 'GET', '/conversations', { key: KEYS.tenant }),
			look: ({ status, json }) => [status, json.code],
			seen: { scope: [403, 'TENANT_SCOPE_NOT_ALLOWED'], number: [400, 'NUMBER_NOT_FOUND'] },
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
