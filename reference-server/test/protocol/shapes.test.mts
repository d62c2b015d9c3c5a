import { inspect } from 'node:util';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NUMBERS, PEOPLE, TEMPLATES } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { SHAPE_VALUES } from '../../src/protocol/shapes.mts';
import type { ShapeName } from '../../src/protocol/shapes.mts';
import { call, groupPath } from '../support/client.mts';
import type { Answer } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

interface Case {
	ask(): Promise<Answer>;
	look(answer: Answer): unknown;
	/** What is seen, by the switch's value. */
	seen: Record<string, unknown>;
}

const ana = '5511987654321@s.whatsapp.net';
const lid = '1234567891155@lid';
const group = groupPath(GROUPS.modern);
const getGroup = () => call(server, 'GET', group);
const ofAna = ({ json }: Answer) => json.participants[1];
const addAna = () =>
	call(server, 'POST', `${group}/participants`, { body: { participants: [PEOPLE.ana] } });
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
const heard = async (happens: () => unknown) => {
	const url = 'http://127.0.0.1:1/';
	await call(server, 'POST', '/webhooks', { body: { ...hook, url, events: ['*'] } });
	await happens();
	await server.settled();
	return call(server, 'GET', '/webhooks/wh_1/logs');
};

/** Ana's id under each of these names, beside the rest. */
const namedLike = (names: readonly string[], rest: object) =>
	Object.fromEntries(names.map((name) => [name, { [name]: ana, ...rest }]));

const CASES: Record<ShapeName, Case> = {
	errorBody: {
		ask: () => call(server, 'GET', '/groups/1%40g.us'),
		look: bodyOf,
		seen: {
			codeMessageDetails: { code, message },
			codeDetails: { code, details: message },
			codeError: { code, error: message },
			code: { code },
			nested: { error: { code, message } },
			upperSnake: { error: code },
			text: { error: message },
			message: { message },
			empty: '',
			html: expect.stringMatching(/^<!DOCTYPE html>.*404/),
			truncated: expect.stringMatching(/^\{"code":"GROUP_NOT_FOUND"[^}]*$/),
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
		ask: () => call(server, 'POST', '/groups', { body: { subject: 'Obra 43' } }),
		look: status,
		seen: { 200: 200, 201: 201 },
	},
	groupWriteStatus: { ask: addAna, look: status, seen: { 200: 200, 201: 201, 204: 204 } },
	groupWriteBody: {
		ask: addAna,
		look: bodyOf,
		seen: {
			list: results,
			participants: { participants: results },
			results: { results },
			data: { data: results },
			success: { success: true },
			empty: '',
		},
	},
	resultId: {
		ask: addAna,
		look: firstResult,
		seen: namedLike(SHAPE_VALUES.resultId, { status: '409' }),
	},
	resultStatus: {
		ask: addAna,
		look: firstResult,
		seen: { text: { jid: ana, status: '409' }, number: { jid: ana, status: 409 } },
	},
	participantForm: {
		ask: getGroup,
		look: ofAna,
		seen: { object: { id: ana, role: 'admin' }, string: ana },
	},
	participantId: {
		ask: getGroup,
		look: ofAna,
		seen: namedLike(SHAPE_VALUES.participantId, { role: 'admin' }),
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
			errorMessage: ['WHATSAPP_NOT_EXIST', undefined],
			error: [undefined, 'WHATSAPP_NOT_EXIST'],
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
		expect(() => Object.assign(shapes, { errorBody: 'xml' })).toThrow(/codeMessageDetails/);
		expect(() => Object.assign(shapes, { errorBodies: 'html' })).toThrow(/not extensible/);
		shapes.errorBody = 'html';
		shapes.reset();
		expect(shapes).toMatchObject({ errorBody: 'codeMessageDetails', groupWriteStatus: 200 });
	});

	it('shape every refusal alike', async () => {
		server.shapes.errorBody = 'upperSnake';
		expect((await call(server, 'GET', '/groups', { key: null })).json).toEqual({
			error: 'INVALID_API_KEY',
		});
		expect((await call(server, 'GET', '/nope')).json).toEqual({ error: 'ENDPOINT_NOT_FOUND' });
		expect((await call(server, 'GET', '/groups', { key: KEYS.offline })).json).toEqual({
			error: 'WHATSAPP_INSTANCE_NOT_CONNECTED',
		});
	});
});
