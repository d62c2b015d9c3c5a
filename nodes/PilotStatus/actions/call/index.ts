import type { Resource } from '../../operation';
import { accept } from './accept.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getPermission } from './getPermission.operation';
import { hangUp } from './hangUp.operation';
import { play } from './play.operation';
import { reject } from './reject.operation';
import { requestPermission } from './requestPermission.operation';
import { start } from './start.operation';

/** Calls by WhatsApp. */
export const call: Resource = {
	value: 'call',
	name: 'Call',
	operations: [getAll, accept, get, getPermission, hangUp, play, reject, requestPermission, start],
};
