import type { IDataObject } from 'n8n-workflow';

import type { Send } from '../../../shared/requests/request';
import { Failure } from '../../../shared/words/failure';
import { askFor, CHANGES, toResult } from './change';
import type { Change, Result } from './change';
import { lookAfter } from './look';
import type { Told } from './results';
import type { SyncPlan } from './syncPlan';

/** How many people one request is about: few enough for WhatsApp to be done with within a response's time. */
const PIECE = 20;

/** What was asked for of one person, and what the response said. */
interface Asked {
	number: string;
	change: Change;
	told: Told | undefined;
}

/**
 * Carries out a plan, piece by piece, removals first.
 * @param spell numbers of the list as WhatsApp spells them
 * @param pause waits some milliseconds
 * @returns the output without the group's id; it rejects with a Failure that says how far it came
 */
export async function carryOut(
	send: Send,
	groupId: string,
	{ added, removed, kept, unknown }: SyncPlan,
	spell: (number: string) => string,
	pause: (ms: number) => Promise<void>,
): Promise<{ outcome: IDataObject; hasRefusedInvite: boolean }> {
	const asked: Asked[] = [];
	for (const [change, numbers] of [
		[CHANGES.remove, removed],
		[CHANGES.add, added],
	] as const) {
		for (let from = 0; from < numbers.length; from += PIECE) {
			const some = numbers.slice(from, from + PIECE);
			const sent = change === CHANGES.add ? some.map(spell) : some;
			const told = await askFor(send, groupId, change, some, sent).catch((error: unknown) => {
				throw withProgress(error, asked);
			});
			for (const [nth, number] of some.entries()) {
				asked.push({ number, change, told: alreadyGone(change, told[nth]) });
			}
		}
	}
	const untold = asked.filter(({ told }) => !told);
	const seen = await lookAfter(
		send,
		groupId,
		untold.map(({ number, change }) => ({ number, wish: change.wish })),
		pause,
	);
	const results = asked.map(({ number, change, told }) => ({
		change,
		result: toResult(number, told, seen),
	}));
	// Who came in meanwhile, or is known by a hidden id only, was there already.
	const there = results.filter(({ change, result }) => isThere(change, result));
	const done = results.filter(({ result }) => result.success !== false);
	const refused = results.filter((one) => one.result.success === false && !there.includes(one));
	const of = (wished: Change) =>
		done.filter(({ change }) => change === wished).map(({ result }) => result);
	return {
		outcome: {
			added: of(CHANGES.add),
			removed: of(CHANGES.remove),
			refused: refused.map(({ result: { number, status, reason } }) => ({
				number,
				...(status !== undefined && { status }),
				reason,
			})),
			kept: kept + there.length,
			unknown,
		} as unknown as IDataObject,
		hasRefusedInvite: refused.some(({ change }) => change === CHANGES.add),
	};
}

const isThere = (change: Change, { success, status }: Result) =>
	change === CHANGES.add && success === false && status === CHANGES.add.doneStatus;

/** Who left meanwhile is out, as was wished. */
function alreadyGone(change: Change, told: Told | undefined): Told | undefined {
	if (change !== CHANGES.remove || told?.status !== CHANGES.remove.doneStatus) return told;
	return { success: true, status: told.status };
}

/** A later piece failed: says what the earlier ones were about. */
function withProgress(error: unknown, asked: Asked[]): unknown {
	if (!(error instanceof Failure) || asked.length === 0) return error;
	const count = (wished: Change) => asked.filter(({ change }) => change === wished).length;
	return error.withHint(
		`Before that, Pilot Status took removals: ${count(CHANGES.remove)}, additions: ${count(CHANGES.add)}. Run the node again: it reads the group anew, and does what is left.`,
	);
}
