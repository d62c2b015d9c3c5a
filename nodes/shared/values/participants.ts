import type { IDataObject } from 'n8n-workflow';

import { isObject, readField, readList, readObject } from './json';
import { twins } from './twins';

/** A participant as the nodes put it out. */
export interface Participant {
	/** Digits without plus, or null when WhatsApp hides the number behind an @lid. */
	number: string | null;
	/** Null where the API does not tell. */
	role: 'superadmin' | 'admin' | 'member' | null;
	/** The @lid, where there is one. */
	id?: string;
}

/** Names of an id (section 2 of the API's documentation, open point), those of phone numbers first. */
const ID_FIELDS = ['phoneNumber', 'phone', 'number', 'jid', 'id', 'lid'];

/** WhatsApp's spellings of an account, and of one whose number it hides; a device suffix (`:12`) is dropped. */
const ACCOUNT = /^\+?(\d{6,15})(?::\d+)?(?:@s\.whatsapp\.net|@c\.us)?$/;
const LID = /^([^@:]+)(?::\d+)?@lid$/;

/** The values of a participant that tell who it is, likeliest first, without what comes behind the account. */
function identities(raw: unknown): Array<{ account: string; isLid: boolean }> {
	const named = isObject(raw)
		? ID_FIELDS.map((name) => [name, readField(raw, name)] as const)
		: [['', raw] as const];
	return named.flatMap(([name, value]) => {
		if (typeof value !== 'string' && typeof value !== 'number') return [];
		const lid = LID.exec(String(value).trim());
		if (lid) return [{ account: lid[1]!, isLid: true }];
		const account = ACCOUNT.exec(String(value).trim());
		return account ? [{ account: account[1]!, isLid: name === 'lid' }] : [];
	});
}

/** Digits of the phone number that an object or a text names, or undefined where it names none. */
export function numberOf(raw: unknown): string | undefined {
	return identities(raw).find(({ isLid }) => !isLid)?.account;
}

/** Whether a text, or a field of an object, says who is meant, if only by an @lid. */
export function isAboutSomebody(raw: unknown): boolean {
	return identities(raw).length > 0;
}

function roleOf(raw: unknown): Participant['role'] {
	if (!isObject(raw)) return null;
	if (readField(raw, 'isSuperAdmin') === true) return 'superadmin';
	const role = readField(raw, 'role', 'admin');
	if (typeof role === 'string' && role !== '') {
		const name = role.toLowerCase();
		return name === 'superadmin' || name === 'admin' || name === 'member' ? name : null;
	}
	if (role === true || readField(raw, 'isAdmin') === true) return 'admin';
	// `admin: null` is how the API says "member"; without any of the fields the role is unknown.
	const isTold = Object.keys(raw).some((key) => /^(role|admin|isadmin|issuperadmin)$/i.test(key));
	return isTold ? 'member' : null;
}

/**
 * A participant from any of the API's open forms: text, or an object with id, role or flags.
 * @param raw one element of `participants` in `GET /v1/groups/{id}`
 */
export function toParticipant(raw: unknown): Participant {
	const lid = identities(raw).find(({ isLid }) => isLid);
	return {
		number: numberOf(raw) ?? null,
		role: roleOf(raw),
		...(lid && { id: `${lid.account}@lid` }),
	};
}

/** The group in an answer, bare or wrapped; undefined where there is none. */
export function readGroup(body: unknown): IDataObject | undefined {
	const raw = readObject(body, 'group', 'data');
	const sign = raw && readField(raw, 'id', 'jid', 'groupId', 'subject', 'name', 'participants');
	return sign === undefined ? undefined : raw;
}

/** The people in a group's own object, or null where no list came. */
export function readPeople(group: IDataObject): Participant[] | null {
	return readList(readField(group, 'participants'))?.map(toParticipant) ?? null;
}

/**
 * A group from `GET /v1/groups/{id}` or `POST /v1/groups`, made uniform.
 * @param raw the API's own object
 */
export function toGroup(raw: IDataObject): IDataObject {
	return {
		id: readField(raw, 'id', 'groupId', 'jid'),
		subject: readField(raw, 'subject', 'name') ?? null,
		participants: readPeople(raw),
	} as IDataObject;
}

/**
 * Where the accounts of numbers stand in a list; a group has up to a thousand people.
 * @param numbers as the list spells them, undefined or null where it hides one
 * @returns finds the places of a number, as it is spelled or by its twins
 */
export function placesIn(
	numbers: Array<string | null | undefined>,
): (number: string, spelling: 'same' | 'twin') => number[] {
	const places = new Map<string, number[]>();
	for (const [place, number] of numbers.entries()) {
		if (!number) continue;
		const known = places.get(number);
		if (known) known.push(place);
		else places.set(number, [place]);
	}
	return (number, spelling) =>
		(spelling === 'same' ? [number] : twins(number)).flatMap((one) => places.get(one) ?? []);
}

/** A list of people, to be asked for by number. */
export class Accounts<T> {
	/** Those whose number WhatsApp hides. */
	readonly hidden: T[];

	private readonly placesOf: ReturnType<typeof placesIn>;

	constructor(
		private readonly list: T[],
		numberOfOne: (one: T) => string | null | undefined,
	) {
		this.hidden = list.filter((one) => !numberOfOne(one));
		this.placesOf = placesIn(list.map(numberOfOne));
	}

	/** The one whose account a number is, in whichever spelling. */
	find(number: string): T | undefined {
		const [place] = [...this.placesOf(number, 'same'), ...this.placesOf(number, 'twin')];
		return place === undefined ? undefined : this.list[place];
	}
}
