import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';
import { add, at, byItem, items, look, numbers, remove, sync, useSync } from './sync-bench.mts';

const { server, account, calls, body, groupOf, fill, run } = useSync();
const { ana, bruno, carla, dieter } = PEOPLE;

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
		const [stay, go, come] = [numbers(30), numbers(25, 30), numbers(45, 100)];
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
		expect(
			groupOf()
				.participants.map(({ number }) => number)
				.slice(1),
		).toEqual([...stay, ...come]);
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
		const come = numbers(30);
		server().fault({ route: 'POST /groups/:groupId/participants', nth: 2, status: 403, body: {} });
		const parameters = { participants: [ana, bruno, ...come], removeOthers: true };
		const { error } = await run(parameters);
		expect(error!.description).toContain(
			'Before that, Pilot Status took removals: 1, additions: 20. Run the node again',
		);
		const again = await run(parameters);
		expect(again.items[0]!.json).toMatchObject({ removed: [], kept: 22 });
		expect(
			groupOf()
				.participants.map(({ number }) => number)
				.slice(1),
		).toEqual([ana, bruno, ...come]);
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
