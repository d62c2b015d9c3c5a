import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { locator } from './rows.mts';

const { server, account, calls, body } = useServer();
const at = (id: string) => `/groups/${encodeURIComponent(id)}`;
const look = `GET ${at(GROUPS.modern)}`;
const add = `POST ${at(GROUPS.modern)}/participants`;
const remove = `DELETE ${at(GROUPS.modern)}/participants`;
const { ana, bruno, carla, dieter } = PEOPLE;

const groupOf = (id: string = GROUPS.modern, number: { id: string } = NUMBERS.evo) =>
	server().state.groups.find((group) => group.id === id && group.numberId === number.id)!;
const numbersIn = (id?: string) => groupOf(id).participants.map(({ number }) => number);
const add20 = (count: number, from = 0) =>
	Array.from({ length: count }, (_one, n) => `55119876${50000 + from + n}`);

/** Fills a group with members, besides the number itself. */
function fill(members: string[], id?: string) {
	const group = groupOf(id);
	const people = members.map((number) => ({ number, role: 'member' as const }));
	group.participants = [{ number: NUMBERS.evo.phone, role: 'superadmin' }, ...people];
}

const sync = (parameters: INodeParameters) => ({
	resource: 'group',
	operation: 'syncParticipants',
	groupId: locator(GROUPS.modern),
	...parameters,
});
const run = async (
	parameters: INodeParameters,
	input?: INodeExecutionData[],
	onError?: 'continueRegularOutput' | 'continueErrorOutput',
) => await runNode(account(KEYS.evo), { parameters: sync(parameters), onError }, input);
const items = (...rows: IDataObject[]) => rows.map((json) => ({ json }));
const byItem = { participants: '={{ $json.phone }}', removeOthers: true };

describe('group: syncParticipants', () => {
	it('removes first, then adds, tells who refused, and gives the link', async () => {
		const list = [ana, dieter, PEOPLE.private, PEOPLE.leftRecently];
		const { items: out, error } = await run({
			participants: list,
			removeOthers: true,
			options: { mostRemoved: 100 },
		});
		expect(error).toBeUndefined();
		expect(calls()).toEqual([look, remove, add, `POST ${at(GROUPS.modern)}/invite`]);
		expect(body(1)).toEqual({ participants: [bruno, carla] });
		expect(body(2)).toEqual({ participants: [dieter, PEOPLE.private, PEOPLE.leftRecently] });
		const done = (number: string) => ({ number, success: true, verified: false, status: 200 });
		expect(out.map(({ json }) => json)).toEqual([
			{
				groupId: GROUPS.modern,
				added: [done(dieter)],
				removed: [done(bruno), done(carla)],
				refused: [
					{ number: PEOPLE.private, status: 403, reason: expect.stringContaining('invite link') },
					{
						number: PEOPLE.leftRecently,
						status: 408,
						reason: expect.stringContaining('invite link'),
					},
				],
				kept: 1,
				unknown: 0,
				link: 'https://chat.whatsapp.com/Seed120363000000000001',
				dryRun: false,
			},
		]);
	});

	it('makes one list of all items of a group, in pieces of twenty, and a second run writes nothing', async () => {
		const [stay, go, come] = [add20(30), add20(25, 30), add20(45, 100)];
		fill([...stay, ...go]);
		const rows = items(...[...stay, ...come].map((phone) => ({ phone })));
		const first = await run(byItem, rows);
		expect(first.error).toBeUndefined();
		expect(calls()).toEqual([look, remove, remove, add, add, add]);
		expect(
			server()
				.log.slice(1)
				.map(({ body: sent }) => (sent as { participants: string[] }).participants.length),
		).toEqual([20, 5, 20, 20, 5]);
		expect(numbersIn().slice(1)).toEqual([...stay, ...come]);
		expect(first.items).toHaveLength(1);
		expect(first.items[0]!.pairedItem).toEqual(rows.map((_row, item) => ({ item })));
		expect(first.items[0]!.json).toMatchObject({ kept: 30, refused: [] });

		server().log.length = 0;
		const second = await run(byItem, rows);
		expect(calls()).toEqual([look]);
		expect(second.items[0]!.json).toMatchObject({ added: [], removed: [], kept: 75 });
	});

	it('says the same in a dry run, with one look (S13)', async () => {
		const parameters = { participants: [ana, bruno, dieter], removeOthers: true };
		const dry = await run({ ...parameters, options: { dryRun: true } });
		expect(calls()).toEqual([look]);
		expect(dry.items[0]!.json).toEqual({
			groupId: GROUPS.modern,
			added: [{ number: dieter }],
			removed: [{ number: carla }],
			refused: [],
			kept: 2,
			unknown: 0,
			dryRun: true,
		});
		const real = await run(parameters);
		for (const name of ['added', 'removed'] as const) {
			const people = (out: typeof dry) =>
				(out.items[0]!.json[name] as IDataObject[]).map(({ number }) => number);
			expect(people(real)).toEqual(people(dry));
		}
	});

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
		fill(add20(20), GROUPS.legacy);
		const rows = items(
			{ group: GROUPS.modern, list: [ana, bruno, dieter] },
			{ group: GROUPS.legacy, list: add20(9) },
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

	it('takes a 409 for somebody who was there already (S10)', async () => {
		server().fault({
			route: 'GET /groups/:groupId',
			body: {
				subject: 'Obra 42',
				participants: [
					{ id: `${NUMBERS.evo.phone}@s.whatsapp.net`, role: 'superadmin' },
					{ id: `${ana}@s.whatsapp.net`, role: 'member' },
					{ id: '99@lid', role: 'member' },
				],
			},
		});
		const { items: out } = await run({ participants: [ana, bruno], removeOthers: true });
		expect(calls()).toEqual([look, add]);
		expect(out[0]!.json).toMatchObject({ added: [], refused: [], kept: 2, unknown: 1 });
	});

	it('takes who left meanwhile for removed', async () => {
		const gone = { id: `${dieter}@s.whatsapp.net`, role: 'member' };
		const rest = groupOf().participants.map(({ number, role }) => ({ id: number, role }));
		server().fault({
			route: 'GET /groups/:groupId',
			body: { subject: 'Obra 42', participants: [...rest, gone] },
		});
		const { items: out } = await run({ participants: [ana, bruno, carla], removeOthers: true });
		expect(calls()).toEqual([look, remove]);
		expect(out[0]!.json).toMatchObject({
			removed: [{ number: dieter, success: true, status: 404 }],
			refused: [],
		});
	});

	it('looks once at the end where the answers name nobody', async () => {
		const { items: out } = await runNode(account(KEYS.go), {
			parameters: sync({ participants: [ana, bruno, dieter], removeOthers: true }),
		});
		expect(calls()).toEqual([look, remove, add, look]);
		const seen = (number: string) => ({ number, success: true, verified: true });
		expect(out[0]!.json).toMatchObject({ added: [seen(dieter)], removed: [seen(carla)] });
	});

	it('gives the rest without the link where that cannot be had', async () => {
		server().fault({ route: 'POST /groups/:groupId/invite', status: 400, body: {} });
		const { items: out, run: all } = await run({ participants: [ana, PEOPLE.private] });
		expect(out[0]!.json).not.toHaveProperty('link');
		expect(out[0]!.json).toMatchObject({ refused: [{ number: PEOPLE.private, status: 403 }] });
		const { hints } = all.data.resultData.runData['Pilot Status']![0]!;
		expect(hints!.map(({ message }) => message)).toEqual([
			expect.stringContaining(`The invite link of the group ${GROUPS.modern} could not be had`),
		]);
	});

	it('says how far it came, and the next run does the rest', async () => {
		const come = add20(30);
		server().fault({ route: 'POST /groups/:groupId/participants', nth: 2, status: 403, body: {} });
		const parameters = { participants: [ana, bruno, ...come], removeOthers: true };
		const { error } = await run(parameters);
		expect(error!.description).toContain(
			'Before that, Pilot Status took removals: 1, additions: 20. Run the node again',
		);
		const again = await run(parameters);
		expect(again.items[0]!.json).toMatchObject({ removed: [], kept: 22 });
		expect(numbersIn().slice(1)).toEqual([ana, bruno, ...come]);
	});

	it('asks WhatsApp first where that is wanted, and adds as WhatsApp spells', async () => {
		const { maria, unreachable } = PEOPLE;
		const options = { checkNumbers: true };
		const long = `${maria.slice(0, 4)}9${maria.slice(4)}`;
		const good = await run({ participants: [long, ana], options });
		expect(calls()).toEqual(['POST /numbers/check', look, add]);
		expect(body(2)).toEqual({ participants: [maria] });
		expect(good.items[0]!.json).toMatchObject({ added: [{ number: long, success: true }] });
		const rows = items({ phone: ana }, { phone: unreachable });
		const { items: out } = await run({ ...byItem, options }, rows, 'continueRegularOutput');
		expect(out.map(({ json }) => json.error)).toEqual([
			expect.stringContaining('is not whole, since item 1 cannot be used'),
			expect.stringContaining('no WhatsApp account'),
		]);
	});
});
