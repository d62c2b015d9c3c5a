import type { IConnections, INodeExecutionData, IRun, IRunExecutionData } from 'n8n-workflow';

import { additionalData } from '../harness/additional-data.mts';
import { core } from '../harness/core.mts';
import { credentialsHelper } from '../harness/credentials.mts';
import { dataFrom, toNode, toWorkflow } from '../harness/engine.mts';
import type { Account, Execution, NodeSketch } from '../harness/engine.mts';
import { loaded } from '../harness/package.mts';

/** The name of the node under test. */
export const NODE = 'Pilot Status';

/** The start node's edges, and those of everything behind it, by the nodes' names. */
export type Edges = Record<string, string[]>;

const toConnections = (edges: Edges): IConnections =>
	Object.fromEntries(
		Object.entries(edges).map(([from, to]) => [
			from,
			{ main: [to.map((node) => ({ node, type: 'main' as const, index: 0 }))] },
		]),
	);

/**
 * Starts a workflow of the node under test behind a start node; others just pass on what they get.
 * @param sketch what is not as usual in the node under test
 * @param edges which node follows which, where there are more than the two
 * @param before an execution that failed, to be tried again from where it stopped
 */
export async function start(
	account: Account,
	sketch: Partial<NodeSketch>,
	input: INodeExecutionData[] = [{ json: {} }],
	edges: Edges = { Start: [NODE] },
	before?: IRunExecutionData,
): Promise<Execution> {
	await loaded;
	const passing = Object.keys(edges).filter((name) => name !== NODE);
	const nodes = [
		...passing.map((name) => ({ name, type: 'test.start' })),
		{ name: NODE, ...sketch },
	].map(toNode);
	const { workflow, hooks } = toWorkflow(nodes, toConnections(edges));
	const data = before ?? dataFrom(nodes[0]!, input);
	// As n8n's "Retry with currently saved workflow" does.
	for (const entry of before?.executionData?.nodeExecutionStack ?? []) {
		entry.node = workflow.getNode(entry.node.name)!;
	}
	const extra = additionalData(credentialsHelper(account), { hooks });
	const running = new core.WorkflowExecute(extra, 'manual', data).processRunExecutionData(workflow);
	return { ended: Promise.resolve(running), cancel: () => running.cancel() };
}

/** Runs the same to its end. */
export async function execute(...what: Parameters<typeof start>): Promise<IRun> {
	return await (
		await start(...what)
	).ended;
}

/**
 * What n8n's "Retry" of a failed execution starts from: what is stored of it, without the failed node's run.
 * @see `ExecutionService.retry` of n8n
 */
export function toRetry(run: IRun): IRunExecutionData {
	const data = structuredClone({ ...run.data, resultData: { ...run.data.resultData } });
	const { runData, lastNodeExecuted } = data.resultData;
	delete data.resultData.error;
	runData[lastNodeExecuted!]?.pop();
	return data;
}

/** What the node under test has stored with the execution for its own later use. */
export function storedBy(run: IRun): object {
	return run.data.executionData?.contextData[`node:${NODE}`] ?? {};
}

/** The items of the nth run of the node under test; under `continueErrorOutput`, those of both outputs. */
export function outputOf(run: IRun, nth = 0): INodeExecutionData[] {
	const outputs = run.data.resultData.runData[NODE]?.[nth]?.data?.main ?? [];
	return outputs.flatMap((items) => items ?? []);
}
