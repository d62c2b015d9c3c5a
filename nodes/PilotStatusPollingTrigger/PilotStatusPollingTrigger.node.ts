import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

import { getGroups } from '../shared/pickers/loadOptions';
import { poll } from './poll';
import { EVENT_OPTIONS } from './settings';

export class PilotStatusPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pilot Status Polling Trigger',
		name: 'pilotStatusPollingTrigger',
		icon: {
			light: 'file:../../icons/pilotstatus.svg',
			dark: 'file:../../icons/pilotstatus.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [].concat($parameter["events"]).join(", ") }}',
		description:
			'Start a workflow when somebody joins or leaves a WhatsApp group, or writes in one, without a public address',
		eventTriggerDescription: 'Looks at the groups every few minutes',
		activationMessage:
			'Pilot Status is now asked at the times you have set. What is there now counts as known: only changes start the workflow.',
		polling: true,
		defaults: { name: 'Pilot Status Polling Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pilotStatusApi', required: true }],
		properties: [
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				default: ['participant.joined'],
				options: EVENT_OPTIONS,
			},
			{
				displayName: 'Group Names or IDs',
				name: 'groups',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getGroups' },
				default: [],
				description:
					'Only these groups. To see who joins or leaves, choose 1 to 50 of them; for other events, empty means all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Include Own Messages',
						name: 'includeOwnMessages',
						type: 'boolean',
						default: false,
						description:
							'Whether messages that this number wrote itself start the workflow as well; a bot would answer itself',
					},
				],
			},
		],
	};

	methods = { loadOptions: { getGroups } };

	poll = poll;
}
