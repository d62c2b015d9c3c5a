import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { loaded, loader } from '../harness/package.mts';
import { GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { member, PARTICIPANTS, told, usePolling } from './polling-bench.mts';

const { server, calls, group, groupOf, join, leave, start, watch } = usePolling();
const { ana, bruno, carla, dieter } = PEOPLE;
const at = (id: string) => `GET /groups/${encodeURIComponent(id)}`;
const ROUTE = 'GET /groups/:groupId';

describe('Pilot Status Polling Trigger', () => {
	it('has n8n ask at its own poll times, and every field under its fixed name', async () => {
		await loaded;
		const { description } = loader.getNode('pilotStatusPollingTrigger').type as never;
		const { polling, properties, inputs, usableAsTool } = description as {
			polling: boolean;
			properties: Array<{ name: string; default: unknown; options: Array<{ value: string }> }>;
			inputs: unknown[];
			usableAsTool?: boolean;
		};
		expect([polling, inputs, usableAsTool]).toEqual([true, [], undefined]);
		expect(properties.map(({ name }) => name)).toEqual([
			'pollTimes',
			'events',
			'groups',
			'options',
		]);
		expect(properties[1]!.default).toEqual(['participant.joined']);
		expect(properties[1]!.options.map(({ value }) => value)).toEqual([
			'group.added',
			'message.group',
			'participant.demoted',
			'participant.joined',
			'participant.left',
			'participant.promoted',
			'group.removed',
		]);
	});

	it('takes the stock first, then tells who joined, with one request each (P01)', async () => {
		const poller = await watch();
		join(dieter);
		const before = Date.now();
		const found = await poller.poll();
		expect(found).toEqual([
			{
				event: 'participant.joined',
				groupId: GROUPS.modern,
				groupName: 'Obra 42',
				number: dieter,
				role: 'member',
				detectedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
			},
		]);
		expect(Date.parse(String(found[0]!.detectedAt))).toBeGreaterThanOrEqual(before);
		expect(await poller.poll()).toEqual([]);
		expect(calls()).toEqual([at(GROUPS.modern), at(GROUPS.modern), at(GROUPS.modern)]);
	});

	it('tells who left and who got another role, and only what is picked', async () => {
		const [all, some] = [await watch(), await watch(['participant.left'])];
		leave(bruno);
		group().participants.find(({ number }) => number === carla)!.role = 'admin';
		group().participants.find(({ number }) => number === ana)!.role = 'member';
		expect(told(await all.poll())).toEqual([
			`participant.left ${bruno}`,
			`participant.demoted ${ana}`,
			`participant.promoted ${carla}`,
		]);
		expect(told(await some.poll())).toEqual([`participant.left ${bruno}`]);
	});

	it.each<[string, object]>([
		['409', { status: 409, body: { code: 'WHATSAPP_INSTANCE_NOT_CONNECTED' } }],
		['429', { status: 429, headers: { 'retry-after': '60' } }],
		['500', { status: 500, body: {} }],
		['an HTML page', { status: 200, body: '<html></html>' }],
		['404', { status: 404, body: {} }],
		['no people (P03)', { status: 200, body: { subject: 'Obra 42', participants: [] } }],
		['no list', { status: 200, body: { subject: 'Obra 42' } }],
	])('keeps what it knows when a group comes as %s (P02)', async (_name, fault) => {
		const poller = await watch();
		const end = server().fault({ route: ROUTE, ...fault });
		expect(await poller.poll()).toEqual([]);
		expect(poller.logs.join()).toMatch(/Pilot Status Polling: ./);
		end();
		leave(bruno);
		expect(told(await poller.poll())).toEqual([`participant.left ${bruno}`]);
	});

	it.each(['publishing', 'a test'])('says at %s what is wrong', async (moment) => {
		server().fault({
			route: ROUTE,
			status: 409,
			body: { code: 'WHATSAPP_INSTANCE_NOT_CONNECTED' },
		});
		const poller = await start({ events: PARTICIPANTS, groups: [GROUPS.modern] });
		const first = moment === 'a test' ? poller.test() : poller.poll();
		await expect(first).rejects.toThrow('The WhatsApp number is not connected');
	});

	it('fails later when the key is refused, and tells all once it is taken again', async () => {
		const poller = await watch();
		const end = server().fault({ route: ROUTE, status: 401, body: {} });
		join(dieter);
		await expect(poller.poll()).rejects.toMatchObject({ httpCode: '401' });
		end();
		expect(told(await poller.poll())).toEqual([`participant.joined ${dieter}`]);
	});

	it('reads the other groups when one cannot be read', async () => {
		const groups = [GROUPS.modern, GROUPS.legacy, GROUPS.lonely];
		const poller = await watch(PARTICIPANTS, { groups });
		server().state.groups.splice(server().state.groups.indexOf(group()), 1);
		groupOf(GROUPS.lonely)!.participants.push(member(dieter));
		expect(told(await poller.poll())).toEqual([`participant.joined ${dieter}`]);
	});

	it.each(['lid', 'lidWithPhone'] as const)('knows people who are shown as %s', async (form) => {
		server().shapes.idForm = form;
		const poller = await watch();
		join(dieter);
		const [joined] = await poller.poll();
		expect(joined).toMatchObject({
			event: 'participant.joined',
			number: form === 'lid' ? null : dieter,
			id: expect.stringMatching(/@lid$/),
		});
		leave(dieter);
		expect(await poller.poll()).toEqual([
			expect.objectContaining({ event: 'participant.left', id: joined!.id }),
		]);
	});

	it('sees no event in another form of the answer (P04, P05, P07)', async () => {
		group().participants.push(
			...Array.from({ length: 30 }, (_one, n) => member(`55119876${50000 + n}`)),
		);
		const poller = await watch();
		const { shapes } = server();
		for (const [name, value] of [
			['ninthDigit', 'absent'],
			['participantForm', 'string'],
			['participantForm', 'object'],
			['idForm', 'lidWithPhone'],
			['idForm', 'lid'],
			['idForm', 'jid'],
			['idForm', 'lid'],
			['keyCase', 'pascal'],
		] as const) {
			Object.assign(shapes, { [name]: value });
			expect([name, value, await poller.poll()]).toEqual([name, value, []]);
		}
	});

	describe('groups that come and go', () => {
		const events = ['group.added', 'group.removed', ...PARTICIPANTS];

		it('are one event each, whoever is in them (P06)', async () => {
			group().participants.push(
				...Array.from({ length: 200 }, (_one, n) => member(`55119876${50000 + n}`)),
			);
			const poller = await watch(events);
			const { groups } = server().state;
			groups.splice(groups.indexOf(group()), 1);
			const event = { groupId: GROUPS.modern, groupName: 'Obra 42', number: null, role: null };
			expect(await poller.poll()).toEqual([
				{ ...event, event: 'group.removed', detectedAt: expect.any(String) },
			]);
			groups.push(group());
			expect(await poller.poll()).toEqual([
				{ ...event, event: 'group.added', detectedAt: expect.any(String) },
			]);
			leave(bruno);
			expect(told(await poller.poll())).toEqual([`participant.left ${bruno}`]);
		});

		it('are all groups where none is chosen, with one request', async () => {
			const poller = await start({ events: ['group.removed'] });
			await poller.poll();
			server().state.groups = server().state.groups.filter(({ id }) => id !== GROUPS.legacy);
			expect((await poller.poll()).map(({ groupId }) => groupId)).toEqual([GROUPS.legacy]);
			expect(calls()).toEqual(['GET /groups', 'GET /groups']);
		});

		it('are only believed to be all gone when an empty list comes twice', async () => {
			const poller = await watch(['group.removed']);
			const none = { route: 'GET /groups', body: { groups: [] } };
			const end = server().fault(none);
			expect(await poller.poll()).toEqual([]);
			end();
			expect(await poller.poll()).toEqual([]);
			server().fault(none);
			expect(await poller.poll()).toEqual([]);
			expect((await poller.poll()).map(({ groupId }) => groupId)).toEqual([GROUPS.modern]);
		});
	});

	it.each<[INodeParameters, string]>([
		[{ events: [] }, "'Trigger On' is empty, so nothing would start this workflow"],
		[
			{ events: ['message.sent'] },
			'"message.sent" in \'Trigger On\' is not an event of this trigger',
		],
		[
			{ groups: [] },
			"'Group Names or IDs' is empty, and who joins or leaves is looked for in 1 to 50 groups",
		],
		[
			{ groups: Array.from({ length: 51 }, (_one, n) => `${n + 1}@g.us`) },
			"'Group Names or IDs' names 51 groups, and who joins or leaves is looked for in 1 to 50 groups",
		],
		[
			{ groups: ['Obra 42'] },
			'"Obra 42" in \'Group Names or IDs\' is not an ID, and a group ID must end in @g.us',
		],
		[
			{ options: { includeOwnMessages: 'maybe' } },
			'"maybe" in \'Include Own Messages\' is neither true nor false',
		],
	])('refuses %j before any request', async (parameters, sentence) => {
		const poller = await start({ events: PARTICIPANTS, groups: [GROUPS.modern], ...parameters });
		await expect(poller.poll()).rejects.toThrow(sentence);
		expect(calls()).toEqual([]);
	});

	it('refuses more people than it can compare', async () => {
		group().participants.push(
			...Array.from({ length: 20_000 }, (_one, n) => member(`551198${700_0000 + n}`)),
		);
		const poller = await start({ events: PARTICIPANTS, groups: [GROUPS.modern] });
		await expect(poller.poll()).rejects.toThrow('20004 people together, and at most 20000');
	});

	it('gives what is there as a sample in the editor, and remembers nothing', async () => {
		const events = ['participant.joined', 'participant.promoted', 'group.added', 'message.group'];
		const poller = await start({ events, groups: [GROUPS.modern] });
		const found = await poller.test();
		expect(found.map(({ event }) => event)).toEqual([
			'group.added',
			'participant.joined',
			'participant.promoted',
			'message.group',
		]);
		expect(found[1]).toMatchObject({ groupName: 'Obra 42', number: bruno, role: 'member' });
		expect(poller.staticData).toEqual({});
	});
});
