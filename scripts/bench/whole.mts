/** Runs one node in a whole n8n, installed as users install it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';

import { freePorts } from '../whole-n8n/ports.mts';
import { KEYS } from 'pilotstatus-reference-server';
import { installWholeN8n } from '../whole-n8n/install.mts';
import { startN8n } from '../whole-n8n/instance.mts';
import { installIntoN8n } from '../whole-n8n/package.mts';
import { restOf } from '../whole-n8n/rest.mts';
import { readRunData } from '../whole-n8n/run-data.mts';
import type { Engine, NodeSketch } from './engine.mts';

/** Manual → Code, which gives the items → the node. */
function toWorkflow(sketch: NodeSketch, credentials: object, items: INodeExecutionData[]): object {
	const jsCode = `return ${JSON.stringify(items)};`;
	const next = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const node = (name: string, type: string, more: object) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	return {
		name: 'Benchmark',
		settings: { executionOrder: 'v1' },
		nodes: [
			node('Manual', 'n8n-nodes-base.manualTrigger', {}),
			node('Items', 'n8n-nodes-base.code', { typeVersion: 2, parameters: { jsCode } }),
			node('Node', sketch.type, { ...sketch, credentials }),
		],
		connections: { Manual: next('Items'), Items: next('Node') },
	};
}

/**
 * Starts a whole n8n with this package.
 * @param baseUrl of the API, for the credentials of both nodes
 */
export async function startWhole(baseUrl: string): Promise<Engine> {
	const home = mkdtempSync(join(tmpdir(), 'pilotstatus-bench-'));
	await installIntoN8n(home);
	const [port, brokerPort] = (await freePorts(2)) as [number, number];
	const n8n = await startN8n(await installWholeN8n(), { home, port, brokerPort });
	const rest = restOf(n8n.url);
	await rest.setUpOwner();
	const data = { apiKey: KEYS.evo, baseUrl, webhookSecret: '' };
	const header = { name: 'x-api-key', value: KEYS.evo };
	const credentials = {
		pilotStatusApi: await rest.saveCredential('pilotStatusApi', 'Pilot Status', data),
		httpHeaderAuth: await rest.saveCredential('httpHeaderAuth', 'Header', header),
	};

	return {
		async execute(sketch, items) {
			const { id } = await rest.createWorkflow(toWorkflow(sketch, credentials, items));
			const { status, data: stored } = await rest.ended(await rest.start(id, 'Manual'));
			const [run] = readRunData(stored).Node ?? [];
			if (!run) throw new Error(`The execution ended as ${status}`);
			return {
				// What n8n measured for this node alone.
				ms: run.executionTime,
				items: run.data?.main?.[0] ?? [],
				error: run.error,
			};
		},
		async close() {
			await n8n.stop();
			rmSync(home, { recursive: true, force: true });
		},
	};
}
