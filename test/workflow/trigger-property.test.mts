import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS } from 'pilotstatus-reference-server';

const { server, account } = useServer();
const EVENT = 'message.group';
const runs = { numRuns: 200 };
let listener: Listener;
let token: string;

beforeAll(async () => {
	// Every option that looks at what comes in, but none that makes one delivery depend on an earlier one.
	const options = { skipDuplicates: false, downloadMedia: true };
	const parameters = { options };
	listener = await startListener(account(KEYS.go), { parameters, workflowId: randomUUID() });
	await listener.activate();
	token = new URL(server().state.webhooks[0]!.url).searchParams.get('token')!;
});
beforeEach(() => {
	listener.executions.length = 0;
	listener.thrown.length = 0;
});
afterAll(async () => await listener.close());

/** Names that the node reads, and names that objects have of their own. */
const names = fc.constantFrom(
	...['event', 'data', 'id', 'internalMessageId', 'messageId', 'groupId', 'fromMe', 'error'],
	...['errorMessage', 'from', 'fromNumber', 'createdAt', 'mediaLink', 'mediaFilename'],
	...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'toJSON', 'then', 'length'],
	...['json', 'binary', 'pairedItem', 'token', 'claims', ''],
);
const events = fc.constantFrom(EVENT, EVENT, EVENT, 'message.read', '*', '');
const groups = fc.constantFrom(
	...Array.from({ length: 4 }, () => GROUPS.modern),
	GROUPS.legacy,
	'',
);

/** JSON text, which may have any name, also `__proto__`, and one name twice. */
const { value: json, object } = fc.letrec<{ value: string; object: string }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.jsonValue({ maxDepth: 0 }).map((value) => JSON.stringify(value)),
		fc.oneof(events, groups, fc.boolean()).map((value) => JSON.stringify(value)),
		tie('object'),
		fc.array(tie('value'), { maxLength: 3 }).map((values) => `[${values}]`),
	),
	object: fc
		.array(fc.tuple(fc.oneof(names, fc.string()), tie('value')), { maxLength: 6 })
		.map((fields) => `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`)}}`),
}));
/** Often nearly a delivery, or a whole one. */
const bodies = fc.oneof(
	json,
	fc.tuple(events, object).map(([event, data]) => `{"event":"${event}","data":${data}}`),
	fc.tuple(json, json).map(([event, data]) => `{"event":${event},"data":${data}}`),
);

const contentTypes = fc.constantFrom(
	...['application/json', 'application/json; charset=utf-8', 'application/json;', 'text/plain'],
	...['application/x-www-form-urlencoded', 'application/octet-stream', 'application/xml'],
	...['multipart/form-data; boundary=x', 'application/vnd.api+json', 'x'],
);
const bytes = fc.oneof(
	fc.uint8Array({ maxLength: 300 }).map((one) => Buffer.from(one)),
	fc.string({ unit: 'binary' }).map((one) => Buffer.from(one)),
	bodies.map((one) => Buffer.from(one)),
	bodies.map((one) => Buffer.from(one).subarray(1)),
);

const isObject = (value: unknown) => Object.prototype.toString.call(value) === '[object Object]';

/** What a delivery must be, said once more: the event that was picked, with data, and not our own. */
function wantedData(text: string): object | undefined {
	let body;
	try {
		body = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!isObject(body) || !Object.hasOwn(body, 'event') || body.event !== EVENT) return undefined;
	const { event: _event, data: inner, ...beside } = body;
	const isFlat = !Object.hasOwn(body, 'data') || !isObject(inner);
	if (isFlat && Object.keys(beside).length === 0) return undefined;
	const data = isFlat ? beside : inner;
	const own = (name: string) => (Object.hasOwn(data, name) ? data[name] : undefined);
	return own('fromMe') === true ? undefined : data;
}

/** Fields as they are, without what JSON cannot tell apart. */
const fields = (of: object) =>
	Object.entries(of).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);

describe('whoever has no token', () => {
	const queries = fc.oneof(
		fc.constantFrom('', 'token', 'token=', 'token=undefined', 'token[]=', 'token=null', '&', '?'),
		fc.string({ unit: 'binary' }).map((one) => `token=${encodeURIComponent(one)}`),
		fc.stringMatching(/^[0-9a-f]{64}$/).map((one) => `token=${one}`),
		fc.integer({ min: 0, max: 63 }).map((length) => `token=${token.slice(0, length)}`),
		fc.string({ minLength: 1 }).map((one) => `token=${token}${encodeURIComponent(one)}`),
	);

	it('starts nothing with any JSON', async () => {
		await fc.assert(
			fc.asyncProperty(bodies, queries, async (body, query) => {
				expect(await listener.post(body, { query })).toMatchObject({ status: 401 });
			}),
			runs,
		);
		expect(listener.executions).toEqual([]);
		expect(listener.thrown).toEqual([]);
	});

	it('starts nothing with any bytes', async () => {
		await fc.assert(
			fc.asyncProperty(bytes, contentTypes, queries, async (body, type, query) => {
				const headers = { 'content-type': type };
				const { status } = await listener.post(body, { query, headers });
				expect([401, 422]).toContain(status);
			}),
			runs,
		);
		expect(listener.executions).toEqual([]);
		expect(listener.thrown).toEqual([]);
	});
});

describe('whoever has the token', () => {
	it('starts a workflow with what is wanted and with no other JSON, and breaks nothing', async () => {
		let wanted = 0;
		await fc.assert(
			fc.asyncProperty(bodies, async (body) => {
				listener.executions.length = 0;
				const { status } = await listener.post(body, { token });
				expect(listener.thrown).toEqual([]);
				expect([200, 400]).toContain(status);
				expect(listener.executions).toHaveLength(wantedData(body) ? 1 : 0);
				for (const [item] of listener.executions) {
					const { error, ...data } = wantedData(body) as { error?: unknown };
					const given = Object.entries(data)
						.filter(([, value]) => value !== null)
						// An empty one is filled from another event of the message.
						.filter(([name, value]) => name !== 'groupId' || value !== '');
					const expected = { ...Object.fromEntries(given), event: EVENT };
					expect(fields(item!.json)).toEqual(expect.arrayContaining(fields(expected)));
					expect(item!.json).not.toHaveProperty('error');
					wanted++;
				}
			}),
			runs,
		);
		expect(wanted).toBeGreaterThan(10);
		expect(Object.keys(Object.prototype)).toEqual([]);
	});

	it('starts nothing with bytes that are no JSON or do not say so, and breaks nothing', async () => {
		await fc.assert(
			fc.asyncProperty(bytes, contentTypes, async (body, type) => {
				listener.executions.length = 0;
				const { status } = await listener.post(body, { token, headers: { 'content-type': type } });
				expect(listener.thrown).toEqual([]);
				expect([200, 400, 422]).toContain(status);
				const starts = type.startsWith('application/json') && wantedData(body.toString());
				expect(listener.executions).toHaveLength(starts ? 1 : 0);
			}),
			runs,
		);
	});
});
