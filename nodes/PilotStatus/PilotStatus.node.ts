import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { resources } from './actions';
import { runOperation } from './actions/router';
import { receiveAnswer } from './answerPage';
import { getGroups } from '../shared/pickers/loadOptions';
import { searchGroups } from '../shared/pickers/search';
import { searchNewsletters, searchNumbers, searchTemplates } from './listSearch';
import { showHints, staticHints } from './hints';
import { getTemplateExamples, getTemplateVariables } from './resourceMapping';
import { toProperties } from './properties';

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
		subtitle:
			'={{ ($parameter["operation"].replace("getAll", "getMany") + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").replace(/^.|: ./g, (start) => start.toUpperCase()) }}',
		description:
			'Send WhatsApp messages, and manage groups, templates and numbers with Pilot Status',
		defaults: { name: 'Pilot Status' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: {
			replacements: {
				description:
					'Act in WhatsApp: write to people and groups, read messages, manage groups and templates. A group ID ends in @g.us (find it by Group: Get Many); a phone number has country and area code. A message that is accepted has gone out: do not send it again.',
			},
		},
		waitingNodeTooltip: 'Goes on once somebody has answered in WhatsApp',
		builderHint: {
			searchHint:
				'WhatsApp through Pilot Status. Write with Message: Send Text; first contact on Meta numbers: Send Template. Wait for a yes: Send and Wait. A group like a sheet: Group: Sync Participants. As a tool, limit the model by allowedGroups, allowedNumbers, mostPerExecution.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-pilotstatus.pilotStatusTrigger',
					relationHint: 'Starts a workflow when somebody writes; needs a public address',
				},
				{
					nodeType: 'n8n-nodes-pilotstatus.pilotStatusPollingTrigger',
					relationHint: 'Who joined or left a group, and messages without a public address',
				},
			],
		},
		hints: staticHints,
		credentials: [{ name: 'pilotStatusApi', required: true }],
		// The links of Send and Wait for Response; n8n checks their signature for this path only,
		// and answers with what the node gives only where `responseData` is empty.
		webhooks: [
			{
				name: 'default',
				// One for both: n8n works out the path of each entry in its isolate, for every delivery to a question.
				httpMethod: 'GET,POST',
				responseMode: 'onReceived',
				responseData: '',
				path: '={{ $nodeId }}',
				restartWebhook: true,
				isFullPath: true,
			},
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Analytics', value: 'analytics' },
					{ name: 'Call', value: 'call' },
					{ name: 'Conversation', value: 'conversation' },
					{ name: 'Group', value: 'group' },
					{ name: 'Lead', value: 'lead' },
					{ name: 'Media', value: 'media' },
					{ name: 'Message', value: 'message' },
					{ name: 'Newsletter', value: 'newsletter' },
					{ name: 'Number', value: 'number' },
					{ name: 'Referral', value: 'referral' },
					{ name: 'Template', value: 'template' },
				],
				default: 'group',
			},
			...toProperties(resources),
		],
	};

	methods = {
		loadOptions: { getGroups },
		listSearch: { searchGroups, searchNewsletters, searchNumbers, searchTemplates },
		resourceMapping: { getTemplateExamples, getTemplateVariables },
	};

	// Webhooks that restart an execution exist only while it waits: there is nothing to register anywhere.
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	webhook = receiveAnswer;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = await runOperation(this);
		showHints(this);
		return [items];
	}
}
