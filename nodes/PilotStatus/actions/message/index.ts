import type { Resource } from '../../operation';
import { sendText } from './sendText.operation';

/** The first operation is the one that a new node starts with. */
export const message: Resource = {
	value: 'message',
	name: 'Message',
	operations: [sendText],
};
