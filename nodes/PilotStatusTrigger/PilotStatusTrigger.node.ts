import { NodeConnectionTypes } from 'n8n-workflow';
import type { IHookFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { EVENT_OPTIONS } from './events';
import { adoptWebhook, registerWebhook, removeWebhooks } from './lifecycle';
import { getGroups } from '../shared/pickers/loadOptions';
import { OPTIONS } from './options';
import { receive } from './receive';

export class PilotStatusTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pilot Status Trigger',
		name: 'pilotStatusTrigger',
		icon: {
			light: 'file:../../icons/pilotstatus.svg',
			dark: 'file:../../icons/pilotstatus.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [].concat($parameter["events"]).join(", ") }}',
		description:
			'Start a workflow when somebody writes in a WhatsApp group, or on other WhatsApp events',
		eventTriggerDescription: 'Waiting for somebody to write',
		activationMessage:
			'Pilot Status now sends what happens to this workflow. Write in one of the groups from another phone: the run appears under Executions.',
		triggerPanel: {
			header: 'Get events from Pilot Status',
			executionsHelp: {
				inactive:
					"<b>While you build:</b> click 'Execute step', then write in one of the groups from another phone. Listening ends with the first event or after two minutes. n8n must be reachable from the internet.<br><br><b>When you are done:</b> publish the workflow. It then runs for every event until you unpublish it.",
				active:
					'<b>While you build:</b> click \'Execute step\', then write in one of the groups from another phone. The published workflow keeps running beside it.<br><br><b>Published:</b> runs do not show up here, but under <a data-key="executions">Executions</a>.',
			},
			activationHint:
				"Publish the workflow, so that it runs for every event without a click on 'Execute step'.",
		},
		defaults: { name: 'Pilot Status Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pilotStatusApi', required: true }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: [
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				default: ['message.group'],
				options: EVENT_OPTIONS,
				description: 'Every one of these events costs an execution, unless an option filters it',
			},
			{
				displayName: 'Group Names or IDs',
				name: 'groups',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getGroups' },
				default: [],
				description:
					'Only these groups; empty means all. What is written in others costs no execution. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: OPTIONS,
			},
		],
	};

	methods = { loadOptions: { getGroups } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await adoptWebhook(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await registerWebhook(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await removeWebhooks(this);
			},
		},
	};

	webhook = receive;
}
