import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { stopClock } from '../harness/clock.mts';
import type { StandingClock } from '../harness/clock.mts';
import { core, n8n } from '../harness/core.mts';
import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { listenLocally } from '../harness/listening.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS } from 'pilotstatus-reference-server';

const { account } = useServer();
const NODE = 'node:Pilot Status Trigger';
const A = '+5511987650001';
const B = '+5511987650002';
const group = { groupId: GROUPS.modern };

let listener: Listener;
let clock: StandingClock;
let count = 0;
afterEach(async () => {
	jest.restoreAllMocks();
	await listener.close();
});

async function listen(options: INodeParameters, events = ['message.group', 'message.received']) {
	const parameters = { events, options: { burst: 5, ...options } };
	listener = await startListener(account(KEYS.go), { parameters, workflowId: randomUUID() });
	await listener.activate();
	clock = stopClock();
}

/** Seconds after the beginning, the text or the data of a message, and its event where it is not of a private chat. */
type Moment = [seconds: number, message: string | IDataObject, event?: string];

/** Delivers messages at their time; each has an id of its own unless it brings one. */
async function deliver(moments: Moment[], from: object = { from: A }): Promise<void> {
	let at = 0;
	const { token } = listener.staticData[NODE] as { token: string };
	for (const [seconds, message, event = 'message.received'] of moments) {
		await clock.advance((seconds - at) * 1000);
		at = seconds;
		const own = typeof message === 'string' ? { content: message } : message;
		const data = { ...from, messageId: `m${++count}`, ...own };
		const name = 'groupId' in data ? 'message.group' : event;
		expect(await listener.post({ event: name, data }, { token })).toMatchObject({ status: 200 });
	}
}

/** Lets seconds pass, and gives what has started until then. */
async function after(seconds: number): Promise<IDataObject[]> {
	await clock.advance(seconds * 1000);
	return listener.executions.map(([item]) => item!.json);
}

/** The contents of an item's messages. */
const contents = ({ messages }: IDataObject) =>
	(messages as IDataObject[]).map(({ content }) => content);

describe('a burst', () => {
	it('is one item once there is quiet (B01)', async () => {
		await listen({});
		await deliver([
			[0, 'oi'],
			[2, 'tudo bem?'],
			[4, { content: 'quanto custa?', participantName: 'Maria' }],
		]);
		expect(await after(4.9)).toEqual([]);
		const [json, ...others] = await after(0.2);
		expect(others).toEqual([]);
		expect(json).toMatchObject({
			event: 'message.received',
			content: 'oi\ntudo bem?\nquanto custa?',
			participantName: 'Maria',
		});
		expect(contents(json!)).toEqual(['oi', 'tudo bem?', 'quanto custa?']);
	});

	it('belongs to a chat and a person in groups (B02)', async () => {
		await listen({});
		await deliver([
			[0, { ...group, from: A, content: 'oi' }],
			[1, { ...group, from: B, content: 'bom dia' }],
			[2, { ...group, from: A, content: 'preço?' }],
		]);
		const items = await after(8);
		expect(items.map(({ from, content }) => [from, content])).toEqual([
			[B, 'bom dia'],
			[A, 'oi\npreço?'],
		]);
	});

	it.each([true, false])(
		'counts copies once, skipping duplicates: %s (B03)',
		async (skipDuplicates) => {
			await listen({ skipDuplicates });
			const one = { messageId: 'x', content: 'oi' };
			await deliver([
				[0, one],
				[1, one, 'message.reply'],
				[2, one],
			]);
			const items = await after(10);
			expect(items).toHaveLength(1);
			expect(contents(items[0]!)).toEqual(['oi']);
			await deliver([[50, one]]);
			expect(await after(10)).toHaveLength(skipDuplicates ? 1 : 2);
		},
	);

	it('is not made longer by a copy', async () => {
		await listen({});
		const one = { messageId: 'x', content: 'oi' };
		await deliver([
			[0, one],
			[4, one],
		]);
		expect(await after(1.1)).toHaveLength(1);
	});

	it('is in the order of createdAt (B04)', async () => {
		await listen({});
		const at = (second: number, content: string) => ({
			content,
			createdAt: `2026-11-26T12:00:0${second}.000Z`,
		});
		await deliver([
			[0, at(3, 'três')],
			[1, at(1, 'um')],
			[2, at(2, 'dois')],
		]);
		const [json] = await after(6);
		expect(json).toMatchObject({ content: 'um\ndois\ntrês', createdAt: at(3, '').createdAt });
		expect(contents(json!)).toEqual(['um', 'dois', 'três']);
	});

	it('brings all files, and no line for a message without words (B05)', async () => {
		const files = createServer((request, response) => {
			if (request.url === '/gone') response.statusCode = 404;
			response.setHeader('content-type', 'image/png').end(request.url);
		});
		const { port, close } = await listenLocally(files);
		await listen({ downloadMedia: true });
		const picture = (path: string) => ({
			type: 'image',
			mediaLink: `http://127.0.0.1:${port}${path}`,
			mediaFilename: `${path.slice(1)}.png`,
		});
		await deliver([
			[0, { ...picture('/a'), content: null }],
			[1, picture('/gone')],
			[2, picture('/b')],
			[3, 'o que é isso?'],
		]);
		await after(6);
		await listener.started(1);
		const [{ json, binary }] = listener.executions[0] as [any];
		expect(json).toMatchObject({ content: 'o que é isso?', messages: { length: 4 } });
		expect(json).not.toHaveProperty('mediaError');
		expect(json.messages[1].mediaError).toMatch(/404$/);
		expect(Object.keys(binary)).toEqual(['data', 'data_1']);
		expect([binary.data.fileName, binary.data_1.fileName]).toEqual(['a.png', 'b.png']);
		await close();
	});

	it('is judged by its words as a whole (B06)', async () => {
		await listen({ textMatch: 'named', textPattern: 'Ana' });
		await deliver([
			[0, { ...group, content: 'Ana' }],
			[2, { ...group, content: 'quanto custa o cimento?' }],
		]);
		const [json] = await after(6);
		expect(contents(json!)).toEqual(['Ana', 'quanto custa o cimento?']);
		await deliver([
			[0, { ...group, content: 'banana' }],
			[2, { ...group, content: 'quanto custa?' }],
		]);
		expect(await after(6)).toHaveLength(1);
	});

	it('has called when one of its messages is a reply, also where the reply came as a copy', async () => {
		await listen({ textMatch: 'named', textPattern: 'Ana' });
		await deliver([[0, { ...group, messageId: 'r', content: 'quanto?' }]]);
		const { token } = listener.staticData[NODE] as { token: string };
		const data = { from: A, messageId: 'r', content: 'quanto?', contentReplied: 'Oi' };
		await listener.post({ event: 'message.reply', data }, { token });
		expect(await after(6)).toMatchObject([{ event: 'message.group', quotedContent: 'Oi' }]);
	});

	it.each<[string, INodeParameters, IDataObject]>([
		['our own message (B07)', {}, { fromMe: true, content: 'já vai' }],
		['a message of another type', { messageTypes: ['text'] }, { type: 'sticker' }],
		['a message that is too old', { maxAge: 1 }, { createdAt: '2020-01-01T00:00:00Z' }],
	])('is not made longer by %s', async (_what, options, filtered) => {
		await listen(options);
		await deliver([
			[0, { type: 'text', content: 'oi' }],
			[3, filtered],
		]);
		const [json] = await after(2.1);
		expect(contents(json!)).toEqual(['oi']);
	});

	it('starts after ten times the quiet, and every message arrives once (B08)', async () => {
		await listen({});
		const moments = Array.from({ length: 75 }, (_, at): Moment => [at * 4, `${at}`]);
		const early = moments.filter(([seconds]) => seconds < 50);
		await deliver(early);
		expect(await after(1.9)).toEqual([]);
		expect(await after(0.2)).toHaveLength(1);
		// 50.1 s have passed.
		await deliver(moments.slice(early.length).map(([s, m]): Moment => [s - 50.1, m]));
		const items = await after(60);
		expect(items.length).toBeGreaterThan(4);
		expect(items.flatMap(contents)).toEqual(moments.map(([, content]) => content));
	});

	it('does not wait for other chats (B09)', async () => {
		await listen({});
		await deliver([
			[0, { groupId: GROUPS.modern, content: 'X' }],
			[4, { groupId: GROUPS.legacy, content: 'Y' }],
			[4, 'em particular'],
		]);
		expect((await after(1.1)).map(({ content }) => content)).toEqual(['X']);
		const items = await after(4);
		expect(items.map(({ content }) => content)).toEqual(['X', 'Y', 'em particular']);
	});

	it('takes its seconds as text too (B10)', async () => {
		await listen({ burst: '={{ "5" }}' });
		await deliver([[0, 'oi']]);
		expect(await after(4.9)).toEqual([]);
		expect(await after(0.2)).toHaveLength(1);
	});

	it.each<[string, IDataObject, string]>([
		['a status', { id: 's' }, 'message.read'],
		['a number', { phone: '+55' }, 'number.connected'],
		['a message of nobody knows whom', { from: null, content: 'oi' }, 'message.received'],
	])('does not hold %s', async (_what, data, event) => {
		await listen({}, ['*']);
		await deliver([[0, data, event]]);
		expect(await after(0)).toMatchObject([{ event }]);
	});

	it('of our own messages to two people is two', async () => {
		await listen({ includeOwnMessages: true });
		const own = { from: '+5511987659999', fromMe: true };
		await deliver([
			[0, { ...own, to: A, content: 'oi A' }],
			[1, { ...own, to: B, content: 'oi B' }],
		]);
		expect((await after(7)).map(({ content }) => content)).toEqual(['oi A', 'oi B']);
	});
});

describe('a delivery that is held', () => {
	// Some older versions of n8n evaluate expressions without isolates.
	const { prototype } = n8n.Expression ?? (core as never);
	const whereIsolatesAre = 'releaseIsolate' in (prototype as object) ? it : it.skip;
	whereIsolatesAre('keeps no isolate, and takes one again for its end', async () => {
		await listen({});
		const steps: string[] = [];
		jest
			.spyOn(prototype, 'releaseIsolate')
			.mockImplementation(async () => void steps.push('released'));
		jest.spyOn(prototype, 'acquireIsolate').mockImplementation(async () => {
			steps.push('acquired');
			return true;
		});
		await deliver([
			[0, 'oi'],
			[1, 'tudo bem?'],
		]);
		expect(steps).toEqual(['released']);
		expect(await after(6)).toHaveLength(1);
		expect(steps).toEqual(['released', 'acquired']);
	});

	it('changes no static data, and whoever joins it writes what is new', async () => {
		await listen({});
		const { staticData } = listener;
		const [before] = Object.values(staticData);
		await deliver([[0, 'oi']]);
		await after(6);
		expect(Object.values(listener.staticData)).toEqual([before]);
		await deliver([
			[0, 'tudo'],
			[1, 'bem?'],
		]);
		await after(6);
		const [{ seen }] = Object.values(listener.staticData) as [{ seen: string }];
		expect(seen).toHaveLength(30);
	});
});
