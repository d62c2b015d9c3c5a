import type { Resource } from '../../operation';
import { check } from './check.operation';
import { connect } from './connect.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

/** Phone numbers: other people's, and the account's own. */
export const number: Resource = {
	value: 'number',
	name: 'Number',
	operations: [check, connect, get, getAll],
};
