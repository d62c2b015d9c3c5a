import { NodeOperationError, sleep } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { withoutError } from '../../shared/values/json';
import { toNodeError } from '../../shared/words/errors';
import { Failure, quote } from '../../shared/words/failure';
import { NOT_SENT } from '../../shared/requests/gate';
import { CANCELLED } from '../../shared/requests/surroundings';
import { openTransport } from '../../shared/requests/transport';
import type { Transport } from '../../shared/requests/transport';
import { runInLanes } from '../lanes';
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
 * So one bad item ends everything before the first request, unless `Continue` is on.
 * @throws NodeApiError or NodeOperationError with the item's index, unless `Continue` is on
 */
export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context);
	const items = context.getInputData().slice(0, operation.firstItemOnly ? 1 : undefined);
	const tolerant = context.continueOnFail();
	const toError = (failure: Failure, index: number) =>
		toNodeError(context.getNode(), failure, index);

	const shared = new Map<string, unknown>();
	const memory = new Memory(context);
	const plans = await forEachItem(items, tolerant, toError, (_item, index) =>
		settle(() => plan(operation, context, index, shared, memory)),
	);
	const api = await settle(async () => {
		const limits = readLimits(new Parameters(context, 0));
		return { ...limits, ...(await openTransport(context, limits)) };
	});
	const jobs = await forEachItem(plans, tolerant, toError, (job) =>
		settle(async () => {
			if (job instanceof Failure) return job;
			if (api instanceof Failure) return api;
			const checked = await settle(async () => {
				await job.check?.(api.send);
				return job;
			});
			const { recalled, lane } = job;
			return checked instanceof Failure && recalled instanceof Failure
				? retold(recalled, lane)
				: checked;
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
		throw toError(operation.writes ? withProgress(failure, index, outcomes) : failure, index);
	}
	return outcomes.flatMap((outcome = [], item) => {
		const json =
			outcome instanceof Failure ? [failed(context, outcome)] : outcome.map(withoutError);
		const job = jobs[item];
		const { binary, pairs } = job instanceof Failure || !job ? ({} as Partial<Job>) : job;
		const pairedItem = pairs ? pairs.map((one) => ({ item: one })) : { item };
		return json.map((one) => ({ json: one, ...(binary && { binary }), pairedItem }));
	});
}

/**
 * What is to be done for an item: what an earlier run of the node has left to do of it. Its output is given as it was,
 * without looking at the parameters again: a file need not be read, a time may have passed.
 */
async function plan(
	operation: Operation,
	context: IExecuteFunctions,
	index: number,
	shared: Map<string, unknown>,
	memory: Memory,
): Promise<Job> {
	const isKnown = memory.knows(index);
	const parameters = new Parameters(context, index, shared, isKnown);
	const target = isKnown ? operation.target?.(parameters) : undefined;
	const recalled = target === undefined ? undefined : memory.recall(index, target);
	if (!recalled) {
		const { allowance } = parameters;
		const job = await operation.prepare(parameters);
		allowance?.spend();
		return job;
	}
	if ('output' in recalled) {
		const { output } = recalled;
		return { recalled: output, run: async () => output };
	}
	const { doubt, mayAgain } = recalled;
	const again = mayAgain && (await settle(() => operation.prepare(parameters)));
	// What was in doubt is the news, whatever keeps it from being asked for again.
	if (again && !(again instanceof Failure)) return { ...again, recalled: doubt };
	return retold(doubt, target);
}

/** A job that only tells what is in doubt from before. */
function retold(doubt: Failure, lane: string | undefined): Job {
	const tell = async () => {
		throw doubt;
	};
	return { recalled: doubt, lane, run: tell };
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
		const target = job.target ?? job.lane ?? '';
		const outcome = await settle(() => job.run(memory.for(index, target, send)));
		// Others of the same moment may have been let out before this one failed, or not at all.
		const isUntried = outcome === NOT_SENT || (outcome === CANCELLED && !tolerant);
		outcomes[index] = isUntried ? undefined : outcome;
		if (!(outcome instanceof Failure)) {
			memory.keep(index, target, outcome);
			return;
		}
		if (!isUntried) memory.fail(index, target, outcome);
		if (tolerant) return;
		isStopped = true;
		stop();
	};
	const lanes = jobs.map((job) => (job instanceof Failure ? {} : job));
	await runInLanes(lanes, maxParallel, work, () => isStopped);
	// What an earlier run has sent, perhaps, was not left untried, although this run stopped before.
	for (const [index, job] of jobs.entries()) {
		if (!(job instanceof Failure)) outcomes[index] ??= job.recalled;
	}
	if (outcomes.every((outcome) => Array.isArray(outcome))) memory.clear();
	return outcomes;
}

/** One pass over all items; without `Continue`, the first failure ends it. */
async function forEachItem<T>(
	items: T[],
	tolerant: boolean,
	toError: (failure: Failure, index: number) => Error,
	pass: (item: T, index: number) => Promise<Job | Failure>,
): Promise<Array<Job | Failure>> {
	const results: Array<Job | Failure> = [];
	for (const [index, item] of items.entries()) {
		// Expressions take about a millisecond each: without a breath, thousands of items would stop all of n8n.
		if (index % BREATH === BREATH - 1) await sleep(0);
		const result = await pass(item, index);
		if (result instanceof Failure && !tolerant) throw toError(result, index);
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

/** What work gives, or the failure that it ends in. */
async function settle<T>(work: () => T | Promise<T>): Promise<T | Failure> {
	try {
		return await work();
	} catch (error) {
		return error instanceof Failure ? error : failureFromThrown(error);
	}
}

/**
 * What something else than our own judgement threw: n8n's errors say what the user has to change; everything else is
 * a fault of this package.
 */
function failureFromThrown(error: unknown): Failure {
	const { message, description, constructor } = error as Error & { description?: string };
	if (!/^(Type|Range|Reference|Syntax)Error$/.test(constructor.name)) {
		const hint = description ?? 'Check the expressions and the input files of this node.';
		return new Failure(message, hint, { cause: error });
	}
	return new Failure(
		`The node itself is at fault: ${message}`,
		'Please report it at https://github.com/n8n-nodes-pilotstatus/n8n-nodes-pilotstatus/issues, with the stack that n8n shows.',
		{ cause: error, isOwnFault: true },
	);
}
