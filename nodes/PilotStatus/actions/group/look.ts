import type { Send } from '../../../shared/requests/request';
import { Failure } from '../../../shared/words/failure';
import { Accounts, readGroup, readPeople } from '../../../shared/values/participants';
import type { Participant } from '../../../shared/values/participants';
import { groupPath } from './path';
import { failureFromLack } from './results';

/** How long WhatsApp may take to show a change, in ms. */
const SECOND_LOOK_AFTER = 2000;

/** What a look at the group says of one person; null where it cannot tell. */
export interface Seen {
	success: boolean | null;
	/** Whether the group itself says so. */
	verified: boolean;
	reason?: string;
}

/**
 * Whether a person is as a change wishes, and why not.
 * @param member undefined where the person is not in the group
 * @returns null where the group shows no roles
 */
export type Wish = (member: Participant | undefined) => true | null | string;

const ABSENT = 'not in the group afterwards';

const hasRole = (isWished: (role: string) => boolean, otherwise: string): Wish => {
	return (member) => {
		if (!member) return ABSENT;
		return member.role === null ? null : isWished(member.role) || otherwise;
	};
};

/** What each change of participants wishes. */
export const WISHES = {
	isIn: ((member) => member !== undefined || `${ABSENT} (an invite may be open)`) as Wish,
	isOut: ((member) => member === undefined || 'still in the group afterwards') as Wish,
	isAdmin: hasRole((role) => role !== 'member', 'not an admin afterwards'),
	isNoAdmin: hasRole((role) => role === 'member', 'still an admin afterwards'),
};

/** What is known of a person of whom nothing is known. */
export const unknown = (reason: string): Seen => ({ success: null, verified: false, reason });

/** A person, and what was wished of them. */
export interface Wished {
	/** Digits without plus. */
	number: string;
	wish: Wish;
}

/**
 * Looks at a group after changes: once, and once more a little later where somebody is not as wished; not at all where
 * there is nobody to look for.
 * @param pause waits some milliseconds
 * @returns what is seen of each person, in their order; it never rejects with a Failure, since the changes are done
 */
export async function lookAfter(
	send: Send,
	groupId: string,
	people: Wished[],
	pause: (ms: number) => Promise<void>,
): Promise<Seen[]> {
	if (people.length === 0) return [];
	const first = await look(send, groupId, people);
	if (!first.some(({ success }) => success === false)) return first;
	const second = await orReason(
		pause(SECOND_LOOK_AFTER).then(async () => await look(send, groupId, people)),
	);
	return first.map((seen, index) => {
		if (seen.success) return seen;
		return typeof second === 'string' ? unknown(second) : second[index]!;
	});
}

/** What a look gives, or why there is nothing to see. */
async function orReason<T>(looking: Promise<T>): Promise<T | string> {
	return await looking.catch((error: unknown) => {
		if (!(error instanceof Failure)) throw error;
		return `the group could not be looked at afterwards: ${error.sentence}`;
	});
}

async function look(send: Send, groupId: string, wished: Wished[]): Promise<Seen[]> {
	const people = await readPeopleOf(send, groupId);
	if (typeof people === 'string') return wished.map(() => unknown(people));
	const members = new Accounts(people, ({ number }) => number);
	const hidden = members.hidden.length;
	return wished.map(({ number, wish }) => {
		const member = members.find(number);
		if (!member && hidden > 0) {
			return unknown(
				`WhatsApp hides the numbers of ${hidden} people in the group, and this may be one of them`,
			);
		}
		const judged = wish(member);
		if (judged === null) return unknown('the group shows no role for this person');
		return judged === true
			? { success: true, verified: true }
			: { success: false, verified: true, reason: judged };
	});
}

/** Everybody in a group, or why nobody knows. */
export async function readPeopleOf(send: Send, groupId: string): Promise<Participant[] | string> {
	return await orReason(
		readGroupOf(send, groupId).then(({ people }) =>
			// This number is in it, so an empty list is none.
			people?.length ? people : 'the group came without a list of its people',
		),
	);
}

/** Everybody in a group; it rejects with a Failure where the group, or the list of its people, did not come. */
export async function findPeople(send: Send, groupId: string): Promise<Participant[]> {
	const { body, group, people } = await readGroupOf(send, groupId);
	if (!people) throw failureFromLack(body, group ? 'no list of its people' : 'no group');
	return people;
}

/** A group (`GET /v1/groups/{groupId}`), as far as the response has it. */
async function readGroupOf(send: Send, groupId: string) {
	const body = await send({ method: 'GET', ...groupPath(groupId) });
	const group = readGroup(body);
	return { body, group, people: group && readPeople(group) };
}
