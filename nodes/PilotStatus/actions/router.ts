import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from '../../shared/errors';
import { Failure, quote, withoutKeys } from '../../shared/failure';
import { DEFAULT_TIMEOUT, openTransport } from '../../shared/transport';
import type { Job, Operation } from '../operation';
import { Parameters } from '../parameters';
import { resources } from './index';

/**
 * The one item loop, in two passes: every item's request is built and checked first, then all are sent.
 * So one bad item stops everything before the first request, unless `Continue` is on.
 * @throws NodeApiError or NodeOperationError with the item's index, unless `Continue` is on
 */
export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context);
	const items = context.getInputData().slice(0, operation.firstItemOnly ? 1 : undefined);
	const tolerant = context.continueOnFail();
	const stop = (failure: Failure, index: number) => toNodeError(context.getNode(), failure, index);

	const shared = new Map<string, unknown>();
	const plans = await forEachItem(items, tolerant, stop, (_item, index) =>
		attempt(() => operation.prepare(new Parameters(context, index, shared))),
	);
	const send = await attempt(() => openTransport(context, readTimeout(context)));
	const jobs = await forEachItem(plans, tolerant, stop, (plan) =>
		attempt(async () => {
			if (plan instanceof Failure || send instanceof Failure) return plan;
			await plan.check?.(send);
			return plan;
		}),
	);

	const output: INodeExecutionData[] = [];
	for (const [index, job] of jobs.entries()) {
		const outcome = await attempt(async () => {
			if (job instanceof Failure) return job;
			return send instanceof Failure ? send : await job.run(send);
		});
		if (!(outcome instanceof Failure)) {
			output.push(...outcome.map((json) => ({ json: success(json), pairedItem: { item: index } })));
		} else if (tolerant) {
			output.push({ json: failed(context, outcome), pairedItem: { item: index } });
		} else {
			throw stop(operation.writes ? withProgress(outcome, index, items.length) : outcome, index);
		}
	}
	return output;
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
		const result = await pass(item, index);
		if (result instanceof Failure && !tolerant) throw stop(result, index);
		results.push(result);
	}
	return results;
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const value = context.getNodeParameter('operation', 0) as string;
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

/** Milliseconds for one request; the first item's value counts for all. */
function readTimeout(context: IExecuteFunctions): number {
	const { timeout = DEFAULT_TIMEOUT } = new Parameters(context, 0).options();
	if (typeof timeout === 'number' && timeout >= 1) return timeout;
	throw new Failure(
		`'Timeout' must be a number of milliseconds from 1, and it is ${quote(timeout)}`,
		"Set 'Timeout' to e.g. 60000 for one minute, or remove the option.",
	);
}

/** What work gives, or the failure that it ends in; foreign errors (an expression's) count as failures too. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T | Failure> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Failure) return error;
		const { message, description } = error as Error & { description?: string };
		const hint = description ?? 'Correct the expressions in the parameters of this node.';
		return new Failure(withoutKeys(message), hint);
	}
}

/** n8n takes a top-level `error` for a failure, and runs the node again: it goes by another name. */
function success({ error, ...json }: IDataObject): IDataObject {
	return error === undefined ? json : { ...json, errorMessage: error };
}

/** The JSON of an item that failed under `Continue`, in the form that its output can route. */
function failed(context: IExecuteFunctions, failure: Failure): IDataObject {
	const { sentence, hint, code = null, statusCode = null } = failure;
	if (context.getNode().onError !== 'continueErrorOutput') {
		return { error: sentence, code, statusCode, hint };
	}
	// With any other key, n8n before 2.35 leaves the item in the success branch.
	const facts = [code, statusCode].filter((fact) => fact !== null).join(', ');
	return { error: sentence, message: facts ? `${hint} [${facts}]` : hint };
}

/** Says which items were accepted before, so that a second run does not repeat them. */
function withProgress(failure: Failure, index: number, count: number): Failure {
	if (count === 1) return failure;
	const span = (from: number, to: number) =>
		from === to ? `item ${from}` : `items ${from} to ${to}`;
	const before =
		index === 0 ? 'No item was accepted before this one' : `Accepted before: ${span(0, index - 1)}`;
	const after = index === count - 1 ? '' : `; not tried: ${span(index + 1, count - 1)}`;
	return new Failure(
		failure.sentence,
		`${failure.hint} ${before}${after} (counted from 0).`,
		failure.code,
		failure.statusCode,
	);
}
