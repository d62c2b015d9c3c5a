import { toNumber } from '../shared/values/setting';
import { Failure, quote } from '../shared/words/failure';
import type { Limits } from '../shared/requests/transport';
import type { Parameters } from './parameters';

/** How many requests run side by side by default: the API only queues messages, other operations may reach WhatsApp itself. */
export const DEFAULT_PARALLEL = { message: 64, others: 4 };

/** For one response, in ms. */
export const DEFAULT_TIMEOUT = 60_000;

/** In seconds: well under the 40 minutes after which n8n Cloud ends an execution. */
export const DEFAULT_MAX_WAIT = 300;

/**
 * The options that count for a whole execution, from its first item.
 * @throws Failure naming a value that cannot be used
 */
export function readLimits(first: Parameters): Limits & { maxParallel: number } {
	const options = first.options();
	const read = (name: string, field: string, fallback: number, least: number, whole = false) => {
		const value = toNumber(options[name]) ?? fallback;
		if (value >= least && (whole ? Number.isInteger(value) : Number.isFinite(value))) return value;
		throw new Failure(
			`'${field}' must be a ${whole ? 'whole ' : ''}number of at least ${least}, and it is ${quote(options[name])}`,
			`Set '${field}' to e.g. ${fallback}, or remove the option.`,
		);
	};
	const kind = first.choice('resource') === 'message' ? 'message' : 'others';
	return {
		timeout: read('timeout', 'Timeout', DEFAULT_TIMEOUT, 1),
		maxWait: read('maxWait', 'Max Wait', DEFAULT_MAX_WAIT, 0) * 1000,
		maxParallel: read('maxParallel', 'Max Parallel', DEFAULT_PARALLEL[kind], 1, true),
		delayBetweenSends: read('delayBetweenSends', 'Delay Between Sends', 0, 0),
	};
}
