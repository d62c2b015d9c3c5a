import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { readKey } from '../nodes/shared/requests/access';

export class PilotStatusApi implements ICredentialType {
	name = 'pilotStatusApi';

	displayName = 'Pilot Status API';

	icon = {
		light: 'file:../icons/pilotstatus.svg',
		dark: 'file:../icons/pilotstatus.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-pilotstatus/n8n-nodes-pilotstatus/blob/main/docs/api-key.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. ps_…',
			description:
				'The key of one WhatsApp number, from the Pilot Status dashboard. A tenant key cannot send messages or manage groups.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://pilotstatus.com.br/v1',
			placeholder: 'e.g. https://pilotstatus.com.br/v1',
			description: 'Change it only for a gateway or for the reference server',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for the signature check of Pilot Status Trigger. It is never sent to the API.',
		},
	];

	/**
	 * Adds the key to a request (section 1 of the API's documentation: `x-api-key`).
	 * @throws Failure when the value cannot be a key, so that nothing is sent
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const key = readKey(credentials.apiKey);
		return { ...requestOptions, headers: { ...requestOptions.headers, 'x-api-key': key } };
	};

	// Templates need a number key but no live WhatsApp session: a good key passes while the phone is offline.
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '/templates',
			disableFollowRedirect: true,
			timeout: 15000,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Pilot Status does not know this API key. Copy the key of your WhatsApp number from the dashboard again.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'This is a tenant key. It cannot send messages or manage groups: use the key of a WhatsApp number.',
				},
			},
		],
	};
}
