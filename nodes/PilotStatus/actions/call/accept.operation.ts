import { CALL, callOperation, ofCall, readCall, readSdp, sdpField } from './calls';

/** `POST /v1/calls/{id}/accept`. */
export const accept = callOperation({
	value: 'accept',
	name: 'Accept',
	action: 'Accept call',
	description: 'Take a call that comes in',
	of: CALL,
	mayHave: 'The call may have been taken',
	fields: [sdpField],
	ask: (id, parameters) => ({ ...ofCall(id, '/accept'), body: readSdp(parameters) }),
	answer: readCall,
});
