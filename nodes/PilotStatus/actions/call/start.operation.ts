import { callOperation, PERSON, readCall, readSdp, sdpField } from './calls';

/** `POST /v1/calls`. */
export const start = callOperation({
	value: 'start',
	name: 'Start',
	action: 'Start call',
	description: 'Call somebody by WhatsApp',
	of: PERSON,
	mayHave: 'The call may have been started',
	fields: [sdpField],
	ask: (to, parameters) => ({
		path: '/calls',
		body: { to, ...readSdp(parameters) },
		hintForRefusal:
			'A Meta number needs the SDP, and the permission of the person (Request Permission); one paired by QR code takes no SDP.',
	}),
	answer: (response, _to, context) => readCall(response, undefined, context),
});
