import type { Resource } from '../../operation';
import { get } from './get.operation';

/** Figures about the messages of the number. */
export const analytics: Resource = {
	value: 'analytics',
	name: 'Analytics',
	operations: [get],
};
