import type { Resource } from '../../operation';
import { getAll } from './getAll.operation';

/** Newsletters, which WhatsApp also calls channels. */
export const newsletter: Resource = {
	value: 'newsletter',
	name: 'Newsletter',
	operations: [getAll],
};
