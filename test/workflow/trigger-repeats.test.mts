import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

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
	staticData['node:Pilot Status Trigger'] as { token: string; claims: IDataObject };
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
		expect(stored(listener).claims).toBeUndefined();
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

type Pair = [
	promise: string,
	first: object,
	second: object,
	firstEvent?: string,
	secondEvent?: string,
];
const read = 'message.read';

describe('two deliveries', () => {
	it.each<Pair>([
		['one id, whatever else differs', { id: 'a', content: 'x' }, { id: 'a', content: 'y' }],
		['one id and two WhatsApp ids', { id: 'a', messageId: '1' }, { id: 'a', messageId: '2' }],
		['one internalMessageId', { internalMessageId: 1 }, { internalMessageId: 1 }, read, read],
		[
			'one internalMessageId, the WhatsApp id being known later',
			{ internalMessageId: 1, messageId: null },
			{ internalMessageId: 1, messageId: '1' },
			read,
			read,
		],
		['one WhatsApp id and no other', { messageId: '1' }, { messageId: '1' }],
		['a number as id', { id: 7 }, { id: 7 }],
		['0 as id', { id: 0, messageId: '1' }, { id: 0, messageId: '2' }],
		['the name of a method as id', { id: 'toString' }, { id: 'toString' }],
		['an empty id, one below', { id: '', messageId: '1' }, { id: '', messageId: '1' }],
	])('with %s start one execution', async (_promise, first, second, ...events) => {
		const listener = await listenNow({ events: ['*'] });
		expect(await post(listener, first, events[0])).toEqual(STARTED);
		expect(await post(listener, second, events[1])).toEqual(REPEATED);
		expect(listener.executions).toHaveLength(1);
	});

	it.each<Pair>([
		['two events of one id', { id: 'a' }, { id: 'a' }, 'message.group', 'message.reply'],
		[
			'two statuses of one message',
			{ internalMessageId: 1 },
			{ internalMessageId: 1 },
			'message.sent',
			read,
		],
		['two ids of one WhatsApp id', { id: 'a', messageId: '1' }, { id: 'b', messageId: '1' }],
		[
			'two internalMessageIds of one WhatsApp id',
			{ internalMessageId: 1, messageId: '1' },
			{ internalMessageId: 2, messageId: '1' },
			read,
			read,
		],
		['empty ids, two below', { id: '', messageId: '1' }, { id: '', messageId: '2' }],
		['ids of null, two below', { id: null, messageId: '1' }, { id: null, messageId: '2' }],
		['no id at all', { content: 'Oi' }, { content: 'Oi' }],
		['nothing but empty ids', { id: '', messageId: null }, { id: '', messageId: null }],
		['an object as id', { id: {} }, { id: {} }],
	])('with %s start two executions', async (_promise, first, second, ...events) => {
		const listener = await listenNow({ events: ['*'] });
		expect(await post(listener, first, events[0])).toEqual(STARTED);
		expect(await post(listener, second, events[1])).toEqual(STARTED);
		expect(listener.executions).toHaveLength(2);
	});

	it('that come of one message which quotes another one start two executions', async () => {
		const listener = await listenNow({ events: ['message.group', 'message.reply'] });
		server().receive({ ...ana, quotedMessageId: '3EB0' });
		await listener.started(2);
		const json = listener.executions.map(([item]) => item!.json);
		expect(new Set(json.map((one) => one.event))).toEqual(
			new Set(['message.group', 'message.reply']),
		);
		expect(json[0]!.id).toBe(json[1]!.id);
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
	it('outlives a restart', async () => {
		const before = await listenNow();
		await post(before, { id: 'a' });
		const after = await otherProcess(before);
		expect(await post(after, { id: 'a' })).toEqual(REPEATED);
		expect(await post(after, { id: 'b' })).toEqual(STARTED);
	});

	it('survives in the process where the database lost it, and is written whole again', async () => {
		const listener = await listenNow();
		const older = structuredClone(listener.staticData);
		await post(listener, { id: 'a' });
		listener.staticData = older;
		const without = await otherProcess(listener);
		expect(await post(listener, { id: 'a' })).toEqual(REPEATED);
		await post(listener, { id: 'b' });
		const after = await otherProcess(listener);
		expect(await post(after, { id: 'a' })).toEqual(REPEATED);
		// Nobody could know it there; this also proves that otherProcess() forgets.
		expect(await post(without, { id: 'a' })).toEqual(STARTED);
	});

	it('keeps what another process has claimed', async () => {
		const one = await listenNow();
		await post(one, { id: 'a' });
		const two = await otherProcess(one);
		await post(two, { id: 'b' });
		one.staticData = two.staticData;
		expect(await post(one, { id: 'b' })).toEqual(REPEATED);
		expect(await post(one, { id: 'c' })).toEqual(STARTED);
		const three = await otherProcess(one);
		for (const id of ['a', 'b', 'c']) expect(await post(three, { id })).toEqual(REPEATED);
	});

	it('holds a new delivery although the clock was set back', async () => {
		const listener = await listenNow();
		const later = Date.now() + 3_600_000;
		const claims = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, later + n]));
		Object.assign(stored(listener), { claims });
		expect(await post(listener, { id: 'new' })).toEqual(STARTED);
		expect(await post(await otherProcess(listener), { id: 'new' })).toEqual(REPEATED);
	});

	it('holds the newest 500 deliveries', async () => {
		const listener = await listenNow();
		await post(listener, { id: 'first' });
		await post(listener, { id: 'second' });
		const answers = await Promise.all(
			Array.from({ length: 498 }, async (_, id) => await post(listener, { id })),
		);
		expect(new Set(answers.map(({ body }) => body))).toEqual(new Set([STARTED.body]));
		expect(await post(listener, { id: 498 })).toEqual(STARTED);
		expect(Object.keys(stored(listener).claims)).toHaveLength(500);
		const after = await otherProcess(listener);
		for (const process of [listener, after]) {
			expect(await post(process, { id: 'second' })).toEqual(REPEATED);
			expect(await post(process, { id: 498 })).toEqual(REPEATED);
			expect(await post(process, { id: 'first' })).toEqual(STARTED);
			expect(Object.keys(stored(process).claims)).toHaveLength(500);
		}
	});
});
