import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Participant } from '../../nodes/shared/values/participants.ts';
import { planSync } from '../../nodes/PilotStatus/actions/group/syncPlan.ts';

const member = (number: string | null, role: Participant['role'] = 'member') => ({ number, role });
const OWN = member('5511987659999', 'superadmin');
const [a, b, c] = ['5511987650001', '5521987650002', '4915112345678'] as const;
const hidden = (nth: number) => ({ ...member(null), id: `${nth}@lid` });
const all = { removeOthers: true, mostRemoved: 100 };
const onlyAdd = { removeOthers: false, mostRemoved: 100 };

describe('a plan for a group', () => {
	it.each<[string, Participant[], string[], object, object]>([
		['adds who is missing', [OWN, member(a)], [a, b], onlyAdd, { added: [b], kept: 1 }],
		['removes nobody unasked', [OWN, member(a), member(b)], [a], onlyAdd, { kept: 1 }],
		['removes who is not on it', [OWN, member(a), member(b)], [a], all, { removed: [b], kept: 1 }],
		['takes twins for one person (S04)', [OWN, member('551187650001')], [a], all, { kept: 1 }],
		['in the other spelling too', [OWN, member(a)], ['551187650001'], all, { kept: 1 }],
		[
			'with a ninth digit before a landline-like number',
			[OWN, member('551112345678')],
			['5511912345678'],
			all,
			{ kept: 1 },
		],
		[
			'with Mexico and Argentina',
			[OWN, member('5215512345678'), member('541151234567')],
			['525512345678', '5491151234567'],
			all,
			{ kept: 2 },
		],
		['adds one person once (S05)', [OWN], [a, '551187650001'], onlyAdd, { added: [a] }],
		[
			'lets admins stay (S06)',
			[OWN, member(a), member(b, 'admin'), member(c, 'superadmin')],
			[a],
			all,
			{ kept: 1 },
		],
		['lets an unknown role stay', [OWN, member(a), member(b, null)], [a], all, { kept: 1 }],
		[
			'lets stay who is listed as member and as admin',
			[OWN, member(a), member(b), member(b, 'admin')],
			[a],
			all,
			{ kept: 1 },
		],
		[
			'under two spellings as well',
			[OWN, member(a), member('5521987650002'), member('552187650002', 'admin')],
			[a],
			all,
			{ kept: 1 },
		],
		['removes one person once', [OWN, member(a), member(b), member(b)], [a], all, { removed: [b] }],
		['keeps itself (S08)', [OWN, member(a)], [OWN.number!, a], all, { kept: 2 }],
		[
			'removes nobody whose number is hidden',
			[OWN, member(a), member(b), hidden(1)],
			[a],
			all,
			{ removed: [b], kept: 1, unknown: 1 },
		],
		[
			'adds who may be hidden, up to half (S10)',
			[OWN, member(a), hidden(1), hidden(2)],
			[a, b],
			onlyAdd,
			{ added: [b], kept: 1, unknown: 2 },
		],
		[
			'takes digits that are no number for a hidden id',
			[OWN, member(a), member('177983595790491')],
			[a],
			all,
			{ unknown: 1 },
		],
		[
			'needs no number where there is nothing to do',
			[OWN, hidden(1), hidden(2)],
			[OWN.number!],
			all,
			{ unknown: 2 },
		],
		[
			'removes half where half may go',
			[OWN, member(a), member(b)],
			[a],
			{ ...all, mostRemoved: 50 },
			{ removed: [b] },
		],
		[
			'removes nobody where nobody may go',
			[OWN, member(a)],
			[a],
			{ ...all, mostRemoved: 0 },
			{ kept: 1 },
		],
	])('%s', (_name, people, list, wish, expected) => {
		const plan = planSync(people, list, wish as typeof all);
		const kept = { kept: plan.kept };
		expect(plan).toEqual({ added: [], removed: [], unknown: 0, ...kept, ...expected });
	});

	const crowd = (count: number) => [
		OWN,
		...Array.from({ length: count }, (_one, n) => member(`55119876${50000 + n}`)),
	];
	const numbersOf = (people: Participant[]) => people.slice(1).map(({ number }) => number!);

	it.each<[string, Participant[], string[], object, RegExp, RegExp]>([
		['an empty list', [OWN, member(a)], [], all, /^'Participants' is empty/, /Give those/],
		['a group without people', [], [a], onlyAdd, /without a list of its people/, /again/],
		['no roles (S07)', [member(a, null), member(b, null)], [a], all, /who is an admin/, /Turn off/],
		[
			'half a sheet (S03)',
			crowd(40),
			numbersOf(crowd(1)),
			{ ...all, mostRemoved: 50 },
			/^39 of 40 people/,
			/Check the list.*raise 'Most Removed \(Per Cent\)'/,
		],
		[
			'more than half (S14)',
			crowd(20),
			numbersOf(crowd(9)),
			{ ...all, mostRemoved: 50 },
			/^11 of 20 people.*allows 50 per cent/,
			/Nothing was changed/,
		],
		[
			'no country codes (S09)',
			[OWN, member('5551987650001'), member('555187650002')],
			['51987650001', '5187650002'],
			{ ...all, mostRemoved: 50 },
			/^2 of 2/,
			/country code seems to be missing.*"51987650001".*'Country Code'/,
		],
		[
			'national numbers of strangers',
			[OWN, member(a), member(b)],
			['51987650001'],
			{ ...all, mostRemoved: 50 },
			/^2 of 2/,
			/country code seems to be missing in the list: set/,
		],
		[
			'more than half hidden',
			[OWN, hidden(1), hidden(2)],
			[a],
			onlyAdd,
			/^WhatsApp hides the numbers of this group: 2 of its 3/,
			/invite link/,
		],
		[
			'the same where only somebody would go',
			[OWN, member(a), hidden(1), hidden(2), hidden(3)],
			[OWN.number!],
			all,
			/^WhatsApp hides the numbers/,
			/Nothing was changed/,
		],
	])('refuses %s', (_name, people, list, wish, sentence, hint) => {
		expect(() => planSync(people, list, wish as typeof all)).toThrow(
			expect.objectContaining({
				sentence: expect.stringMatching(sentence),
				hint: expect.stringMatching(hint),
			}),
		);
	});

	it('goes where exactly the limit goes (S14)', () => {
		const plan = planSync(crowd(20), numbersOf(crowd(10)), { ...all, mostRemoved: 50 });
		expect(plan).toMatchObject({ kept: 10, added: [] });
		expect(plan.removed).toEqual(numbersOf(crowd(20)).slice(10));
	});

	it('never removes an admin, who is wanted, or more than allowed, whatever comes in', () => {
		// Two spellings of few people, so that they meet often.
		const number = fc
			.tuple(fc.integer({ min: 1, max: 6 }), fc.boolean())
			.map(([nth, isLong]) => `5511${isLong ? '9' : ''}8765000${nth}`);
		const role = fc.constantFrom('superadmin' as const, 'admin' as const, 'member' as const, null);
		const person = fc.record({ number: fc.option(number), role });
		const people = fc.array(person, { maxLength: 12 });
		const wish = fc.record({
			removeOthers: fc.boolean(),
			mostRemoved: fc.integer({ min: 0, max: 100 }),
		});
		const who = (one: string) => one.slice(-1);
		fc.assert(
			fc.property(people, fc.array(number, { maxLength: 6 }), wish, (group, list, settings) => {
				let plan;
				try {
					plan = planSync(group, list, settings);
				} catch {
					return;
				}
				const shown = group.filter((one) => one.number !== null);
				const untouchable = shown.filter((one) => one.role !== 'member').map((o) => who(o.number!));
				const others = new Set(shown.map((one) => who(one.number!)));
				for (const one of untouchable) others.delete(one);
				const removed = plan.removed.map(who);
				expect(new Set(removed).size).toBe(removed.length);
				for (const one of removed) {
					expect(others.has(one)).toBe(true);
					expect(list.map(who)).not.toContain(one);
				}
				if (!settings.removeOthers || list.length === 0) expect(removed).toEqual([]);
				if (group.every((one) => one.role === null)) expect(removed).toEqual([]);
				expect(removed.length * 100).toBeLessThanOrEqual(others.size * settings.mostRemoved);
				const added = plan.added.map(who);
				expect(new Set(added).size).toBe(added.length);
				expect(shown.filter((one) => added.includes(who(one.number!)))).toEqual([]);
			}),
			{ numRuns: 2000 },
		);
	});
});
