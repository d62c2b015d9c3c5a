import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Where the vendor's SDK finds the signature (section 5 of the API's documentation). */
export const SIGNATURE_HEADER = 'x-pilot-status-signature';

/** Kinds of messages (section 5 of the API's documentation), sorted by name. */
export const TYPES: INodePropertyOptions[] = [
	{ name: 'Audio', value: 'audio' },
	{ name: 'Button', value: 'button' },
	{ name: 'Contacts', value: 'contacts' },
	{ name: 'Document', value: 'document' },
	{ name: 'Image', value: 'image' },
	{ name: 'Interactive', value: 'interactive' },
	{ name: 'Location', value: 'location' },
	{ name: 'Reaction', value: 'reaction' },
	{ name: 'Sticker', value: 'sticker' },
	{ name: 'Text', value: 'text' },
	{ name: 'Video', value: 'video' },
];

/** How a text is compared with the patterns. */
export const MATCHES: INodePropertyOptions[] = [
	{ name: 'Contains', value: 'contains', description: 'The pattern stands anywhere in the text' },
	{
		name: 'Named',
		value: 'named',
		description:
			'The pattern is a name, and stands in the text as a word of its own. Private chats, and who quotes a message of yours, pass anyway.',
	},
	{ name: 'Starts With', value: 'startsWith', description: 'The text begins with the pattern' },
];

/** Everything that is not needed to begin with, sorted by label. */
export const OPTIONS: INodeProperties[] = [
	{
		displayName: 'Burst (Seconds)',
		name: 'burst',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 60 },
		default: 5,
		description:
			'How long somebody must be silent in a chat, from 1 to 60 seconds, before what they wrote starts the workflow as one item. It costs this wait for every message; one who never stops is heard after ten times as long, at most two minutes. When n8n stops, open bursts are lost: their messages are in Message → Get Many.',
	},
	{
		displayName: 'Download Media',
		name: 'downloadMedia',
		type: 'boolean',
		default: false,
		description:
			"Whether to put the file of a message into the binary field 'data', and further ones of a burst into 'data_1' and so on. It costs a download before the workflow starts; when it fails, the message still arrives, with the reason in 'mediaError'.",
	},
	{
		displayName: 'Fill In Group Name',
		name: 'fillInGroupName',
		type: 'boolean',
		default: false,
		description:
			"Whether to look up the name of a group where an event comes without 'groupName'. It costs one request per group in ten minutes; when it fails, the message arrives without the name.",
	},
	{
		displayName: 'Include Own Messages',
		name: 'includeOwnMessages',
		type: 'boolean',
		default: false,
		description:
			'Whether messages that this number itself wrote start the workflow too. Each costs an execution, and a workflow that answers would then answer itself.',
	},
	{
		displayName: 'Max Age (Minutes)',
		name: 'maxAge',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10,
		description:
			'Age from which on a message starts nothing, e.g. after the phone was offline. It costs no execution, and what is older is not seen by this workflow at all.',
	},
	{
		displayName: 'Max Media Size',
		name: 'maxMediaSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 16,
		description: 'Largest file to download, in MB. n8n keeps each in memory while it comes.',
	},
	{
		displayName: 'Message Types',
		name: 'messageTypes',
		type: 'multiOptions',
		default: [],
		options: TYPES,
		description:
			'Only messages of these types; empty means all. What is filtered costs no execution.',
	},
	{
		displayName: 'Senders',
		name: 'senders',
		type: 'string',
		default: '',
		placeholder: 'e.g. +5511999999999, +5521988888888',
		description:
			'Only messages of these phone numbers, with country code, separated by commas or new lines. What others write costs no execution; people whose number WhatsApp hides are on no list.',
	},
	{
		displayName: 'Signature Header',
		name: 'signatureHeader',
		type: 'string',
		default: SIGNATURE_HEADER,
		description:
			"Name of the header with the HMAC-SHA256 of the body, in hex. It is checked whenever the credential has a 'Webhook Secret', and deliveries without a valid one are refused. It costs one look at the credential in ten seconds.",
	},
	{
		displayName: 'Skip Duplicates',
		name: 'skipDuplicates',
		type: 'boolean',
		default: true,
		description:
			'Whether an event that Pilot Status delivers more than once starts the workflow only once. It costs a small write to the database of n8n, at most one in ten seconds.',
	},
	{
		displayName: 'Text Match',
		name: 'textMatch',
		type: 'options',
		default: 'contains',
		options: MATCHES,
		description:
			"How the text, the caption or the tapped button must match 'Text Pattern'. Letter case and accents do not count; what does not match costs no execution.",
	},
	{
		displayName: 'Text Pattern',
		name: 'textPattern',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Ana',
		description:
			"What to look for by 'Text Match', one per line; any of them will do. It costs nothing.",
	},
];
