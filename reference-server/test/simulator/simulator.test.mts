import { describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NEWSLETTERS, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { call, refused } from '../support/client.mts';
import { visit } from '../support/simulator.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, receiver, hook, send, events } = useWebhooks();
const numberId = NUMBERS.go.id;
const post = (path: string, body: object) => visit(server(), 'POST', path, { body });
const write = (body: object) => post('/messages', { numberId, ...body });
const set = (values: object) => post('/switches', { numberId, ...values });
const inGroup = { chatId: GROUPS.modern, from: PEOPLE.ana };

describe('writing', () => {
	it('reaches the webhook as if the person had written', async () => {
		await hook(['message.group']);
		const { status, json } = await write({ ...inGroup, text: 'Oi <b>gente</b>' });
		expect([status, json.text, json.fromName]).toEqual([201, 'Oi <b>gente</b>', 'Ana']);
		expect(await events()).toEqual(['message.group']);
		expect(receiver().received[0]!.json.data).toMatchObject({
			from: `+${PEOPLE.ana}`,
			groupId: GROUPS.modern,
			content: 'Oi <b>gente</b>',
			fromMe: false,
		});
	});

	it('takes files by URL, answers, and what the number writes by hand', async () => {
		await hook(['*']);
		const media = { url: 'https://example.com/a.pdf', mediaType: 'document', filename: 'a.pdf' };
		const first = await write({ ...inGroup, media });
		await write({ ...inGroup, text: 'Sim', quotedMessageId: first.json.whatsAppId });
		await write({ chatId: GROUPS.modern, from: NUMBERS.go.phone, text: 'Ok' });
		await write({ chatId: PEOPLE.ana, text: 'Oi' });
		await write({ chatId: NEWSLETTERS.go, text: 'Oferta' });
		expect(await events()).toEqual([
			...Array<string>(2).fill('message.group'),
			'message.newsletter',
			'message.received',
			'message.reply',
		]);
		const byHand = receiver().received.filter(({ json }) => json.data.fromMe);
		expect(byHand.map(({ json }) => json.data.content)).toEqual(['Ok']);
	});

	it.each([
		['nothing', inGroup, 'body '],
		['a blank text', { ...inGroup, text: ' \n' }, 'body /text'],
		['an unknown field', { ...inGroup, text: 'Oi', html: 1 }, 'body /html'],
		['a file of this machine', { media: { url: 'file:///x', mediaType: 'image' } }, '/media/url'],
		['a script', { media: { url: 'javascript:1', mediaType: 'image' } }, '/media/url'],
		['no chat', { chatId: 'abc', text: 'Oi' }, 'body /chatId'],
		['a writer who is no number', { ...inGroup, from: 'Ana', text: 'Oi' }, 'body /from'],
	])('refuses %s', async (_what, body, pointer) => {
		const answer = await write({ ...inGroup, ...body });
		expect([answer.status, answer.json.code]).toEqual([400, 'VALIDATION_ERROR']);
		expect(refused(answer)[0]).toContain(pointer);
	});

	it.each([
		['somebody who is not in the group', { ...inGroup, from: PEOPLE.dieter }, 'not in the group'],
		['nobody', { chatId: GROUPS.modern }, 'needs a writer'],
		['in an unknown group', { ...inGroup, chatId: '1@g.us' }, 'has no group'],
		['for somebody else', { chatId: PEOPLE.ana, from: PEOPLE.bruno }, 'from is for groups'],
	])('refuses writing as %s', async (_what, body, sentence) => {
		const { status, json } = await write({ ...body, text: 'Oi' });
		expect([status, json.code]).toEqual([400, 'NOT_POSSIBLE']);
		expect(json.message).toContain(sentence);
	});

	it.each(['num_nothing', NUMBERS.foreign.id])('knows no number %s', async (id) => {
		expect((await write({ ...inGroup, text: 'Oi', numberId: id })).status).toBe(404);
		expect((await visit(server(), 'GET', `/events?number=${id}`)).status).toBe(404);
	});
});

describe('members of a group', () => {
	const change = (member: string, kind: string, groupId: string = GROUPS.modern) =>
		post('/members', { numberId, groupId, member, change: kind });
	const roleOf = async (number: string) => {
		const { json } = await call(server(), 'GET', `/groups/${encodeURIComponent(GROUPS.modern)}`);
		const found = json.participants.find((one: { id: string }) => one.id.startsWith(number));
		return found?.role ?? 'none';
	};

	it('join, leave and get another role, whatever their privacy settings', async () => {
		const { private: person } = PEOPLE;
		for (const [kind, role] of [
			['join', 'member'],
			['join', 'member'],
			['promote', 'admin'],
			['demote', 'member'],
			['leave', 'none'],
			['leave', 'none'],
		] as const) {
			expect((await change(person, kind)).status).toBe(200);
			expect([kind, await roleOf(person)]).toEqual([kind, role]);
		}
	});

	it('are refused where there is no such group, person or change', async () => {
		expect((await change(PEOPLE.ana, 'leave', '1@g.us')).status).toBe(404);
		expect((await change('Ana', 'leave')).status).toBe(400);
		expect((await change(PEOPLE.ana, 'stay')).status).toBe(400);
	});
});

describe('faults', () => {
	const groups = (key: string = KEYS.go) => call(server(), 'GET', '/groups', { key });

	it('takes the phone offline and back, and says so to webhooks', async () => {
		await hook(['number.connected', 'number.disconnected']);
		expect((await set({ offline: true })).json).toMatchObject({ offline: true });
		expect((await groups()).json.code).toBe('WHATSAPP_INSTANCE_NOT_CONNECTED');
		expect((await groups(KEYS.evo)).status).toBe(200);
		const unheard = await write({ ...inGroup, text: 'Oi' });
		expect([unheard.status, unheard.json.code]).toEqual([409, 'PHONE_OFFLINE']);
		await set({ offline: true });
		await set({ offline: false });
		expect((await groups()).status).toBe(200);
		expect(await events()).toEqual(['number.connected', 'number.disconnected']);
	});

	it('makes a number not eligible for groups', async () => {
		await set({ notEligible: true });
		const body = { groupId: GROUPS.modern, text: 'Oi' };
		for (const answer of [
			await groups(),
			await call(server(), 'GET', '/messages/group'),
			await call(server(), 'POST', '/messages/send', { body }),
		]) {
			expect([answer.status, answer.json.code]).toEqual([400, 'META_GROUPS_NOT_ELIGIBLE']);
		}
		await send({ destinationNumber: PEOPLE.ana, text: 'Oi' });
		await set({ notEligible: false });
		expect((await groups()).status).toBe(200);
	});

	it('limits requests, refuses all of them, and no more', async () => {
		await set({ requestsPerSecond: 2 });
		const answers = [await groups(), await groups(), await groups(KEYS.evo)];
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
		expect(answers[2]!.headers['retry-after']).toBe('1');
		await set({ requestsPerSecond: 0 });
		expect((await groups()).headers['retry-after']).toBe('5');
		expect((await set({ requestsPerSecond: null })).json.requestsPerSecond).toBeNull();
		expect((await groups()).status).toBe(200);
	});

	it('slows answers down', async () => {
		await set({ slowMs: 120 });
		const before = server().log.length;
		let answered = false;
		const answer = groups().then(() => (answered = true));
		while (server().log.length === before) await new Promise(setImmediate);
		server().clock.advance(119);
		await new Promise(setImmediate);
		expect(answered).toBe(false);
		server().clock.advance(1);
		await answer;
		await set({ slowMs: 60_000 });
		await set({ slowMs: 0 });
		expect((await groups()).status).toBe(200);
	});

	it('is over after a reset', async () => {
		await set({ offline: true, notEligible: true, requestsPerSecond: 0, slowMs: 60_000 });
		server().reset();
		expect((await groups()).status).toBe(200);
		expect((await set({})).json).toEqual({
			offline: false,
			notEligible: false,
			requestsPerSecond: null,
			slowMs: 0,
		});
	});

	it.each([{ requestsPerSecond: -1 }, { slowMs: 1e9 }, { offline: 'yes' }, { online: true }])(
		'refuses %j',
		async (values) => {
			expect((await set(values)).status).toBe(400);
		},
	);
});
