import { parseAddress, refusePrivate } from '../../../shared/values/address';
import { Failure } from '../../../shared/words/failure';
import { CALL, callOperation, ofCall, readCall, RECORDINGS } from './calls';

const field = 'Media URL';
const description = 'Public address of the recording: an .mp3, .wav or .opus file';

/** `POST /v1/calls/{id}/play`. */
export const play = callOperation({
	value: 'play',
	name: 'Play',
	action: 'Play recording in call',
	description: 'Play a recording as soon as the call is taken (numbers paired by QR code)',
	of: CALL,
	mayHave: 'The recording may be playing',
	fields: [
		{
			displayName: field,
			name: 'mediaUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/aviso.mp3',
			description,
		},
	],
	ask(id, parameters) {
		const hint = `Give it: ${description}.`;
		const mediaUrl = parseAddress(parameters.read('mediaUrl'), field, hint);
		if (mediaUrl === '') throw new Failure(`'${field}' is empty`, hint);
		refusePrivate(mediaUrl, field);
		return { ...ofCall(id, '/play'), body: { mediaUrl }, ...RECORDINGS };
	},
	answer: readCall,
});
