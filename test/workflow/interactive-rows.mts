import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import type { State } from 'pilotstatus-reference-server';
import { anyId, locator } from './rows.mts';
import type { Row } from './rows.mts';

/** Lets somebody write to the Meta number, which opens the window of 24 hours. */
function openWindow({ messages }: State): void {
	const model = messages.find(({ numberId }) => numberId === NUMBERS.metaOba.id)!;
	const createdAt = new Date().toISOString();
	const ofAna = { conversationId: PEOPLE.ana, groupId: null, from: PEOPLE.ana, createdAt };
	messages.push({ ...model, ...ofAna, id: 'msg_window', externalMessageId: 'wamid.window' });
}

const toGroup = { sendTo: 'group', groupId: locator(GROUPS.modern) };

const interactive = (operation: string, parameters: INodeParameters, wire: IDataObject): Row => ({
	name: `message: ${operation}`,
	parameters: {
		resource: 'message',
		operation,
		text: 'O que vai ser?',
		...parameters,
	},
	call: 'POST /messages/send',
	route: 'POST /messages/send',
	body: { groupId: GROUPS.modern, text: 'O que vai ser?', ...wire },
	items: [{ id: anyId, status: 'QUEUED' }],
	writes: true,
});

/** Messages to choose from or to fill in. */
export const interactiveRows: Row[] = [
	interactive(
		'sendList',
		{
			...toGroup,
			buttonText: 'Ver\nopções',
			sections: {
				values: [
					{
						title: 'Serviços',
						rows: {
							values: [
								{ title: 'Agendar visita no sábado', description: 'De manhã', rowId: 'sabado' },
								{ title: 'Centro\n(manhã)' },
							],
						},
					},
					{ rows: { values: [{ title: 'Outra coisa', description: ' ', rowId: '' }] } },
				],
			},
			options: { labels: 'menu' },
		},
		{
			list: {
				buttonText: 'Ver opções',
				sections: [
					{
						title: 'Serviços',
						rows: [
							{ title: 'Agendar visita no sábado', description: 'De manhã', rowId: 'sabado' },
							{ title: 'Centro (manhã)' },
						],
					},
					{ rows: [{ title: 'Outra coisa' }] },
				],
			},
			labels: ['menu'],
		},
	),
	interactive(
		'sendCarousel',
		{
			...toGroup,
			cards: {
				values: [
					{
						mediaUrl: 'https://example.com/a.png',
						body: 'Cimento',
						buttons: {
							values: [
								{ type: 'QUICK_REPLY', text: 'Quero' },
								{ type: 'URL', text: 'Ver', url: 'https://example.com/a' },
							],
						},
					},
					{ mediaUrl: ' https://example.com/b.mp4 ', mediaFormat: 'VIDEO' },
				],
			},
		},
		{
			carousel: {
				cards: [
					{
						media: { url: 'https://example.com/a.png', format: 'IMAGE' },
						body: 'Cimento',
						buttons: [
							{ type: 'QUICK_REPLY', text: 'Quero' },
							{ type: 'URL', text: 'Ver', url: 'https://example.com/a' },
						],
					},
					{ media: { url: 'https://example.com/b.mp4', format: 'VIDEO' } },
				],
			},
		},
	),
	{
		...interactive(
			'sendFlow',
			{
				sendTo: 'phoneNumber',
				destinationNumber: PEOPLE.ana,
				flowId: '1234567890',
				cta: 'Agendar',
				screen: 'DATA',
				data: '{ "nome": "Ana" }',
				mode: 'draft',
			},
			{},
		),
		key: KEYS.metaOba,
		arrange: openWindow,
		body: {
			destinationNumber: `+${PEOPLE.ana}`,
			text: 'O que vai ser?',
			flow: {
				flowId: '1234567890',
				cta: 'Agendar',
				screen: 'DATA',
				data: { nome: 'Ana' },
				mode: 'draft',
			},
		},
		items: [{ id: anyId, status: 'QUEUED', flowToken: anyId }],
	},
];
