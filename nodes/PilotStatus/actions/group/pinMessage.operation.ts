import { changePin } from './changePin';

/** `POST /v1/groups/{groupId}/pin` with the action "pin". */
export const pinMessage = changePin(
	{
		value: 'pinMessage',
		name: 'Pin Message',
		action: 'Pin message in group',
		description: 'Pin a message at the top of a group',
	},
	'pin',
);
