import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import type { INodeProperties, INodeTypes } from 'n8n-workflow';

import { nodeTypes } from '../harness/package.mts';

/**
 * Stand-ins for the nodes of n8n-nodes-base and n8n's agent that the examples use, since these packages are too big for
 * devDependencies. Each interprets just the parameters that the examples set. The end-to-end suite runs the same
 * examples in a whole n8n, with the real nodes.
 */
export interface BaseNodes {
	/** Both: these and the package's own. */
	nodeTypes: INodeTypes;
	/** n8n's data tables by name, kept from one execution to the next. */
	tables: Map<string, IDataObject[]>;
	/** Mails that were sent, with the name and type of the file in each. */
	mails: IDataObject[];
}

/** Versions of each type that n8n 2.41 has; of the AI nodes, the agent alone is run. */
export const versions: Record<string, number[]> = {
	'n8n-nodes-base.code': [1, 2],
	'n8n-nodes-base.dataTable': [1, 1.1],
	'n8n-nodes-base.emailSend': [1, 2, 2.1],
	'n8n-nodes-base.formTrigger': [1, 2, 2.1, 2.2, 2.3, 2.4, 2.5, 2.6],
	'n8n-nodes-base.if': [1, 2, 2.1, 2.2, 2.3],
	'n8n-nodes-base.scheduleTrigger': [1, 1.1, 1.2, 1.3, 1.4],
	'n8n-nodes-base.splitInBatches': [1, 2, 3],
	'n8n-nodes-base.stickyNote': [1],
	'n8n-nodes-base.wait': [1, 1.1],
	'@n8n/n8n-nodes-langchain.agent': [1, 1.9, 2, 2.1, 2.2, 2.3, 3, 3.1],
	'@n8n/n8n-nodes-langchain.chatTrigger': [1, 1.1, 1.2, 1.3, 1.4, 1.5],
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': [1, 1.1, 1.2, 1.3],
	'@n8n/n8n-nodes-langchain.memoryBufferWindow': [1, 1.1, 1.2, 1.3, 1.4],
	'n8n-nodes-pilotstatus.pilotStatus': [1],
	'n8n-nodes-pilotstatus.pilotStatusPollingTrigger': [1],
	'n8n-nodes-pilotstatus.pilotStatusTool': [1],
	'n8n-nodes-pilotstatus.pilotStatusTrigger': [1],
};

type Execute = (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** n8n drops parameters that a description does not have, so their names are needed; types matter to filters only. */
function standIn(name: string, fields: string, outputs: string[], execute: Execute): INodeType {
	const [, shortName = ''] = name.split('.');
	const properties = fields.split(' ').map(
		(field): INodeProperties => ({
			displayName: field,
			name: field,
			type: field === 'conditions' ? 'filter' : 'string',
			default: '',
		}),
	);
	return {
		description: {
			displayName: shortName,
			name: shortName,
			group: shortName.endsWith('Trigger') ? ['trigger'] : ['transform'],
			version: versions[name]!,
			description: '',
			defaults: { name: shortName },
			inputs: shortName.endsWith('Trigger') ? [] : ['main'],
			outputs: outputs as ['main'],
			properties,
		},
		async execute() {
			return await execute(this);
		},
	};
}

const pass: Execute = async (context) => [context.getInputData()];

const AsyncFunction = (async () => {}).constructor as new (
	...names: string[]
) => (...values: unknown[]) => Promise<INodeExecutionData[]>;

const code: Execute = async (context) => {
	const { $input, $ } = context.getWorkflowDataProxy(0);
	const body = context.getNodeParameter('jsCode', 0) as string;
	return [await new AsyncFunction('$input', '$', body)($input, $)];
};

/** n8n-core itself judges the conditions. */
const branch: Execute = async (context) => {
	const outputs: [INodeExecutionData[], INodeExecutionData[]] = [[], []];
	for (const [index, item] of context.getInputData().entries()) {
		const isTrue = context.getNodeParameter('conditions', index, false, { extractValue: true });
		outputs[isTrue ? 0 : 1].push({ ...item, pairedItem: { item: index } });
	}
	return outputs;
};

/** Done comes first, the loop second. */
const loop: Execute = async (context) => {
	const state = context.getContext('node') as { left?: INodeExecutionData[] };
	const size = context.getNodeParameter('batchSize', 0) as number;
	state.left ??= [...context.getInputData()];
	const batch = state.left.splice(0, size);
	return batch.length > 0 ? [[], batch] : [context.getInputData(), []];
};

/** What an agent is asked comes back as its answer. */
const echo: Execute = async (context) => [
	context.getInputData().map((_item, index) => ({
		json: { output: context.getNodeParameter('text', index) as string },
		pairedItem: { item: index },
	})),
];

function dataTable(tables: BaseNodes['tables']): Execute {
	return async (context) => {
		const parameter = (name: string, index: number) => context.getNodeParameter(name, index, '');
		const operation = parameter('operation', 0);
		const work = (index: number): IDataObject[] => {
			if (parameter('resource', index) === 'table') {
				const name = parameter('tableName', index) as string;
				if (!tables.has(name)) tables.set(name, []);
				return [{ name }];
			}
			const { value: name } = parameter('dataTableId', index) as { value: string };
			const rows = tables.get(name);
			if (!rows) throw new Error(`Data table with name "${name}" not found`);
			const { value: columns } = (parameter('columns', index) || {}) as { value?: IDataObject };
			if (operation === 'insert') {
				const row = { ...columns, id: rows.length + 1 };
				rows.push(row);
				return [{ ...row }];
			}
			const { conditions = [] } = parameter('filters', index) as {
				conditions?: Array<{ keyName: string; keyValue: unknown }>;
			};
			const found = rows.filter((row) =>
				conditions.every(({ keyName, keyValue }) => String(row[keyName]) === String(keyValue)),
			);
			if (operation === 'update') return found.map((row) => ({ ...Object.assign(row, columns) }));
			if (operation === 'get') return found.map((row) => ({ ...row }));
			if (operation !== 'rowNotExists') throw new Error(`No stand-in for ${String(operation)}`);
			return found.length === 0 ? [context.getInputData()[index]!.json] : [];
		};
		const items = context.getInputData().flatMap((_item, index) => {
			return work(index).map((json) => ({ json, pairedItem: { item: index } }));
		});
		return [items];
	};
}

function emailSend(mails: IDataObject[]): Execute {
	return async (context) => {
		const items = context.getInputData().map(({ binary = {} }, index) => {
			const read = (name: string) => context.getNodeParameter(name, index) as string;
			const { attachments } = context.getNodeParameter('options', index) as IDataObject;
			const { fileName, mimeType } = binary[attachments as string] ?? {};
			mails.push({
				to: read('toEmail'),
				subject: read('subject'),
				text: read('text'),
				fileName,
				mimeType,
			});
			return { json: {}, pairedItem: { item: index } };
		});
		return [items];
	};
}

/** A new set, whose data tables are empty. */
export function makeBaseNodes(): BaseNodes {
	const tables: BaseNodes['tables'] = new Map();
	const mails: BaseNodes['mails'] = [];
	const mail = 'fromEmail toEmail subject emailFormat text options';
	const table =
		'resource operation tableName columns options dataTableId matchType filters returnAll';
	const types: Record<string, INodeType> = Object.fromEntries(
		(
			[
				['@n8n/n8n-nodes-langchain.agent', 'text', ['main'], echo],
				['@n8n/n8n-nodes-langchain.lmChatOpenAi', 'model options', ['main'], pass],
				['@n8n/n8n-nodes-langchain.memoryBufferWindow', 'sessionKey', ['main'], pass],
				['n8n-nodes-base.code', 'jsCode', ['main'], code],
				['n8n-nodes-base.dataTable', table, ['main'], dataTable(tables)],
				['n8n-nodes-base.emailSend', mail, ['main'], emailSend(mails)],
				['n8n-nodes-base.formTrigger', 'formTitle formFields', ['main'], pass],
				['n8n-nodes-base.if', 'conditions options', ['main', 'main'], branch],
				['n8n-nodes-base.scheduleTrigger', 'rule', ['main'], pass],
				['n8n-nodes-base.splitInBatches', 'batchSize options', ['main', 'main'], loop],
				['n8n-nodes-base.stickyNote', 'content', [], pass],
				// Nobody waits in a test.
				['n8n-nodes-base.wait', 'resume dateTime', ['main'], pass],
			] as const
		).map(([name, fields, outputs, execute]) => [
			name,
			standIn(name, fields, [...outputs], execute),
		]),
	);
	return {
		tables,
		mails,
		nodeTypes: {
			...nodeTypes,
			getByNameAndVersion: (type, version) =>
				types[type] ?? nodeTypes.getByNameAndVersion(type, version),
		},
	};
}
