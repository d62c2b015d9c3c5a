import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
	comparePeople,
	packPeople,
	unpackPeople,
} from '../../nodes/PilotStatusPollingTrigger/people.ts';
import type { Participant } from '../../nodes/shared/values/participants.ts';

const person = (
	number: string | null,
	role: Participant['role'] = 'member',
	id?: string,
): Participant => ({ number, role, ...(id && { id: `${id}@lid` }) });
const [a, b, c] = ['5511987650001', '4915112345678', '5521987650002'] as const;
const crowd = (count: number, toOne: (nth: number) => Participant) =>
	Array.from({ length: count }, (_one, nth) => toOne(nth));

describe('two looks at a group', () => {
	it.each<[string, Participant[], Participant[], string[]]>([
		['nothing', [person(a)], [person(a)], []],
		['a newcomer', [person(a)], [person(a), person(b)], [`joined ${b}`]],
		['somebody gone', [person(a), person(b)], [person(b)], [`left ${a}`]],
		['both', [person(a), person(b)], [person(b), person(c)], [`left ${a}`, `joined ${c}`]],
		['another order', [person(a), person(b)], [person(b), person(a)], []],
		['a new admin', [person(a)], [person(a, 'admin')], [`promoted ${a}`]],
		['a former admin', [person(a, 'admin')], [person(a)], [`demoted ${a}`]],
		['an owner who is an admin', [person(a, 'superadmin')], [person(a, 'admin')], []],
		['no roles shown', [person(a, 'admin')], [person(a, null)], []],
		['roles shown at last', [person(a, null)], [person(a, 'admin')], []],
		['joined as admin', [person(a)], [person(a), person(b, 'admin')], [`joined ${b}`]],
		['another spelling (P07)', [person(a)], [person('551187650001')], []],
		['and back', [person('551187650001')], [person(a)], []],
		[
			'a hidden id that gets its number (P04)',
			[person(null, 'member', '1')],
			[person(a, 'member', '1')],
			[],
		],
		[
			'a number that is hidden later',
			[person(a, 'member', '1')],
			[person(null, 'member', '1')],
			[],
		],
		[
			'somebody hidden who is gone',
			[person(a), person(null, 'member', '1')],
			[person(a)],
			['left 1@lid'],
		],
		['listed twice', [person(a)], [person(a), person(b), person(b)], [`joined ${b}`]],
		['whom nobody knows', [person(a)], [person(a), person(null)], []],
		[
			'two who turn out to be one',
			[person(a), person(null, 'member', '1')],
			[person(a, 'member', '1')],
			[],
		],
		[
			'a group that turns to hidden ids (P05)',
			crowd(30, (nth) => person(`55119876500${10 + nth}`)),
			crowd(30, (nth) => person(null, 'member', `${nth + 1}`)),
			[],
		],
		[
			'and one that turns back',
			crowd(30, (nth) => person(null, 'member', `${nth + 1}`)),
			crowd(30, (nth) => person(`55119876500${10 + nth}`)),
			[],
		],
		[
			'one in, one out of a mixed group',
			[person(a), person(b), person(c)],
			[person(a), person(b), person(null, 'member', '1')],
			[`left ${c}`, 'joined 1@lid'],
		],
	])('tell %s', (_name, known, seen, expected) => {
		const { changes, people } = comparePeople(known, seen);
		expect(changes.map(({ kind, person: one }) => `${kind} ${one.number ?? one.id}`)).toEqual(
			expected,
		);
		// A third look that shows the same tells nothing.
		expect(comparePeople(unpackPeople(packPeople(people)), seen).changes).toEqual([]);
	});

	it('tell a role once, and keep it while none is shown', () => {
		const { people } = comparePeople([person(a, 'admin')], [person(a, null)]);
		expect(comparePeople(people, [person(a)]).changes).toEqual([
			{ kind: 'demoted', person: person(a) },
		]);
	});

	it('keep the number of somebody who is hidden later', () => {
		const { people } = comparePeople(
			[person(a, 'member', '1'), person(b)],
			[person(null, 'member', '1'), person(b)],
		);
		expect(comparePeople(people, [person(b)]).changes).toEqual([
			{ kind: 'left', person: person(a, 'member', '1') },
		]);
	});
});

describe('what is stored of people', () => {
	it('is a dozen characters each, twice that with a hidden id', () => {
		const numbers = crowd(400, (nth) => person(`55119876${50000 + nth}`));
		expect(packPeople(numbers).length / 400).toBeLessThanOrEqual(11);
		const both = crowd(400, (nth) =>
			person(`55119876${50000 + nth}`, 'admin', `17798359579${1000 + nth}`),
		);
		expect(packPeople(both).length / 400).toBeLessThanOrEqual(22);
	});

	it('comes back as it was', () => {
		const digits = fc
			.integer({ min: 1_000_000, max: 999_999_999_999_999 })
			.map((number) => String(number));
		const id = fc.oneof(digits, fc.stringMatching(/^[\w=.+ é-]{1,20}$/)).map((one) => `${one}@lid`);
		const role = fc.constantFrom('superadmin' as const, 'admin' as const, 'member' as const, null);
		const one = fc.oneof(
			fc.record({ number: digits, role }),
			fc.record({ number: fc.option(digits), role, id }),
		);
		fc.assert(
			fc.property(fc.array(one, { minLength: 1 }), (people) => {
				expect(unpackPeople(packPeople(people))).toEqual(people);
			}),
		);
	});
});
