import type { Participant } from '../shared/values/participants';
import { twins } from '../shared/values/twins';

/** What can be told of somebody by comparing two looks at a group. */
export interface Change {
	kind: 'joined' | 'left' | 'promoted' | 'demoted';
	person: Participant;
}

/** Roles by the digit that stands for them in the static data. */
const ROLES: ReadonlyArray<Participant['role']> = [null, 'member', 'admin', 'superadmin'];

/**
 * People as they are stored, a dozen characters each: role, number in base 36, and the hidden id, if it is known, likewise.
 * n8n keeps it in plain text, and everybody who may see the workflow can read it.
 */
export function packPeople(people: Participant[]): string {
	return people
		.map(({ number, role, id }) => {
			const lid = id === undefined ? '' : `@${packId(id.replace(/@lid$/, ''))}`;
			return `${ROLES.indexOf(role)}${number === null ? '' : Number(number).toString(36)}${lid}`;
		})
		.join(' ');
}

/** The people in what `packPeople` has made. */
export function unpackPeople(packed: string): Participant[] {
	return packed.split(' ').map((text) => {
		const [, role, number, id] = /^(\d)([^@]*)(?:@(.*))?$/.exec(text) ?? [];
		return {
			number: number ? String(parseInt(number, 36)) : null,
			role: ROLES[Number(role)] ?? null,
			...(id && { id: `${unpackId(id)}@lid` }),
		};
	});
}

/** Hidden ids are digits, as far as anybody has seen. */
const packId = (id: string) =>
	/^[1-9]\d{0,14}$/.test(id) ? Number(id).toString(36) : `=${encodeURIComponent(id)}`;
const unpackId = (text: string) =>
	text.startsWith('=') ? decodeURIComponent(text.slice(1)) : String(parseInt(text, 36));

/** Everything by which a person may be known. */
function keysOf({ number, id }: Participant): string[] {
	return [...(id ? [id] : []), ...(number ? [number, ...twins(number)] : [])];
}

/** Where people stand in a list, by everything by which they may be known. */
class Places {
	private readonly places = new Map<string, number>();

	constructor(people: Participant[] = []) {
		for (const [place, person] of people.entries()) this.add(person, place);
	}

	add(person: Participant, place: number): void {
		for (const key of keysOf(person)) if (!this.places.has(key)) this.places.set(key, place);
	}

	of(person: Participant): Set<number> {
		const places = keysOf(person).map((key) => this.places.get(key));
		return new Set(places.filter((place) => place !== undefined));
	}
}

/**
 * What happened between two looks at a group: who joined, left, or got another role. Two spellings of a number, and a
 * hidden id that gets its number, are one person. A whole group that turns to hidden ids, or back, is no change.
 * @returns the changes, those who left first, and the people as they are to be stored
 */
export function comparePeople(
	known: Participant[],
	seen: Participant[],
): { changes: Change[]; people: Participant[] } {
	const placesBefore = new Places(known);
	const placesNow = new Places();
	const stayed = new Set<number>();
	const roles: Change[] = [];
	const arrived: Participant[] = [];
	const people: Participant[] = [];
	for (const person of seen) {
		// Nobody knows who it is, or it is listed twice.
		if (keysOf(person).length === 0 || placesNow.of(person).size > 0) continue;
		placesNow.add(person, people.length);
		const [first, ...others] = [...placesBefore.of(person)];
		for (const place of [first, ...others]) if (place !== undefined) stayed.add(place);
		const before = first === undefined ? undefined : known[first];
		if (!before) {
			arrived.push(person);
			people.push(person);
			continue;
		}
		const role = person.role ?? before.role;
		const id = before.id ?? person.id;
		// The spelling that is known stays, so that nothing is written for it.
		const merged = { number: before.number ?? person.number, role, ...(id && { id }) };
		people.push(merged);
		const kind = roleChange(before.role, person.role);
		if (kind) roles.push({ kind, person: merged });
	}
	const gone = known.filter((_person, place) => !stayed.has(place));
	const least = Math.min(known.length, people.length);
	const [left, joined] = withoutTurned(gone, arrived, least);
	return {
		changes: [
			...left.map((person) => ({ kind: 'left' as const, person })),
			...joined.map((person) => ({ kind: 'joined' as const, person })),
			...roles,
		],
		people,
	};
}

function roleChange(
	before: Participant['role'],
	now: Participant['role'],
): 'promoted' | 'demoted' | undefined {
	if (before === null || now === null) return undefined;
	if (before === 'member' && now !== 'member') return 'promoted';
	return before !== 'member' && now === 'member' ? 'demoted' : undefined;
}

const isHidden = ({ number }: Participant) => number === null;
const isBare = ({ number, id }: Participant) => number !== null && id === undefined;

/**
 * Those who left and those who joined, without the two halves of a group that shows its people in the other form now.
 * @param least how many people the smaller of both looks had
 */
function withoutTurned(
	gone: Participant[],
	arrived: Participant[],
	least: number,
): [Participant[], Participant[]] {
	for (const [before, now] of [
		[isBare, isHidden],
		[isHidden, isBare],
	] as const) {
		const turned = Math.min(gone.filter(before).length, arrived.filter(now).length);
		if (turned * 2 > least) {
			return [gone.filter((one) => !before(one)), arrived.filter((one) => !now(one))];
		}
	}
	return [gone, arrived];
}
