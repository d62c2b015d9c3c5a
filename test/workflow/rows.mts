import type { INodeParameters } from 'n8n-workflow';

import { GROUPS, KEYS, MESSAGES, PEOPLE } from 'pilotstatus-reference-server';
import type { ReferenceServer, Shapes } from 'pilotstatus-reference-server';

/** One operation: parameters in, request on the wire, item out. */
export interface Row {
	name: string;
	parameters: INodeParameters;
	/** Method and path as they must stand on the wire. */
	call: string;
	/** Route of the reference server, for faults. */
	route: string;
	body?: unknown;
	/** The items' JSON, in part. */
	items: unknown[];
	/** Whether the operation changes something. */
	writes: boolean;
	/** The API's answer, as long as the reference server does not know the endpoint. */
	answer?: unknown;
	/** Look-ups that come once per execution, before everything else. */
	first?: string[];
	/** Look-ups that come before each call. */
	before?: string[];
	/** Look-ups that come after each call. */
	then?: string[];
	/** Whose key is used, where `KEY`'s number cannot do it. */
	key?: string;
	/** Positions of the server's switches without which the items would be others. */
	forms?: Partial<Shapes>;
	/** Prepares the server's state. */
	arrange?(state: ReferenceServer['state']): void;
}

/** A resource locator as the editor saves it. */
export const locator = (value: string, mode = 'list') => ({ __rl: true, mode, value });

/** Stands for any id that the server made up. */
export const anyId = {
	asymmetricMatch: (value: unknown) => typeof value === 'string' && value !== '',
};

const at = '/groups/120363000000000001%40g.us';
const groupId = locator(GROUPS.modern);
const { ana, bruno, dieter } = PEOPLE;
const messageId = MESSAGES.go.whatsAppId;
// The engine of this number's kind says "success" whatever happened, so the group is looked at.
const ok = (number: string) => ({ number, success: true, verified: true });
const look = [`GET ${at}`];
const changed = (...numbers: string[]) => [
	{ groupId: GROUPS.modern, participants: numbers.map(ok) },
];

const group = (
	operation: string,
	parameters: INodeParameters,
	row: Omit<Row, 'name' | 'parameters'>,
) => ({
	name: `group: ${operation}`,
	parameters: { resource: 'group', operation, ...parameters },
	...row,
});

/** People are shown with their numbers and roles. */
export const shown: Partial<Shapes> = {
	participantForm: 'object',
	idForm: 'jid',
	ninthDigit: 'present',
};

/** The key whose number has every feature that the rows need. */
export const KEY = KEYS.go;

/** The operations on groups. */
export const groupRows: Row[] = [
	group(
		'getAll',
		{},
		{
			call: 'GET /groups',
			route: 'GET /groups',
			items: [
				{ id: GROUPS.modern, name: 'Obra 42' },
				{ id: GROUPS.legacy, name: 'Vendas' },
				{ id: GROUPS.lonely, name: 'Condomínio Ipê' },
			],
			writes: false,
		},
	),
	group(
		'get',
		{ groupId },
		{
			call: `GET ${at}`,
			route: 'GET /groups/:groupId',
			items: [
				{
					id: GROUPS.modern,
					subject: 'Obra 42',
					participants: [
						{ number: '5511990000002', role: 'superadmin' },
						{ number: ana, role: 'admin' },
						{ number: bruno, role: 'member' },
						{ number: PEOPLE.carla, role: 'member' },
					],
				},
			],
			writes: false,
			forms: shown,
		},
	),
	group(
		'create',
		{ subject: 'Obra 43', participants: `${dieter}, +55 11 98765-4321` },
		{
			call: 'POST /groups',
			route: 'POST /groups',
			body: { subject: 'Obra 43', participants: [dieter, ana] },
			items: [
				{
					id: anyId,
					subject: 'Obra 43',
					participants: [
						{ number: '5511990000002', role: 'superadmin' },
						{ number: dieter, role: 'member' },
						{ number: ana, role: 'member' },
					],
				},
			],
			writes: true,
			forms: { ...shown, groupCreateBody: 'group' },
		},
	),
	group(
		'addParticipants',
		{ groupId, participants: dieter },
		{
			call: `POST ${at}/participants`,
			route: 'POST /groups/:groupId/participants',
			body: { participants: [dieter] },
			items: changed(dieter),
			then: look,
			writes: true,
			forms: shown,
		},
	),
	group(
		'removeParticipants',
		{ groupId, participants: [ana, bruno] },
		{
			call: `DELETE ${at}/participants`,
			route: 'DELETE /groups/:groupId/participants',
			body: { participants: [ana, bruno] },
			items: changed(ana, bruno),
			then: look,
			writes: true,
			forms: shown,
		},
	),
	group(
		'promoteParticipants',
		{ groupId, participants: bruno },
		{
			call: `POST ${at}/participants/promote`,
			route: 'POST /groups/:groupId/participants/promote',
			body: { participants: [bruno] },
			items: changed(bruno),
			then: look,
			writes: true,
			forms: shown,
		},
	),
	group(
		'demoteParticipants',
		{ groupId, participants: ana },
		{
			call: `POST ${at}/participants/demote`,
			route: 'POST /groups/:groupId/participants/demote',
			body: { participants: [ana] },
			items: changed(ana),
			then: look,
			writes: true,
			forms: shown,
		},
	),
	group(
		'getInviteLink',
		{ groupId },
		{
			call: `POST ${at}/invite`,
			route: 'POST /groups/:groupId/invite',
			body: {},
			items: [{ groupId: GROUPS.modern, link: 'https://chat.whatsapp.com/Seed120363000000000001' }],
			writes: true,
		},
	),
	{
		...group(
			'getInviteLink',
			{ groupId, resetLink: true },
			{
				call: `POST ${at}/invite`,
				route: 'POST /groups/:groupId/invite',
				body: { reset: true },
				items: [{ groupId: GROUPS.modern, link: anyId }],
				writes: true,
			},
		),
		name: 'group: getInviteLink with reset',
	},
	group(
		'pinMessage',
		{ groupId, messageId },
		{
			call: `POST ${at}/pin`,
			route: 'POST /groups/:groupId/pin',
			body: { messageId, action: 'pin' },
			items: [{ groupId: GROUPS.modern, messageId, pinned: true }],
			writes: true,
		},
	),
	group(
		'unpinMessage',
		{ groupId, messageId },
		{
			call: `POST ${at}/pin`,
			route: 'POST /groups/:groupId/pin',
			body: { messageId, action: 'unpin' },
			items: [{ groupId: GROUPS.modern, messageId, pinned: false }],
			writes: true,
		},
	),
];

const synced = (more: object) => [
	{ groupId: GROUPS.modern, refused: [], unknown: 0, dryRun: false, ...more },
];
const members = [ana, bruno, PEOPLE.carla];

/** What is made of several requests, one list for all items of a group. */
export const syncRows: Row[] = [
	{
		...group(
			'syncParticipants',
			{ groupId, participants: [...members, dieter] },
			{
				call: `POST ${at}/participants`,
				route: 'POST /groups/:groupId/participants',
				body: { participants: [dieter] },
				items: synced({ added: [ok(dieter)], removed: [], kept: 3 }),
				before: look,
				then: look,
				writes: true,
			},
		),
		name: 'group: syncParticipants that adds',
	},
	{
		...group(
			'syncParticipants',
			{ groupId, participants: [ana, bruno], removeOthers: true },
			{
				call: `DELETE ${at}/participants`,
				route: 'DELETE /groups/:groupId/participants',
				body: { participants: [PEOPLE.carla] },
				items: synced({ added: [], removed: [ok(PEOPLE.carla)], kept: 2 }),
				before: look,
				then: look,
				writes: true,
			},
		),
		name: 'group: syncParticipants that removes',
	},
	{
		...group(
			'syncParticipants',
			{ groupId, participants: [...members, dieter], options: { dryRun: true } },
			{
				call: `GET ${at}`,
				route: 'GET /groups/:groupId',
				items: synced({ added: [{ number: dieter }], removed: [], kept: 3, dryRun: true }),
				writes: true,
			},
		),
		name: 'group: syncParticipants in a dry run',
	},
];
