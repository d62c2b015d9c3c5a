import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { readAccess, USER_AGENT } from '../nodes/shared/requests/access';

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
				'The key of one WhatsApp number, from the Pilot Status dashboard. A tenant key needs the ID of a number beside it.',
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
			displayName: 'WhatsApp Number ID',
			name: 'whatsappNumberId',
			type: 'string',
			default: '',
			description:
				'Only beside a tenant key: the number that it acts for. The key of a number needs none.',
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
	 * Adds the key to a request, and the number that a tenant key acts for (section 1 of the API's documentation). The
	 * address of the credential's own test is mended here as well, by the code that does it for all other requests.
	 * @throws Failure when a field cannot be used, so that nothing is sent
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { apiKey, baseUrl, numberId } = readAccess(credentials);
		return {
			...requestOptions,
			...(requestOptions.baseURL !== undefined && { baseURL: baseUrl }),
			headers: {
				...requestOptions.headers,
				'x-api-key': apiKey,
				...(numberId && { 'x-whatsapp-number-id': numberId }),
			},
		};
	};

	// Templates need a number key but no live WhatsApp session: a good key passes while the phone is offline.
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: '/templates',
			headers: { 'user-agent': USER_AGENT },
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
						"This is a tenant key without a number that it may use. Give the key of a WhatsApp number, or fill in 'WhatsApp Number ID'.",
				},
			},
		],
	};
}
