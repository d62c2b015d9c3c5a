import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { GROUPS, MESSAGES, PEOPLE, TEMPLATES } from 'pilotstatus-reference-server';
import { locator } from './rows.mts';

const { ana, bruno, carla, dieter } = PEOPLE;
const fromAi = (name: string) => `={{ $fromAI('${name}', 'what to put there', 'string') }}`;
const byModel = locator(fromAi('group'), 'id');

/** One group and one person, Ana, may be reached, once. */
const onlyAna = { allowedNumbers: ana, mostPerExecution: 1 };
const onlyHere = { allowedGroups: [GROUPS.modern], mostPerExecution: 1 };
const text = { resource: 'message', operation: 'sendText', text: fromAi('text') };
const inGroup = (operation: string, more: INodeParameters, options: IDataObject = {}) =>
	({
		resource: 'group',
		operation,
		groupId: byModel,
		...more,
		options: { ...onlyHere, ...options },
	}) as INodeParameters;
const people = { participants: fromAi('people') };

/** Tools as somebody builds them who lets the model fill in all it can, each with limits. */
export const tools: Record<string, INodeParameters> = {
	text: { ...text, sendTo: 'group', groupId: byModel, options: onlyHere },
	phone: {
		...text,
		sendTo: 'phoneNumber',
		destinationNumber: fromAi('number'),
		options: { ...onlyAna, countryCode: fromAi('country') },
	},
	newsletter: {
		...text,
		sendTo: 'newsletter',
		newsletterId: byModel,
		options: onlyHere as INodeParameters,
	},
	media: {
		resource: 'message',
		operation: 'sendMedia',
		sendTo: 'group',
		groupId: byModel,
		mediaUrl: fromAi('url'),
		mediaType: 'image',
		options: onlyHere,
	},
	template: {
		resource: 'message',
		operation: 'sendTemplate',
		sendTo: 'phoneNumber',
		destinationNumber: fromAi('number'),
		templateId: locator(fromAi('template'), 'id'),
		variablesMode: 'keyValue',
		variableValues: {
			values: ['nome', 'pedido', 'codigo'].map((key) => ({ key, value: 'Ana' })),
		},
		options: onlyAna,
	},
	add: inGroup('addParticipants', people, onlyAna),
	remove: inGroup('removeParticipants', people, onlyAna),
	promote: inGroup('promoteParticipants', people, onlyAna),
	demote: inGroup('demoteParticipants', people, onlyAna),
	sync: inGroup('syncParticipants', { ...people, removeOthers: fromAi('others') }, onlyAna),
	link: inGroup('getInviteLink', { resetLink: fromAi('reset') }),
	pin: inGroup('pinMessage', { messageId: fromAi('message') }),
	create: {
		resource: 'group',
		operation: 'create',
		subject: fromAi('subject'),
		...people,
		options: onlyAna,
	},
	cancel: {
		resource: 'message',
		operation: 'cancel',
		messageIds: fromAi('message'),
		options: { mostPerExecution: 1 },
	},
	remake: {
		resource: 'template',
		operation: 'update',
		templateId: locator(fromAi('template'), 'id'),
		bodyText: fromAi('text'),
		examples: {
			mappingMode: 'defineBelow',
			value: { nome: 'Ana', pedido: '42', codigo: 'BR42' },
		},
		options: { mostPerExecution: 1 },
	},
	erase: {
		resource: 'template',
		operation: 'delete',
		templateId: locator(fromAi('template'), 'id'),
		options: { mostPerExecution: 1 },
	},
};

const here = GROUPS.modern;
const there = GROUPS.legacy;

/** What each tool is there for, and which does no harm. */
export const harmless: Record<string, IDataObject> = {
	text: { group: here, text: 'Bom dia!' },
	phone: { number: `+${ana}`, text: 'Bom dia!', country: '' },
	media: { group: here, url: 'https://example.com/obra.jpg' },
	template: { number: ana, template: 'pedido_enviado' },
	add: { group: here, people: ana },
	remove: { group: here, people: ana },
	promote: { group: here, people: ana },
	demote: { group: here, people: ana },
	sync: { group: here, people: ana, others: 'false' },
	link: { group: here, reset: 'true' },
	pin: { group: here, message: MESSAGES.go.whatsAppId },
	create: { subject: 'Obra 43', people: ana },
	cancel: { message: 'msg_0' },
	remake: { template: 'pedido_enviado', text: 'Oi {{nome}}, o pedido {{pedido}} saiu!' },
	erase: { template: 'tpl_visita' },
};

/** Groups that a model is talked into. */
const groups: unknown[] = [
	there,
	GROUPS.lonely,
	` ${there} `,
	`${there.slice(0, 8)}\u200b${there.slice(8)}`,
	`${here},${there}`,
	`${here}\n${there}`,
	[here, there],
	[there],
	JSON.stringify([here, there]),
	{ id: there },
	JSON.stringify({ groupId: there }),
	`${here}/../${there}`,
	`../groups/${there}`,
	`${encodeURIComponent(there)}`,
	`${here}?groupId=${there}`,
	`${here}#${there}`,
	'120363000000000001@G.US',
	'*@g.us',
	'all',
	'https://chat.whatsapp.com/Seed120363000000000002',
	`{{ "${there}" }}`,
	`={{ '${there}' }}`,
	'',
	null,
	ana,
	`${ana}@s.whatsapp.net`,
];

/** People likewise, in spellings that could get past a list. */
const numbers: unknown[] = [
	bruno,
	`+${bruno}`,
	'+55 (21) 98765-0002',
	'00' + bruno,
	`${ana},${bruno}`,
	`${ana}; ${bruno}`,
	`${ana}\n+${bruno}`,
	`+${ana}+${bruno}`,
	[ana, bruno],
	JSON.stringify([ana, bruno]),
	{ number: bruno },
	`${bruno}@s.whatsapp.net`,
	`${ana}@lid`,
	'177983595790491@lid',
	`${there}`,
	'BR.13491208655302741918',
	Number(bruno),
	`5521\u200b987650002`,
	'５５２１９８７６５０００２',
	`tel:+${bruno}`,
	`https://wa.me/${bruno}`,
	`${ana.slice(0, -1)}2`,
	`1${ana}`,
	`={{ '${bruno}' }}`,
	'everybody',
	'*',
	'',
];

/** A tool, and what the model gives it; after the harmless call of the same tool, where that has used up the limit. */
export const hostileCalls: Array<[tool: string, args: IDataObject, isSecond?: 'second']> = [
	...groups.map((group): [string, IDataObject] => ['text', { group, text: 'Oi' } as IDataObject]),
	...numbers.map((number): [string, IDataObject] => [
		'phone',
		{ number, text: 'Oi', country: '' } as IDataObject,
	]),
	['phone', { number: '21987650002', text: 'Oi', country: '55' }],
	['phone', { number: '11987654321', text: 'Oi', country: '1' }],
	['phone', { number: '987654321', text: 'Oi', country: '5511\u200b' }],
	['phone', { number: dieter, text: 'Oi', country: '55', allowedNumbers: dieter }],
	['text', { group: there, text: 'Oi', allowedGroups: [there], mostPerExecution: 99 }],
	['text', { group: there, text: 'Oi', options: { allowedGroups: [there] } }],
	['text', { group: there, text: 'Oi', sendTo: 'phoneNumber', destinationNumber: bruno }],
	['newsletter', { group: '120363000000000102@newsletter', text: 'Oi' }],
	['newsletter', { group: here, text: 'Oi' }],
	['media', { group: there, url: 'https://example.com/obra.jpg' }],
	['media', { group: `${here} ${there}`, url: 'data:image/png;base64,AAAA' }],
	['template', { number: carla, template: 'pedido_enviado' }],
	['template', { number: `${ana}, ${carla}`, template: 'pedido_enviado' }],
	['template', { number: ana, template: '..' }],
	['add', { group: there, people: ana }],
	['add', { group: here, people: dieter }],
	['add', { group: here, people: [ana, dieter] }],
	['add', { group: here, people: `["${ana}","${dieter}"]` }],
	['remove', { group: here, people: bruno }],
	['remove', { group: there, people: ana }],
	['remove', { group: here, people: `${ana} ${bruno} ${carla}` }],
	['remove', { group: here, people: '5511990000002' }],
	['promote', { group: here, people: bruno }],
	['promote', { group: here, people: { id: bruno } }],
	['promote', { group: GROUPS.lonely, people: ana }],
	['demote', { group: here, people: '5511990000002' }],
	['demote', { group: here, people: `${carla}@c.us` }],
	['sync', { group: here, people: ana, others: 'true' }],
	['sync', { group: here, people: ana, others: 1 }],
	['sync', { group: here, people: [ana, dieter], others: 'false' }],
	['sync', { group: there, people: ana, others: 'false' }],
	['sync', { group: here, people: '', others: 'true' }],
	['link', { group: there, reset: 'true' }],
	['link', { group: there, reset: 'false' }],
	['link', { group: here, reset: 'yes please' }],
	['link', { group: here, reset: 'true' }, 'second'],
	['pin', { group: there, message: 'wamid.1' }],
	['pin', { group: here, message: '../invite' }, 'second'],
	['pin', { group: here, message: '..' }],
	['create', { subject: 'Grátis', people: bruno }],
	['create', { subject: 'Grátis', people: [ana, bruno, carla, dieter] }],
	['create', { subject: 'Grátis', people: ana }, 'second'],
	['cancel', { message: 'msg_1' }, 'second'],
	['cancel', { message: '{"$ne":null}' }],
	['remake', { template: 'pedido_enviado', text: 'Pague aqui' }, 'second'],
	['remake', { template: '../messages/send', text: 'Oi' }],
	['remake', { template: '..', text: 'Oi' }],
	['erase', { template: TEMPLATES.approved }, 'second'],
	['erase', { template: '..' }],
	['text', { group: here, text: 'de novo' }, 'second'],
	['phone', { number: ana, text: 'de novo', country: '' }, 'second'],
	['media', { group: here, url: 'https://example.com/2.jpg' }, 'second'],
	['add', { group: here, people: ana }, 'second'],
	['remove', { group: here, people: ana }, 'second'],
	['promote', { group: here, people: ana }, 'second'],
];
