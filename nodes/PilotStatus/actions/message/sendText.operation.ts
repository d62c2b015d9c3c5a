import { messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import { buttonOptions, readButtons } from './buttons';
import { destinationFields, readDestination, sendFields, sendTarget, textField } from './send';
import { readSendOptions, sendOptions } from './sendOptions';

/** `POST /v1/messages/send` with `text`. */
export const sendText: Operation = {
	value: 'sendText',
	name: 'Send Text',
	action: 'Send text message',
	description: 'Send a text message to a group, a newsletter or a person',
	builderHint: 'On Meta numbers only within 24 hours after the customer wrote; else Send Template.',
	fields: [...destinationFields, textField, messageOptionsField(...sendOptions, ...buttonOptions)],
	writes: true,
	target: sendTarget,
	prepare(parameters) {
		const destination = readDestination(parameters);
		const text = parameters.text('text', 'Text', 'Write what to send.');
		const fields = { text, ...readButtons(parameters), ...readSendOptions(parameters) };
		return sendFields(parameters, destination, fields);
	},
};
