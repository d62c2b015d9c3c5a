import { expect } from '@jest/globals';

import type { NodeRun } from '../harness/engine.mts';
import type { FaultRow } from './faults.mts';
import type { OperationRow } from './operations.mts';

/** What the user reads of a failure, whether it was thrown or is an item's. */
export function wordsOf({ error, items }: Pick<NodeRun, 'error' | 'items'>): {
	sentence?: unknown;
	hint?: unknown;
} {
	if (error) return { sentence: error.message, hint: error.description };
	const { error: sentence, hint } = items[0]?.json ?? {};
	return { sentence, hint };
}

/** How to check what became of it, as every error of an unknown fate says. */
export const checkFirst = (mayHave: string) =>
	`${mayHave}. Check on the phone or in the Pilot Status dashboard before you try again.`;

/** What the error of a message in doubt says: its key keeps it from going out twice. */
export const askAgain = (mayHave: string) =>
	`${mayHave}. Use n8n's Retry on this execution within 23 hours: it asks under the same key, so that the message goes out once. A new execution would send another one.`;

/** Whether the node sends an operation's request again after a fault. */
export function isSentAgain({ kind }: OperationRow, fault: FaultRow): boolean {
	if (fault.kind === 'busy') return true;
	if (fault.kind === 'lost') return kind !== 'once';
	return fault.kind === 'trouble' && kind !== 'once' && kind !== 'message';
}

/** A text may be given in part. */
export const matching = (expected: string | RegExp) =>
	typeof expected === 'string' ? expected : expect.stringMatching(expected);

export function expectSuccess(operation: OperationRow, result: NodeRun, items?: unknown[]): void {
	expect(wordsOf(result)).toEqual({});
	if (items) {
		const json = items.map((item) => expect.objectContaining(item as object));
		expect(result.items.map((item) => item.json)).toEqual(json);
	}
	if (operation.name === 'message: sendAndWait') expect(result.run.status).toBe('waiting');
}

export function expectFailure(operation: OperationRow, fault: FaultRow, result: NodeRun): void {
	const missing = `Pilot Status accepted the request but gave ${operation.missesInEmpty}`;
	const isUnknown = fault.kind === 'lost' || fault.kind === 'trouble' || fault.hasEffect;
	const { mayHave, kind } = operation;
	const hint = kind === 'message' && fault.kind === 'lost' ? askAgain : checkFirst;
	expect(wordsOf(result)).toEqual({
		sentence: matching(fault.sentence ?? missing),
		hint: mayHave && isUnknown ? hint(mayHave) : matching(fault.hint!),
	});
	expect(result.run.waitTill).toBeFalsy();
}

/** The items that an error's hint lists behind a label, e.g. `Accepted: items 0 to 3, 5`. */
export function itemsIn(hint: string, label: string): number[] {
	const [, list = ''] = new RegExp(`${label}: items? ((?:\\d+|, | to )+)`).exec(hint) ?? [];
	const spans = list.split(', ').filter((span) => span !== '');
	return spans.flatMap((span) => {
		const [from, to = from] = span.split(' to ').map(Number);
		return Array.from({ length: to! - from! + 1 }, (_, n) => from! + n);
	});
}
