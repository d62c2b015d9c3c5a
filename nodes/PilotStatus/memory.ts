import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import { Failure } from '../shared/words/failure';
import type { Facts } from '../shared/words/failure';
import type { Send } from '../shared/requests/transport';

/** How a request ended that must not be sent twice. */
interface Outcome {
	answer?: unknown;
	/** Where nobody knows whether it was carried out. */
	failure?: { sentence: string; hint: string; facts: Facts };
}

/**
 * What became of the sends of one run of the node. n8n's Retry On Fail, and "Retry" of a failed execution, run the
 * node again with all its items: what was accepted is then answered from here, and what may have gone out is
 * not sent again. n8n keeps it with the execution, under the run and a hash of the node as it was set up: edited, it
 * is another node. A hash of the request would not do, since `$now` in a text makes another request of it.
 */
export class Memory {
	private readonly outcomes: Record<string, Outcome>;

	private readonly forget: () => void;

	constructor(context: IExecuteFunctions) {
		const { type, parameters, credentials } = context.getNode();
		// n8n counts every try of an AI tool as a run of its own; what the model gave tells its calls apart.
		const run = type.endsWith('Tool')
			? context.getInputData().map(({ json }) => json)
			: context.evaluateExpression('{{ $runIndex }}', 0);
		const setUp = createHash('sha256').update(JSON.stringify([run, parameters, credentials]));
		const key = `sends ${setUp.digest('hex').slice(0, 16)}`;
		const stored = context.getContext('node') as Record<string, Record<string, Outcome>>;
		this.outcomes = stored[key] ??= {};
		this.forget = () => delete stored[key];
	}

	/** Whether an item's outcome is known from an earlier run. */
	has(index: number): boolean {
		return index in this.outcomes;
	}

	/** Sends for one item, and remembers what must not be sent twice. */
	for(index: number, send: Send): Send {
		return async (request) => {
			if (!request.isOnce) return await send(request);
			const known = this.outcomes[index];
			if (known?.failure) {
				const { sentence, hint, facts } = known.failure;
				throw new Failure(sentence, hint, facts);
			}
			if (known) return known.answer;
			const answer = await send(request).catch((error: unknown) => {
				if (error instanceof Failure && error.facts.fate === 'unknown') {
					const { sentence, hint, facts } = error;
					this.outcomes[index] = { failure: { sentence, hint, facts } };
				}
				throw error;
			});
			this.outcomes[index] = { answer };
			return answer;
		};
	}

	/** Nothing failed, so nobody will ask again: the execution need not store the answers twice. */
	clear(): void {
		this.forget();
	}
}
