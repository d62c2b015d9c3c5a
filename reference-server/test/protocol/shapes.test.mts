import { inspect } from 'node:util';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NEWSLETTERS, NUMBERS, TEMPLATES } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { SHAPE_VALUES } from '../../src/protocol/shapes.mts';
import type { ShapeName } from '../../src/protocol/shapes.mts';
import { call } from '../support/client.mts';
import type { Answer } from '../support/client.mts';
import { deliveryShapeCases } from '../support/delivery-shape-cases.mts';
import { groupShapeCases } from '../support/group-shape-cases.mts';
import { shapeCases } from '../support/shape-cases.mts';
import type { ShapeCase } from '../support/shape-cases.mts';
import { visit } from '../support/simulator.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const status = (answer: Answer) => answer.status;
const bodyOf = ({ json, text }: Answer) => json ?? text;
const groupItem = ({ json }: Answer) => json.messages[0];
const hook = { url: 'https://example.com/hook', name: 'n', events: ['message.group'] };
const createHook = () => call(server, 'POST', '/webhooks', { body: hook });
const message = expect.stringContaining('1@g.us');
const code = 'GROUP_NOT_FOUND';

const asTenant = (path: string) =>
	call(server, 'GET', path, {
		key: KEYS.tenant,
		headers: { 'x-whatsapp-number-id': NUMBERS.go.id },
	});
const generic = { error: 'Validation error', code: 'VALIDATION_ERROR' };
const tooSmall = expect.stringMatching(/^Too small/);

const CASES: Record<ShapeName, ShapeCase> = {
	...shapeCases(() => server),
	...groupShapeCases(() => server),
	...deliveryShapeCases(() => server),
	errorBody: {
		ask: () => call(server, 'GET', '/groups/1%40g.us'),
		look: bodyOf,
		seen: {
			errorCodeDetails: { error: message, code },
			codeMessageDetails: { code, message },
			codeDetails: { code, details: message },
			code: { code },
			nested: { error: { code, message } },
			upperSnake: { error: code },
			text: { error: message },
			message: { message },
			empty: '',
			html: expect.stringMatching(/^<!DOCTYPE html>.*404/),
			truncated: expect.stringMatching(/^\{"error":"The number [^}]*$/),
		},
	},
	idempotency: {
		ask: () =>
			call(server, 'POST', '/messages/send', {
				body: { groupId: GROUPS.modern, text: 'Oi' },
				headers: { 'idempotency-key': 'x'.repeat(256) },
			}),
		look: status,
		seen: { honoured: 400, ignored: 202 },
	},
	genericRefusal: {
		ask: () => call(server, 'POST', '/groups', { body: { subject: '' } }),
		look: bodyOf,
		seen: {
			none: expect.objectContaining({ error: expect.stringContaining('/subject') }),
			details: { ...generic, details: [{ path: 'subject', message: tooSmall }] },
			issues: { ...generic, issues: [{ path: ['subject'], message: tooSmall }] },
			errors: { ...generic, errors: [{ field: 'subject', message: tooSmall }] },
			validationErrors: { ...generic, validationErrors: { key: 'subject', reason: tooSmall } },
		},
	},
	tenantKeyWithNumber: {
		ask: () => asTenant('/groups'),
		look: status,
		seen: { acts: 200, refused: 403 },
	},
	tenantHistoryStatus: {
		ask: () => call(server, 'GET', '/messages/history', { key: KEYS.tenant }),
		look: ({ status: code, json }) => [code, json.code],
		seen: { 403: [403, 'TENANT_SCOPE_NOT_ALLOWED'], 400: [400, 'TENANT_SCOPE_NOT_ALLOWED'] },
	},
	sourceNumber: {
		ask: () =>
			call(server, 'POST', '/messages/send', { body: { groupId: GROUPS.modern, text: 'Oi' } }),
		look: ({ json }) => json.sourceNumber,
		seen: { digits: '5511990000002', plus: '+5511990000002', null: null },
	},
	templateBody: {
		ask: () => call(server, 'GET', `/templates/${TEMPLATES.marketing}`),
		look: ({ json }) => json.body,
		seen: {
			text: 'Ofertas da semana na loja.',
			object: { body: { text: 'Ofertas da semana na loja.' } },
			json: '{"body":{"text":"Ofertas da semana na loja."}}',
		},
	},
	newsletterList: {
		ask: () => call(server, 'GET', '/newsletters'),
		look: bodyOf,
		seen: {
			newsletters: { newsletters: [{ id: NEWSLETTERS.go, name: 'Novidades' }] },
			array: [{ id: NEWSLETTERS.go, name: 'Novidades' }],
		},
	},
	newslettersOffline: {
		ask: () => call(server, 'GET', '/newsletters', { key: KEYS.offline }),
		look: ({ status: code, json }) => [code, json.newsletters],
		seen: { refused: [409, undefined], empty: [200, []] },
	},
	webhookList: {
		ask: async () => {
			await createHook();
			return call(server, 'GET', '/webhooks');
		},
		look: bodyOf,
		seen: {
			array: [expect.objectContaining({ id: 'wh_1' })],
			data: { data: [expect.objectContaining({ id: 'wh_1' })] },
			webhooks: { webhooks: [expect.objectContaining({ id: 'wh_1' })] },
		},
	},
	webhookStar: {
		ask: () => call(server, 'POST', '/webhooks', { body: { ...hook, events: ['*'] } }),
		look: ({ json }) => json.events.slice(0, 2),
		seen: { star: ['*'], list: ['message.sent', 'message.delivered'] },
	},
	messageFrom: {
		ask: () => call(server, 'GET', '/messages/group'),
		look: groupItem,
		seen: Object.fromEntries(
			SHAPE_VALUES.messageFrom.map((name) => [
				name,
				expect.objectContaining({ [name]: '+5511987654321', groupId: GROUPS.modern }),
			]),
		),
	},
	messageGroup: {
		ask: () => call(server, 'GET', '/messages/group'),
		look: groupItem,
		seen: Object.fromEntries(
			SHAPE_VALUES.messageGroup.map((name) => [
				name,
				expect.objectContaining({ from: '+5511987654321', [name]: GROUPS.modern }),
			]),
		),
	},
	cancelBody: {
		ask: () => call(server, 'DELETE', '/messages/cancel', { body: { messageIds: ['msg_0'] } }),
		look: bodyOf,
		seen: {
			lists: { cancelled: [], failed: [{ id: 'msg_0', reason: 'NOT_FOUND' }] },
			counts: { cancelled: 0, notFound: 1 },
		},
	},
	templateList: {
		ask: () => call(server, 'GET', '/templates'),
		look: bodyOf,
		seen: {
			array: expect.arrayContaining([expect.objectContaining({ id: TEMPLATES.own })]),
			wrapped: {
				templates: expect.arrayContaining([expect.objectContaining({ id: TEMPLATES.own })]),
			},
			data: { data: expect.arrayContaining([expect.objectContaining({ id: TEMPLATES.own })]) },
		},
	},
	templateVariables: {
		ask: () => call(server, 'GET', `/templates/${TEMPLATES.rejected}`),
		look: ({ json }) => ({ variables: json.variables, latestVersion: json.latestVersion }),
		seen: {
			strings: { variables: ['fatura'] },
			name: { variables: [{ name: 'fatura' }] },
			key: { variables: [{ key: 'fatura' }] },
			latestVersion: { latestVersion: { variables: ['fatura'] } },
			missing: {},
		},
	},
	webhookCreateBody: {
		ask: createHook,
		look: bodyOf,
		seen: {
			object: expect.objectContaining({ id: 'wh_1', ...hook }),
			id: { id: 'wh_1' },
			data: { data: expect.objectContaining({ id: 'wh_1', ...hook }) },
			webhook: { webhook: expect.objectContaining({ id: 'wh_1', ...hook }) },
		},
	},
	webhookEvents: {
		ask: async () => {
			await createHook();
			return call(server, 'GET', '/webhooks/wh_1');
		},
		look: ({ json }) => json.events,
		seen: { present: hook.events, absent: undefined },
	},
	webhookDeleteStatus: {
		ask: async () => {
			await createHook();
			return call(server, 'DELETE', '/webhooks/wh_1');
		},
		look: (answer) => [answer.status, answer.text],
		seen: { 200: [200, '{"success":true}'], 204: [204, ''] },
	},
	retryAfter: {
		ask: async () => {
			const body = { numberId: NUMBERS.go.id, requestsPerSecond: 0 };
			expect((await visit(server, 'POST', '/switches', { body })).status).toBe(200);
			return call(server, 'GET', '/groups');
		},
		look: ({ headers, json }) => [headers['retry-after'], json.retryAfterSeconds],
		seen: {
			header: ['5', undefined],
			body: [undefined, 5],
			both: ['5', 5],
			none: [undefined, undefined],
		},
	},
};

const EVERY_VALUE = (Object.keys(SHAPE_VALUES) as ShapeName[]).flatMap((name) =>
	SHAPE_VALUES[name].map((value) => [name, value] as const),
);

it.each(EVERY_VALUE)('%s = %s is what the wire shows', async (name, value) => {
	const { ask, look, seen } = CASES[name];
	Object.assign(server.shapes, { [name]: value });
	const answer = await ask();
	expect(look(answer)).toEqual(seen[value]);
	// Two values that look alike would be a switch that switches nothing.
	const looks = Object.values(seen).map((one) => inspect(one, { depth: null }));
	expect(new Set(looks).size).toBe(SHAPE_VALUES[name].length);
});

describe('the switches themselves', () => {
	it('refuse values and names that do not exist, and reset', () => {
		const { shapes } = server;
		expect(() => Object.assign(shapes, { errorBody: 'xml' })).toThrow(/errorCodeDetails/);
		expect(() => Object.assign(shapes, { errorBodies: 'html' })).toThrow(/not extensible/);
		shapes.errorBody = 'html';
		shapes.reset();
		expect(shapes).toMatchObject({ errorBody: 'errorCodeDetails', groupWriteStatus: 200 });
	});

	it('shape every refusal alike', async () => {
		server.shapes.errorBody = 'upperSnake';
		expect((await call(server, 'GET', '/groups', { key: null })).json).toEqual({
			error: 'INVALID_API_KEY',
		});
		expect((await call(server, 'GET', '/groups', { key: KEYS.offline })).json).toEqual({
			error: 'WHATSAPP_INSTANCE_NOT_CONNECTED',
		});
	});
});
