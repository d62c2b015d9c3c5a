/** A whole n8n, installed as users install it, and in it one node at a time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { freePorts } from '../whole-n8n/ports.mts';
import { KEYS } from 'pilotstatus-reference-server';
import { installWholeN8n } from '../whole-n8n/install.mts';
import { startN8n } from '../whole-n8n/instance.mts';
import type { Instance } from '../whole-n8n/instance.mts';
import { installIntoN8n } from '../whole-n8n/package.mts';
import { restOf } from '../whole-n8n/rest.mts';
import type { Rest, SavedCredential } from '../whole-n8n/rest.mts';
import { readRunData } from '../whole-n8n/run-data.mts';
import type { Engine, NodeSketch } from './engine.mts';

/** n8n with this package, for a benchmark. */
export interface Whole {
	n8n: Instance;
	rest: Rest;
	/** Its user folder. */
	home: string;
	/** Of our nodes, and of n8n's with a header. */
	credentials: Record<'pilotStatusApi' | 'httpHeaderAuth', SavedCredential>;
	close(): Promise<void>;
}

/** A node of a workflow. */
export const node = (name: string, type: string, more: object = {}): object => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...more,
});

/** A workflow whose nodes follow one another. */
export function workflowOf(...nodes: object[]): object {
	const names = nodes.map((one) => (one as { name: string }).name);
	const pairs = names
		.slice(1)
		.map((next, at) => [names[at], { main: [[{ node: next, type: 'main', index: 0 }]] }]);
	const connections = Object.fromEntries(pairs);
	return { name: 'Benchmark', settings: { executionOrder: 'v1' }, nodes, connections };
}

/**
 * Starts n8n with this package.
 * @param baseUrl of the API
 */
export async function openWhole(baseUrl: string): Promise<Whole> {
	const home = mkdtempSync(join(tmpdir(), 'pilotstatus-bench-'));
	await installIntoN8n(home);
	const [port, brokerPort] = (await freePorts(2)) as [number, number];
	// On a machine with other work as well, n8n would refuse deliveries for want of its database.
	const env = { DB_PING_TIMEOUT_MS: '60000' };
	const n8n = await startN8n(await installWholeN8n(), { home, port, brokerPort, env });
	const rest = restOf(n8n.url);
	await rest.setUpOwner();
	const save = async (type: string, data: IDataObject) =>
		await rest.saveCredential(type, type, data);
	const header = { name: 'x-api-key', value: KEYS.evo };
	return {
		n8n,
		rest,
		home,
		credentials: {
			pilotStatusApi: await save('pilotStatusApi', {
				apiKey: KEYS.evo,
				baseUrl,
				webhookSecret: '',
			}),
			httpHeaderAuth: await save('httpHeaderAuth', header),
		},
		async close() {
			await n8n.stop();
			rmSync(home, { recursive: true, force: true });
		},
	};
}

/** Runs a node in it: Manual → Code, which gives the items → the node. */
export function engineOf({ rest, credentials }: Whole): Engine['execute'] {
	return async (sketch: NodeSketch, items: INodeExecutionData[]) => {
		const jsCode = `return ${JSON.stringify(items)};`;
		const workflow = workflowOf(
			node('Manual', 'n8n-nodes-base.manualTrigger'),
			node('Items', 'n8n-nodes-base.code', { typeVersion: 2, parameters: { jsCode } }),
			node('Node', sketch.type, { ...sketch, credentials }),
		);
		const { id } = await rest.createWorkflow(workflow);
		const { status, data: stored } = await rest.ended(await rest.start(id, 'Manual'));
		const [run] = readRunData(stored).Node ?? [];
		if (!run) throw new Error(`The execution ended as ${status}`);
		return {
			// What n8n measured for this node alone.
			ms: run.executionTime,
			items: run.data?.main?.[0] ?? [],
			error: run.error,
		};
	};
}
