import type { IDataObject } from 'n8n-workflow';

import { messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import { readTexts, textOptions } from '../../text/texts';
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
	fields: [
		...destinationFields,
		textField,
		messageOptionsField(...sendOptions, ...buttonOptions, ...textOptions),
	],
	writes: true,
	target: sendTarget,
	prepare(parameters) {
		const destination = readDestination(parameters);
		const texts = readTexts(parameters);
		const [last, options] = [readButtons(parameters), readSendOptions(parameters)];
		const jobs = texts.map((text, at) => {
			const fields = { text, ...(at === texts.length - 1 && last), ...shift(options, at) };
			return sendFields(parameters, destination, fields, [at + 1, texts.length]);
		});
		return {
			...jobs[0]!,
			async run(send) {
				const sent: IDataObject[] = [];
				for (const job of jobs) sent.push(...(await job.run(send)));
				return sent;
			},
		};
	},
};

/** Scheduled parts are a second apart, as far as there is time: nobody says in which order the same second leaves. */
function shift(options: IDataObject, seconds: number): IDataObject {
	const { deliverAt, deliverUntil } = options;
	if (!deliverAt) return options;
	const later = new Date(Date.parse(String(deliverAt)) + seconds * 1000).toISOString();
	return !deliverUntil || later < deliverUntil ? { ...options, deliverAt: later } : options;
}
