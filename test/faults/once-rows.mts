import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { GROUPS, PEOPLE, TEMPLATES } from 'pilotstatus-reference-server';
import { locator } from '../workflow/rows.mts';

const SEND = 'POST /messages/send';
const [modern, legacy, lonely] = [GROUPS.modern, GROUPS.legacy, GROUPS.lonely];
const toGroup = { resource: 'message', sendTo: 'group' };

/** A request that must not be made twice, for three items. */
interface OnceRow {
	name: string;
	parameters: INodeParameters;
	input: INodeExecutionData[];
	route: string;
	/** What tells the items' requests apart. */
	labels: string[];
	/** Reads the label from a request. */
	labelOf(body: never, path: string): string;
	mayHave: string;
	key?: 'go' | 'evo' | 'metaOba';
}

export const toItems = (...list: object[]) =>
	list.map((json) => ({ json })) as INodeExecutionData[];
const texts = toItems({ text: 'A' }, { text: 'B' }, { text: 'C' });
const chats = toItems(
	{ text: 'A', chat: modern },
	{ text: 'B', chat: legacy },
	{ text: 'C', chat: lonely },
);
const send = { route: SEND, mayHave: 'The message may have been sent' };
const byText = {
	...send,
	labels: ['A', 'B', 'C'],
	labelOf: ({ text }: { text: string }) => text.slice(0, 1),
};
const callees = [PEOPLE.ana, PEOPLE.bruno, PEOPLE.carla].map((digits) => `+${digits}`);
const png = (name: string) => ({ data: 'YWJj', mimeType: 'image/png', fileName: `${name}.png` });
const byCaption = {
	...byText,
	labelOf: ({ caption }: { caption: string }) => caption.replace('Legenda ', ''),
};
const inOneChat = { ...toGroup, groupId: locator(modern) };
const inThreeChats = { ...toGroup, groupId: locator('={{ $json.chat }}', 'id') };

export const onceRows: OnceRow[] = [
	{
		...byText,
		name: 'sendText to one chat',
		parameters: { ...inOneChat, operation: 'sendText', text: '={{ $json.text }}' },
		input: texts,
	},
	{
		...byText,
		name: 'sendText to three chats',
		parameters: { ...inThreeChats, operation: 'sendText', text: '={{ $json.text }}' },
		input: chats,
	},
	{
		...byText,
		name: 'sendText with another text at each try',
		parameters: {
			...inThreeChats,
			operation: 'sendText',
			text: '={{ $json.text + $now.toMillis() + Math.random() }}',
			options: { labels: '={{ Math.random() }}' },
		},
		input: chats,
	},
	{
		...send,
		name: 'sendTemplate',
		parameters: {
			...inThreeChats,
			operation: 'sendTemplate',
			templateId: locator(TEMPLATES.approved),
			variables: {
				mappingMode: 'defineBelow',
				value: { nome: '={{ $json.text }}', pedido: '={{ $now.toMillis() }}', codigo: 'x' },
			},
		},
		input: chats,
		labels: ['A', 'B', 'C'],
		labelOf: ({ variables }: { variables: { nome: string } }) => variables.nome,
	},
	{
		...byCaption,
		name: 'sendMedia by URL',
		parameters: {
			...inThreeChats,
			operation: 'sendMedia',
			mediaUrl: 'https://example.com/a.png',
			caption: '=Legenda {{ $json.text }}',
		},
		input: chats,
	},
	{
		...byCaption,
		name: 'sendMedia from a binary field',
		key: 'evo',
		parameters: {
			...inThreeChats,
			operation: 'sendMedia',
			mediaSource: 'binary',
			caption: '=Legenda {{ $json.text }}',
		},
		input: chats.map((item) => ({ ...item, binary: { data: png(String(item.json.text)) } })),
	},
	{
		name: 'create',
		parameters: {
			resource: 'group',
			operation: 'create',
			subject: '={{ $json.text }}',
			participants: PEOPLE.dieter,
		},
		input: texts,
		route: 'POST /groups',
		labels: ['A', 'B', 'C'],
		labelOf: ({ subject }: { subject: string }) => subject,
		mayHave: 'The group may have been created',
	},
	{
		name: 'getInviteLink with reset',
		parameters: {
			resource: 'group',
			operation: 'getInviteLink',
			groupId: locator('={{ $json.chat }}', 'id'),
			resetLink: true,
		},
		input: chats,
		route: 'POST /groups/:groupId/invite',
		labels: [modern, legacy, lonely],
		labelOf: (_body: unknown, path: string) => decodeURIComponent(path.split('/')[2]!),
		mayHave: 'The invite link may have been replaced',
	},
	{
		name: 'call: start',
		parameters: { resource: 'call', operation: 'start', to: '={{ $json.to }}' },
		input: toItems(...callees.map((to) => ({ to }))),
		route: 'POST /calls',
		labels: callees,
		labelOf: ({ to }: { to: string }) => to,
		mayHave: 'The call may have been started',
	},
	{
		name: 'call: requestPermission',
		key: 'metaOba',
		parameters: { resource: 'call', operation: 'requestPermission', to: '={{ $json.to }}' },
		input: toItems(...callees.map((to) => ({ to }))),
		route: 'POST /calls/permissions/request',
		labels: callees,
		labelOf: ({ to }: { to: string }) => to,
		mayHave: 'The question may have been sent',
	},
];
