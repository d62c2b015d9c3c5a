import { CALL, callOperation, ofCall, readCall } from './calls';

/** `POST /v1/calls/{id}/terminate`. */
export const hangUp = callOperation({
	value: 'hangUp',
	name: 'Hang Up',
	action: 'Hang up call',
	description: 'End a call that rings or is going on',
	of: CALL,
	mayHave: 'The call may have ended',
	ask: (id) => ofCall(id, '/terminate'),
	answer: readCall,
});
