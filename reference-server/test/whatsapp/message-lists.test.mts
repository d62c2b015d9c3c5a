import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Message } from '../../src/whatsapp/model.mts';
import { withoutNinthDigit } from '../../src/whatsapp/people/phone.mts';
import { GROUPS, KEYS, MESSAGES, NUMBERS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, refused } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const list = (name: string, query = '') => call(server, 'GET', `/messages/${name}${query}`);
const write = (text: string, createdAt?: string) =>
	server.receive({
		numberId: NUMBERS.go.id,
		groupId: GROUPS.modern,
		from: PEOPLE.bruno,
		text,
		...(createdAt ? { createdAt } : {}),
	});
const contents = async (query: string) =>
	(await list('group', query)).json.messages.map(({ content }: Message) => content);

describe('items', () => {
	it('shows what was sent to a group as OUTBOUND, newest first', async () => {
		await call(server, 'POST', '/messages/send', {
			body: { groupId: GROUPS.modern, text: 'Chegou o cimento' },
		});
		const { json } = await list('group');
		expect(json.messages).toEqual([
			{
				id: 'msg_1',
				conversationId: GROUPS.modern,
				direction: 'OUTBOUND',
				type: 'text',
				content: 'Chegou o cimento',
				from: `+${NUMBERS.go.phone}`,
				fromName: 'go',
				groupId: GROUPS.modern,
				groupName: 'Obra 42',
				media: null,
				createdAt: expect.any(String),
			},
			expect.objectContaining({
				id: MESSAGES.go.id,
				direction: 'INBOUND',
				from: '+5511987654321',
				fromName: 'Ana',
			}),
		]);
		expect(json).toMatchObject({ total: 2, page: 1, pageSize: 30, totalPages: 1 });
		expect(json).not.toHaveProperty('notice');
	});

	it('shows everything in the history, only unread inbound ones in unread', async () => {
		const direct = server.receive({
			numberId: NUMBERS.go.id,
			from: PEOPLE.dieter,
			media: { url: 'https://example.com/a.jpg', mediaType: 'image' },
			text: 'Hallo',
		});
		await call(server, 'POST', '/messages/send', {
			body: { destinationNumber: PEOPLE.dieter, text: 'Oi' },
		});
		const history = (await list('history')).json;
		expect(history.total).toBe(3);
		expect(history.messages[1]).toEqual({
			id: direct.id,
			conversationId: PEOPLE.dieter,
			direction: 'INBOUND',
			providerKind: 'EVOLUTION_GO',
			externalMessageId: direct.externalMessageId,
			status: 'DELIVERED',
			messageType: 'image',
			origin: null,
			text: 'Hallo',
			participantName: 'Dieter',
			participantPhone: `+${PEOPLE.dieter}`,
			participantUserId: null,
			repliedToExternalId: null,
			media: {
				provider: 'EVO_GO',
				id: null,
				url: 'https://example.com/a.jpg',
				mimeType: 'image/jpeg',
				fileName: null,
			},
			referral: null,
			providerTimestamp: direct.createdAt,
			sentAt: direct.createdAt,
			deliveredAt: direct.createdAt,
			readAt: null,
			createdAt: direct.createdAt,
		});
		const unread = (await list('unread')).json.messages;
		expect(unread.map(({ id }: Message) => id)).toEqual([direct.id, MESSAGES.go.id]);
		expect(unread[0]).toEqual({
			id: direct.id,
			conversationId: PEOPLE.dieter,
			conversationUnreadCount: 1,
			direction: 'INBOUND',
			type: 'image',
			content: 'Hallo',
			from: `+${PEOPLE.dieter}`,
			fromName: 'Dieter',
			media: history.messages[1].media,
			readAt: null,
			createdAt: direct.createdAt,
		});
		expect((await list('group')).json.total).toBe(1);
	});

	it('names who is known, also without the ninth digit', async () => {
		const from = withoutNinthDigit(PEOPLE.ana);
		server.receive({ numberId: NUMBERS.go.id, from, text: 'Oi' });
		const { messages } = (await list('history')).json;
		expect(messages[0]).toMatchObject({ participantName: 'Ana', participantPhone: `+${from}` });
	});

	it('counts the unread by conversation, which is more than the items', async () => {
		for (const text of ['Oi', 'Alguém?']) {
			server.receive({ numberId: NUMBERS.go.id, from: PEOPLE.dieter, text });
		}
		const { json } = await list('unread');
		expect([json.messages.length, json.total]).toEqual([3, 2 * 2 + 1]);
		expect((await call(server, 'GET', '/messages/unread?startDate=2026-01-01')).status).toBe(400);
	});

	it('shows nothing that people wrote outside of the retention window', async () => {
		server.state.numbers.find(({ id }) => id === NUMBERS.go.id)!.retentionDays = 1;
		const hidden = { redacted: true, media: null };
		const [group] = (await list('group')).json.messages;
		expect(group).toMatchObject({ ...hidden, content: null, from: null, fromName: null });
		expect(group.groupId).toBe(GROUPS.modern);
		const [unread] = (await list('unread')).json.messages;
		expect(unread).toMatchObject({ ...hidden, content: null, from: null });
		const [history] = (await list('history')).json.messages;
		const person = { participantName: null, participantPhone: null };
		expect(history).toMatchObject({ ...hidden, ...person, text: null });
		server.receive({ numberId: NUMBERS.go.id, from: PEOPLE.ana, text: 'Oi' });
		expect((await list('history')).json.messages[0]).not.toHaveProperty('redacted');
	});

	it('shows nothing but a notice when the number stores nothing', async () => {
		server.state.numbers.find(({ id }) => id === NUMBERS.go.id)!.piiRelayOnly = true;
		for (const name of ['group', 'history', 'unread']) {
			expect((await list(name)).json).toEqual({
				messages: [],
				total: 0,
				page: 1,
				pageSize: 30,
				totalPages: 0,
				notice: 'PII_RELAY_ONLY',
			});
		}
	});

	it('has no group messages for a Meta number without groups', async () => {
		const { json } = await call(server, 'GET', '/messages/group', { key: KEYS.meta });
		expect(json.code).toBe('META_GROUPS_NOT_ELIGIBLE');
	});
});

describe('pages and dates', () => {
	beforeEach(() => {
		for (let day = 1; day <= 5; day += 1) write(`dia ${day}`, `2026-02-0${day}T09:00:00Z`);
	});

	it('cuts into pages that new messages shift', async () => {
		expect(await contents('?pageSize=2')).toEqual(['dia 5', 'dia 4']);
		expect(await contents('?pageSize=2&page=3')).toEqual(['dia 1', 'Bom dia!']);
		expect(await contents('?pageSize=2&page=4')).toEqual([]);
		expect((await list('group', '?pageSize=2')).json).toMatchObject({ total: 6, totalPages: 3 });
		write('agora');
		expect(await contents('?pageSize=2&page=2')).toEqual(['dia 4', 'dia 3']);
	});

	it('keeps the order of messages of one moment', async () => {
		const moment = '2026-03-01T09:00:00.000Z';
		for (const text of ['um', 'dois', 'três']) write(text, moment);
		expect(await contents('?pageSize=3')).toEqual(['três', 'dois', 'um']);
	});

	it('filters by dates, ends included', async () => {
		const query = '?startDate=2026-02-02T09:00:00Z&endDate=2026-02-04';
		expect(await contents(query)).toEqual(['dia 3', 'dia 2']);
		const offset = encodeURIComponent('2026-02-05T06:00:00-03:00');
		expect(await contents(`?startDate=${offset}`)).toEqual(['dia 5']);
	});

	it('refuses a range that ends before it starts', async () => {
		const { status, json } = await list('group', '?startDate=2026-02-02&endDate=2026-02-01');
		expect([status, json.code]).toEqual([400, 'INVALID_DATE_RANGE']);
	});

	it.each(['page=0', 'page=x', 'page=', 'pageSize=0', 'pageSize=101', 'startDate=yesterday'])(
		'refuses %s',
		async (query) => {
			const answer = await list('history', `?${query}`);
			expect([answer.status, refused(answer)]).toEqual([400, [`query /${query.split('=')[0]}`]]);
		},
	);
});

describe('somebody writes', () => {
	it('announces it', () => {
		const seen: Message[] = [];
		server.state.events.once('inbound message', (message) => seen.push(message));
		const message = write('Oi');
		expect(seen).toEqual([message]);
		expect(message).toMatchObject({ fromName: 'Bruno', direction: 'INBOUND', readAt: null });
	});

	it('refuses what cannot be', () => {
		const numberId = NUMBERS.go.id;
		const { ana, dieter } = PEOPLE;
		const inGroup = { numberId, groupId: GROUPS.modern, text: 'Oi' };
		expect(() => server.receive({ ...inGroup, from: dieter })).toThrow(/not in the group/);
		expect(() => server.receive({ ...inGroup, groupId: '1@g.us', from: ana })).toThrow(/1@g\.us/);
		expect(() => server.receive({ numberId, from: ana })).toThrow(/empty/);
		expect(() => server.receive({ numberId: 'num_x', from: ana, text: 'Oi' })).toThrow(/num_x/);
	});
});
