import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	GROUPS,
	KEYS,
	MESSAGES,
	NEWSLETTERS,
	PEOPLE,
	TEMPLATES,
} from '../reference-server/seeds.mts';

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
	/** Look-ups that come once per execution, before everything else. */
	first?: string[];
}

/** A resource locator as the editor saves it. */
export const locator = (value: string, mode = 'list') => ({ __rl: true, mode, value });

/** Stands for any id that the server made up. */
const anyId = { asymmetricMatch: (value: unknown) => typeof value === 'string' && value !== '' };

const at = '/groups/120363000000000001%40g.us';
const groupId = locator(GROUPS.modern);
const { ana, bruno, dieter } = PEOPLE;
const messageId = MESSAGES.go.whatsAppId;
const ok = (number: string) => ({ number, success: true, status: 200 });
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

const sendText = (to: string, destination: INodeParameters, wire: IDataObject): Row => ({
	name: `message: sendText to ${to}`,
	parameters: {
		resource: 'message',
		operation: 'sendText',
		sendTo: to,
		...destination,
		text: 'Bom dia!',
	},
	call: 'POST /messages/send',
	route: 'POST /messages/send',
	body: { ...wire, text: 'Bom dia!' },
	items: [{ id: anyId, correlationId: anyId, status: 'QUEUED' }],
	writes: true,
});

/** The key whose number has every feature that the rows need. */
export const KEY = KEYS.go;

export const rows: Row[] = [
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
			writes: true,
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
			writes: true,
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
			writes: true,
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
			writes: true,
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
	sendText('group', { groupId }, { groupId: GROUPS.modern }),
	sendText(
		'phoneNumber',
		{ destinationNumber: '55 11 98765-4321' },
		{ destinationNumber: `+${ana}` },
	),
	sendText(
		'newsletter',
		{ newsletterId: locator(NEWSLETTERS.go) },
		{ newsletterId: NEWSLETTERS.go },
	),
	{
		...sendText('group', { groupId }, {}),
		name: 'message: sendText with everything',
		parameters: {
			resource: 'message',
			operation: 'sendText',
			sendTo: 'group',
			groupId,
			text: 'Confirma?',
			options: {
				buttons: {
					values: [
						{ type: 'QUICK_REPLY', text: 'Sim' },
						{ type: 'URL', text: 'Ver', url: 'https://example.com/42' },
						{ type: 'PHONE_NUMBER', text: 'Ligar', phoneNumber: '55 11 3265-4321' },
					],
				},
				header: 'Obra 42',
				footer: 'Responda até amanhã',
				deliverAt: '2036-11-25T10:00:00',
				deliverUntil: '2036-11-25T18:00:00Z',
				labels: 'obra-42, visita',
				markRead: false,
			},
		},
		body: {
			groupId: GROUPS.modern,
			text: 'Confirma?',
			buttons: [
				{ type: 'QUICK_REPLY', text: 'Sim' },
				{ type: 'URL', text: 'Ver', url: 'https://example.com/42' },
				{ type: 'PHONE_NUMBER', text: 'Ligar', phone_number: '+551132654321' },
			],
			header: 'Obra 42',
			footer: 'Responda até amanhã',
			deliverAt: '2036-11-25T13:00:00.000Z',
			deliverUntil: '2036-11-25T18:00:00.000Z',
			labels: ['obra-42', 'visita'],
			markRead: false,
		},
	},
	{
		...sendText('group', { groupId }, {}),
		name: 'message: sendTemplate',
		parameters: {
			resource: 'message',
			operation: 'sendTemplate',
			sendTo: 'group',
			groupId,
			templateId: locator(TEMPLATES.approved),
			variables: {
				mappingMode: 'defineBelow',
				value: { nome: 'Ana', pedido: '={{ 40 + 2 }}', codigo: 'BR42' },
			},
		},
		first: [`GET /templates/${TEMPLATES.approved}`],
		body: {
			groupId: GROUPS.modern,
			templateId: TEMPLATES.approved,
			variables: { nome: 'Ana', pedido: '42', codigo: 'BR42' },
		},
	},
	{
		...sendText('group', { groupId }, {}),
		name: 'message: sendTemplate with names and values',
		parameters: {
			resource: 'message',
			operation: 'sendTemplate',
			sendTo: 'phoneNumber',
			destinationNumber: ana,
			templateId: locator("={{ 'promocao_' + 'semana' }}", 'id'),
			variablesMode: 'keyValue',
			variableValues: { values: [{ key: ' extra ', value: 7 }] },
			options: {
				aiRewriteEnabled: true,
				media: { values: { mediaSource: 'url', mediaUrl: 'https://example.com/a.png?v=1' } },
			},
		},
		first: ['GET /templates/promocao_semana'],
		body: {
			destinationNumber: `+${ana}`,
			templateId: 'promocao_semana',
			variables: { extra: '7' },
			media: 'https://example.com/a.png?v=1',
			mediaType: 'image',
			marketingOptions: { aiRewriteEnabled: true },
		},
	},
	{
		...sendText('group', { groupId }, {}),
		name: 'message: sendMedia by URL',
		parameters: {
			resource: 'message',
			operation: 'sendMedia',
			sendTo: 'newsletter',
			newsletterId: locator(NEWSLETTERS.go),
			mediaSource: 'url',
			mediaUrl: 'https://example.com/planta.pdf',
			caption: 'Planta do térreo',
		},
		body: {
			newsletterId: NEWSLETTERS.go,
			media: 'https://example.com/planta.pdf',
			mediaType: 'document',
			caption: 'Planta do térreo',
		},
	},
	{
		name: 'message: get',
		parameters: { resource: 'message', operation: 'get', messageId: MESSAGES.go.whatsAppId },
		call: `GET /messages/${MESSAGES.go.whatsAppId}`,
		route: 'GET /messages/:messageId',
		items: [{ id: MESSAGES.go.id, status: 'DELIVERED', externalMessageId: MESSAGES.go.whatsAppId }],
		writes: false,
	},
	{
		name: 'message: cancel',
		parameters: { resource: 'message', operation: 'cancel', messageIds: 'msg_0; msg_0, msg_x' },
		call: 'DELETE /messages/cancel',
		route: 'DELETE /messages/cancel',
		body: { messageIds: ['msg_0', 'msg_x'] },
		items: [
			{
				cancelledCount: 0,
				failedCount: 2,
				cancelled: [],
				failed: [
					{ id: 'msg_0', reason: 'NOT_FOUND' },
					{ id: 'msg_x', reason: 'NOT_FOUND' },
				],
			},
		],
		writes: true,
	},
	{
		name: 'message: getAll',
		parameters: { resource: 'message', operation: 'getAll' },
		call: 'GET /messages/group',
		route: 'GET /messages/group',
		items: [{ id: MESSAGES.go.id, groupId: GROUPS.modern, content: 'Bom dia!' }],
		writes: false,
	},
];
