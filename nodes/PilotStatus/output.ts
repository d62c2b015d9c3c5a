import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { Failure } from '../shared/words/failure';

/** What became of an item: its output, its failure, or nothing, since it was not tried. */
export type Outcome = IDataObject[] | Failure | undefined;

/** The JSON of an item that failed under `Continue`, in the form that its output can route. */
export function failed(context: IExecuteFunctions, failure: Failure): IDataObject {
	const { sentence, hint } = failure;
	const { code = null, statusCode = null, done } = failure.facts;
	if (context.getNode().onError !== 'continueErrorOutput') {
		return { error: sentence, code, statusCode, hint, ...done };
	}
	// With any other key, n8n before 2.35 leaves the item in the success branch.
	const facts = [code, statusCode].filter((fact) => fact !== null).join(', ');
	return { error: sentence, message: facts ? `${hint} [${facts}]` : hint };
}

/** Says which items were accepted besides the one that failed first, so that nobody sends them again. */
export function withProgress(failure: Failure, failedAt: number, outcomes: Outcome[]): Failure {
	if (outcomes.length === 1) return failure;
	const which = (fits: (outcome: Outcome) => boolean) =>
		spans([...outcomes.keys()].filter((index) => index !== failedAt && fits(outcomes[index])));
	const accepted = which((outcome) => Array.isArray(outcome));
	const failedToo = which((outcome) => outcome instanceof Failure);
	const untried = which((outcome) => outcome === undefined);
	const parts = [
		accepted ? `Accepted: ${accepted}` : 'No item was accepted',
		...(failedToo ? [`failed too: ${failedToo}`] : []),
		...(untried ? [`not tried: ${untried}`] : []),
	];
	return failure.withHint(`${parts.join('; ')} (counted from 0).`);
}

/** Indices that ascend, in words, e.g. `items 0 to 3, 5`. */
export function spans(indices: number[]): string {
	const ranges: Array<[number, number]> = [];
	for (const index of indices) {
		const last = ranges[ranges.length - 1];
		if (last && last[1] === index - 1) last[1] = index;
		else ranges.push([index, index]);
	}
	const words = ranges.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
	return words.length > 0 ? `${indices.length === 1 ? 'item' : 'items'} ${words.join(', ')}` : '';
}
