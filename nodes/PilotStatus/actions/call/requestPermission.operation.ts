import { readField, readObject } from '../../../shared/values/json';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { callOperation, PERMISSIONS, PERSON } from './calls';

/** `POST /v1/calls/permissions/request`. */
export const requestPermission = callOperation({
	value: 'requestPermission',
	name: 'Request Permission',
	action: 'Request permission to call',
	description: 'Ask somebody in the chat whether a Meta number may call',
	of: PERSON,
	mayHave: 'The question may have been sent',
	fields: [
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. Podemos ligar para confirmar a visita?',
			description: 'What to write above the question',
		},
	],
	ask(to, parameters) {
		const text = parameters.optionalText('text', 'Text', 'Give it as text, or leave it empty.');
		return {
			path: '/calls/permissions/request',
			body: { to, ...(text && { text }) },
			...PERMISSIONS,
		};
	},
	answer(response, _to, context) {
		const asked = readObject(response, 'data');
		if (asked && readField(asked, 'messageId') !== undefined) return asked;
		throw failureFromOddResponse(200, 'no ID for the question', context);
	},
});
