import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, MESSAGES, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, groupPath, refused } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const rolesOf = async (groupId: string, key: string = KEYS.evo) => {
	const { json } = await call(server, 'GET', groupPath(groupId), { key });
	const pairs = json.participants.map(({ id, role }: { id: string; role: string }) => [
		id.split('@')[0],
		role,
	]);
	return Object.fromEntries(pairs);
};
const outcomes = async (method: string, rest: string, participants: string[]) => {
	const path = groupPath(GROUPS.modern, `/participants${rest}`);
	const { json } = await call(server, method, path, { key: KEYS.evo, body: { participants } });
	return json.map(({ status }: { status: string }) => status);
};

describe('reading', () => {
	it('lists the groups of the own number, unsorted', async () => {
		const { status, json } = await call(server, 'GET', '/groups', { key: KEYS.evo });
		expect(status).toBe(200);
		expect(json).toEqual({
			groups: [
				{ id: GROUPS.modern, name: 'Obra 42' },
				{ id: GROUPS.legacy, name: 'Vendas' },
				{ id: GROUPS.lonely, name: 'Condomínio Ipê' },
			],
		});
	});

	it.each([
		[KEYS.go, GROUPS.modern],
		[KEYS.go, GROUPS.legacy],
		[KEYS.metaOba, GROUPS.opaque],
	])('finds a group of %s by its encoded id %s', async (key, id) => {
		const { status, json } = await call(server, 'GET', groupPath(id), { key });
		expect([status, json.id]).toEqual([200, id]);
		expect(server.log.at(-1)!.path).toBe(`/groups/${encodeURIComponent(id)}`);
		expect(server.log.at(-1)!.path).not.toMatch(/[@=]/);
	});

	it('shows every role', async () => {
		expect(await rolesOf(GROUPS.modern)).toEqual({
			[NUMBERS.evo.phone]: 'superadmin',
			[PEOPLE.ana]: 'admin',
			[PEOPLE.bruno]: 'member',
			[PEOPLE.carla]: 'member',
		});
	});

	it('does not show the groups of another number', async () => {
		const { status } = await call(server, 'GET', groupPath(GROUPS.opaque), { key: KEYS.go });
		expect(status).toBe(404);
	});

	it.each(['120363000000000001', '120363000000000001@s.whatsapp.net', 'a b@g.us'])(
		'refuses %s as a group id',
		async (id) => {
			const answer = await call(server, 'GET', groupPath(id));
			expect([answer.status, refused(answer)]).toEqual([400, ['path /groupId']]);
		},
	);
});

describe('creating', () => {
	it('makes the own number the owner and leaves out who refuses groups', async () => {
		const participants = [PEOPLE.dieter, PEOPLE.private];
		const { status, json } = await call(server, 'POST', '/groups', {
			body: { subject: 'Obra 43', participants },
		});
		expect(status).toBe(200);
		expect(json.id).toMatch(/^\d+@g\.us$/);
		expect(await rolesOf(json.id, KEYS.go)).toEqual({
			[NUMBERS.go.phone]: 'superadmin',
			[PEOPLE.dieter]: 'member',
		});
	});

	it('needs no participants, except on Evolution GO, but a subject', async () => {
		const alone = (key: string) =>
			call(server, 'POST', '/groups', { key, body: { subject: 'Sozinho' } });
		expect((await alone(KEYS.evo)).status).toBe(200);
		expect((await alone(KEYS.go)).json.code).toBe('GROUP_PARTICIPANTS_REQUIRED');
		for (const body of [{}, { subject: '' }, { subject: '  ' }, { subject: 42 }]) {
			const answer = await call(server, 'POST', '/groups', { body });
			expect([answer.status, refused(answer)]).toEqual([400, ['body /subject']]);
		}
	});

	it('holds a Meta group to eight participants, in creating and in adding', async () => {
		const people = Array.from({ length: 9 }, (_, index) => `551198888000${index}`);
		const create = (participants: string[]) =>
			call(server, 'POST', '/groups', {
				key: KEYS.metaOba,
				body: { subject: 'Cheio', participants },
			});
		const refusedAnswer = await create(people);
		expect([refusedAnswer.status, refusedAnswer.json.code]).toEqual([
			400,
			'GROUP_PARTICIPANT_LIMIT',
		]);
		const created = await create(people.slice(0, 8));
		expect(created.status).toBe(200);
		const added = await call(server, 'POST', groupPath(created.json.id, '/participants'), {
			key: KEYS.metaOba,
			body: { participants: people.slice(8) },
		});
		expect(added.status).toBe(400);
		expect(server.state.groups.at(-1)!.participants).toHaveLength(9);
	});
});

describe('participants', () => {
	it('adds each for itself: added, privacy, left recently, already there', async () => {
		const people = [PEOPLE.dieter, PEOPLE.private, PEOPLE.leftRecently, PEOPLE.ana];
		expect(await outcomes('POST', '', people)).toEqual(['200', '403', '408', '409']);
		expect(Object.keys(await rolesOf(GROUPS.modern))).toHaveLength(5);
	});

	it('removes by DELETE with a JSON body', async () => {
		const people = [PEOPLE.ana, PEOPLE.dieter, NUMBERS.evo.phone];
		expect(await outcomes('DELETE', '', people)).toEqual(['200', '404', '405']);
		expect(await rolesOf(GROUPS.modern)).not.toHaveProperty(PEOPLE.ana);
		expect(server.log[0]).toMatchObject({
			method: 'DELETE',
			rawBody: JSON.stringify({ participants: people }),
			body: { participants: people },
		});
	});

	it('promotes and demotes members only', async () => {
		const people = [PEOPLE.bruno, PEOPLE.dieter];
		expect(await outcomes('POST', '/promote', people)).toEqual(['200', '404']);
		expect(await rolesOf(GROUPS.modern)).toHaveProperty(PEOPLE.bruno, 'admin');
		expect(await outcomes('POST', '/demote', people)).toEqual(['200', '404']);
		expect(await rolesOf(GROUPS.modern)).toHaveProperty(PEOPLE.bruno, 'member');
		expect(await outcomes('POST', '/promote', [NUMBERS.evo.phone])).toEqual(['200']);
		expect(await rolesOf(GROUPS.modern)).toHaveProperty(NUMBERS.evo.phone, 'superadmin');
	});

	it('says success on Evolution GO whatever happened, and does what it can', async () => {
		const path = groupPath(GROUPS.modern, '/participants');
		const participants = [PEOPLE.dieter, PEOPLE.private, PEOPLE.ana];
		const answer = await call(server, 'POST', path, { body: { participants } });
		expect(answer.json).toEqual({ success: true });
		const roles = await rolesOf(GROUPS.modern, KEYS.go);
		expect(roles).toHaveProperty(PEOPLE.dieter, 'member');
		expect(roles).not.toHaveProperty(PEOPLE.private);
		const nobody = { participants: [PEOPLE.private] };
		expect((await call(server, 'DELETE', path, { body: nobody })).json).toEqual({ success: true });
	});

	it.each([
		['525512345678', '5215512345678'],
		['541112345678', '5491112345678'],
	])('knows %s as %s', async (short, long) => {
		expect(await outcomes('POST', '', [long])).toEqual(['200']);
		expect(await outcomes('POST', '', [short])).toEqual(['409']);
	});

	it('knows a Brazilian number without its ninth digit', async () => {
		expect(await outcomes('POST', '', ['551187654321'])).toEqual(['409']);
		expect(await outcomes('DELETE', '', ['551187654321'])).toEqual(['200']);
	});

	it.each([
		'+5511987654321',
		'5511 98765-4321',
		'1234567',
		'1234567890123456',
		'5511987654321@s.whatsapp.net',
		5511987654321,
	])('refuses the participant %p', async (participant) => {
		const answer = await call(server, 'POST', groupPath(GROUPS.modern, '/participants'), {
			body: { participants: [participant] },
		});
		expect([answer.status, refused(answer)]).toEqual([400, ['body /participants/0']]);
	});

	it('refuses an empty list and one that names somebody twice', async () => {
		const add = (participants: string[]) =>
			call(server, 'POST', groupPath(GROUPS.modern, '/participants'), { body: { participants } });
		expect(refused(await add([]))).toEqual(['body /participants']);
		expect(refused(await add([PEOPLE.ana, PEOPLE.bruno, PEOPLE.ana]))).toEqual([
			'body /participants/2',
		]);
	});
});

describe('invite link and pins', () => {
	const invite = async (options = {}) =>
		(await call(server, 'POST', groupPath(GROUPS.modern, '/invite'), options)).json.link;

	it('keeps the link until it is reset', async () => {
		const first = await invite();
		expect(first).toMatch(/^https:\/\/chat\.whatsapp\.com\/\w{22}$/);
		expect(await invite({ body: {} })).toBe(first);
		expect(await invite({ body: { reset: false } })).toBe(first);
		const second = await invite({ body: { reset: true } });
		expect(second).not.toBe(first);
		expect(await invite()).toBe(second);
	});

	const pin = (body: object, key: string = KEYS.go) =>
		call(server, 'POST', groupPath(GROUPS.modern, '/pin'), { key, body });

	it('pins and unpins by the WhatsApp message id', async () => {
		const group = server.state.groups.find(({ numberId }) => numberId === NUMBERS.go.id)!;
		const messageId = MESSAGES.go.whatsAppId;
		expect((await pin({ messageId, action: 'pin' })).json).toEqual({ success: true });
		expect(group.pinnedMessageIds).toEqual([messageId]);
		expect((await pin({ messageId, action: 'unpin' })).status).toBe(200);
		expect(group.pinnedMessageIds).toEqual([]);
		expect((await pin({ messageId: MESSAGES.go.id, action: 'pin' })).status).toBe(404);
		const elsewhere = await call(server, 'POST', groupPath(GROUPS.legacy, '/pin'), {
			body: { messageId, action: 'pin' },
		});
		expect([elsewhere.status, elsewhere.json.code]).toEqual([404, 'MESSAGE_NOT_FOUND']);
		expect(refused(await pin({ messageId, action: 'PIN' }))).toEqual(['body /action']);
	});

	it('cannot pin on Evolution v2', async () => {
		const answer = await pin({ messageId: MESSAGES.evo.whatsAppId, action: 'pin' }, KEYS.evo);
		expect([answer.status, answer.json.code]).toEqual([400, 'NOT_SUPPORTED']);
	});
});
