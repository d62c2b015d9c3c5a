import { createHash } from 'crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

/**
 * How many deliveries a node remembers. The API repeats one within a minute, and 500 messages a minute are more
 * than a number receives; n8n writes the whole list (about 17 kB) to its database with every delivery.
 */
const LONGEST = 500;

/** When each delivery was claimed, in ms since 1970, by a hash of its event and id. */
type Claims = Record<string, number>;

/** What this process knows: n8n reads static data anew for each delivery, and writes it back only afterwards. */
const claimed = new Map<string, Claims>();

/** A delivery that is ours to work on. */
interface Claim {
	/** Gives it back, so that the next copy starts the workflow. */
	release(): void;
	/** Writes what this process knows into static data again: while a file came, others have claimed theirs. */
	renew(): void;
}

const UNCLAIMED: Claim = { release() {}, renew() {} };

/**
 * Claims a delivery, so that its copies start nothing: those at the same moment by this process's memory, later
 * ones and those after a restart by the node's static data. Nothing is awaited between the look and the claim.
 * @param id of the delivery, or undefined for one that cannot be told from others and is never a repeat
 * @returns undefined for a repeat
 */
export function claim(
	context: IWebhookFunctions,
	event: string,
	id: string | undefined,
): Claim | undefined {
	if (id === undefined) return UNCLAIMED;
	const stored = context.getWorkflowStaticData('node') as { claims?: Claims } & IDataObject;
	const mode = context.getMode() === 'manual' ? 'test' : 'production';
	const listener = [context.getWorkflow().id, context.getNode().id, mode].join('\n');
	const key = createHash('sha256').update(`${mode}\n${event}\n${id}`).digest('base64').slice(0, 16);
	const all = () => ({ ...stored.claims, ...claimed.get(listener) });
	if (key in all()) return undefined;
	const remember = (claims: Claims) => {
		const entries = Object.entries(claims).sort((a, b) => b[1] - a[1]);
		stored.claims = Object.fromEntries(entries.slice(0, LONGEST));
		claimed.set(listener, stored.claims);
	};
	// Later than all others, even if the clock was set back: the oldest are forgotten first.
	const newest = Math.max(0, ...Object.values(all()));
	remember({ ...all(), [key]: Math.max(Date.now(), newest + 1) });
	return {
		renew: () => remember(all()),
		release() {
			const others = all();
			delete others[key];
			remember(others);
		},
	};
}
