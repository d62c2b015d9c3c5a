import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';

const { server, account } = useServer();
const numberId = NUMBERS.go.id;
const { modern, legacy, lonely } = GROUPS;
const ana = { numberId, groupId: modern, from: PEOPLE.ana, text: 'Chegou o cimento?' };

let listener: Listener;
afterEach(async () => await listener.close());

async function listen(parameters: INodeParameters = {}): Promise<void> {
	listener = await startListener(account(KEYS.go), { parameters, workflowId: randomUUID() });
	await listener.activate();
}

const token = () => new URL(server().state.webhooks[0]!.url).searchParams.get('token')!;
const post = async (body: unknown, headers?: Record<string, string>) =>
	await listener.post(body, { token: token(), headers });
/** What has started the workflow, one item per execution. */
const items = () => listener.executions.map(([item]) => item!.json);

/** Sends a message and lets it fail. */
async function failedMessage(): Promise<void> {
	const response = await fetch(`${server().url}/messages/send`, {
		method: 'POST',
		headers: { 'x-api-key': KEYS.go, 'content-type': 'application/json' },
		body: JSON.stringify({ groupId: modern, text: 'Oi' }),
	});
	const { id } = (await response.json()) as { id: string };
	server().advance(id, 'FAILED', 'NUMBER_NOT_FOUND_REMOVED');
}

describe('the item', () => {
	it('is the data of the event and its name, and the answer a 200', async () => {
		await listen();
		server().shapes.webhookData = 'current';
		server().receive(ana);
		await listener.started(1);
		await server().settled();
		const { statusCode, body } = server().deliveries[0]!;
		expect(statusCode).toBe(200);
		expect(listener.executions).toEqual([[{ json: { ...body.data, event: 'message.group' } }]]);
	});

	it('has the newest names beside the older ones', async () => {
		await listen();
		server().shapes.webhookData = 'older';
		server().receive(ana);
		await listener.started(1);
		const { data } = server().deliveries[0]!.body;
		expect(data).not.toHaveProperty('from');
		expect(items()).toEqual([
			{
				...data,
				event: 'message.group',
				from: `+${PEOPLE.ana}`,
				participantName: 'Ana',
				createdAt: data.happenedAt,
			},
		]);
	});

	it('of a failure has the text under errorMessage, since n8n takes error for its own', async () => {
		await listen({ events: ['message.failed'] });
		const forms = { webhookError: 'error', webhookData: 'current', webhookStatusId: 'id' };
		Object.assign(server().shapes, forms);
		await failedMessage();
		await listener.started(1);
		const { error, ...data } = server().deliveries[0]!.body.data;
		expect(error).toContain('NUMBER_NOT_FOUND_REMOVED');
		expect(items()).toEqual([{ ...data, event: 'message.failed', errorMessage: error }]);
	});

	it.each<[promise: string, data: object, json: object]>([
		['keeps newer names', { from: '+1', fromNumber: '+2' }, { from: '+1', fromNumber: '+2' }],
		['fills a null', { from: null, fromNumber: '+2' }, { from: '+2', fromNumber: '+2' }],
		['adds no names out of nothing', { id: 'a' }, { id: 'a' }],
		['keeps a null without an older name', { participantName: null }, { participantName: null }],
		['keeps errorMessage', { errorMessage: 'a', error: 'b' }, { errorMessage: 'a' }],
		['keeps objects as errors', { error: { code: 'X' } }, { errorMessage: { code: 'X' } }],
		['keeps an event of its own', { event: 'other', id: 'a' }, { dataEvent: 'other', id: 'a' }],
		['keeps unknown fields', { json: 1, binary: { a: [] } }, { json: 1, binary: { a: [] } }],
	])('%s', async (_promise, data, json) => {
		await listen();
		await post({ event: 'message.group', data });
		expect(listener.executions).toEqual([[{ json: { ...json, event: 'message.group' } }]]);
	});
});

type Wanted = [promise: string, parameters: INodeParameters, event: string, data: object];
const own = { fromMe: true };
const include = { includeOwnMessages: true };

const wanted: Wanted[] = [
	['the default event', {}, 'message.group', {}],
	['one event of several', { events: ['message.read', 'message.reply'] }, 'message.reply', {}],
	['events by text', { events: 'message.read, message.reply' }, 'message.reply', {}],
	['any event under *', { events: ['*'] }, 'number.connected', {}],
	['an event that nobody knows under *', { events: ['*'] }, 'health.alert', {}],
	['a group of the list', { groups: [modern] }, 'message.group', { groupId: modern }],
	['one of several groups', { groups: [lonely, modern] }, 'message.group', { groupId: modern }],
	['groups by text', { groups: ` ${lonely}, ${modern} ` }, 'message.group', { groupId: modern }],
	['any group without a list', { groups: '' }, 'message.group', { groupId: modern }],
	['what is in no group', { groups: [modern], events: ['*'] }, 'message.received', {}],
	[
		'a group that is null',
		{ groups: [modern], events: ['*'] },
		'message.received',
		{ groupId: null },
	],
	['a status beside groups', { groups: [modern], events: ['*'] }, 'message.read', { id: 'a' }],
	['an own status', { events: ['message.sent'] }, 'message.sent', own],
	['an own call', { events: ['*'] }, 'call.ended', own],
	['what is not our own', {}, 'message.group', { fromMe: false }],
	['own words in a group, if asked for', { options: include }, 'message.group', own],
	['own words, if asked for', { events: ['*'], options: include }, 'message.received', own],
];

const unwanted: Wanted[] = [
	['an event that was not picked', {}, 'message.received', {}],
	['an event picked by half its name', {}, 'message', {}],
	['an event in upper case', {}, 'MESSAGE.GROUP', {}],
	['an event named *', {}, '*', {}],
	['an event without a name', {}, '', {}],
	['another group', { groups: [modern] }, 'message.group', { groupId: legacy }],
	['a group message without its group', { groups: [modern] }, 'message.group', {}],
	[
		'a group message of a group that is null',
		{ groups: [modern] },
		'message.group',
		{ groupId: null },
	],
	['none of several groups', { groups: [lonely, modern] }, 'message.group', { groupId: legacy }],
	[
		'none of groups by text',
		{ groups: `${lonely}, ${modern}` },
		'message.group',
		{ groupId: legacy },
	],
	[
		'a status of another group',
		{ groups: [modern], events: ['*'] },
		'message.read',
		{ groupId: legacy },
	],
	['own words in a group', {}, 'message.group', own],
	['own words elsewhere', { events: ['*'] }, 'message.received', own],
	['an own reply', { events: ['*'] }, 'message.reply', own],
	['own news', { events: ['*'] }, 'message.newsletter', own],
	[
		'own words in another group',
		{ groups: [modern], options: include },
		'message.group',
		{ ...own, groupId: legacy },
	],
];

describe('the workflow', () => {
	it.each(wanted)('runs for %s', async (_promise, parameters, event, data) => {
		await listen(parameters);
		expect(await post({ event, data })).toEqual({ status: 200, body: '{"message":"Received"}' });
		expect(items()).toEqual([{ ...data, event }]);
	});

	it.each(unwanted)('does not run for %s', async (_promise, parameters, event, data) => {
		await listen(parameters);
		const answer = { status: 200, body: '{"message":"Not subscribed to"}' };
		expect(await post({ event, data })).toEqual(answer);
		expect(listener.executions).toEqual([]);
	});

	it('does not hear itself, but the others', async () => {
		await listen();
		server().receive({ numberId, groupId: modern, fromMe: true, text: 'Chegou.' });
		await server().settled();
		server().receive(ana);
		await listener.started(1);
		expect(items()).toMatchObject([{ fromMe: false, content: 'Chegou o cimento?' }]);
		await server().settled();
		expect(server().deliveries.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
	});

	it('hears itself, if asked for', async () => {
		await listen({ options: include });
		server().receive({ numberId, groupId: modern, fromMe: true, text: 'Chegou.' });
		await listener.started(1);
		expect(items()).toMatchObject([{ fromMe: true, content: 'Chegou.' }]);
	});
});

const event = 'message.group';
const json = 'application/json';

describe('what is no JSON object', () => {
	it.each<[promise: string, body: string | Buffer, contentType?: string]>([
		['nothing', ''],
		['a space', ' '],
		['half a JSON', '{"event":"message.group","data":{'],
		['words', 'Oi'],
		['bytes', Buffer.from([0xff, 0x00, 0xc3, 0x28])],
		['null', 'null'],
		['true', 'true'],
		['a number', '42'],
		['text', '"message.group"'],
		['a list', '[]'],
		['a list of events', JSON.stringify([{ event, data: {} }])],
		['JSON sent as text', JSON.stringify({ event, data: {} }), 'text/plain'],
		['JSON sent as bytes', JSON.stringify({ event, data: {} }), 'application/octet-stream'],
		['JSON of another kind', JSON.stringify({ event, data: {} }), 'application/vnd.x+json'],
		['a form', 'event=message.group&data=%7B%7D', 'application/x-www-form-urlencoded'],
		['a form with brackets', 'event=message.group&data[id]=a', 'application/x-www-form-urlencoded'],
		['XML', '<event>message.group</event>', 'application/xml'],
	])('%s is refused, not failed at, and starts nothing', async (_promise, body, type = json) => {
		await listen({ events: ['*'] });
		const { status } = await post(body, { 'content-type': type });
		expect([400, 422]).toContain(status);
		expect(listener.executions).toEqual([]);
		expect(listener.thrown).toEqual([]);
		await post({ event, data: {} });
		expect(listener.executions).toHaveLength(1);
	});
});

describe('what says nothing', () => {
	it.each<[promise: string, body: object | string]>([
		['an empty object', {}],
		['a message without data', { event }],
		['a message whose data is null', { event, data: null }],
		['a message whose data is a list', { event, data: [{ id: 'a' }] }],
		['a message whose data is text', { event, data: '{}' }],
		['no event', { data: {} }],
		['an event of null', { event: null, data: {} }],
		['an event of a number', { event: 1, data: {} }],
		['a list of events as event', { event: [event], data: {} }],
		['an event inherited', '{"__proto__":{"event":"message.group","data":{}}}'],
		['an event one level down', { body: { event, data: {} } }],
		["an empty body of Meta's", { object: 'whatsapp_business_account', entry: [] }],
	])('%s is taken, or it would come again, and starts nothing', async (_promise, body) => {
		await listen({ events: ['*'] });
		expect(await post(body)).toMatchObject({ status: 200 });
		expect(listener.executions).toEqual([]);
		expect(listener.thrown).toEqual([]);
	});
});

describe('a failure of n8n itself', () => {
	it('gives the event back: the next copy starts the workflow', async () => {
		server().clock.manual();
		await listen();
		listener.options.onAnswer = () => {
			throw new Error('n8n broke');
		};
		server().receive(ana);
		await server().settled();
		expect(listener.thrown.map(({ message }) => message)).toEqual(['n8n broke']);
		expect(listener.executions).toEqual([]);
		delete listener.options.onAnswer;
		server().clock.advance(1000);
		await listener.started(1);
		await server().settled();
		const [first, second] = server().deliveries;
		expect([first!.statusCode, second!.statusCode]).toEqual([500, 200]);
		expect(second!.rawBody).toBe(first!.rawBody);
		server().redeliver(second!);
		await server().settled();
		expect(listener.executions).toHaveLength(1);
	});
});
