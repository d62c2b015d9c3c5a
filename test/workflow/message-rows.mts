import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { GROUPS, MESSAGES, NEWSLETTERS, PEOPLE, TEMPLATES } from 'pilotstatus-reference-server';
import { anyId, locator } from './rows.mts';
import type { Row } from './rows.mts';

const groupId = locator(GROUPS.modern);
const { ana } = PEOPLE;

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

/** The operations on messages. */
export const messageRows: Row[] = [
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
				{ type: 'reply', label: 'Sim' },
				{ type: 'url', label: 'Ver', url: 'https://example.com/42' },
				{ type: 'call', label: 'Ligar', phoneNumber: '+551132654321' },
			],
			header: { type: 'text', content: 'Obra 42' },
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
				deliverUntil: '2036-01-01T10:00-03:00',
				labels: ['oferta'],
				markRead: true,
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
			deliverUntil: '2036-01-01T13:00:00.000Z',
			labels: ['oferta'],
			markRead: true,
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
			options: { deliverAt: '2036-01-01T10:00', labels: 'planta', markRead: true },
		},
		body: {
			newsletterId: NEWSLETTERS.go,
			media: 'https://example.com/planta.pdf',
			mediaType: 'document',
			caption: 'Planta do térreo',
			deliverAt: '2036-01-01T13:00:00.000Z',
			labels: ['planta'],
			markRead: true,
		},
	},
	{
		name: 'message: get',
		parameters: { resource: 'message', operation: 'get', messageId: MESSAGES.go.whatsAppId },
		call: `GET /messages/${MESSAGES.go.whatsAppId}`,
		route: 'GET /messages/:messageId',
		// What did not go through the API has no status.
		arrange: (state) => {
			state.messages.find(({ id }) => id === MESSAGES.go.id)!.origin = 'API';
		},
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
		forms: { cancelBody: 'lists' },
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
