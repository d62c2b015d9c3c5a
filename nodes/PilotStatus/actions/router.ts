import { NodeOperationError, sleep } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { withoutError } from '../../shared/values/json';
import { toNodeError } from '../../shared/words/errors';
import { Failure, quote, withoutKeys } from '../../shared/words/failure';
import { NOT_SENT } from '../../shared/requests/gate';
import { runInLanes } from '../../shared/requests/lanes';
import { CANCELLED } from '../../shared/requests/surroundings';
import { openTransport } from '../../shared/requests/transport';
import type { Transport } from '../../shared/requests/transport';
import { readLimits } from '../limits';
import { Memory } from '../memory';
import type { Job, Operation } from '../operation';
import { failed, withProgress } from '../output';
import type { Outcome } from '../output';
import { Parameters } from '../parameters';
import { resources } from './index';

/** After how many items the rest of n8n has its turn. */
const BREATH = 100;

/**
 * The one item loop, in two passes: every item's request is built and checked first, then all are sent, side by
 * side, but one after the other where they go to the same chat.
 * So one bad item stops everything before the first request, unless `Continue` is on.
 * @throws NodeApiError or NodeOperationError with the item's index, unless `Continue` is on
 */
export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context);
	const items = context.getInputData().slice(0, operation.firstItemOnly ? 1 : undefined);
	const tolerant = context.continueOnFail();
	const stop = (failure: Failure, index: number) => toNodeError(context.getNode(), failure, index);

	const shared = new Map<string, unknown>();
	const memory = new Memory(context);
	const plans = await forEachItem(items, tolerant, stop, (_item, index) =>
		attempt(() => operation.prepare(new Parameters(context, index, shared, memory.has(index)))),
	);
	const api = await attempt(async () => {
		const limits = readLimits(new Parameters(context, 0));
		return { ...limits, ...(await openTransport(context, limits)) };
	});
	const jobs = await forEachItem(plans, tolerant, stop, (plan) =>
		attempt(async () => {
			if (plan instanceof Failure) return plan;
			if (api instanceof Failure) return api;
			await plan.check?.(api.send);
			return plan;
		}),
	);
	const outcomes =
		api instanceof Failure
			? jobs.map((job) => (job instanceof Failure ? job : api))
			: await carryOut(jobs, api, memory, tolerant);

	const failedAt = outcomes.findIndex((outcome) => outcome instanceof Failure);
	const isCancelled = context.getExecutionCancelSignal()?.aborted === true;
	const index = failedAt < 0 && isCancelled ? outcomes.indexOf(undefined) : failedAt;
	if (index >= 0 && !tolerant) {
		const outcome = outcomes[index];
		const cause = outcome instanceof Failure ? outcome : CANCELLED;
		// n8n knows a cancelled execution by this sentence; the hint still tells what may have been sent.
		const failure = isCancelled ? new Failure(CANCELLED.sentence, cause.hint, cause.facts) : cause;
		throw stop(operation.writes ? withProgress(failure, index, outcomes) : failure, index);
	}
	return outcomes.flatMap((outcome = [], item) => {
		const json =
			outcome instanceof Failure ? [failed(context, outcome)] : outcome.map(withoutError);
		return json.map((one) => ({ json: one, pairedItem: { item } }));
	});
}

/** The second pass: what becomes of each item; without `Continue`, the first failure lets nothing further out. */
async function carryOut(
	jobs: Array<Job | Failure>,
	{ send, stop, maxParallel }: Transport & { maxParallel: number },
	memory: Memory,
	tolerant: boolean,
): Promise<Outcome[]> {
	const outcomes: Outcome[] = jobs.map((job) => (job instanceof Failure ? job : undefined));
	let isStopped = false;
	const work = async (index: number) => {
		const job = jobs[index]!;
		if (job instanceof Failure) return;
		const outcome = await attempt(() => job.run(memory.for(index, send)));
		// Others of the same moment may have been let out before this one failed, or not at all.
		const isUntried = outcome === NOT_SENT || (outcome === CANCELLED && !tolerant);
		outcomes[index] = isUntried ? undefined : outcome;
		if (tolerant || !(outcome instanceof Failure)) return;
		isStopped = true;
		stop();
	};
	const lanes = jobs.map((job) => (job instanceof Failure ? {} : job));
	await runInLanes(lanes, maxParallel, work, () => isStopped);
	// What an earlier run of n8n's Retry On Fail has sent was not left untried, although this run stopped before.
	for (const index of jobs.keys()) {
		if (outcomes[index] === undefined && memory.has(index)) await work(index);
	}
	if (outcomes.every((outcome) => Array.isArray(outcome))) memory.clear();
	return outcomes;
}

/** One pass over all items; without `Continue`, the first failure ends it. */
async function forEachItem<T>(
	items: T[],
	tolerant: boolean,
	stop: (failure: Failure, index: number) => Error,
	pass: (item: T, index: number) => Promise<Job | Failure>,
): Promise<Array<Job | Failure>> {
	const results: Array<Job | Failure> = [];
	for (const [index, item] of items.entries()) {
		// Expressions take about a millisecond each: without a breath, thousands of items would stop all of n8n.
		if (index % BREATH === BREATH - 1) await sleep(0);
		const result = await pass(item, index);
		if (result instanceof Failure && !tolerant) throw stop(result, index);
		results.push(result);
	}
	return results;
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const value = context.getNodeParameter('operation', 0, '') as string;
	const operation = resources
		.find((candidate) => candidate.value === resource)
		?.operations.find((candidate) => candidate.value === value);
	if (operation) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`This version of the node has no operation ${quote(`${resource}: ${value}`)}`,
		{ description: 'Update the package n8n-nodes-pilotstatus, or pick another operation.' },
	);
}

/** What work gives, or the failure that it ends in; foreign errors (an expression's) count as failures too. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T | Failure> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Failure) return error;
		const { message, description } = error as Error & { description?: string };
		const hint =
			description ?? 'Check the expressions, the credential and the input files of this node.';
		return new Failure(withoutKeys(message), hint);
	}
}
