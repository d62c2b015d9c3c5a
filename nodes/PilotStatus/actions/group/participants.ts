import type { IDataObject } from 'n8n-workflow';

import { isObject, readField, readList } from '../../../shared/values/json';
import { twins } from '../../../shared/values/twins';

/** A participant as the nodes put it out. */
interface Participant {
	/** Digits without plus, or null when WhatsApp hides the number behind an @lid. */
	number: string | null;
	role: 'superadmin' | 'admin' | 'member' | null;
	/** The @lid, where there is one. */
	id?: string;
}

/** What became of one number in a change of participants. */
interface ParticipantResult {
	number: string;
	success: boolean;
	status?: number;
	reason?: string;
}

/** Statuses of per-participant results (section 2 of the API's documentation, open point). */
const REASONS: Readonly<Record<number, string>> = {
	403: 'Privacy settings do not allow adding this person: send the invite link',
	404: 'Not a member of the group',
	408: 'Left the group recently: send the invite link',
	409: 'Already a member of the group',
};

const ID_FIELDS = ['phoneNumber', 'phone', 'number', 'jid', 'id'];

/** Digits of an account in one of WhatsApp's spellings; a device suffix (`:12`) is dropped. */
function accountNumber(value: unknown): string | undefined {
	const match = /^\+?(\d{6,15})(:\d+)?(@s\.whatsapp\.net|@c\.us)?$/.exec(String(value).trim());
	return match?.[1];
}

/** The values of a participant that may tell who it is, likeliest first. */
function identities(raw: unknown): string[] {
	if (!isObject(raw)) return [String(raw)];
	return ID_FIELDS.map((name) => readField(raw, name))
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map(String);
}

function numberOf(raw: unknown): string | undefined {
	return identities(raw)
		.map(accountNumber)
		.find((number) => number !== undefined);
}

function roleOf(raw: unknown): Participant['role'] {
	if (!isObject(raw)) return null;
	const isSuperAdmin = readField(raw, 'isSuperAdmin');
	const isAdmin = readField(raw, 'isAdmin');
	if (isSuperAdmin === true) return 'superadmin';
	const role = readField(raw, 'role', 'admin');
	if (typeof role === 'string') {
		const name = role.toLowerCase();
		return name === 'superadmin' || name === 'admin' ? name : 'member';
	}
	if (role === true || isAdmin === true) return 'admin';
	// `admin: null` is how the API says "member"; without any of the fields the role is unknown.
	const isTold = Object.keys(raw).some((key) => /^(role|admin|isadmin|issuperadmin)$/i.test(key));
	return isTold ? 'member' : null;
}

/**
 * A participant from any of the API's open forms: text, or an object with id, role or flags.
 * @param raw one element of `participants` in `GET /v1/groups/{id}`
 */
export function toParticipant(raw: unknown): Participant {
	const lid = identities(raw).find((id) => id.endsWith('@lid'));
	return {
		number: numberOf(raw) ?? null,
		role: roleOf(raw),
		...(lid !== undefined && { id: lid }),
	};
}

/**
 * A group from `GET /v1/groups/{id}` or `POST /v1/groups`, made uniform.
 * @param raw the API's own object
 */
export function toGroup(raw: IDataObject): IDataObject {
	return {
		id: readField(raw, 'id', 'groupId', 'jid'),
		subject: readField(raw, 'subject', 'name') ?? null,
		participants: (readList(readField(raw, 'participants')) ?? []).map(toParticipant),
	} as IDataObject;
}

/** The status of a result: text or number, and only when it is an HTTP-like one. */
function statusOf(raw: IDataObject): number | undefined {
	const status = readField(raw, 'status', 'statusCode', 'code');
	return /^[1-5]\d\d$/.test(String(status)) ? Number(status) : undefined;
}

/** What one element of a result list says, apart from whom it concerns. */
function outcomeOf(raw: unknown, doneStatus?: number): Omit<ParticipantResult, 'number'> {
	if (!isObject(raw)) return { success: true };
	const status = statusOf(raw);
	const flag = readField(raw, 'success', 'ok');
	const complaint = readField(raw, 'reason', 'error');
	const success =
		status !== undefined
			? status < 300 || status === doneStatus
			: flag !== undefined
				? flag === true
				: !complaint;
	if (success) return { success, ...(status !== undefined && { status }) };
	const said = [complaint, readField(raw, 'message')].find((text) => typeof text === 'string');
	const reason = REASONS[status ?? 0] ?? said ?? 'WhatsApp refused this person without a reason';
	return { success, ...(status !== undefined && { status }), reason: reason as string };
}

/**
 * What became of each number that was asked for, from whichever form the answer has (section 2, open point):
 * nothing or `{ success: true }` means that all were accepted.
 * Results are matched by digits, then by twins (Brazil, Mexico, Argentina), then by position when the lengths agree.
 * @param body the API's answer
 * @param asked digits without plus
 * @param doneStatus a status that counts as success, since a repeated request may find its own work done
 * @returns one result per number, in the order asked
 */
export function toResults(
	body: unknown,
	asked: string[],
	doneStatus?: number,
): ParticipantResult[] {
	const list = readList(body, 'participants', 'results', 'data');
	if (!list) {
		const overall = outcomeOf(body, doneStatus);
		return asked.map((number) => ({ number, ...overall }));
	}
	// By number, each with its places in the list: a group has up to a thousand people.
	const places = new Map<string, number[]>();
	list.forEach((raw, place) => {
		const number = numberOf(raw);
		if (number !== undefined) places.set(number, [...(places.get(number) ?? []), place]);
	});
	const found = new Map<string, unknown>();
	const taken = new Set<number>();
	for (const spellingsOf of [(number: string) => [number], twins]) {
		for (const number of asked) {
			if (found.has(number)) continue;
			const place = spellingsOf(number)
				.flatMap((spelling) => places.get(spelling) ?? [])
				.find((candidate) => !taken.has(candidate));
			if (place === undefined) continue;
			taken.add(place);
			found.set(number, list[place]);
		}
	}
	return asked.map((number, index) => {
		const byPosition = list.length === asked.length && !taken.has(index);
		const raw = found.get(number) ?? (byPosition ? list[index] : undefined);
		// A list that does not mention a number says nothing against it either.
		return { number, ...outcomeOf(raw, doneStatus) };
	});
}
