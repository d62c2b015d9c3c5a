import type { IDataObject } from 'n8n-workflow';

import type { Send } from '../../../shared/requests/request';
import { readField, readObject } from '../../../shared/values/json';
import { pathTo } from '../../../shared/requests/path';
import { failureFromOddResponse, ofThisKey } from '../../../shared/words/errors';
import { messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';

/** `GET /v1/messages/{messageId}`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get message status',
	description: 'Retrieve what became of a message: queued, sent, delivered, read or failed',
	fields: [
		{
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. msg_42',
			description:
				"The ID or correlation ID that the send operation gave, or WhatsApp's own ID of the message",
		},
		messageOptionsField(),
	],
	writes: false,
	prepare(parameters) {
		const messageId = parameters.messageId("Give the 'id' that the send operation returned.");
		return { run: async (send) => [await lookUpMessage(send, messageId, 'Message ID')] };
	},
};

/** What became of a message. */
export async function lookUpMessage(
	send: Send,
	messageId: string,
	field: string,
): Promise<IDataObject> {
	const response = await send({
		method: 'GET',
		path: pathTo('/messages', messageId, field),
		about: ofThisKey('message', messageId),
		hintForMissing:
			'Check the ID. Only what was sent through the API with the number of this key has a status: what somebody wrote in the app or in Chatwoot has none.',
	});
	const message = readObject(response, 'data', 'message');
	const isMessage = message && readField(message, 'id', 'externalMessageId', 'status');
	if (!message || isMessage === undefined) throw failureFromOddResponse(200, 'no message');
	return { ...message, id: readField(message, 'id') ?? messageId } as IDataObject;
}
