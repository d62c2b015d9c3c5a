import type {
	IConnections,
	ICredentialDataDecryptedObject,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodeType,
	IRun,
	IRunExecutionData,
	IWebhookResponseData,
	NodeApiError,
	ResourceMapperFields,
} from 'n8n-workflow';

import { additionalData } from './additional-data.mts';
import { core, n8n } from './core.mts';
import { credentialsHelper } from './credentials.mts';
import { loaded, loader, nodeTypes } from './package.mts';

/** Fields of the credential that the nodes use. */
export interface Account extends ICredentialDataDecryptedObject {
	apiKey: string;
	baseUrl: string;
}

/** A node of a workflow, with what a test does not care about left out. */
export type NodeSketch = Partial<INode> & Pick<INode, 'name'>;

/** What became of one node. */
export interface NodeRun {
	/** First output: success, and under `Continue` the failed items too. */
	items: INodeExecutionData[];
	/** All outputs; the second one is the error output, where it is on. */
	outputs: Array<INodeExecutionData[] | null>;
	/** What the execution ended with, where it failed. */
	error?: NodeApiError;
	run: IRun;
}

/** An execution under way. */
export interface Execution {
	/** What it ended with, once no node runs any more; one that waits has ended too. */
	ended: Promise<IRun>;
	/** What the "Stop" button of the editor does; a killed n8n leaves no more than this. */
	cancel(): void;
}

/** A whole node from a sketch; its place in the workflow gives its id. */
export function toNode(sketch: NodeSketch, index: number): INode {
	return {
		id: `n${index}`,
		type: 'n8n-nodes-pilotstatus.pilotStatus',
		typeVersion: 1,
		position: [220 * index, 0],
		parameters: {},
		...(sketch.type === 'test.start'
			? {}
			: { credentials: { pilotStatusApi: { id: '1', name: 'Pilot Status account' } } }),
		...sketch,
	};
}

/**
 * Runs nodes one after the other in n8n's engine, the first one a start node that gives `input`.
 * @param afterNode called with the name of each node that has run
 * @param start the start node: one for tests, or a trigger that has received something
 * @returns the run, with every node's data under its name
 */
export async function runChain(
	account: Account,
	sketches: NodeSketch[],
	input: INodeExecutionData[] = [{ json: {} }],
	afterNode: (name: string) => void = () => {},
	start: NodeSketch = { name: 'Start', type: 'test.start' },
): Promise<IRun> {
	await loaded;
	const nodes = [start, ...sketches].map(toNode);
	const connections: IConnections = {};
	for (const [index, { name }] of nodes.entries()) {
		const next = nodes[index + 1];
		if (next) connections[name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	}
	const { workflow, hooks } = toWorkflow(nodes, connections);
	hooks.addHandler('nodeExecuteAfter', (name) => afterNode(name));
	const runData = dataFrom(nodes[0]!, input);
	const data = additionalData(credentialsHelper(account), { hooks });
	return await new core.WorkflowExecute(data, 'manual', runData).processRunExecutionData(workflow);
}

/** A workflow for a test, and the hooks of its execution. */
export function toWorkflow(nodes: INode[], connections: IConnections) {
	const settings = { executionOrder: 'v1' as const, timezone: 'America/Sao_Paulo' };
	const base = { id: 'w1', name: 'Test workflow', active: false, nodes, connections, settings };
	const workflow = new n8n.Workflow({ ...base, nodeTypes });
	const hooks = new core.ExecutionLifecycleHooks('manual', '1', base as never);
	return { workflow, hooks };
}

/** What an execution begins with: a node, and what it is given. */
export function dataFrom(node: INode, input: INodeExecutionData[]): IRunExecutionData {
	const executionData = { nodeExecutionStack: [{ node, data: { main: [input] }, source: null }] };
	return n8n.createRunExecutionData
		? n8n.createRunExecutionData({ executionData } as never)
		: olderRunData(executionData);
}

/** The literal form, for n8n before 2.0. */
function olderRunData(executionData: object): IRunExecutionData {
	return {
		startData: {},
		resultData: { runData: {} },
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			...executionData,
		},
	} as unknown as IRunExecutionData;
}

/** Runs one node under test behind a start node. */
export async function runNode(
	account: Account,
	sketch: Partial<NodeSketch>,
	input?: INodeExecutionData[],
): Promise<NodeRun> {
	const name = 'Pilot Status';
	const run = await runChain(account, [{ name, ...sketch }], input);
	const outputs = run.data.resultData.runData[name]?.[0]?.data?.main ?? [];
	return {
		run,
		outputs,
		items: outputs[0] ?? [],
		error: run.data.resultData.error as NodeApiError | undefined,
	};
}

/**
 * Calls the webhook that resumes a waiting node, behind n8n's own check of the signature.
 * @returns what the node gave n8n, and what it wrote on the response itself
 */
export async function callWebhook(
	parameters: INodeParameters,
	method: 'GET' | 'POST',
	query: Record<string, string>,
	body: Record<string, string> = {},
): Promise<{
	result: IWebhookResponseData;
	response: { status?: number; type?: string; body?: string };
}> {
	await loaded;
	const node = toNode({ name: 'Pilot Status', parameters }, 1);
	const workflow = new n8n.Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const response: { status?: number; type?: string; body?: string } = {};
	const httpResponse = {
		status(status: number) {
			response.status = status;
			return this;
		},
		type(type: string) {
			response.type = type;
			return this;
		},
		send(body: string) {
			response.body = body;
			return this;
		},
	};
	const httpRequest = { method, query, headers: {}, body, params: {} };
	const data = additionalData(credentialsHelper({}), { httpRequest, httpResponse });
	const { type } = loader.getNode('pilotStatus') as { type: INodeType };
	const webhookData = {
		node: node.name,
		path: node.id,
		webhookDescription: type.description.webhooks![0],
	};
	const context = new core.WebhookContext(
		workflow,
		node,
		data,
		'webhook',
		webhookData as never,
		[],
		null,
	);
	return { result: await type.webhook!.call(context as never), response };
}

/** What the editor has when it fills a picker or a resource mapper of a node. */
async function loadOptions(account: Account, parameters: INodeParameters) {
	await loaded;
	const node = toNode({ name: 'Pilot Status', parameters }, 1);
	const workflow = new n8n.Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const data = additionalData(credentialsHelper(account), { currentNodeParameters: parameters });
	const context = new core.LoadOptionsContext(workflow, node, data, '');
	const { methods } = loader.getNode('pilotStatus').type as INodeType;
	return { context: context as never, methods: methods! };
}

/** Opens a searchable picker of the node, as the editor does. */
export async function searchList(
	account: Account,
	method: string,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { context, methods } = await loadOptions(account, {});
	return await methods.listSearch![method]!.call(context, filter);
}

/** Loads the fields of a resource mapper of the node, as the editor does. */
export async function mapperFields(
	account: Account,
	method: string,
	parameters: INodeParameters,
): Promise<ResourceMapperFields> {
	const { context, methods } = await loadOptions(account, parameters);
	return await methods.resourceMapping![method]!.call(context);
}
