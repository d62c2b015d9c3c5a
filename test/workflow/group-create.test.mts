import { describe, expect, it } from '@jest/globals';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { KEY } from './rows.mts';

const { server, account, calls } = useServer();
const { ana, bruno, carla, dieter } = PEOPLE;
const LOOK = `GET /groups/${encodeURIComponent(GROUPS.modern)}`;
const jid = (number: string) => `${number}@s.whatsapp.net`;
const hidden = { id: '99@lid', admin: null };

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

	it('of Evolution GO is read, since the answer tells no people', async () => {
		server().shapes.groupCreateBody = 'addedFailed';
		expect(await create([dieter, PEOPLE.private])).toMatchObject({
			participants: [owner, { number: dieter, role: 'member' }],
			missing: [{ number: PEOPLE.private }],
		});
		expect(calls()).toEqual(['POST /groups', expect.stringMatching(/^GET /)]);
	});
});
