import { CALL, callOperation, ofCall, readCall } from './calls';

/** `GET /v1/calls/{id}`. */
export const get = callOperation({
	value: 'get',
	name: 'Get',
	action: 'Get call',
	description: 'Retrieve what became of a call: it rings, was taken, missed or refused, or is over',
	of: CALL,
	ask: (id) => ofCall(id),
	answer: readCall,
});
