import { changeParticipants } from './changeParticipants';
import { WISHES } from './look';

/** `POST /v1/groups/{groupId}/participants/demote`. */
export const demoteParticipants = changeParticipants(
	{
		value: 'demoteParticipants',
		name: 'Demote Participants',
		action: 'Demote group admins to participants',
		description: 'Make admins of a group regular participants again',
	},
	{ method: 'POST', tail: '/participants/demote', wish: WISHES.isNoAdmin },
);
