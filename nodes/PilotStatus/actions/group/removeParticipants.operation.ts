import { CHANGES } from './change';
import { changeParticipants } from './changeParticipants';

/** `DELETE /v1/groups/{groupId}/participants`. */
export const removeParticipants = changeParticipants(
	{
		value: 'removeParticipants',
		name: 'Remove Participants',
		action: 'Remove participants from group',
		description: 'Remove people from a group',
	},
	CHANGES.remove,
);
