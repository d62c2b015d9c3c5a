import { messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import { readText, textOptions } from '../../text/texts';
import { buttonOptions, readButtons } from './buttons';
import { destinationFields, readDestination, sendFields, sendTarget, textField } from './send';
import { readSendOptions, sendOptions } from './sendOptions';

/** `POST /v1/messages/send` with `text`. */
export const sendText: Operation = {
	value: 'sendText',
	name: 'Send Text',
	action: 'Send text message',
	description: 'Send a text message to a group, a newsletter or a person',
	fields: [
		...destinationFields,
		textField,
		messageOptionsField(...sendOptions, ...buttonOptions, ...textOptions),
	],
	writes: true,
	target: sendTarget,
	prepare(parameters) {
		const destination = readDestination(parameters);
		const fields = {
			text: readText(parameters),
			...readButtons(parameters),
			...readSendOptions(parameters),
		};
		return sendFields(parameters, destination, fields);
	},
};
