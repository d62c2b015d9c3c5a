import type { Resource } from '../../operation';
import { getAll } from './getAll.operation';

/** Chats of any kind. */
export const conversation: Resource = {
	value: 'conversation',
	name: 'Conversation',
	operations: [getAll],
};
