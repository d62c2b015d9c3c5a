import { describe, expect, it } from '@jest/globals';

import { PEOPLE, SHAPE_VALUES } from 'pilotstatus-reference-server';
import type { ShapeName } from 'pilotstatus-reference-server';
import { useSync } from './sync-bench.mts';

const { server, groupOf, run } = useSync();
const { ana, bruno, carla, dieter } = PEOPLE;
const numbersIn = () =>
	groupOf()
		.participants.slice(1)
		.map(({ number }) => number);
const NAMES: ShapeName[] = [
	'countryDigit',
	'groupCreateStatus',
	'groupGetId',
	'groupWriteBody',
	'groupWriteStatus',
	'idForm',
	'keyCase',
	'ninthDigit',
	'participantForm',
	'participantId',
	'participantRole',
	'resultId',
	'resultList',
	'resultsListed',
	'resultStatus',
];
/** Forms in which nobody can tell who somebody is, or who is an admin. */
const DOUBTFUL = ['idForm lid', 'participantForm string', 'participantId lid'];
const forms = NAMES.flatMap((name) => SHAPE_VALUES[name].map((value) => [name, value] as const));
const isDoubtful = ([name, value]: (typeof forms)[number]) =>
	DOUBTFUL.includes(`${name} ${String(value)}`);
// Ana is an admin, and not on the list.
const wish = { participants: [bruno, dieter, PEOPLE.private], removeOthers: true };

describe('group: syncParticipants in every form of the API', () => {
	it.each(forms.filter((form) => !isDoubtful(form)))(
		'does what is asked when %s is %s, and nothing again',
		async (name, value) => {
			Object.assign(server().shapes, { [name]: value });
			const { items, error } = await run(wish);
			expect(error).toBeUndefined();
			const { added, removed, refused, kept, link } = items[0]!.json;
			expect([added, removed, refused, kept]).toEqual([
				[expect.objectContaining({ number: dieter, success: true })],
				// As the group spells it.
				[expect.objectContaining({ number: expect.stringMatching(/^5531/), success: true })],
				[expect.objectContaining({ number: PEOPLE.private })],
				1,
			]);
			expect(link).toMatch(/^https:/);
			expect(numbersIn()).toEqual([ana, bruno, dieter]);
			server().log.length = 0;
			await run({ ...wish, participants: [bruno, dieter] });
			expect(server().log.map(({ method }) => method)).toEqual(['GET']);
		},
	);

	it.each(forms.filter(isDoubtful))('changes nothing when %s is %s', async (name, value) => {
		Object.assign(server().shapes, { [name]: value });
		const { error } = await run(wish);
		expect(error!.message).toMatch(/hides the numbers of this group|who is an admin/);
		expect(numbersIn()).toEqual([ana, bruno, carla]);
	});
});
