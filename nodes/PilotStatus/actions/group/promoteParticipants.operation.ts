import { CHANGES } from './change';
import { changeParticipants } from './changeParticipants';

/** `POST /v1/groups/{groupId}/participants/promote`. */
export const promoteParticipants = changeParticipants(
	{
		value: 'promoteParticipants',
		name: 'Promote Participants',
		action: 'Promote participants to group admins',
		description: 'Make participants of a group its admins',
	},
	CHANGES.promote,
);
