import type { INodeProperties } from 'n8n-workflow';

import { templateIdField } from '../../fields';

/** Fields that name a template and the values of its variables. */
export const templateFields: INodeProperties[] = [
	templateIdField,
	{
		displayName: 'Variables Mode',
		name: 'variablesMode',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Fields of Template',
				value: 'fields',
				description: 'One field per variable of the template',
			},
			{
				name: 'Name and Value',
				value: 'keyValue',
				description: 'For a template that comes from an expression',
			},
		],
		default: 'fields',
		description: 'How to fill in the variables of the template',
	},
	{
		displayName: 'Variables',
		name: 'variables',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			loadOptionsDependsOn: ['templateId.value'],
			resourceMapper: {
				resourceMapperMethod: 'getTemplateVariables',
				mode: 'map',
				valuesLabel: 'Values of the Variables',
				fieldWords: { singular: 'variable', plural: 'variables' },
				addAllFields: true,
				supportAutoMap: true,
				noFieldsError: 'This template has no variables.',
			},
		},
		description: 'Values of the variables of the template, sent as text',
		displayOptions: { show: { variablesMode: ['fields'] } },
	},
	{
		displayName: 'Variables',
		name: 'variableValues',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add Variable',
		description: 'Names and values of the variables of the template',
		options: [
			{
				displayName: 'Variable',
				name: 'values',
				values: [
					{
						displayName: 'Name',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: 'e.g. nome',
						description: 'Name as it stands between the braces, without them',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. Maria',
						description: 'What to put in its place',
					},
				],
			},
		],
		displayOptions: { show: { variablesMode: ['keyValue'] } },
	},
];
