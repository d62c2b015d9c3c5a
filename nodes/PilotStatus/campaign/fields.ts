import type { INodeProperties } from 'n8n-workflow';

/** Named with their numbers, so that they stand in the order of the week. */
export const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'
	.split(' ')
	.map((name, nth) => ({ name: `${nth + 1} ${name}`, value: nth + 1 }));

/** What holds where a field is empty. */
export const DEFAULTS = { dailyFrom: '08:00', dailyUntil: '20:00', jitter: 20 };

const spreadFields: INodeProperties[] = [
	{
		displayName: 'Start',
		name: 'start',
		type: 'dateTime',
		default: '',
		description: 'When the first message may leave; now when empty',
	},
	{
		displayName: 'End',
		name: 'end',
		type: 'dateTime',
		default: '',
		description: 'When the last message must have left',
	},
	{
		displayName: 'Daily From',
		name: 'dailyFrom',
		type: 'string',
		default: '08:00',
		placeholder: 'e.g. 08:00',
		description: 'From when on messages leave each day',
	},
	{
		displayName: 'Daily Until',
		name: 'dailyUntil',
		type: 'string',
		default: '20:00',
		placeholder: 'e.g. 20:00',
		description: 'Until when; what could not leave by then is given up',
	},
	{
		displayName: 'Weekdays',
		name: 'weekdays',
		type: 'multiOptions',
		default: [],
		options: weekdays,
		description: 'On which days messages leave; all when empty',
	},
	{
		displayName: 'Jitter',
		name: 'jitter',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 50 },
		default: 20,
		description:
			'How much later a message may leave, by chance, in per cent of the time between two',
	},
];

/** For sends: all items of an execution, planned together. */
export const spreadOverOption: INodeProperties = {
	displayName: 'Spread Over',
	name: 'spreadOver',
	type: 'fixedCollection',
	default: { values: DEFAULTS },
	description:
		"Plans the messages of all items evenly over hours or days; Pilot Status keeps them, also while n8n is off. The first item's values count for all.",
	options: [{ displayName: 'Values', name: 'values', values: spreadFields }],
};
