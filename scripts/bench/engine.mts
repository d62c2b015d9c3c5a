/** Runs one node in n8n's engine, as an active workflow does. */
import type { INode, INodeExecutionData, INodeTypes, IRun } from 'n8n-workflow';

import { additionalData } from '../../test/harness/additional-data.mts';
import { core, disposeCore, n8n } from '../../test/harness/core.mts';
import { loaded, nodeTypes } from '../../test/harness/package.mts';
import { KEYS } from 'pilotstatus-reference-server';
import { storedCredentials } from './credentials.mts';
import { requirePart } from './n8n-parts.mts';

/** A node as a workflow holds it. */
export type NodeSketch = Pick<INode, 'type' | 'typeVersion' | 'parameters'> & Partial<INode>;

/** What became of a run. */
export interface Execution {
	/** Wall time of the whole execution. */
	ms: number;
	/** The node's output. */
	items: INodeExecutionData[];
	error?: Error;
}

export interface Engine {
	execute(sketch: NodeSketch, items: INodeExecutionData[]): Promise<Execution>;
	close(): Promise<void>;
}

const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** How n8n evaluates expressions by default: in an isolate (expression-engine.config.js of @n8n/config). */
const expressions = {
	engine: 'vm' as const,
	poolSize: 1,
	maxCodeCacheSize: 1024,
	bridgeTimeout: 5000,
	bridgeMemoryLimit: 128,
};

/**
 * Starts the engine.
 * @param baseUrl of the API, for the credentials of both nodes
 */
export async function startEngine(baseUrl: string): Promise<Engine> {
	await loaded;
	await n8n.Expression.initExpressionEngine(expressions);
	const { HttpRequest } = requirePart('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js');
	const httpRequest = new HttpRequest();
	const types: INodeTypes = {
		...nodeTypes,
		getByNameAndVersion: (type, version) =>
			type === HTTP_REQUEST
				? n8n.NodeHelpers.getVersionedNodeType(httpRequest, version)
				: nodeTypes.getByNameAndVersion(type, version),
	};
	const credentials = await storedCredentials({
		pilotStatusApi: { apiKey: KEYS.evo, baseUrl },
		httpHeaderAuth: { name: 'x-api-key', value: KEYS.evo },
	});

	return {
		async execute(sketch, items) {
			const node: INode = {
				id: 'n1',
				name: 'Node',
				position: [0, 0],
				credentials: {
					pilotStatusApi: { id: 'pilotStatusApi', name: 'Pilot Status account' },
					httpHeaderAuth: { id: 'httpHeaderAuth', name: 'Header Auth account' },
				},
				...sketch,
			};
			const settings = { executionOrder: 'v1' as const, timezone: 'America/Sao_Paulo' };
			const base = { id: 'w1', name: 'w1', active: true, nodes: [node], connections: {}, settings };
			const workflow = new n8n.Workflow({ ...base, nodeTypes: types });
			const hooks = new core.ExecutionLifecycleHooks('trigger', '1', base as never);
			const data = additionalData(credentials.helper, { hooks });
			const executionData = {
				nodeExecutionStack: [{ node, data: { main: [items] }, source: null }],
			};
			const runData = n8n.createRunExecutionData({ executionData } as never);
			const engine = new core.WorkflowExecute(data, 'trigger', runData);
			const startedAt = performance.now();
			const run: IRun = await engine.processRunExecutionData(workflow);
			const ms = performance.now() - startedAt;
			const { error, runData: outputs } = run.data.resultData;
			return { ms, items: outputs.Node?.[0]?.data?.main?.[0] ?? [], error };
		},
		async close() {
			await n8n.Expression.disposeExpressionEngine();
			await credentials.close();
			disposeCore();
		},
	};
}
