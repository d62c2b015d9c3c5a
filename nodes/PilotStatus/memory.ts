import { createHash, randomUUID } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { graverDoubt, isOwnDoubt, stillInDoubt } from '../shared/requests/fate';
import { KEY_LIFE } from '../shared/requests/policy';
import type { Send } from '../shared/requests/request';
import { mayBeDone } from '../shared/words/errors';
import { RequestFailure } from '../shared/words/failure';
import type { Failure, RequestFacts } from '../shared/words/failure';

/** What became of one request that must not be carried out twice. */
interface Remembered {
	/** When it was first sent, in ms since 1970: the API forgets its key after a day. */
	since: number;
	/** Whether it carries a key, under which it may be asked for again. */
	isKeyed: boolean;
	/** The user's own key, as it was at the first try: an expression may give another one at each. */
	ownKey?: string;
	response?: unknown;
	/** Where nobody knows whether it was carried out. */
	doubt?: { sentence: string; hint: string; facts: RequestFacts };
}

/** What n8n keeps for the node. */
interface Stored {
	/** Random, so that no two executions make the same keys. */
	nonce: string;
	requests: Record<string, Remembered>;
	/** The output of items that are done. */
	outputs: Record<string, IDataObject[]>;
}

/** What an earlier run of the node has left of an item. */
export type Recalled = { output: IDataObject[] } | { doubt: RequestFailure; mayAgain: boolean };

/**
 * Calls of tools in the engine for older agents, in the editor, and of n8n's MCP server: there n8n gives every try of
 * one call the same object as input, and every other call one of its own; run index and execution tell nothing.
 */
const calls = new WeakMap<object, Stored>();

/** What tells one call of a tool from another in that engine; undefined in a normal run. */
export function inlineCall(context: IExecuteFunctions): object | undefined {
	// Older n8n has no such question, and runs all tools in that engine.
	const isTool = context.isToolExecution?.() ?? context.getNode().type.endsWith('Tool');
	return isTool || !context.getExecutionId() ? context.getInputData()[0]?.json : undefined;
}

const AGAIN =
	"Use n8n's Retry on this execution within 23 hours: it asks under the same key, so that the message goes out once. A new execution would send another one.";

/**
 * What became of the effects of one run of the node, and the keys of its messages. n8n's Retry On Fail, and "Retry" of
 * a failed execution, run the node again with all its items: what was accepted is then given from here, what is in
 * doubt is asked for under the same key, and what has no key is not done again. n8n keeps it with the execution, by
 * run, item and the chat that the effect belongs to: with another text it is still the same message.
 */
export class Memory {
	private readonly stored: Stored;

	private readonly run: number;

	/** Indices of the items that an earlier run knows something of. */
	private readonly known: Set<number>;

	constructor(context: IExecuteFunctions) {
		const call = inlineCall(context);
		const kept = (
			call
				? (calls.get(call) ?? calls.set(call, {} as Stored).get(call)!)
				: context.getContext('node')
		) as Partial<Stored>;
		kept.nonce ??= randomUUID();
		kept.requests ??= {};
		kept.outputs ??= {};
		this.stored = kept as Stored;
		this.run = call ? 0 : context.getWorkflowDataProxy(0).$runIndex;
		const slots = [...Object.keys(kept.outputs), ...Object.keys(kept.requests)];
		const own = slots.map((slot) => slot.split(' ')).filter(([run]) => run === `${this.run}`);
		this.known = new Set(own.map(([, index]) => Number(index)));
	}

	/** Whether an earlier run knows anything of an item. */
	knows(index: number): boolean {
		return this.known.has(index);
	}

	/**
	 * What an earlier run has left of an item.
	 * @param target the chat, or whatever else the item's effect belongs to
	 */
	recall(index: number, target: string): Recalled | undefined {
		const slot = this.slot(index, target);
		const output = this.stored.outputs[slot];
		if (output) return { output };
		const inDoubt = Object.entries(this.stored.requests).find(
			([key, { doubt }]) => doubt !== undefined && key.startsWith(`${slot} `),
		);
		return inDoubt && { doubt: toFailure(inDoubt[1]), mayAgain: mayAgain(inDoubt[1]) };
	}

	/** Sends for one item, and remembers what must not be carried out twice. */
	for(index: number, target: string, send: Send): Send {
		let ordinal = 0;
		return async (request) => {
			if (!request.isOnce) return await send(request);
			const slot = `${this.slot(index, target)} ${ordinal++}`;
			const known = this.stored.requests[slot];
			if (known && 'response' in known) return known.response;
			if (known && !mayAgain(known)) throw toFailure(known);
			const remembered = (this.stored.requests[slot] ??= {
				since: Date.now(),
				isKeyed: request.isSend === true,
				...(request.key !== undefined && { ownKey: request.key }),
			});
			const keyed = request.isSend
				? {
						key: remembered.ownKey ?? hash(`${this.stored.nonce} ${slot}`),
						keyLife: remembered.since + KEY_LIFE - Date.now(),
						again: request.again ?? AGAIN,
					}
				: {};
			const outcome = await send({ ...request, ...keyed }).catch(
				(error: unknown) => error as Error,
			);
			if (!(outcome instanceof Error)) {
				delete remembered.doubt;
				return (remembered.response = outcome);
			}
			const { code, fate } = outcome instanceof RequestFailure ? outcome.facts : NO_REQUEST;
			const wasDoubted = isOwnDoubt(known?.doubt?.facts);
			const isDoubted = outcome instanceof RequestFailure && outcome.facts.isDoubted;
			if (
				code === 'IDEMPOTENCY_KEY_REUSED' &&
				(remembered.ownKey === undefined || request.isPlanned || wasDoubted || isDoubted)
			) {
				// Only what was accepted is kept under a key, so our own first request was; its content was another.
				delete remembered.doubt;
				return (remembered.response = {
					id: null,
					status: 'QUEUED',
					replayed: true,
					changed: true,
				});
			}
			if (outcome instanceof RequestFailure && mayBeDone(fate)) {
				const { sentence, hint, facts } = graverDoubt(known?.doubt && toFailure(known), outcome);
				remembered.doubt = { sentence, hint, facts: { ...facts, cause: undefined } };
			} else if (known && wasDoubted) {
				throw stillInDoubt(toFailure(known), outcome);
			} else {
				delete this.stored.requests[slot];
			}
			throw outcome;
		};
	}

	/** Keeps what an item gave out, where something of it must not be done again. */
	keep(index: number, target: string, output: IDataObject[]): void {
		const slot = this.slot(index, target);
		const parts = Object.keys(this.stored.requests).filter((key) => key.startsWith(`${slot} `));
		if (parts.length === 0) return;
		for (const part of parts) delete this.stored.requests[part];
		this.stored.outputs[slot] = output;
	}

	/** An item has failed although something of it was accepted: told as it is, should the next try end before its turn. */
	fail(index: number, target: string, { sentence, hint, facts }: Failure): void {
		const slot = `${this.slot(index, target)} `;
		for (const [key, one] of Object.entries(this.stored.requests)) {
			if (!key.startsWith(slot) || !('response' in one)) continue;
			one.doubt = { sentence, hint, facts: { fate: 'unknown', ...facts, cause: undefined } };
		}
	}

	/** Nothing failed, so nobody will ask again: the execution need not store the outputs twice. */
	clear(): void {
		const stored: Partial<Stored> = this.stored;
		for (const name of ['nonce', 'requests', 'outputs'] as const) delete stored[name];
	}

	private slot(index: number, target: string): string {
		return `${this.run} ${index} ${hash(target).slice(0, 16)}`;
	}
}

function mayAgain(remembered: Remembered): boolean {
	const { since, isKeyed, doubt } = remembered;
	// What was accepted is not asked for again, but what is left of its item may be.
	if (!doubt || 'response' in remembered) return true;
	return isKeyed && doubt.facts.fate === 'lost' && Date.now() - since < KEY_LIFE;
}

function toFailure({ doubt }: Remembered): RequestFailure {
	return new RequestFailure(doubt!.sentence, doubt!.hint, doubt!.facts);
}

/** What is no failure of a request has left nothing behind. */
const NO_REQUEST: Pick<RequestFacts, 'code' | 'fate'> = { fate: 'not sent' };

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
