import { readField, readObject } from '../../../shared/values/json';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { callOperation, PERMISSIONS, PERSON } from './calls';

/** `GET /v1/calls/permissions`. */
export const getPermission = callOperation({
	value: 'getPermission',
	name: 'Get Permission',
	action: 'Get permission to call',
	description: 'Find out whether somebody lets a Meta number call',
	of: PERSON,
	ask: (to) => ({ path: '/calls/permissions', qs: { to }, ...PERMISSIONS }),
	answer(response) {
		const found = readObject(response, 'data');
		if (found && readField(found, 'permission', 'actions') !== undefined) return found;
		throw failureFromOddResponse(200, 'no permission');
	},
});
