import type { IHttpRequestMethods } from 'n8n-workflow';

import type { Send } from '../../../shared/requests/request';
import { WISHES } from './look';
import type { Seen, Wish } from './look';
import { groupPath } from './path';
import { readResults } from './results';
import type { Told } from './results';

/** One change of participants: where it goes, and what comes of it. */
export interface Change {
	method: IHttpRequestMethods;
	/** Path after the group, e.g. `/participants`. */
	tail: string;
	/** What the group shows of a person afterwards. */
	wish: Wish;
	/** Status of a person for whom it was done before: success, where our own first attempt may have done it. */
	doneStatus?: number;
}

/** The four changes of participants (section 2 of the API's documentation). */
export const CHANGES = {
	add: { method: 'POST', tail: '/participants', wish: WISHES.isIn, doneStatus: 409 },
	remove: { method: 'DELETE', tail: '/participants', wish: WISHES.isOut, doneStatus: 404 },
	promote: { method: 'POST', tail: '/participants/promote', wish: WISHES.isAdmin },
	demote: { method: 'POST', tail: '/participants/demote', wish: WISHES.isNoAdmin },
} as const satisfies Record<string, Change>;

/**
 * Asks for one change of some people.
 * @param asked digits without plus
 * @param sent the same people as WhatsApp spells them
 * @returns what the response says of each, in their order; undefined where it says nothing
 */
export async function askFor(
	send: Send,
	groupId: string,
	{ method, tail, doneStatus }: Change,
	asked: string[],
	sent: string[] = asked,
): Promise<Array<Told | undefined>> {
	let isRepeated = false;
	const response = await send({
		method,
		...groupPath(groupId, tail),
		body: { participants: sent },
		onRepeat: () => (isRepeated = true),
	});
	return readResults(response, asked, isRepeated ? doneStatus : undefined);
}

/** What became of one person. */
export interface Result extends Seen {
	number: string;
	status?: number;
}

/**
 * The result of one person, as the response told it, else as the group shows it.
 * @param seen looks at those of whom nothing was told, in their order; the first one is taken away
 */
export function toResult(number: string, told: Told | undefined, seen: Seen[]): Result {
	if (!told) return { number, ...seen.shift()! };
	const { success, ...rest } = told;
	return { number, success, verified: false, ...rest };
}
