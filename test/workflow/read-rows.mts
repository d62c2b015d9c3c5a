import { expect } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { GROUPS, KEYS, MESSAGES, NEWSLETTERS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { anyId, locator, shown } from './rows.mts';
import type { Row } from './rows.mts';

const read = (
	resource: string,
	operation: string,
	parameters: INodeParameters,
	row: Pick<Row, 'call' | 'route' | 'items'> & Partial<Row>,
): Row => ({
	name: `${resource}: ${operation}`,
	parameters: { resource, operation, ...parameters },
	writes: false,
	...row,
});

/** Operations that look something up, besides those on groups and messages. */
export const readRows: Row[] = [
	read(
		'group',
		'getParticipants',
		{ groupId: locator(GROUPS.modern) },
		{
			call: 'GET /groups/120363000000000001%40g.us',
			route: 'GET /groups/:groupId',
			forms: shown,
			items: [
				{ groupId: GROUPS.modern, number: '5511990000002', role: 'superadmin' },
				{ groupId: GROUPS.modern, number: PEOPLE.ana, role: 'admin' },
				{ groupId: GROUPS.modern, number: PEOPLE.bruno, role: 'member' },
				{ groupId: GROUPS.modern, number: PEOPLE.carla, role: 'member' },
			],
		},
	),
	read(
		'newsletter',
		'getAll',
		{},
		{
			call: 'GET /newsletters',
			route: 'GET /newsletters',
			items: [{ id: NEWSLETTERS.go, name: 'Novidades' }],
		},
	),
	read(
		'conversation',
		'getAll',
		{},
		{
			call: 'GET /conversations',
			route: 'GET /conversations',
			items: [
				{ type: 'GROUP', fromName: 'Obra 42', unreadCount: 1, lastMessagePreview: 'Bom dia!' },
			],
		},
	),
	read(
		'analytics',
		'get',
		{},
		{
			call: 'GET /analytics/dashboard',
			route: 'GET /analytics/dashboard',
			items: [
				{
					totalSent: 0,
					totalFailed: 0,
					statusDistribution: expect.objectContaining({ queued: 0 }),
				},
			],
		},
	),
];

export const checkRow: Row = read(
	'number',
	'check',
	{ numbers: `+55 11 98765-4321; ${PEOPLE.unreachable}` },
	{
		call: 'POST /numbers/check',
		route: 'POST /numbers/check',
		body: { numbers: [`+${PEOPLE.ana}`, `+${PEOPLE.unreachable}`] },
		forms: { ninthDigit: 'present' },
		items: [
			{ input: `+${PEOPLE.ana}`, exists: true, number: PEOPLE.ana, name: 'Ana' },
			{ input: `+${PEOPLE.unreachable}`, exists: false, number: null, name: null },
		],
	},
);

/** A picture that Ana sent to the Meta number. */
const picture = {
	url: 'data:image/jpeg;base64,/9j/4AAQSkZJRg==',
	type: 'image' as const,
	filename: 'obra.jpg',
};

export const mediaRow: Row = read(
	'media',
	'download',
	{
		mediaId: ' media_wamid.foto ',
		phoneNumberId: 'phone_num_meta_oba',
		binaryPropertyName: 'foto',
	},
	{
		key: KEYS.metaOba,
		call: 'GET /media/media_wamid.foto',
		route: 'GET /media/:mediaId',
		arrange({ messages }) {
			const model = messages.find(({ numberId }) => numberId === NUMBERS.metaOba.id)!;
			messages.push({ ...model, externalMessageId: 'wamid.foto', media: picture } as never);
		},
		items: [
			{
				mediaId: 'media_wamid.foto',
				mimeType: 'image/jpeg',
				fileName: 'obra.jpg',
				fileSize: 10,
			},
		],
	},
);

const numberId = locator('num_offline', 'id');

export const numberRows: Row[] = [
	read(
		'number',
		'getAll',
		{ limit: 1 },
		{
			key: KEYS.tenant,
			call: 'GET /numbers',
			route: 'GET /numbers',
			items: [{ id: 'num_evo', number: '5511990000001', state: 'OPEN' }],
		},
	),
	read(
		'number',
		'get',
		{ numberId },
		{
			key: KEYS.tenant,
			call: 'GET /numbers/num_offline',
			route: 'GET /numbers/:numberId',
			items: [{ id: 'num_offline', state: 'CLOSE' }],
		},
	),
	read(
		'number',
		'connect',
		{ numberId, binaryPropertyName: 'qr' },
		{
			key: KEYS.tenant,
			call: 'GET /numbers/num_offline/connect',
			route: 'GET /numbers/:numberId/connect',
			forms: { connectCodes: 'both' },
			items: [{ numberId: 'num_offline', state: 'CONNECTING', pairingCode: anyId }],
		},
	),
];

export const reportRow: Row = read(
	'message',
	'getReport',
	{ messageIds: MESSAGES.go.id },
	{
		call: `GET /messages/${MESSAGES.go.id}`,
		route: 'GET /messages/:messageId',
		arrange: (state) => {
			state.messages.find(({ id }) => id === MESSAGES.go.id)!.origin = 'API';
		},
		items: [
			{
				total: 1,
				queued: 0,
				sent: 0,
				delivered: 1,
				read: 0,
				failed: 0,
				canceled: 0,
				unknown: 0,
				failures: [],
			},
		],
	},
);
