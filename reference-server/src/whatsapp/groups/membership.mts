import { ApiError } from '../api-error.mts';
import { personByNumber } from '../state.mts';
import type { State } from '../state.mts';
import type { Group, Participant, Role, WhatsAppNumber } from '../model.mts';
import { sameAccount } from '../people/phone.mts';

/**
 * What became of one number. 403: privacy settings, an invite is needed; 408: left recently;
 * 409: already a member; 404: not a member; 405: the group's owner cannot be removed or demoted
 * (405 is our choice).
 */
export interface Outcome {
	number: string;
	status: 200 | 403 | 404 | 405 | 408 | 409;
}

/** A Meta group holds at most this many people. */
const META_GROUP_LIMIT = 8;

/**
 * The group of this number.
 *
 * @throws ApiError 404 GROUP_NOT_FOUND (the documentation names no code: our choice)
 */
export function findGroup(state: State, number: WhatsAppNumber, groupId: string): Group {
	const group = state.groups.find(
		(candidate) => candidate.numberId === number.id && candidate.id === groupId,
	);
	if (group) return group;
	throw new ApiError(404, 'GROUP_NOT_FOUND', `The number ${number.name} has no group ${groupId}.`);
}

/** A created group, and what became of the people asked for. */
export interface Created {
	group: Group;
	outcomes: Outcome[];
}

/**
 * Creates a group with the number itself as its owner; people whose privacy refuses groups are
 * left out silently.
 *
 * @param participants digits without `+`
 * @throws ApiError 400 when a Meta group would hold more than eight, or Evolution GO is given nobody
 */
export function createGroup(
	state: State,
	owner: WhatsAppNumber,
	subject: string,
	participants: readonly string[],
): Created {
	if (owner.provider === 'evolution-go' && participants.length === 0) {
		throw new ApiError(
			400,
			'GROUP_PARTICIPANTS_REQUIRED',
			'A group on Evolution GO needs at least one participant.',
		);
	}
	const n = state.nextNumber();
	const group: Group = {
		id:
			owner.provider === 'meta'
				? `Gk:new_${n}-Q==@g.us`
				: `${120363000000100000n + BigInt(n)}@g.us`,
		numberId: owner.id,
		subject,
		participants: [{ number: owner.phone, role: 'superadmin' }],
		leftRecently: [],
		inviteCode: newInviteCode(state),
		pinnedMessageIds: [],
	};
	const outcomes = addParticipants(state, owner, group, participants);
	state.groups.push(group);
	return { group, outcomes };
}

/**
 * Adds people, each for itself.
 *
 * @throws ApiError 400 when a Meta group would hold more than eight; then nobody is added
 */
export function addParticipants(
	state: State,
	owner: WhatsAppNumber,
	group: Group,
	numbers: readonly string[],
): Outcome[] {
	const outcomes = numbers.map((number): Outcome => {
		if (memberOf(group, number)) return { number, status: 409 };
		if (personByNumber(state, number)?.refusesGroups) return { number, status: 403 };
		const left = group.leftRecently.some((candidate) => sameAccount(candidate, number));
		return { number, status: left ? 408 : 200 };
	});
	const added = outcomes.filter(({ status }) => status === 200);
	const people = group.participants.filter(({ number }) => number !== owner.phone).length;
	if (owner.provider === 'meta' && people + added.length > META_GROUP_LIMIT) {
		// The limit is documented, the code is our choice.
		throw new ApiError(
			400,
			'GROUP_PARTICIPANT_LIMIT',
			`A Meta group holds at most ${META_GROUP_LIMIT} participants.`,
		);
	}
	for (const { number } of added) group.participants.push({ number, role: 'member' });
	return outcomes;
}

/** Removes people, each for itself. */
export function removeParticipants(group: Group, numbers: readonly string[]): Outcome[] {
	return forEachMember(group, numbers, (member) => {
		group.participants.splice(group.participants.indexOf(member), 1);
	});
}

/** Makes members admins or regular members again, each for itself; who already is stays so. */
export function setRole(
	group: Group,
	numbers: readonly string[],
	role: Exclude<Role, 'superadmin'>,
): Outcome[] {
	const touch = (member: Participant) => {
		member.role = role;
	};
	if (role === 'member') return forEachMember(group, numbers, touch);
	return numbers.map((number) => {
		const member = memberOf(group, number);
		if (member?.role === 'member') touch(member);
		return { number, status: member ? 200 : 404 };
	});
}

/** A code like those in WhatsApp's invite links: 22 letters and digits. */
export function newInviteCode(state: State): string {
	return `RefInvite${String(state.nextNumber()).padStart(13, '0')}`;
}

/** The link that lets people join. */
export function inviteLink({ inviteCode }: Group): string {
	return `https://chat.whatsapp.com/${inviteCode}`;
}

function forEachMember(
	group: Group,
	numbers: readonly string[],
	change: (member: Participant) => void,
): Outcome[] {
	return numbers.map((number) => {
		const member = memberOf(group, number);
		if (!member) return { number, status: 404 };
		if (member.role === 'superadmin') return { number, status: 405 };
		change(member);
		return { number, status: 200 };
	});
}

function memberOf(group: Group, number: string): Participant | undefined {
	return group.participants.find((member) => sameAccount(member.number, number));
}
