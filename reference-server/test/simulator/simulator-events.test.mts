import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, NEWSLETTERS, NUMBERS, PEOPLE, TEMPLATES } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import { call, groupPath } from '../support/client.mts';
import { listen, visit } from '../support/simulator.mts';
import type { Listening } from '../support/simulator.mts';
import { useWebhooks } from '../support/webhooks.mts';

const { server, receiver, hook, send } = useWebhooks();
const numberId = NUMBERS.go.id;
const post = (path: string, body: object) => visit(server(), 'POST', path, { body });
const write = (body: object) => post('/messages', { numberId, ...body });
const set = (values: object) => post('/switches', { numberId, ...values });
const inGroup = { chatId: GROUPS.modern, from: PEOPLE.ana };

describe('what a page hears', () => {
	let page: Listening;
	beforeEach(async () => {
		page = await listen(server(), numberId);
	});
	afterEach(() => page.close());
	const chat = (data: any, id: string) => data.chats.find((one: { id: string }) => one.id === id);

	it('starts with everything of one number', async () => {
		expect(page.headers.get('content-type')).toBe('text/event-stream');
		const data = await page.next('snapshot');
		expect(data.numbers.map(({ key }: { key: string }) => key)).toEqual([
			KEYS.evo,
			KEYS.go,
			KEYS.metaOba,
			KEYS.meta,
			KEYS.offline,
		]);
		expect(chat(data, GROUPS.modern)).toMatchObject({
			name: 'Obra 42',
			kind: 'group',
			pinned: [],
			inviteLink: expect.stringContaining('https://chat.whatsapp.com/'),
		});
		expect(chat(data, GROUPS.modern).members).toContainEqual({
			number: PEOPLE.ana,
			name: 'Ana',
			role: 'admin',
			isOwn: false,
		});
		expect(chat(data, NEWSLETTERS.go).kind).toBe('newsletter');
		expect(data.messages.map(({ text }: { text: string }) => text)).toEqual(['Bom dia!']);
	});

	it('brings messages and each of their statuses, of this number alone', async () => {
		await send({ groupId: GROUPS.modern, text: 'De outro' }, KEYS.evo);
		const id = await send({
			groupId: GROUPS.modern,
			templateId: TEMPLATES.approved,
			variables: { nome: 'Ana', pedido: '7', codigo: 'BR7' },
		});
		const queued = await page.next('message');
		expect(queued).toMatchObject({
			id,
			status: 'QUEUED',
			template: 'pedido_enviado',
			text: 'Olá Ana, o pedido 7 saiu para entrega.',
			buttons: [{ type: 'URL', text: 'Rastrear BR7' }],
		});
		server().advance(id, 'READ');
		for (const status of ['SENT', 'DELIVERED', 'READ']) {
			expect(await page.next('message')).toMatchObject({ id, status });
		}
	});

	it('tells of failures, buttons and texts as they are', async () => {
		const text = '</script><img src=x onerror=alert(1)>\n\nevent: snapshot\ndata: {}';
		const buttons = [{ type: 'QUICK_REPLY', text: 'Sim' }];
		const id = await send({ destinationNumber: PEOPLE.unreachable, text, buttons, footer: 'f' });
		server().advance(id);
		const failed = await page.next('message', ({ status }) => status === 'FAILED');
		expect(failed).toMatchObject({ text, buttons, footer: 'f', error: 'WHATSAPP_NOT_EXIST' });
	});

	it('keeps files out of the events', async () => {
		const url = 'https://example.com/a.png';
		await write({ ...inGroup, media: { url, mediaType: 'image' } });
		expect((await page.next('message')).media).toMatchObject({ mediaType: 'image', url });
		const other = await listen(server(), NUMBERS.evo.id);
		const media = `data:image/png;base64,${'A'.repeat(40_000)}`;
		await send({ groupId: GROUPS.modern, media, mediaType: 'image' }, KEYS.evo);
		expect((await other.next('message')).media).toMatchObject({ mediaType: 'image', url: null });
		other.close();
	});

	it('hears of changes in groups, pins and invite links', async () => {
		const seeded = server().state.messages.find((one) => one.numberId === numberId)!;
		const path = (rest: string) => groupPath(GROUPS.modern, rest);
		await call(server(), 'POST', path('/participants'), {
			body: { participants: [PEOPLE.dieter] },
		});
		const pin = { messageId: seeded.externalMessageId, action: 'pin' };
		await call(server(), 'POST', path('/pin'), { body: pin });
		const { link } = (await call(server(), 'POST', path('/invite'), { body: { reset: true } }))
			.json;
		const hasAll = (data: object) => chat(data, GROUPS.modern).inviteLink === link;
		const { members, pinned } = chat(await page.next('overview', hasAll), GROUPS.modern);
		expect(members).toHaveLength(5);
		expect(pinned).toEqual([pin.messageId]);
	});

	it('hears whether webhooks were reached, and no token', async () => {
		receiver().respond = (response) => response.writeHead(404).end();
		await hook(['message.group'], { url: `${receiver().url}?token=secret` });
		await write({ ...inGroup, text: 'Oi' });
		const { webhooks } = await page.next(
			'overview',
			(data) => data.webhooks[0]?.deliveries[0]?.status === 'FAILED',
		);
		expect(webhooks).toMatchObject([
			{
				url: receiver().url,
				deliveries: [{ event: 'message.group', attempt: 1, statusCode: 404 }],
			},
		]);
		expect(JSON.stringify(webhooks)).not.toContain('secret');
	});

	it('puts numbers with and without the ninth digit into one chat', async () => {
		await write({ chatId: PEOPLE.ana, text: 'Oi' });
		await send({ destinationNumber: PEOPLE.ana.replace('119', '11'), text: 'Olá' });
		const ids = [await page.next('message'), await page.next('message')].map((one) => one.chatId);
		expect(ids).toEqual([PEOPLE.ana, PEOPLE.ana]);
	});

	it('starts anew after a reset', async () => {
		await page.next('snapshot');
		await write({ ...inGroup, text: 'Oi' });
		await set({ offline: true });
		server().reset();
		const data = await page.next('snapshot');
		expect([data.messages.length, data.switches.offline]).toEqual([1, false]);
		expect(data.numbers[1].session).toBe('OPEN');
	});
});

describe('closing', () => {
	let own: Awaited<ReturnType<typeof startReferenceServer>>;
	beforeAll(async () => {
		own = await startReferenceServer();
	});
	afterAll(() => own.close());

	it('ends what pages listen to, and lets go of the state', async () => {
		const open = await listen(own, numberId);
		await own.close();
		await open.ended();
		expect(own.state.events.listenerCount('message changed')).toBe(0);
		expect(own.state.events.listenerCount('changed')).toBe(0);
	});
});
