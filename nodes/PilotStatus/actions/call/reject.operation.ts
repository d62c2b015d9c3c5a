import { CALL, callOperation, ofCall, readCall } from './calls';

/** `POST /v1/calls/{id}/reject`. */
export const reject = callOperation({
	value: 'reject',
	name: 'Reject',
	action: 'Reject call',
	description: 'Refuse a call that comes in',
	of: CALL,
	mayHave: 'The call may have been refused',
	ask: (id) => ofCall(id, '/reject'),
	answer: readCall,
});
