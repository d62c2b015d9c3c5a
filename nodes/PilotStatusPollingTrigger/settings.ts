import type { INodePropertyOptions, IDataObject, IPollFunctions } from 'n8n-workflow';

import { parseGroupId } from '../shared/values/id';
import { toTexts } from '../shared/values/list';
import { requireKnown, toSwitch } from '../shared/values/setting';
import { Failure } from '../shared/words/failure';

/** How many groups are compared: one request each at every poll. */
const MOST_GROUPS = 50;

/** Every event, sorted by name. */
export const EVENT_OPTIONS: INodePropertyOptions[] = [
	{
		name: 'Added to Group',
		value: 'group.added',
		description: 'This number was added to a group, or made one',
	},
	{
		name: 'Message in Group',
		value: 'message.group',
		description:
			'Somebody wrote in a group of this number. With a public address, Pilot Status Trigger is quicker.',
	},
	{
		name: 'Participant Demoted',
		value: 'participant.demoted',
		description: 'An admin of a group became a regular member',
	},
	{
		name: 'Participant Joined',
		value: 'participant.joined',
		description: 'Somebody joined a group, or was added',
	},
	{
		name: 'Participant Left',
		value: 'participant.left',
		description: 'Somebody left a group, or was removed',
	},
	{
		name: 'Participant Promoted',
		value: 'participant.promoted',
		description: 'A member of a group became an admin',
	},
	{
		name: 'Removed From Group',
		value: 'group.removed',
		description: 'This number left a group, or was removed',
	},
];

/** What the user set. */
export interface Settings {
	events: string[];
	/** Ids; empty for all. */
	groups: string[];
	includeOwnMessages: boolean;
	/** Whether the people in the groups are compared. */
	comparesPeople: boolean;
	/** Whether the list of groups is compared. */
	comparesGroups: boolean;
	/** Whether messages are looked for. */
	readsMessages: boolean;
}

/**
 * The parameters of the node; lists may also come from an expression, as text or array.
 * @throws Failure naming the value that cannot be used
 */
export function readSettings(context: IPollFunctions): Settings {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const pick = (name: string, field: string, what: string) =>
		toTexts(context.getNodeParameter(name, []), field, `Pick the ${what} from the list.`);
	const events = pick('events', 'Trigger On', 'events');
	const groups = pick('groups', 'Group Names or IDs', 'groups').map((id) =>
		parseGroupId(id, 'Group Names or IDs'),
	);
	if (events.length === 0) {
		throw new Failure(
			"'Trigger On' is empty, so nothing would start this workflow",
			'Pick at least one event.',
		);
	}
	requireKnown(events, EVENT_OPTIONS, 'Trigger On', 'an event of this trigger');
	const comparesPeople = events.some((event) => event.startsWith('participant.'));
	if (comparesPeople && (groups.length === 0 || groups.length > MOST_GROUPS)) {
		const what = groups.length === 0 ? 'is empty' : `names ${groups.length} groups`;
		throw new Failure(
			`'Group Names or IDs' ${what}, and who joins or leaves is looked for in 1 to ${MOST_GROUPS} groups`,
			`Pick the groups; for more than ${MOST_GROUPS}, use several of these triggers.`,
		);
	}
	return {
		events,
		groups,
		includeOwnMessages: toSwitch(options.includeOwnMessages, 'Include Own Messages') ?? false,
		comparesPeople,
		comparesGroups: events.some((event) => event.startsWith('group.')),
		readsMessages: events.includes('message.group'),
	};
}
