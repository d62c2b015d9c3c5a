import { changeParticipants } from './changeParticipants';
import { WISHES } from './look';

/** `DELETE /v1/groups/{groupId}/participants`. */
export const removeParticipants = changeParticipants(
	{
		value: 'removeParticipants',
		name: 'Remove Participants',
		action: 'Remove participants from group',
		description: 'Remove people from a group',
	},
	{ method: 'DELETE', tail: '/participants', wish: WISHES.isOut, doneStatus: 404 },
);
