import type { INodeProperties } from 'n8n-workflow';

/** Fields that several operations share, under one name for one thing. */

export const groupIdField: INodeProperties = {
	displayName: 'Group',
	name: 'groupId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'WhatsApp group that this number is a member of',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a group…',
			typeOptions: { searchListMethod: 'searchGroups', searchable: true },
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
			typeOptions: { searchListMethod: 'searchNewsletters', searchable: true },
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

const timeoutOption: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 60000,
	description:
		'How long to wait for one answer, in milliseconds. The value of the first item counts for all.',
};

/**
 * The collection of optional fields at the end of every operation.
 * @param own the operation's own optional fields
 */
export function optionsField(...own: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...own, timeoutOption].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}
