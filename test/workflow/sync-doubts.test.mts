import { describe, expect, it } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { add, at, byItem, items, look, numbers, useSync } from './sync-bench.mts';
import { locator } from './rows.mts';

const { server, calls, fill, run } = useSync();
const { ana, bruno, dieter } = PEOPLE;

describe('a list or a group in doubt', () => {
	it.each<[string, unknown, RegExp]>([
		['[]', [], /'Participants' is empty/],
		['empty text', '', /'Participants' is empty/],
		['[""]', [''], /'Participants' is empty/],
		['null', null, /'Participants' is empty/],
		['only separators', ' ; ', /'Participants' is empty/],
		["a sheet's header", 'Telefone', /"Telefone" in 'Participants' is not a phone number/],
		['a broken cell', `${ana}, #REF!`, /"#REF!" in 'Participants'/],
		['an @lid (S12)', '177983595790491@lid', /@lid/],
		['its digits alone (S12)', '177983595790491', /"177983595790491"/],
	])('refuses %s before any request (S01, S02)', async (_name, phone, sentence) => {
		const input = [{ json: { phone } }] as INodeExecutionData[];
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			const { error, items: out } = await run(byItem, input, onError);
			expect(error?.message ?? out[0]!.json.error).toMatch(sentence);
			expect(calls()).toEqual([]);
		}
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'changes nothing in a group of which one item is bad, under %s (S03)',
		async (onError) => {
			const rows = items(
				{ group: GROUPS.modern, phone: ana },
				{ group: GROUPS.modern, phone: '' },
				{ group: GROUPS.legacy, phone: dieter },
				{ group: GROUPS.modern, phone: '#REF!' },
			);
			const groupId = locator('={{ $json.group }}', 'id');
			const { outputs } = await run(
				{ ...byItem, groupId, options: { mostRemoved: 100 } },
				rows,
				onError,
			);
			const failed = outputs[onError === 'continueErrorOutput' ? 1 : 0]!.filter(
				({ json }) => json.error,
			);
			expect(failed.map(({ json }) => json.error)).toEqual([
				`The list of the group "${GROUPS.modern}" is not whole, since items 1, 3 cannot be used (counted from 0)`,
				"'Participants' is empty",
				'"#REF!" in \'Participants\' is not a phone number',
			]);
			// The other group is whole.
			expect(calls()).toEqual([
				`GET ${at(GROUPS.legacy)}`,
				`DELETE ${at(GROUPS.legacy)}/participants`,
				`POST ${at(GROUPS.legacy)}/participants`,
			]);
		},
	);

	it('changes nothing anywhere when an item names no group, for it may belong to any', async () => {
		const rows = items({ group: GROUPS.modern, phone: ana }, { group: '', phone: bruno });
		const parameters = { ...byItem, groupId: locator('={{ $json.group }}', 'id') };
		const { items: out } = await run(parameters, rows, 'continueRegularOutput');
		expect(out.map(({ json }) => json.error)).toEqual([
			`The list of the group "${GROUPS.modern}" is not whole, since item 1 cannot be used (counted from 0)`,
			"'Group' is empty",
		]);
		expect(calls()).toEqual([]);
	});

	it('adds the others when nobody is to be removed', async () => {
		const rows = items({ phone: '' }, { phone: dieter });
		const { items: out } = await run(
			{ participants: '={{ $json.phone }}' },
			rows,
			'continueRegularOutput',
		);
		expect(out.map(({ json, pairedItem }) => [json.error ?? json.kept, pairedItem])).toEqual([
			["'Participants' is empty", { item: 0 }],
			[0, [{ item: 1 }]],
		]);
		expect(calls()).toEqual([look, add]);
	});

	it('writes in no group when one of them may not be changed (S11, S14)', async () => {
		fill(numbers(20), GROUPS.legacy);
		const rows = items(
			{ group: GROUPS.modern, list: [ana, bruno, dieter] },
			{ group: GROUPS.legacy, list: numbers(9) },
		);
		const groupId = locator('={{ $json.group }}', 'id');
		const both = { participants: '={{ $json.list }}', removeOthers: true, groupId };
		const { error } = await run(both, rows);
		expect(error!.message).toMatch(/^11 of 20 people/);
		expect(error!.context.itemIndex).toBe(1);
		expect(calls()).toEqual([look, `GET ${at(GROUPS.legacy)}`]);
	});

	it('wants one word of all items of a group', async () => {
		const rows = items({ phone: ana, others: true }, { phone: bruno, others: false });
		const { error } = await run(
			{ participants: '={{ $json.phone }}', removeOthers: '={{ $json.others }}' },
			rows,
		);
		expect(error!.message).toContain("do not agree on 'Remove Others'");
		expect(calls()).toEqual([]);
	});

	it.each([-1, 101, 'half'])('refuses %j per cent', async (mostRemoved) => {
		const { error } = await run({ participants: ana, options: { mostRemoved } });
		expect(error!.message).toContain("'Most Removed (Per Cent)' must be from 0 to 100");
	});

	it('removes nobody where no roles are shown (S07)', async () => {
		server().shapes.participantForm = 'string';
		const { error } = await run({ participants: ana, removeOthers: true });
		expect(error!.message).toContain('does not say who is an admin');
		const added = await run({ participants: [ana, dieter] });
		expect(added.items[0]!.json).toMatchObject({ kept: 1, removed: [] });
		expect(calls()).toEqual([look, look, add]);
	});

	it.each<[string, string | undefined]>([
		['[]', 'The group came without a list of its people'],
		['null', 'no list of its people'],
	])('changes nothing where the people come as %s', async (people, sentence) => {
		server().fault({
			route: 'GET /groups/:groupId',
			body: `{"subject":"Obra 42","participants":${people}}`,
		});
		const { error } = await run({ participants: ana, removeOthers: true });
		expect(error!.message).toContain(sentence);
		expect(calls()).toEqual([look]);
	});
});
