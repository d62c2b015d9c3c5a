import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { NodeSketch } from './engine.mts';
import { groupId, textOf } from './messages.mts';

/** Items of which each is a message, in turn to each of some groups. */
export function messages(count: number, groups: number): INodeExecutionData[] {
	return Array.from({ length: count }, (_, index) => ({
		json: { groupId: groupId(index % groups), text: textOf(index) },
	}));
}

const group = { __rl: true, mode: 'id', value: '={{ $json.groupId }}' };

/** Message → Send Text, with no option set. */
export const sendText: NodeSketch = {
	type: 'n8n-nodes-pilotstatus.pilotStatus',
	typeVersion: 1,
	parameters: {
		resource: 'message',
		operation: 'sendText',
		sendTo: 'group',
		groupId: group,
		text: '={{ $json.text }}',
	},
};

/** The same node with its messages planned over a month. */
export function spread({ parameters, ...sketch }: NodeSketch): NodeSketch {
	const end = new Date(Date.now() + 30 * 86_400_000).toISOString();
	return { ...sketch, parameters: { ...parameters, options: { spreadOver: { values: { end } } } } };
}

/** Message → Send Media, of the file in the field `data`. */
export const sendMedia: NodeSketch = {
	...sendText,
	parameters: {
		resource: 'message',
		operation: 'sendMedia',
		sendTo: 'group',
		groupId: group,
		mediaSource: 'binary',
		binaryPropertyName: 'data',
	},
};

/**
 * The same with the HTTP Request node, as somebody without this package sets it up.
 * @param options of the node, such as its batches
 */
export function httpRequest(baseUrl: string, options: IDataObject = {}): NodeSketch {
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		// Otherwise it would end with the first refusal, and tell nothing about the others.
		onError: 'continueRegularOutput',
		parameters: {
			method: 'POST',
			url: `${baseUrl}/messages/send`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			sendBody: true,
			specifyBody: 'json',
			contentType: 'json',
			jsonBody: '={{ { groupId: $json.groupId, text: $json.text } }}',
			options: options as never,
		},
	};
}
