import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { stopClock } from '../harness/clock.mts';
import { loadAnew } from '../harness/core.mts';
import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { loaded, loader } from '../harness/package.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';

const { server, account } = useServer();
const numberId = NUMBERS.go.id;
const ana = { numberId, groupId: GROUPS.modern, from: PEOPLE.ana, text: 'Oi' };
const STARTED = { status: 200, body: '{"message":"Received"}' };
const REPEATED = { status: 200, body: '{"message":"Received before"}' };

let open: Listener[] = [];
afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all(open.map(async (listener) => await listener.close()));
	open = [];
});

/** A listener of a workflow of its own, unless it is told which. */
async function listen(parameters: INodeParameters = {}, workflowId: string = randomUUID()) {
	const listener = await startListener(account(KEYS.go), { parameters, workflowId });
	open.push(listener);
	return listener;
}

async function listenNow(parameters: INodeParameters = {}): Promise<Listener> {
	const listener = await listen(parameters);
	await listener.activate();
	return listener;
}

/** What the node keeps in the static data, as the database has it. */
const stored = ({ staticData }: Listener) =>
	staticData['node:Pilot Status Trigger'] as { token: string; seen?: string };
const post = async (listener: Listener, data: object, event = 'message.group') =>
	await listener.post({ event, data }, { token: stored(listener).token });

/** Another process that has the same workflow and database: nothing of the node is in its memory. */
async function otherProcess(listener: Listener): Promise<Listener> {
	await loaded;
	const known = loader.getNode('pilotStatusTrigger');
	const { type } = known;
	known.type = loadAnew(
		'dist/nodes/PilotStatusTrigger/PilotStatusTrigger.node.js',
		'PilotStatusTrigger',
	);
	const { parameters, workflowId } = listener.options;
	const other = await listen(parameters, workflowId);
	known.type = type;
	other.staticData = JSON.parse(JSON.stringify(listener.staticData));
	return other;
}

describe('copies of one delivery', () => {
	it('start one execution', async () => {
		const listener = await listenNow();
		expect(await post(listener, { id: 'a' })).toEqual(STARTED);
		expect(await post(listener, { id: 'a' })).toEqual(REPEATED);
		expect(listener.executions).toHaveLength(1);
	});

	it('start one execution when the API delivers them again', async () => {
		const listener = await listenNow();
		server().receive(ana);
		await listener.started(1);
		await server().settled();
		server().redeliver(server().deliveries[0]!);
		await server().settled();
		expect(server().deliveries.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
		expect(listener.executions).toHaveLength(1);
	});

	it.each([
		['fifty at once', ''],
		['fifty at once, whose signatures are checked', 's'],
	])('%s start one execution', async (_promise, webhookSecret) => {
		const listener = await listen({ options: { signatureHeader: 'x-signature' } });
		listener.account.webhookSecret = webhookSecret;
		await listener.activate();
		const { staticData } = listener;
		// The database has written nothing yet when the last one is read.
		Object.defineProperty(listener, 'staticData', { get: () => staticData, set: () => {} });
		const body = JSON.stringify({ event: 'message.group', data: { id: 'a' } });
		const headers = { 'x-signature': createHmac('sha256', 's').update(body).digest('hex') };
		const { token } = stored(listener);
		const answers = await Promise.all(
			Array.from({ length: 50 }, async () => await listener.post(body, { token, headers })),
		);
		expect(answers.filter(({ body: text }) => text === STARTED.body)).toEqual([STARTED]);
		expect(answers.filter(({ body: text }) => text === REPEATED.body)).toHaveLength(49);
		expect(listener.executions).toHaveLength(1);
	});

	it('start an execution each without "Skip Duplicates"', async () => {
		const listener = await listenNow({ options: { skipDuplicates: false } });
		for (let copy = 0; copy < 3; copy++) {
			expect(await post(listener, { id: 'a' })).toEqual(STARTED);
		}
		expect(listener.executions).toHaveLength(3);
		expect(stored(listener)).not.toHaveProperty('seen');
	});

	it('are none where a number comes and goes under its own id', async () => {
		const listener = await listenNow({ events: ['number.connected'] });
		for (let time = 0; time < 2; time++) {
			expect(await post(listener, { id: 'n1' }, 'number.connected')).toEqual(STARTED);
		}
		expect(listener.executions).toHaveLength(2);
	});

	it('are recognised after the workflow was published anew', async () => {
		const listener = await listenNow();
		await post(listener, { id: 'a' });
		await listener.deactivate();
		await listener.activate();
		expect(await post(listener, { id: 'a' })).toEqual(REPEATED);
	});
});

describe('fifty different deliveries at once', () => {
	it('start fifty executions', async () => {
		const listener = await listenNow();
		const ids = Array.from({ length: 50 }, (_, at) => `m${at}`);
		const answers = await Promise.all(ids.map(async (id) => await post(listener, { id })));
		expect(answers).toEqual(ids.map(() => STARTED));
		expect(new Set(listener.executions.map(([item]) => item!.json.id))).toEqual(new Set(ids));
	});
});

describe('the same message', () => {
	it.each([
		[100, 'message.group', 'message.reply'],
		[0, 'message.reply', 'message.group'],
		[0, 'message.received', 'message.reply'],
	])('starts once when it comes after %d ms as %s and %s (R01)', async (ms, first, second) => {
		const listener = await listenNow({ events: ['message.group', 'message.received'] });
		const clock = stopClock();
		const groupId = first === 'message.received' ? {} : { groupId: GROUPS.modern };
		const data = { messageId: 'w', content: 'sim', ...groupId };
		expect(await post(listener, { ...data, id: '1' }, first)).toEqual(STARTED);
		await clock.advance(ms);
		expect(await post(listener, { ...data, id: '2' }, second)).toEqual(REPEATED);
		expect(listener.executions).toMatchObject([[{ json: { event: first } }]]);
	});

	it('starts once in all of its deliveries, minute by minute for three hours (R03)', async () => {
		const listener = await listenNow();
		const clock = stopClock();
		await post(listener, { messageId: 'x' });
		for (let minute = 1; minute <= 180; minute++) {
			await clock.advance(60_000);
			const others = Array.from({ length: 11 }, (_, at) => ({ messageId: `${minute}.${at}` }));
			await Promise.all(others.map(async (data) => await post(listener, data)));
			expect(await post(listener, { messageId: 'x' })).toEqual(REPEATED);
		}
		expect(listener.executions).toHaveLength(1 + 180 * 11);
	}, 120_000);

	it('is not another one with the same words (R04)', async () => {
		const listener = await listenNow();
		await post(listener, { messageId: '1', content: 'ok' });
		await post(listener, { messageId: '2', content: 'ok' });
		expect(listener.executions).toHaveLength(2);
	});

	it('of our own is not heard by its name (R05)', async () => {
		const listener = await listenNow({ options: { textMatch: 'named', textPattern: 'Ana' } });
		await post(listener, { messageId: 'new', content: 'Ana aqui! Posso ajudar?', fromMe: true });
		expect(listener.executions).toEqual([]);
	});

	it('that quotes another one starts once', async () => {
		const listener = await listenNow({ events: ['message.group', 'message.reply'] });
		server().shapes.webhookReplyEvents = 'both';
		server().receive({ ...ana, quotedMessageId: '3EB0' });
		await listener.started(1);
		await server().settled();
		expect(server().deliveries).toHaveLength(2);
		expect(listener.executions).toHaveLength(1);
	});
});

describe('one message', () => {
	it('starts every workflow that listens, once each', async () => {
		const listeners = [await listenNow(), await listenNow()];
		server().receive(ana);
		await Promise.all(listeners.map(async (listener) => await listener.started(1)));
		await server().settled();
		for (const delivery of [...server().deliveries]) server().redeliver(delivery);
		await server().settled();
		expect(listeners.map(({ executions }) => executions.length)).toEqual([1, 1]);
	});

	it('starts the test beside the published workflow, once each', async () => {
		const listener = await listenNow();
		await listener.activate('test');
		server().receive(ana);
		await listener.started(2);
		await server().settled();
		for (const delivery of [...server().deliveries]) server().redeliver(delivery);
		await server().settled();
		expect(server().deliveries.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
		expect(listener.executions).toHaveLength(2);
	});
});

describe('the memory', () => {
	// R02: a copy comes an hour later.
	it('outlives a restart', async () => {
		const before = await listenNow();
		await post(before, { id: 'a' });
		const clock = stopClock();
		const after = await otherProcess(before);
		await clock.advance(3_600_000);
		expect(await post(after, { id: 'a' })).toEqual(REPEATED);
		expect(await post(after, { id: 'b' })).toEqual(STARTED);
	});

	it('is written at once, and then at most once in ten seconds', async () => {
		const listener = await listenNow();
		const clock = stopClock();
		const lengths: unknown[] = [];
		for (const ms of [0, 9_000, 1_000, 1_000]) {
			await clock.advance(ms);
			await post(listener, { id: `${ms} ${lengths.length}` });
			lengths.push(stored(listener).seen!.length);
		}
		expect(lengths).toEqual([10, 10, 30, 30]);
	});

	it('survives in the process where the database lost it, and is written whole again', async () => {
		const listener = await listenNow();
		const older = structuredClone(listener.staticData);
		const clock = stopClock();
		await post(listener, { id: 'a' });
		listener.staticData = older;
		const without = await otherProcess(listener);
		expect(await post(listener, { id: 'a' })).toEqual(REPEATED);
		await clock.advance(10_000);
		await post(listener, { id: 'b' });
		const after = await otherProcess(listener);
		expect(await post(after, { id: 'a' })).toEqual(REPEATED);
		// Nobody could know it there; this also proves that otherProcess() forgets.
		expect(await post(without, { id: 'a' })).toEqual(STARTED);
	});

	it('keeps what another process has claimed', async () => {
		const one = await listenNow();
		const clock = stopClock();
		await post(one, { id: 'a' });
		const two = await otherProcess(one);
		await post(two, { id: 'b' });
		one.staticData = two.staticData;
		expect(await post(one, { id: 'b' })).toEqual(REPEATED);
		await clock.advance(10_000);
		expect(await post(one, { id: 'c' })).toEqual(STARTED);
		const three = await otherProcess(one);
		for (const id of ['a', 'b', 'c']) expect(await post(three, { id })).toEqual(REPEATED);
	});
});
