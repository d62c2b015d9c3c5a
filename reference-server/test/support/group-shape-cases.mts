import { expect } from '@jest/globals';

import { GROUPS, KEYS, PEOPLE } from '../../src/seeds/index.mts';
import { SHAPE_VALUES } from '../../src/protocol/shapes.mts';
import type { ShapeName } from '../../src/protocol/shapes.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, groupPath } from './client.mts';
import type { Answer } from './client.mts';
import type { ShapeCase } from './shape-cases.mts';

const ana = '5511987654321@s.whatsapp.net';
const lid = '1234567891155@lid';
const status = (answer: Answer) => answer.status;
const bodyOf = ({ json, text }: Answer) => json ?? text;

/** Ana's id under each of these names, beside the rest. */
const namedLike = (names: readonly string[], rest: object) =>
	Object.fromEntries(names.map((name) => [name, { [name]: ana, ...rest }]));

/** The switches of groups and their people. */
export function groupShapeCases(server: () => ReferenceServer) {
	const group = groupPath(GROUPS.modern);
	const getGroup = () => call(server(), 'GET', group);
	const ofAna = ({ json }: Answer) => json.participants[1];
	/** On a number whose engine answers results. */
	const add = (...participants: string[]) =>
		call(server(), 'POST', `${group}/participants`, { key: KEYS.evo, body: { participants } });
	const addAna = () => add(PEOPLE.ana);
	const firstResult = ({ json }: Answer) => json[0];
	const results = [{ jid: ana, status: '409' }];
	const create = (participants: string[]) =>
		call(server(), 'POST', '/groups', { body: { subject: 'Obra 43', participants } });

	return {
		groupWriteStatus: { ask: addAna, look: status, seen: { 200: 200, 201: 201, 204: 204 } },
		groupCreateStatus: {
			ask: () => create([PEOPLE.ana]),
			look: status,
			seen: { 200: 200, 201: 201 },
		},
		groupCreateBody: {
			ask: () => create([PEOPLE.ana, PEOPLE.private]),
			look: ({ json }) =>
				Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'id')),
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
			ask: () => call(server(), 'GET', '/groups', { key: KEYS.metaOba }),
			look: bodyOf,
			seen: {
				groups: { groups: [{ id: GROUPS.opaque, name: 'Obra 42' }] },
				array: [{ id: GROUPS.opaque, subject: 'Obra 42' }],
			},
		},
		groupName: {
			ask: () => call(server(), 'GET', '/messages/group'),
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
			seen: {
				absent: ['525512345678', '541112345678'],
				present: ['5215512345678', '5491112345678'],
			},
		},
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
	} satisfies Partial<Record<ShapeName, ShapeCase>>;
}
