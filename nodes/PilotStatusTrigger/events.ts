import type { INodePropertyOptions } from 'n8n-workflow';

/** Stands for every event, also those that nobody can name one by one (section 5 of the API's documentation). */
export const ALL_EVENTS = '*';

/** Every documented event, sorted by name. */
export const EVENT_OPTIONS: INodePropertyOptions[] = [
	{
		name: 'All Events',
		value: ALL_EVENTS,
		description:
			'Everything, also events that are not in this list, such as the health of the number. Each event is an execution.',
	},
	{
		name: 'Call Connected',
		value: 'call.connected',
		description: 'Somebody took a call',
	},
	{ name: 'Call Ended', value: 'call.ended', description: 'A call is over' },
	{
		name: 'Call Missed',
		value: 'call.missed',
		description: 'Nobody took a call',
	},
	{
		name: 'Call Permission Updated',
		value: 'call.permission_updated',
		description: 'A customer allowed or refused calls from a Meta number',
	},
	{
		name: 'Call Ringing',
		value: 'call.ringing',
		description: 'A call comes in',
	},
	{ name: 'Calls', value: 'calls', description: 'Call events of a Meta number as Meta sends them' },
	{
		name: 'Flow Response Received',
		value: 'flow.response_received',
		description: 'Somebody filled in a flow of a Meta number',
	},
	{
		name: 'Lead Received',
		value: 'lead.received',
		description: 'Somebody filled in the form of an ad',
	},
	{
		name: 'Message Delivered',
		value: 'message.delivered',
		description: 'A message of yours reached the phone',
	},
	{
		name: 'Message Failed',
		value: 'message.failed',
		description: 'A message of yours could not be delivered',
	},
	{
		name: 'Message in Group',
		value: 'message.group',
		description: 'Somebody wrote in a group of this number',
	},
	{
		name: 'Message in Newsletter',
		value: 'message.newsletter',
		description: 'A newsletter (channel) of this number has a new message',
	},
	{ name: 'Message Read', value: 'message.read', description: 'A message of yours was read' },
	{
		name: 'Message Received',
		value: 'message.received',
		description: 'Somebody wrote to this number directly',
	},
	{
		name: 'Message Reply',
		value: 'message.reply',
		description:
			'Somebody quoted a message of yours, or tapped one of its buttons. What only comes as a reply starts the workflow with Message in Group and Message Received too.',
	},
	{ name: 'Message Sent', value: 'message.sent', description: 'A message of yours left' },
	{
		name: 'Number Connected',
		value: 'number.connected',
		description: 'The phone of a number is online',
	},
	{ name: 'Number Created', value: 'number.created', description: 'A number was added' },
	{
		name: 'Number Disconnected',
		value: 'number.disconnected',
		description: 'The phone of a number is offline',
	},
	{ name: 'Number Removed', value: 'number.removed', description: 'A number was removed' },
	{
		name: 'Number Restored',
		value: 'number.restored',
		description: 'A number that was removed is back',
	},
];

/** What the user sees for an event, e.g. `Message in Group`. */
export function eventName(event: string): string {
	return EVENT_OPTIONS.find(({ value }) => value === event)?.name ?? event;
}
