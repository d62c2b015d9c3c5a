import { groupIdOf, isWritten, messageIdOf, timeOf } from '../shared/deliveries/message';
import type { Delivery } from '../shared/deliveries/message';

/** How many messages are remembered: the two events of one message come within seconds. */
const MOST = 2_000;

/** A delivery, and what another event of the same message says about it. */
export interface Related extends Delivery {
	/** Whether the person quoted one of our messages. */
	isReply: boolean;
	/** When it was written, else when it came, in ms since 1970. */
	at: number;
}

interface Known {
	groupId?: string;
	isReply: boolean;
}

/**
 * What the events of a message say about each other: a quoting message may come as `message.reply` and as
 * `message.group`, and only one of them may name the group, or say that it quotes.
 */
export class Relations {
	private readonly known = new Map<string, Known>();

	/**
	 * @param owner whose deliveries they are
	 * @param now in ms since 1970
	 */
	relate(owner: string, { event, data }: Delivery, now: number): Related {
		const isReply = event === 'message.reply';
		const at = timeOf(data) ?? now;
		const id = isWritten(event) ? messageIdOf(data) : undefined;
		if (id === undefined) return { event, data, isReply, at };
		const key = `${owner}\n${id}`;
		const before = this.known.get(key);
		const groupId = groupIdOf(data) ?? before?.groupId;
		const all: Known = { groupId, isReply: isReply || before?.isReply === true };
		this.known.delete(key);
		this.known.set(key, all);
		if (this.known.size > MOST) this.known.delete(this.known.keys().next().value as string);
		return {
			event,
			data: groupId === undefined ? data : { ...data, groupId },
			isReply: all.isReply,
			at,
		};
	}
}

/** One message of two events: the first one's data, with what only the second one has. */
export function mergeEvents(first: Related, again: Related): Related {
	const given = Object.entries(first.data).filter(([, value]) => value !== null);
	return {
		...first,
		data: { ...first.data, ...again.data, ...Object.fromEntries(given) },
		isReply: first.isReply || again.isReply,
	};
}
