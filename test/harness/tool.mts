import { dirname, join } from 'node:path';
import type { IDataObject, INode, INodeParameters, INodeType } from 'n8n-workflow';

import { additionalData } from './additional-data.mts';
import { core, n8n, requireFromCore } from './core.mts';
import { credentialsHelper } from './credentials.mts';
import { toNode } from './engine.mts';
import type { Account } from './engine.mts';
import { loaded, loader, nodeTypes } from './package.mts';

/** n8n's own call of a node that an AI agent uses as a tool; it is no part of n8n-core's exports. */
const { makeHandleToolInvocation } = requireFromCore(
	join(
		dirname(requireFromCore.resolve('n8n-core/package.json')),
		'dist/execution-engine/node-execution-context/utils/get-input-connection-data.js',
	),
);

/** Lets a model call the node as a tool, once; see `openTool`. */
export async function callTool(
	account: Account,
	parameters: INodeParameters,
	args: IDataObject,
): Promise<string> {
	return await (
		await openTool(account, parameters)
	)(args);
}

/**
 * The node as a tool of one execution.
 * @param more further fields of the node
 * @returns takes what the model gives for `$fromAI()`, and gives what it is told: the output, or why it did not work
 */
export async function openTool(
	account: Account,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): Promise<(args: IDataObject) => Promise<string>> {
	await loaded;
	const type = 'n8n-nodes-pilotstatus.pilotStatusTool';
	const node = toNode({ name: 'Pilot Status', type, parameters, ...more }, 1);
	const workflow = new n8n.Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const data = additionalData(credentialsHelper(account));
	const run = { resultData: { runData: {} }, executionData: { contextData: {} } } as never;
	const context = (index: number) =>
		new core.SupplyDataContext(
			workflow,
			node,
			data,
			'manual',
			run,
			index,
			[],
			{},
			'ai_tool',
			{} as never,
			[],
		);
	const nodeType = loader.getNode('pilotStatus').type as INodeType;
	const invoke: (args: IDataObject) => Promise<string> = makeHandleToolInvocation(
		context,
		node,
		nodeType,
		run,
	);
	return async (args) => await invoke(args).catch((error: Error) => error.message);
}
