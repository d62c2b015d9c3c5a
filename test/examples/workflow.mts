import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeTypes,
	IRun,
	IRunExecutionData,
	IWorkflowBase,
} from 'n8n-workflow';

import { additionalData } from '../harness/additional-data.mts';
import { core, n8n } from '../harness/core.mts';
import { credentialsHelper } from '../harness/credentials.mts';
import { dataFrom } from '../harness/engine.mts';
import type { Account, Execution } from '../harness/engine.mts';
import { loaded } from '../harness/package.mts';

/** A workflow as n8n's editor exports it. */
export type WorkflowFile = Pick<
	IWorkflowBase,
	'id' | 'name' | 'active' | 'nodes' | 'connections' | 'settings'
>;

/** What a whole workflow needs besides its file; runs of the same workflow share it. */
export interface Surroundings {
	account: Account;
	nodeTypes: INodeTypes;
	/** Called with the name of each node that has run. */
	afterNode?: (name: string) => void;
}

/** Starts a workflow with what its trigger gives. */
export async function startWorkflow(
	surroundings: Surroundings,
	file: WorkflowFile,
	input: INodeExecutionData[],
): Promise<Execution> {
	await loaded;
	const { nodes } = structuredClone(file);
	const node = nodes.find(({ type }) => isTrigger(type))!;
	return execute(surroundings, file, dataFrom(node, input));
}

/** Starts a workflow, and waits for its end. */
export async function runWorkflow(
	surroundings: Surroundings,
	file: WorkflowFile,
	input: INodeExecutionData[],
): Promise<IRun> {
	return await (
		await startWorkflow(surroundings, file, input)
	).ended;
}

/**
 * Goes on with an execution that waits, as n8n does when a webhook has resumed it, or when its time is over.
 * @param answer what the node's webhook gave; without it, the node's own input goes through
 */
export async function resumeWorkflow(
	surroundings: Surroundings,
	file: WorkflowFile,
	{ data }: IRun,
	answer?: INodeExecutionData[][],
): Promise<IRun> {
	const { resultData, executionData } = structuredClone(data);
	const runData = n8n.createRunExecutionData({ resultData, executionData: executionData! });
	const waiting = runData.executionData!.nodeExecutionStack[0]!;
	waiting.node.disabled = true;
	if (answer) waiting.data.main = answer;
	resultData.runData[resultData.lastNodeExecuted!]!.pop();
	return await execute(surroundings, file, runData).ended;
}

/** What a node gave in all its runs. */
export function given({ data }: IRun, name: string, output = 0): IDataObject[] {
	const runs = data.resultData.runData[name] ?? [];
	return runs.flatMap((run) => run.data?.main?.[output] ?? []).map(({ json }) => json);
}

/** The one node with a name; throws where the workflow has none. */
export function nodeOf({ name: workflow, nodes }: WorkflowFile, name: string): INode {
	const node = nodes.find((one) => one.name === name);
	if (!node) throw new Error(`No node is called "${name}" in "${workflow}"`);
	return node;
}

/** Whether a node of this type starts a workflow. */
export const isTrigger = (type: string) => type.endsWith('Trigger');

function execute(
	{ account, nodeTypes, afterNode }: Surroundings,
	file: WorkflowFile,
	runData: IRunExecutionData,
): Execution {
	const workflow = new n8n.Workflow({ ...structuredClone(file), nodeTypes });
	const hooks = new core.ExecutionLifecycleHooks('webhook', '1', file as IWorkflowBase);
	if (afterNode) hooks.addHandler('nodeExecuteAfter', (name) => afterNode(name));
	const data = additionalData(credentialsHelper(account), { hooks });
	const running = new core.WorkflowExecute(data, 'webhook', runData).processRunExecutionData(
		workflow,
	);
	return { ended: running, cancel: () => running.cancel() };
}
