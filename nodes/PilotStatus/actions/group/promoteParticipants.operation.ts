import { changeParticipants } from './changeParticipants';
import { WISHES } from './look';

/** `POST /v1/groups/{groupId}/participants/promote`. */
export const promoteParticipants = changeParticipants(
	{
		value: 'promoteParticipants',
		name: 'Promote Participants',
		action: 'Promote participants to group admins',
		description: 'Make participants of a group its admins',
	},
	{ method: 'POST', tail: '/participants/promote', wish: WISHES.isAdmin },
);
