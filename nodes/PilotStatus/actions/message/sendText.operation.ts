import { messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import { buttonOptions, readButtons } from './buttons';
import { destinationFields, readDestination, sendMessage, sendTarget } from './send';
import { readSendOptions, sendOptions } from './sendOptions';

/** `POST /v1/messages/send` with `text`. */
export const sendText: Operation = {
	value: 'sendText',
	name: 'Send Text',
	action: 'Send text message',
	description: 'Send a text message to a group, a newsletter or a person',
	fields: [
		...destinationFields,
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. Bom dia! A obra começa às 8h.',
			description:
				'What to send, with WhatsApp formatting such as *bold* and _italic_. On Meta numbers it arrives only within 24 hours after the customer wrote.',
		},
		messageOptionsField(...sendOptions, ...buttonOptions),
	],
	writes: true,
	target: sendTarget,
	prepare(parameters) {
		const destination = readDestination(parameters);
		const text = parameters.text('text', 'Text', 'Write what to send.');
		const body = {
			...destination,
			text,
			...readButtons(parameters),
			...readSendOptions(parameters),
		};
		return sendMessage(parameters, { destination, content: () => body, makeBody: () => body });
	},
};
