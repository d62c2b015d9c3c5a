import { inspect } from 'node:util';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
	GROUPS,
	KEYS,
	MESSAGES,
	NEWSLETTERS,
	NUMBERS,
	PEOPLE,
	TEMPLATES,
} from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { SHAPE_VALUES } from '../../src/protocol/shapes.mts';
import type { ShapeName } from '../../src/protocol/shapes.mts';
import { call, groupPath } from '../support/client.mts';
import type { Answer } from '../support/client.mts';
import { shapeCases } from '../support/shape-cases.mts';
import type { ShapeCase } from '../support/shape-cases.mts';
import { visit } from '../support/simulator.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const ana = '5511987654321@s.whatsapp.net';
const lid = '1234567891155@lid';
const group = groupPath(GROUPS.modern);
const getGroup = () => call(server, 'GET', group);
const ofAna = ({ json }: Answer) => json.participants[1];
/** On a number whose engine answers results. */
const add = (...participants: string[]) =>
	call(server, 'POST', `${group}/participants`, { key: KEYS.evo, body: { participants } });
const addAna = () => add(PEOPLE.ana);
const firstResult = ({ json }: Answer) => json[0];
const status = (answer: Answer) => answer.status;
const bodyOf = ({ json, text }: Answer) => json ?? text;
const groupItem = ({ json }: Answer) => json.messages[0];
const hook = { url: 'https://example.com/hook', name: 'n', events: ['message.group'] };
const createHook = () => call(server, 'POST', '/webhooks', { body: hook });
const results = [{ jid: ana, status: '409' }];
const message = expect.stringContaining('1@g.us');
const code = 'GROUP_NOT_FOUND';

const NAMES = /^(from|participantName|createdAt|fromNumber|fromName|happenedAt)$/;
const anaWrites = () =>
	server.receive({ numberId: NUMBERS.go.id, groupId: GROUPS.modern, from: PEOPLE.ana, text: 'Oi' });
const sendInto = async (to: string) => {
	const body = { text: 'Oi', [to.endsWith('@g.us') ? 'groupId' : 'destinationNumber']: to };
	server.advance((await call(server, 'POST', '/messages/send', { body })).json.id);
};
/** The logs of a webhook after something has happened; that nobody answers there is no matter. */
const heard = async (happens: () => unknown, key: string = KEYS.go) => {
	const url = 'http://127.0.0.1:1/';
	await call(server, 'POST', '/webhooks', { key, body: { ...hook, url, events: ['*'] } });
	await happens();
	await server.settled();
	return call(server, 'GET', '/webhooks/wh_1/logs', { key });
};

const create = (participants: string[]) =>
	call(server, 'POST', '/groups', { body: { subject: 'Obra 43', participants } });
const asTenant = (path: string) =>
	call(server, 'GET', path, {
		key: KEYS.tenant,
		headers: { 'x-whatsapp-number-id': NUMBERS.go.id },
	});
const anaReplies = () =>
	server.receive({
		numberId: NUMBERS.go.id,
		groupId: GROUPS.modern,
		from: PEOPLE.ana,
		text: 'Sim',
		quotedMessageId: MESSAGES.go.whatsAppId,
	});
const receiveSound = () =>
	server.receive({
		numberId: NUMBERS.go.id,
		from: PEOPLE.ana,
		media: { url: 'https://example.com/a.ogg', mediaType: 'voice' },
	});
const metaReceives = () =>
	server.receive({ numberId: NUMBERS.metaOba.id, from: PEOPLE.ana, text: 'Oi' });
const CALL = {
	callId: 'call_1',
	direction: 'INBOUND',
	status: 'RINGING',
	from: '5511987654321',
	to: '5511990000002',
	timestamp: '2026-01-05T12:00:00.000Z',
};
const generic = { error: 'Validation error', code: 'VALIDATION_ERROR' };
const tooSmall = expect.stringMatching(/^Too small/);

/** Ana's id under each of these names, beside the rest. */
const namedLike = (names: readonly string[], rest: object) =>
	Object.fromEntries(names.map((name) => [name, { [name]: ana, ...rest }]));

const CASES: Record<ShapeName, ShapeCase> = {
	...shapeCases(() => server),
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
	groupCreateStatus: {
		ask: () => create([PEOPLE.ana]),
		look: status,
		seen: { 200: 200, 201: 201 },
	},
	groupCreateBody: {
		ask: () => create([PEOPLE.ana, PEOPLE.private]),
		look: ({ json }) => Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'id')),
		seen: {
			group: expect.objectContaining({ subject: 'Obra 43' }),
			addedFailed: {
				jid: expect.stringMatching(/@g\.us$/),
				name: 'Obra 43',
				owner: '5511990000002@s.whatsapp.net',
				added: [ana],
				failed: ['5511987650403@s.whatsapp.net'],
			},
		},
	},
	groupList: {
		ask: () => call(server, 'GET', '/groups', { key: KEYS.metaOba }),
		look: bodyOf,
		seen: {
			groups: { groups: [{ id: GROUPS.opaque, name: 'Obra 42' }] },
			array: [{ id: GROUPS.opaque, subject: 'Obra 42' }],
		},
	},
	groupName: {
		ask: () => call(server, 'GET', '/messages/group'),
		look: ({ json }) => json.messages[0].groupName,
		seen: { present: 'Obra 42', absent: undefined },
	},
	resultList: {
		ask: addAna,
		look: bodyOf,
		seen: { list: results, object: { [ana]: { status: '409' } } },
	},
	resultsListed: {
		ask: () => add(PEOPLE.ana, PEOPLE.dieter),
		look: ({ json }) => json.map((one: { status: string }) => one.status),
		seen: { asked: ['409', '200'], reversed: ['200', '409'], first: ['409'] },
	},
	countryDigit: {
		ask: () => add('525512345678', '541112345678'),
		look: ({ json }) => json.map((one: { jid: string }) => one.jid.split('@')[0]),
		seen: { absent: ['525512345678', '541112345678'], present: ['5215512345678', '5491112345678'] },
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
		seen: { content: ['Sim', 'Bom dia!', undefined], replyContent: ['Bom dia!', undefined, 'Sim'] },
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
		ask: () => heard(() => server.deliver('call.ringing', CALL, { numberId: NUMBERS.go.id })),
		look: ({ json }) => json.map((entry: { event: string }) => entry.event).sort(),
		seen: { present: ['CallOffer', 'call.ringing'], absent: ['call.ringing'] },
	},
	groupWriteStatus: { ask: addAna, look: status, seen: { 200: 200, 201: 201, 204: 204 } },
	groupWriteBody: {
		ask: addAna,
		look: bodyOf,
		seen: {
			list: results,
			participants: { participants: results },
			results: { results },
			result: { result: results },
			data: { data: results },
			updateParticipants: { updateParticipants: results },
			success: { success: true },
			message: { message: 'success' },
			empty: '',
		},
	},
	resultId: {
		ask: addAna,
		look: firstResult,
		seen: {
			...namedLike(SHAPE_VALUES.resultId, { status: '409' }),
			lid: { lid, status: '409' },
		},
	},
	resultStatus: {
		ask: addAna,
		look: firstResult,
		seen: {
			text: { jid: ana, status: '409' },
			number: { jid: ana, status: 409 },
			error: { jid: ana, status: 'Error: 409' },
		},
	},
	participantForm: {
		ask: getGroup,
		look: ofAna,
		seen: { object: { id: ana, role: 'admin' }, string: ana },
	},
	participantId: {
		ask: getGroup,
		look: ofAna,
		seen: {
			...namedLike(SHAPE_VALUES.participantId, { role: 'admin' }),
			lid: { lid, role: 'admin' },
		},
	},
	participantRole: {
		ask: getGroup,
		look: ofAna,
		seen: {
			role: { id: ana, role: 'admin' },
			admin: { id: ana, admin: 'admin' },
			isAdmin: { id: ana, isAdmin: true, isSuperAdmin: false },
		},
	},
	keyCase: {
		ask: getGroup,
		look: ofAna,
		seen: { camel: { id: ana, role: 'admin' }, pascal: { ID: ana, Role: 'admin' } },
	},
	idForm: {
		ask: getGroup,
		look: ofAna,
		seen: {
			jid: { id: ana, role: 'admin' },
			digits: { id: '5511987654321', role: 'admin' },
			device: { id: '5511987654321:12@s.whatsapp.net', role: 'admin' },
			lid: { id: lid, role: 'admin' },
			lidWithPhone: { id: lid, phoneNumber: ana, role: 'admin' },
		},
	},
	ninthDigit: {
		ask: getGroup,
		look: ofAna,
		seen: {
			present: { id: ana, role: 'admin' },
			absent: { id: '551187654321@s.whatsapp.net', role: 'admin' },
		},
	},
	groupGetId: {
		ask: getGroup,
		look: ({ json }) => Object.keys(json),
		seen: { present: ['id', 'subject', 'participants'], absent: ['subject', 'participants'] },
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
