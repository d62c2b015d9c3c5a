import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, PEOPLE } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls } = useServer();
const { ana, bruno, carla, dieter } = PEOPLE;
const groupId = locator(GROUPS.modern);
const LOOK = `GET /groups/${encodeURIComponent(GROUPS.modern)}`;
const jid = (number: string) => `${number}@s.whatsapp.net`;
const hidden = { id: '99@lid', admin: null };

const ROUTES = {
	addParticipants: 'POST /groups/:groupId/participants',
	removeParticipants: 'DELETE /groups/:groupId/participants',
	promoteParticipants: 'POST /groups/:groupId/participants/promote',
	demoteParticipants: 'POST /groups/:groupId/participants/demote',
};
type Change = keyof typeof ROUTES;

/** Runs a change whose answer is `answer`, without any effect. */
async function change(operation: Change, numbers: string[], answer: unknown, options = {}) {
	server().fault({ route: ROUTES[operation], status: 200, body: answer });
	const { items, error } = await runNode(account(KEY), {
		parameters: { resource: 'group', operation, groupId, participants: numbers, options },
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	return items[0]!.json.participants as object[];
}

/** What the nth look at the group gives, where that is not the truth. */
const shows = (body: unknown, nth?: number) =>
	server().fault({ route: 'GET /groups/:groupId', nth, status: 200, body });

const yes = { success: true, verified: true };
const no = (reason: string) => ({ success: false, verified: true, reason });
const unknown = (reason: unknown) => ({ success: null, verified: false, reason });
const ABSENT = 'not in the group afterwards';

describe('where the answer names nobody, the group tells', () => {
	it.each<[Change, string, object]>([
		['addParticipants', ana, yes],
		['addParticipants', PEOPLE.private, no(`${ABSENT} (an invite may be open)`)],
		['removeParticipants', dieter, yes],
		['removeParticipants', bruno, no('still in the group afterwards')],
		['promoteParticipants', ana, yes],
		['promoteParticipants', bruno, no('not an admin afterwards')],
		['promoteParticipants', dieter, no(ABSENT)],
		['demoteParticipants', bruno, yes],
		['demoteParticipants', ana, no('still an admin afterwards')],
		['demoteParticipants', dieter, no(ABSENT)],
	])('of %s what became of %s', async (operation, number, expected) => {
		expect(await change(operation, [number], { success: true })).toEqual([{ number, ...expected }]);
		const looks = expected === yes ? [LOOK] : [LOOK, LOOK];
		expect(calls().slice(1)).toEqual(looks);
	});

	it('looks for those alone whom the answer leaves out', async () => {
		const answer = [{ jid: jid(bruno), status: '403' }];
		expect(await change('addParticipants', [ana, bruno, carla], answer)).toEqual([
			{ number: ana, ...yes },
			{ number: bruno, success: false, verified: false, status: 403, reason: expect.any(String) },
			{ number: carla, ...yes },
		]);
		expect(calls().slice(1)).toEqual([LOOK]);
	});

	it.each([
		['the old Brazilian form', ana, '551187654321'],
		['the new Brazilian form', '551187654321', ana],
		['the Mexican 521', '525512345678', '5215512345678'],
		['the Argentinian 549', '541123456789', '5491123456789'],
		['a device', dieter, `${dieter}:12`],
	])('knows a member by %s', async (_form, asked, member) => {
		shows({ subject: 'Obra 42', participants: [{ JID: jid(member) }, { id: jid(carla) }] });
		expect(await change('addParticipants', [asked], undefined)).toEqual([
			{ number: asked, ...yes },
		]);
	});

	it('believes a second look that shows the person', async () => {
		shows({ subject: 'Obra 42', participants: [jid(carla)] }, 1);
		expect(await change('addParticipants', [ana], {})).toEqual([{ number: ana, ...yes }]);
	});

	it.each<[Change, string, unknown, unknown]>([
		[
			'addParticipants',
			'hidden people',
			[jid(ana), hidden],
			expect.stringMatching(/^WhatsApp hides the numbers of 1 people/),
		],
		[
			'removeParticipants',
			'hidden people',
			[jid(ana), hidden],
			expect.stringMatching(/^WhatsApp hides the numbers of 1 people/),
		],
		['promoteParticipants', 'hidden people', [hidden], expect.stringMatching(/^WhatsApp hides/)],
		['promoteParticipants', 'no roles', [jid(dieter)], 'the group shows no role for this person'],
		['demoteParticipants', 'no roles', [jid(dieter)], 'the group shows no role for this person'],
		['addParticipants', 'no list', undefined, 'the group came without a list of its people'],
		['removeParticipants', 'an empty list', [], 'the group came without a list of its people'],
	])('of %s nothing that %s leaves open', async (operation, _what, participants, reason) => {
		shows({ id: GROUPS.modern, subject: 'Obra 42', participants });
		expect(await change(operation, [dieter], { message: 'success' })).toEqual([
			{ number: dieter, ...unknown(reason) },
		]);
		expect(calls().slice(1)).toEqual([LOOK]);
	});

	it('does not fail a done change because of a look that fails', async () => {
		server().fault({
			route: 'GET /groups/:groupId',
			status: 403,
			body: { code: 'PERMISSION_DENIED' },
		});
		expect(await change('removeParticipants', [ana], '')).toEqual([
			{
				number: ana,
				...unknown(expect.stringMatching(/^the group could not be looked at afterwards: /)),
			},
		]);
	});

	it('nor because of a second one', async () => {
		server().fault({ route: 'GET /groups/:groupId', nth: 2, status: 404 });
		expect(await change('addParticipants', [ana, dieter], '')).toEqual([
			{ number: ana, ...yes },
			{
				number: dieter,
				...unknown(expect.stringMatching(/looked at afterwards: Pilot Status does not find/)),
			},
		]);
	});

	it('repeats a look as any read', async () => {
		server().fault({ route: 'GET /groups/:groupId', nth: 1, status: 429 });
		server().fault({ route: 'GET /groups/:groupId', nth: 2, reset: 'before' });
		expect(await change('addParticipants', [ana], '')).toEqual([{ number: ana, ...yes }]);
		expect(calls().slice(1)).toEqual([LOOK, LOOK, LOOK]);
	});

	it.each([false, 'false', 0])('does not look where Verify is %j', async (verify) => {
		expect(await change('addParticipants', [ana], { success: true }, { verify })).toEqual([
			{ number: ana, ...unknown("the answer does not name this person, and 'Verify' is off") },
		]);
		expect(calls()).toHaveLength(1);
	});
});

it.each<[Change, string, number]>([
	['addParticipants', dieter, 409],
	['removeParticipants', bruno, 404],
])('%s counts its own work as done when its answer got lost', async (operation, number, status) => {
	server().fault({ route: ROUTES[operation], nth: 1, reset: 'after' });
	const { items } = await runNode(account(KEYS.evo), {
		parameters: { resource: 'group', operation, groupId, participants: number },
	});
	expect(items[0]!.json.participants).toEqual([{ number, success: true, verified: false, status }]);
	expect(calls()).toHaveLength(2);
});

describe('an answer that refuses', () => {
	const pin = {
		resource: 'group',
		operation: 'pinMessage',
		groupId,
		messageId: '3EB0C767D097B7C7C4A1',
	};

	it.each([
		[{ success: false, message: 'Not an admin' }],
		[{ status: 'error', message: 'Not an admin' }],
	])('a change is data: %j', async (answer) => {
		const result = { success: false, verified: false, reason: 'Not an admin' };
		expect(await change('promoteParticipants', [ana, bruno], answer)).toEqual([
			{ number: ana, ...result },
			{ number: bruno, ...result },
		]);
		expect(calls()).toHaveLength(1);
	});

	it.each<[string, INodeParameters, unknown, string]>([
		[
			'POST /groups/:groupId/pin',
			pin,
			{ success: false, message: 'No such message' },
			'Pilot Status did not accept the request: No such message',
		],
		[
			'POST /groups/:groupId/pin',
			pin,
			{ status: 'error', message: 'No such message' },
			'Pilot Status did not accept the request: No such message',
		],
		[
			'POST /groups/:groupId/pin',
			pin,
			{ success: false },
			'Pilot Status did not accept the request (status 200)',
		],
		[
			'POST /groups/:groupId/invite',
			{ ...pin, operation: 'getInviteLink' },
			{ success: false, message: 'Not an admin' },
			'Pilot Status did not accept the request: Not an admin',
		],
		[
			'POST /groups',
			{ resource: 'group', operation: 'create', subject: 'Obra' },
			{ success: false, message: 'Too many groups' },
			'Pilot Status did not accept the request: Too many groups',
		],
		[
			'GET /groups/:groupId',
			{ ...pin, operation: 'get' },
			{ success: false, message: 'Not yours' },
			'Pilot Status did not accept the request: Not yours',
		],
	])('%s is a failure', async (route, parameters, body, sentence) => {
		server().fault({ route, status: 200, body });
		const { error } = await runNode(account(KEY), { parameters });
		expect(error!.message).toBe(sentence);
	});
});

describe('a new group', () => {
	const creator = { id: '5511990000002@s.whatsapp.net', admin: 'superadmin' };
	const owner = { number: '5511990000002', role: 'superadmin' };
	const member = (number: string) => ({ id: jid(number), admin: null });
	const group = (...participants: unknown[]) => ({
		id: GROUPS.modern,
		subject: 'Obra',
		participants,
	});

	async function create(participants: string[], answer?: unknown) {
		if (answer) server().fault({ route: 'POST /groups', status: 201, body: answer });
		const { items, error } = await runNode(account(KEY), {
			parameters: { resource: 'group', operation: 'create', subject: 'Obra', participants },
		});
		expect(error).toBeUndefined();
		return items[0]!.json;
	}

	it('says who is missing', async () => {
		expect(await create([dieter, PEOPLE.private])).toMatchObject({
			participants: [owner, { number: dieter, role: 'member' }],
			missing: [{ number: PEOPLE.private }],
		});
		expect(calls()).toEqual(['POST /groups']);
	});

	it.each<[string, string[], unknown, unknown]>([
		['nobody, by their twins', [ana], group(creator, member('551187654321')), undefined],
		[
			'whom the list names with an error',
			[ana, bruno],
			group(creator, { JID: jid(ana), Error: 403 }, { JID: jid(bruno), Error: 0 }),
			[
				{
					number: ana,
					reason: 'Privacy settings do not allow adding this person: send the invite link',
				},
			],
		],
		[
			'nobody, where everybody else is hidden',
			[ana, bruno],
			group(creator, hidden, hidden),
			undefined,
		],
		[
			'perhaps somebody, where fewer are hidden',
			[ana, bruno],
			group(creator, hidden),
			[ana, bruno].map((number) => ({
				number,
				reason: 'perhaps: WhatsApp hides the numbers of 1 people in the group',
			})),
		],
		[
			'who failed',
			[ana, bruno],
			{ ...group(creator, hidden, member(bruno)), failed: [jid(ana)] },
			[{ number: ana }],
		],
		['nobody who was added', [ana], { ...group(creator), added: [jid(ana)] }, undefined],
	])('lacks %s', async (_who, asked, answer, missing) => {
		expect((await create(asked, answer)).missing).toEqual(missing);
		expect(calls()).toEqual(['POST /groups']);
	});

	it('is read once where it came without its people', async () => {
		const answer = {
			jid: GROUPS.modern,
			name: 'Obra',
			owner: creator.id,
			added: [jid(ana)],
			failed: [jid(dieter)],
		};
		expect(await create([ana, dieter, PEOPLE.private], answer)).toEqual({
			id: GROUPS.modern,
			subject: 'Obra',
			participants: [
				owner,
				{ number: ana, role: 'admin' },
				{ number: bruno, role: 'member' },
				{ number: carla, role: 'member' },
			],
			missing: [{ number: dieter }, { number: PEOPLE.private }],
		});
		expect(calls()).toEqual(['POST /groups', LOOK]);
	});

	it('does not fail where that look fails', async () => {
		server().fault({ route: 'GET /groups/:groupId', status: 404 });
		const answer = {
			jid: GROUPS.modern,
			name: 'Obra',
			failed: [{ jid: jid(dieter), status: 403 }],
		};
		expect(await create([ana, dieter], answer)).toEqual({
			id: GROUPS.modern,
			subject: 'Obra',
			participants: null,
			missing: [{ number: dieter, reason: expect.stringMatching(/^Privacy settings/) }],
		});
	});

	it('is not read where nobody was asked for', async () => {
		expect(await create([], { id: GROUPS.modern })).toEqual({
			id: GROUPS.modern,
			subject: 'Obra',
			participants: null,
		});
		expect(calls()).toEqual(['POST /groups']);
	});
});
