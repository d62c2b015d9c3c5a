import type { Resource } from '../../operation';
import { check } from './check.operation';

/** Phone numbers: other people's, and the account's own. */
export const number: Resource = {
	value: 'number',
	name: 'Number',
	operations: [check],
};
