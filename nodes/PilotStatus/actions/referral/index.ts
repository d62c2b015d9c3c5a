import type { Resource } from '../../operation';
import { getAll } from './getAll.operation';
import { getSummary } from './getSummary.operation';

/** Messages that came from ads. */
export const referral: Resource = {
	value: 'referral',
	name: 'Referral',
	operations: [getAll, getSummary],
};
