import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { resources } from './actions';
import { runOperation } from './actions/router';
import { searchGroups, searchNewsletters } from './methods/listSearch';
import { toProperties } from './operation';

export class PilotStatus implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pilot Status',
		name: 'pilotStatus',
		icon: {
			light: 'file:../../icons/pilotstatus.svg',
			dark: 'file:../../icons/pilotstatus.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Manage WhatsApp groups and send messages with Pilot Status',
		defaults: { name: 'Pilot Status' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'pilotStatusApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Group', value: 'group' },
					{ name: 'Message', value: 'message' },
				],
				default: 'group',
			},
			...toProperties(resources),
		],
	};

	methods = { listSearch: { searchGroups, searchNewsletters } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runOperation(this)];
	}
}
