import { CHANGES } from './change';
import { changeParticipants } from './changeParticipants';

/** `POST /v1/groups/{groupId}/participants/demote`. */
export const demoteParticipants = changeParticipants(
	{
		value: 'demoteParticipants',
		name: 'Demote Participants',
		action: 'Demote group admins to participants',
		description: 'Make admins of a group regular participants again',
	},
	CHANGES.demote,
);
