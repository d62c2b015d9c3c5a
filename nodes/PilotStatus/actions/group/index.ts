import type { Resource } from '../../operation';
import { addParticipants } from './addParticipants.operation';
import { create } from './create.operation';
import { demoteParticipants } from './demoteParticipants.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getInviteLink } from './getInviteLink.operation';
import { getParticipants } from './getParticipants.operation';
import { pinMessage } from './pinMessage.operation';
import { promoteParticipants } from './promoteParticipants.operation';
import { removeParticipants } from './removeParticipants.operation';
import { syncParticipants } from './syncParticipants.operation';
import { unpinMessage } from './unpinMessage.operation';

/** The first operation is the one that a new node starts with. */
export const group: Resource = {
	value: 'group',
	name: 'Group',
	operations: [
		getAll,
		addParticipants,
		create,
		demoteParticipants,
		get,
		getInviteLink,
		getParticipants,
		pinMessage,
		promoteParticipants,
		removeParticipants,
		syncParticipants,
		unpinMessage,
	],
};
