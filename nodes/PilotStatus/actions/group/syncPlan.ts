import { readSpelling } from '../../../shared/values/phoneSpelling';
import { twins } from '../../../shared/values/twins';
import { Failure, quote } from '../../../shared/words/failure';
import type { Participant } from '../../../shared/values/participants';

/** What the user wants of a group, and allows. */
export interface SyncWish {
	/** Whether who is not on the list goes. */
	removeOthers: boolean;
	/** How many of those who could be removed may go, in per cent. */
	mostRemoved: number;
}

/** What is to be done so that a list of people is in a group. Numbers are digits without plus. */
export interface SyncPlan {
	/** As the list spells them. */
	added: string[];
	/** As the group spells them. */
	removed: string[];
	/** How many of the list are in the group already. */
	kept: number;
	/** How many people of the group are known by an @lid only. */
	unknown: number;
}

const NOTHING_DONE = 'Nothing was changed in this group.';

/** Every spelling of a number under which WhatsApp may know its account. */
const spellings = (number: string) => [number, ...twins(number)];

/** Numbers, to be asked for in whichever spelling, the one asked for or the one that is here. */
class Numbers {
	private readonly known = new Set<string>();

	constructor(numbers: Iterable<string> = []) {
		for (const number of numbers) this.add(number);
	}

	add(number: string): void {
		for (const spelling of spellings(number)) this.known.add(spelling);
	}

	has(number: string): boolean {
		return spellings(number).some((spelling) => this.known.has(spelling));
	}
}

/** The first of each person: two spellings of one account are one. */
function withoutTwins(numbers: string[]): string[] {
	const seen = new Numbers();
	return numbers.filter((number) => {
		if (seen.has(number)) return false;
		seen.add(number);
		return true;
	});
}

/** A number that somebody can have: the digits of a hidden id, without its tail, look like one, and name nobody. */
const isPhoneNumber = (digits: string) => 'number' in readSpelling(`+${digits}`);

/**
 * Who is to be added and removed. Nobody is removed by accident: no admin, and so not this number itself, nobody whose
 * role or number is not known, no more than allowed, and nobody at all where the list or the group is in doubt.
 * @param people who is in the group
 * @param list who should be in it
 * @throws Failure saying why nothing may be done
 */
export function planSync(people: Participant[], list: string[], wish: SyncWish): SyncPlan {
	const { removeOthers, mostRemoved } = wish;
	if (list.length === 0) {
		throw new Failure(
			"'Participants' is empty, and no list is not an empty group",
			`Give those who should be in the group. ${NOTHING_DONE}`,
		);
	}
	// This number is in the group, so an empty list of people is none.
	if (people.length === 0) {
		throw new Failure(
			'The group came without a list of its people',
			`Run it again in a while. ${NOTHING_DONE}`,
		);
	}
	if (removeOthers && people.every(({ role }) => role === null)) {
		throw new Failure(
			'Pilot Status does not say who is an admin of this group, so nobody can be removed safely',
			`Turn off 'Remove Others' to add people only. ${NOTHING_DONE}`,
		);
	}
	const isShown = ({ number }: Participant) => number !== null && isPhoneNumber(number);
	const shown = people.filter(isShown).map((one) => ({ ...one, number: one.number! }));
	const unknown = people.length - shown.length;
	const asked = withoutTwins(list);
	const members = new Numbers(shown.map(({ number }) => number));
	const added = asked.filter((number) => !members.has(number));
	const wanted = new Numbers(asked);
	// Somebody may be listed twice, with two roles.
	const untouchable = new Numbers(
		shown.filter(({ role }) => role !== 'member').map(({ number }) => number),
	);
	const removable = withoutTwins(
		shown.map(({ number }) => number).filter((number) => !untouchable.has(number)),
	);
	const removed = removeOthers ? removable.filter((number) => !wanted.has(number)) : [];
	if (unknown * 2 > people.length && added.length + removed.length > 0) {
		throw new Failure(
			`WhatsApp hides the numbers of this group: ${unknown} of its ${people.length} people are known by a hidden id only, and may be on the list`,
			`Manage this group by its invite link (Group → Get Invite Link). ${NOTHING_DONE}`,
		);
	}
	if (removed.length * 100 > removable.length * mostRemoved) {
		throw tooMany(removed, removable.length, added, mostRemoved);
	}
	return { added, removed, kept: asked.length - added.length, unknown };
}

function tooMany(removed: string[], of: number, added: string[], mostRemoved: number): Failure {
	const national = added.find((number) => isTail(number, removed));
	const lackCode =
		added.length > 0 && added.every((one) => isTail(one, removed) || isNational(one));
	const guess = lackCode
		? `The country code seems to be missing in the list${national ? ` (${quote(national)} is in the group with one)` : ''}: set 'Country Code' under 'Options'.`
		: "Check the list. If it is right, raise 'Most Removed (Per Cent)' under 'Options'.";
	return new Failure(
		`${removed.length} of ${of} people who could be removed are not on the list, and 'Most Removed (Per Cent)' allows ${mostRemoved} per cent`,
		`${guess} ${NOTHING_DONE}`,
	);
}

/** Whether a number of the list is one of the group's without its country code. */
const isTail = (number: string, members: string[]) =>
	members.some((member) => spellings(member).some((one) => one.endsWith(number)));

/** A Brazilian mobile number without its 55; others of this form are rare. */
const isNational = (number: string) => /^\d{2}9\d{8}$/.test(number);
