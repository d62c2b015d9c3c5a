import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS } from 'pilotstatus-reference-server';

const { account } = useServer();
const NODE = 'node:Pilot Status Trigger';
const createdAt = '2026-11-26T12:00:00.000Z';
const numberId = 'num_1';
const person = { from: '+5511987650001', participantName: 'Ana' };
const message = {
	...{ numberId, messageId: 'w', id: 'msg_1', type: 'text', fromMe: false, content: 'oi' },
	...{ createdAt, ...person, to: '+5511987659999' },
};
const group = { groupId: GROUPS.modern, groupName: 'Obra 42' };
const media = {
	...{ mediaLink: 'http://127.0.0.1:1/a', mediaType: 'image/jpeg', mediaCaption: 'oi' },
	mediaFilename: 'a.jpg',
};
const metaMedia = { mediaId: '42', phoneNumberId: '1', mediaType: 'document' };
const status = { messageId: null, id: 'msg_1', to: null, fromMe: true, createdAt };
const call = {
	callId: 'c',
	externalCallId: null,
	direction: 'INBOUND',
	status: 'RINGING',
	from: '55',
	to: null,
	timestamp: createdAt,
	duration: null,
};
const lead = {
	...{ leadId: 'l', leadgenId: 'g', formId: 'f', phone: '+5511987650001', createdAt },
	fields: [
		{ key: 'full_name', label: 'Nome', values: ['Maria'] },
		{ key: 'bairro', values: [] },
	],
};
const change = (field: string) => ({ field, value: { messages: [{ id: 'w' }], metadata: {} } });

type Shape = [body: Record<string, unknown>, ...events: string[]];

/** A delivery of every form that section 5 of the API's documentation lists, and what starts with all events. */
const shapes: Shape[] = [
	...['message.received', 'message.group', 'message.newsletter', 'message.reply'].map(
		(event): Shape => [{ event, data: { ...message, ...group } }, event],
	),
	[{ event: 'message.group', data: { ...message, ...group, ...media } }, 'message.group'],
	[
		{ event: 'message.group', data: { ...message, groupId: GROUPS.modern, ...metaMedia } },
		'message.group',
	],
	[
		{
			event: 'message.reply',
			data: { ...message, contentReplied: 'Vem?', quotedMessageId: 'q', buttonId: 'b' },
		},
		'message.reply',
	],
	[
		{
			event: 'message.reply',
			data: { ...message, content: 'Vem?', replyContent: 'oi', messageRepliedId: 'q' },
		},
		'message.reply',
	],
	[
		{
			event: 'message.newsletter',
			data: { ...message, newsletterId: '1@newsletter', newsletterName: 'N' },
		},
		'message.newsletter',
	],
	[
		{
			event: 'message.group',
			data: { fromNumber: '55', fromName: 'Ana', happenedAt: createdAt, environment: 'LIVE' },
		},
		'message.group',
	],
	...['sent', 'delivered', 'read'].map(
		(name): Shape => [
			{ event: `message.${name}`, data: { ...status, [`${name}At`]: createdAt } },
			`message.${name}`,
		],
	),
	[
		{ event: 'message.sent', data: { internalMessageId: 'msg_1', destinationNumber: '+55' } },
		'message.sent',
	],
	[{ event: 'message.failed', data: { ...status, error: 'X', errorCode: 'Y' } }, 'message.failed'],
	[{ event: 'message.failed', data: { ...status, errorMessage: 'X' } }, 'message.failed'],
	...[
		'created',
		'connected',
		'disconnected',
		'removed',
		'restored',
		'recovered',
		'health_blocked',
	].map(
		(name): Shape => [
			{ event: `number.${name}`, data: { numberId, phone: '+55', displayName: 'Ana', createdAt } },
			`number.${name}`,
		],
	),
	[
		{ event: 'number.connected', data: { numberId, number: '55', connectedAt: createdAt } },
		'number.connected',
	],
	...['ringing', 'connected', 'ended', 'missed', 'permission_updated'].map(
		(name): Shape => [{ event: `call.${name}`, ...call }, `call.${name}`],
	),
	...['CallOffer', 'CallAccept', 'CallTerminate'].map(
		(event): Shape => [{ event, instance: 'i', data: { id: 'c' } }, event],
	),
	[{ event: 'lead.received', data: lead }, 'lead.received'],
	[{ event: 'lead.received', data: { ...lead, fields: null, redacted: true } }, 'lead.received'],
	[
		{ event: 'flow.response_received', data: { flowToken: 't', response: {} } },
		'flow.response_received',
	],
	[{ event: 'something.new', data: { id: 1 } }, 'something.new'],
	[
		{
			object: 'whatsapp_business_account',
			entry: [{ id: 'e', changes: [change('messages'), change('smb_message_echoes')] }],
		},
		'meta.messages',
		'meta.smb_message_echoes',
	],
	[
		{ object: 'whatsapp_business_account', entry: [{ id: 'e', changes: [change('history')] }] },
		'meta.history',
	],
];

let listener: Listener;
let token: string;
afterEach(async () => await listener.close());

async function listen(parameters: INodeParameters): Promise<void> {
	listener = await startListener(account(KEYS.go), { parameters, workflowId: randomUUID() });
	await listener.activate();
	({ token } = listener.staticData[NODE] as { token: string });
}

describe('a delivery in the form of', () => {
	it.each(shapes)('%j starts once with all events', async (body, ...events) => {
		await listen({ events: ['*'] });
		for (let copy = 0; copy < 2; copy++) {
			expect(await listener.post(body, { token })).toMatchObject({ status: 200 });
		}
		expect(listener.executions.map((items) => items.map(({ json }) => json.event))).toEqual([
			events,
		]);
		expect(listener.thrown).toEqual([]);
	});
});

it("Meta's own body is taken without all events, and starts nothing", async () => {
	await listen({ events: ['message.group', 'message.received'] });
	for (const [body] of shapes.filter(([{ entry }]) => entry)) {
		expect(await listener.post(body, { token })).toMatchObject({ status: 200 });
	}
	expect(listener.executions).toEqual([]);
});

const places = (value: unknown, path: string[] = []): string[][] =>
	typeof value !== 'object' || value === null
		? []
		: Object.entries(value).flatMap(([key, inner]) => [
				[...path, key],
				...places(inner, [...path, key]),
			]);

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts something else in a place, or takes it away. */
function mutate(body: object, place: number, value: unknown): void {
	const all = places(body);
	const path = all[place % Math.max(1, all.length)];
	if (!path) return;
	const last = path.pop()!;
	const parent = path.reduce((of: any, key) => of[key], body);
	if (value === undefined) delete parent[last];
	else parent[last] = value;
}

const anything = fc.oneof(
	fc.constantFrom<unknown>(
		undefined,
		null,
		'',
		0,
		-1,
		1e308,
		true,
		[],
		{},
		[null],
		'\u0000',
		'__proto__',
		{ toString: 1 },
	),
	fc.jsonValue({ maxDepth: 2 }),
	fc.constantFrom(...shapes.map(([body]) => body)),
);
const mutations = fc.array(fc.tuple(fc.nat(), anything), { maxLength: 4 });

describe('a delivery that was changed at random', () => {
	it.each<[string, INodeParameters]>([
		['all events', { events: ['*'] }],
		[
			'everything that asks',
			{
				events: ['*'],
				options: { skipDuplicates: false, fillInGroupName: true, downloadMedia: true },
			},
		],
		[
			'every filter',
			{
				events: ['message.group', 'message.received'],
				groups: [GROUPS.modern],
				options: {
					...{ senders: '+5511987650001', messageTypes: ['text', 'image'], maxAge: 1e9 },
					...{ textMatch: 'named', textPattern: 'oi', includeOwnMessages: true },
				},
			},
		],
	])(
		'ends in 200 and at most one run with %s',
		async (_what, parameters) => {
			await listen(parameters);
			let count = 0;
			await fc.assert(
				fc.asyncProperty(fc.nat(shapes.length - 1), mutations, async (shape, changes) => {
					const body = structuredClone(shapes[shape]![0]);
					for (const [place, value] of changes) mutate(body, place, structuredClone(value));
					// So that it is known of each run which delivery it comes from, also where it comes late.
					const fields = isObject(body.data) ? body.data : body;
					fields.probe = `${(count += 1)}`;
					expect(await listener.post(body, { token })).toMatchObject({ status: 200 });
					expect(listener.thrown).toEqual([]);
				}),
				{ numRuns: 300 },
			);
			const probes = listener.executions.map(([item]) => item!.json.probe).filter(Boolean);
			expect(probes.length).toBeGreaterThan(0);
			expect(new Set(probes).size).toBe(probes.length);
		},
		120_000,
	);
});
