import { changePin } from './changePin';

/** `POST /v1/groups/{groupId}/pin` with the action "unpin". */
export const unpinMessage = changePin(
	{
		value: 'unpinMessage',
		name: 'Unpin Message',
		action: 'Unpin message in group',
		description: 'Take a pinned message of a group down again',
	},
	'unpin',
);
