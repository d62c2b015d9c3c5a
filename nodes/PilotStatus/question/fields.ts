import type { INodeProperties } from 'n8n-workflow';

const inChat = { show: { '/answerBy': ['chat'] } };

/** Names are n8n's own where it has one, so that it also offers the operation as a human review step for AI tools. */
export const questionFields: INodeProperties[] = [
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Pedido 42, R$ 1.250,00. Aprovar?',
		description:
			'What to ask. Links to answer follow it, or buttons and a list where people answer in the chat. In a group, the first answer counts.',
	},
	{
		displayName: 'Answer By',
		name: 'answerBy',
		type: 'options',
		// An expression here would show the fields of both.
		noDataExpression: true,
		options: [
			{
				name: 'Chat',
				value: 'chat',
				description: 'People write or tap in WhatsApp. n8n must be reachable from the internet.',
			},
			{ name: 'Link', value: 'link', description: 'People open a page in the browser' },
		],
		default: 'link',
		description: 'Where people answer',
	},
	{
		displayName: 'Response Type',
		name: 'responseType',
		type: 'options',
		description: 'How people answer',
		options: [
			{ name: 'Approval', value: 'approval', description: 'Yes or no' },
			{
				name: 'Choice',
				value: 'choice',
				description: 'One of up to ten choices, in the chat',
				displayOptions: { show: { answerBy: ['chat'] } },
			},
			{ name: 'Free Text', value: 'freeText', description: 'Whatever people write' },
		],
		default: 'approval',
	},
	{
		displayName: 'Choices',
		name: 'choices',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Manhã\nTarde\nNoite',
		description:
			'What people can choose, one per line, 2 to 10. They tap one in a list, or write its words or its number.',
		displayOptions: { show: { answerBy: ['chat'], responseType: ['choice'] } },
	},
	{
		displayName: 'Approval Options',
		name: 'approvalOptions',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Option',
		description: 'Which links or buttons the message has, and what they are called',
		displayOptions: { show: { responseType: ['approval'] } },
		options: [
			{
				displayName: 'Values',
				name: 'values',
				values: [
					{
						displayName: 'Type of Approval',
						name: 'approvalType',
						type: 'options',
						description: 'Which answers the message offers; in the chat people may say no anyway',
						default: 'single',
						options: [
							{ name: 'Approve and Disapprove', value: 'double' },
							{ name: 'Approve Only', value: 'single' },
						],
					},
					{
						displayName: 'Approve Label',
						name: 'approveLabel',
						type: 'string',
						default: 'Approve',
						description: 'What stands before the link, or on the button, that approves',
						placeholder: 'e.g. Aprovar',
					},
					{
						displayName: 'Disapprove Label',
						name: 'disapproveLabel',
						type: 'string',
						default: 'Decline',
						description: 'What stands before the link, or on the button, that declines',
						placeholder: 'e.g. Recusar',
						displayOptions: { show: { approvalType: ['double'] } },
					},
				],
			},
		],
	},
];

/** Optional fields of a question that is answered in the chat. */
export const chatOptions: INodeProperties[] = [
	{
		displayName: 'Admins Only',
		name: 'adminsOnly',
		type: 'boolean',
		default: false,
		description: 'Whether only admins of the group may answer',
		displayOptions: { show: { '/answerBy': ['chat'], '/sendTo': ['group'] } },
	},
	{
		displayName: 'Answer From',
		name: 'answerFrom',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5511999999999, +55 11 98888-7777',
		description:
			'Phone numbers of the people who may answer, separated by commas or new lines. Without this option, anybody in the chat may.',
		displayOptions: inChat,
	},
	{
		displayName: 'Confirmation',
		name: 'confirmation',
		type: 'string',
		default: '',
		placeholder: 'e.g. Anotado, obrigado!',
		description: 'What to write in the chat once the answer counts',
		displayOptions: inChat,
	},
	{
		displayName: 'Must Quote',
		name: 'mustQuote',
		type: 'boolean',
		default: true,
		description:
			'Whether an answer must quote the question, as a tap on its buttons does. Without this option: in groups yes, in private chats no. Free text in groups must always quote.',
		displayOptions: inChat,
	},
	{
		displayName: 'Reply to Others',
		name: 'replyToOthers',
		type: 'string',
		default: '',
		placeholder: 'e.g. Só a diretoria pode aprovar.',
		description: 'What to write, once, to somebody who may not answer and quotes the question',
		displayOptions: inChat,
	},
	{
		displayName: 'Reply to Unclear',
		name: 'replyToUnclear',
		type: 'string',
		default: '',
		placeholder: 'e.g. Responda só sim ou não.',
		description: 'What to write, once, to somebody whose answer is none of those that count',
		displayOptions: inChat,
	},
];
