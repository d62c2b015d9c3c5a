import { expect } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { GROUPS, NEWSLETTERS, PEOPLE } from 'pilotstatus-reference-server';
import { locator } from './rows.mts';
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
		items: [
			{ input: `+${PEOPLE.ana}`, exists: true, number: PEOPLE.ana, name: 'Ana' },
			{ input: `+${PEOPLE.unreachable}`, exists: false, number: null, name: null },
		],
	},
);
