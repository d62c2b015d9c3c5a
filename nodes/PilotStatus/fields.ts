import type { INodeProperties } from 'n8n-workflow';

import { DEFAULT_MAX_WAIT, DEFAULT_PARALLEL, DEFAULT_TIMEOUT } from './limits';
import { byLabel } from './properties';

/** Of every list from which one is picked. */
export const slowLoadNotice = {
	message: 'If the list does not come, choose By ID and paste the ID',
	timeout: 10_000,
};

/** The group that an operation is about. */
export const groupIdField: INodeProperties = {
	displayName: 'Group',
	name: 'groupId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'WhatsApp group that this number is a member of',
	builderHint: {
		propertyHint:
			"Mode 'list' for one group that never changes; mode 'id' with an expression for the group that the trigger or Get Many gives (groupId, id). In a tool: 'id'.",
	},
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a group…',
			typeOptions: { searchListMethod: 'searchGroups', searchable: true, slowLoadNotice },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 120363123456789012@g.us',
			hint: 'The ID of a group ends in @g.us',
		},
	],
};

/** The newsletter that a message goes to. */
export const newsletterIdField: INodeProperties = {
	displayName: 'Newsletter',
	name: 'newsletterId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'WhatsApp newsletter (channel) that this number runs',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a newsletter…',
			typeOptions: { searchListMethod: 'searchNewsletters', searchable: true, slowLoadNotice },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 120363123456789012@newsletter',
			hint: 'The ID of a newsletter ends in @newsletter',
		},
	],
};

/** A message template. */
export const templateIdField: INodeProperties = {
	displayName: 'Template',
	name: 'templateId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Message template of this account',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a template…',
			typeOptions: { searchListMethod: 'searchTemplates', searchable: true, slowLoadNotice },
		},
		{
			displayName: 'By ID or Name',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. pedido_enviado',
			hint: 'The ID or the name of the template, as in the Pilot Status dashboard',
		},
	],
};

/** People that a change is about. */
export const participantsField: INodeProperties = {
	displayName: 'Participants',
	name: 'participants',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	required: true,
	placeholder: 'e.g. 5511999999999, +55 11 98888-7777',
	description:
		'Phone numbers with country and area code, separated by commas or new lines. An expression may also give an array.',
};

/** Where a file goes. */
export const binaryField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	description: 'Name of the binary field of the output that gets the file',
	hint: 'The name of the output binary field to put the file in',
};

/** For lists of national numbers, wherever phone numbers are given. */
export const countryCodeOption: INodeProperties = {
	displayName: 'Country Code',
	name: 'countryCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. 55',
	description:
		'Country of the numbers that are written without + or 00, e.g. 55 for Brazil: those that lack it get it. Without this option every number needs its country code.',
};

/** For sends to people, and for lists of them. */
export const checkNumbersOption: INodeProperties = {
	displayName: 'Check Numbers',
	name: 'checkNumbers',
	type: 'boolean',
	default: false,
	description:
		'Whether to ask WhatsApp first who has an account, for all items together: nobody else is written to, and the others under the number that WhatsApp has. QR numbers only.',
};

/** How many results a list gives. */
export const listFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** Options of every operation; the first item's value counts for the whole execution. */
const commonOptions = (parallel: number): INodeProperties[] => [
	{
		displayName: 'Max Parallel',
		name: 'maxParallel',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: parallel,
		description:
			'How many items to work on side by side. Messages to one chat leave one after the other all the same. The value of the first item counts for all.',
	},
	{
		displayName: 'Max Wait',
		name: 'maxWait',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: DEFAULT_MAX_WAIT,
		description:
			'How long to wait in a row when Pilot Status takes no more requests, in seconds. The value of the first item counts for all.',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_TIMEOUT,
		description:
			'How long to wait for one answer, in milliseconds. The value of the first item counts for all.',
	},
];

/** The collection of optional fields at the end of an operation, with the operation's own among them. */
export const optionsField = (...own: INodeProperties[]) =>
	collect(...own, ...commonOptions(DEFAULT_PARALLEL.others));

/** The same for an operation on messages. */
export const messageOptionsField = (...own: INodeProperties[]) =>
	collect(...own, ...commonOptions(DEFAULT_PARALLEL.message));

function collect(...options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: options.sort((a, b) => byLabel(a.displayName, b.displayName)),
	};
}
