import { CHANGES } from './change';
import { changeParticipants } from './changeParticipants';

/** `POST /v1/groups/{groupId}/participants`. */
export const addParticipants = changeParticipants(
	{
		value: 'addParticipants',
		name: 'Add Participants',
		action: 'Add participants to group',
		description: 'Add people to a group, and learn who could not be added and why',
	},
	CHANGES.add,
);
