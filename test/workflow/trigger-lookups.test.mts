import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
	jest,
} from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { stopClock } from '../harness/clock.mts';
import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { listenLocally } from '../harness/listening.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS } from 'pilotstatus-reference-server';

const { account, server } = useServer();
const NODE = 'node:Pilot Status Trigger';
const bytes = Buffer.from('%PDF-1.7 Planta');
const base64 = bytes.toString('base64');

/** Stands for the API, for what is asked while a delivery waits. */
let api: Awaited<ReturnType<typeof listenLocally>>;
let asked: string[];
let answer: (response: ServerResponse) => unknown;
let listener: Listener;
beforeAll(async () => {
	api = await listenLocally(
		createServer((request, response) => {
			asked.push(`${request.url} ${request.headers['x-api-key']}`);
			response.setHeader('content-type', 'application/json');
			answer(response);
		}),
	);
});
beforeEach(() => {
	asked = [];
});
afterEach(async () => {
	jest.restoreAllMocks();
	await listener.close();
});
afterAll(async () => await api.close());

async function listen(options: INodeParameters): Promise<void> {
	const parameters = { events: ['*'], options };
	listener = await startListener(account(KEYS.go), { parameters, workflowId: randomUUID() });
	await listener.activate();
	listener.account.baseUrl = `http://127.0.0.1:${api.port}`;
}

async function receive(data: IDataObject, event = 'message.group') {
	const { token } = listener.staticData[NODE] as { token: string };
	const count = listener.executions.length;
	expect(await listener.post({ event, data }, { token })).toMatchObject({ status: 200 });
	await listener.started(count + 1);
	return listener.executions[count]![0]!;
}

const json = (value: unknown) => (response: ServerResponse) => response.end(JSON.stringify(value));
const fails = (response: ServerResponse) => response.writeHead(404).end('{"error":"gone"}');

describe('a file that has no link', () => {
	const data = { mediaId: '42/7', phoneNumberId: '1 2', mediaType: 'document' };

	it.each([
		['a data URI', { base64: `data:application/pdf;base64,${base64}`, fileName: 'planta.pdf' }],
		[
			'a data URI with parameters',
			{ base64: `data:application/pdf;x=y;base64,${base64}`, fileName: 'planta.pdf' },
		],
		['bare base64', { base64, mimeType: 'application/pdf; x=y', fileName: 'planta.pdf' }],
	])('is asked for with the key, and comes as %s', async (_form, body) => {
		await listen({ downloadMedia: true });
		answer = json({ ...body, mediaId: '42/7' });
		const { binary, json: item } = await receive(data);
		expect(asked).toEqual([`/media/42%2F7?phoneNumberId=1%202 ${KEYS.go}`]);
		expect(binary!.data).toMatchObject({ mimeType: 'application/pdf', fileName: 'planta.pdf' });
		expect(Buffer.from(binary!.data!.data, 'base64')).toEqual(bytes);
		expect(item).not.toHaveProperty('mediaError');
	});

	it('is called as the message says', async () => {
		await listen({ downloadMedia: true });
		answer = json({ base64, mimeType: 'application/pdf', fileName: 'x.bin' });
		const { binary } = await receive({ ...data, mediaFilename: '../Obra.pdf' });
		expect(binary!.data!.fileName).toBe('Obra.pdf');
	});

	it('is fetched by its link where there is one, without the key', async () => {
		await listen({ downloadMedia: true });
		answer = (response) => response.setHeader('content-type', 'application/pdf').end(bytes);
		await receive({ ...data, mediaLink: `http://127.0.0.1:${api.port}/file` });
		expect(asked).toEqual(['/file undefined']);
	});

	it.each<[string, INodeParameters, typeof answer, RegExp]>([
		['is gone', {}, fails, /^The file could not be downloaded: ./],
		['is empty', {}, json({}), /^The response of the API holds no file$/],
		['is no text', {}, json({ base64: 7 }), /./],
		[
			'is too large',
			{ maxMediaSize: 1 / 1024 ** 2 },
			json({ base64 }),
			/larger than 'Max Media Size'/,
		],
	])('and %s leaves the message as it is', async (_what, options, how, reason) => {
		await listen({ downloadMedia: true, ...options });
		answer = how;
		const { binary, json: item } = await receive(data);
		if (binary) return expect(binary.data!.data).toBeDefined();
		expect(item).toMatchObject({ ...data, mediaError: expect.stringMatching(reason) });
		expect(JSON.stringify(item)).not.toContain(KEYS.go);
	});

	it('is not asked for without the option', async () => {
		await listen({});
		expect(await receive(data)).not.toHaveProperty('binary');
		expect(asked).toEqual([]);
	});
});

describe('a missing name of a group', () => {
	const data = { groupId: GROUPS.modern, content: 'oi' };

	it('is asked for once in ten minutes', async () => {
		await listen({ fillInGroupName: true });
		const clock = stopClock();
		answer = json({ id: GROUPS.modern, subject: 'Obra 42', participants: [] });
		expect((await receive({ ...data, id: 1 })).json).toMatchObject({ groupName: 'Obra 42' });
		expect((await receive({ ...data, id: 2, groupName: null })).json).toMatchObject({
			groupName: 'Obra 42',
		});
		expect(asked).toEqual([`/groups/${encodeURIComponent(GROUPS.modern)} ${KEYS.go}`]);
		await clock.advance(600_001);
		await receive({ ...data, id: 3 });
		expect(asked).toHaveLength(2);
	});

	it('is asked for once by many at the same moment', async () => {
		await listen({ fillInGroupName: true });
		answer = json({ subject: 'Obra 42' });
		const items = await Promise.all(
			Array.from({ length: 20 }, async (_, id) => {
				const { token } = listener.staticData[NODE] as { token: string };
				await listener.post({ event: 'message.group', data: { ...data, id } }, { token });
			}),
		);
		await listener.started(items.length);
		const names = listener.executions.map(([item]) => item!.json.groupName);
		expect(new Set(names)).toEqual(new Set(['Obra 42']));
		expect(asked).toHaveLength(1);
	});

	it.each<[string, INodeParameters, IDataObject]>([
		['without the option', {}, data],
		['where it is there', { fillInGroupName: true }, { ...data, groupName: 'Vendas' }],
		['in no group', { fillInGroupName: true }, { content: 'oi' }],
	])('is not asked for %s', async (_where, options, given) => {
		await listen(options);
		expect((await receive(given)).json).toEqual({ ...given, event: 'message.group' });
		expect(asked).toEqual([]);
	});

	it('that cannot be had is left out, and asked for again', async () => {
		await listen({ fillInGroupName: true });
		answer = fails;
		expect((await receive({ ...data, id: 1 })).json).not.toHaveProperty('groupName');
		answer = json({ subject: 'Obra 42' });
		expect((await receive({ ...data, id: 2 })).json).toMatchObject({ groupName: 'Obra 42' });
		listener.account.apiKey = 'wrong';
		expect((await receive({ groupId: GROUPS.legacy })).json).not.toHaveProperty('groupName');
	});

	it('comes from the API as it is', async () => {
		await listen({ fillInGroupName: true });
		listener.account.baseUrl = server().url;
		expect((await receive(data)).json).toMatchObject({ groupName: 'Obra 42' });
	});
});

it('writes nothing into the database of a delivery that waits: others have changed it meanwhile', async () => {
	await listen({ fillInGroupName: true });
	const { token } = listener.staticData[NODE] as { token: string };
	const post = async (data: object) =>
		await listener.post({ event: 'message.group', data }, { token });
	let asks = (_response: ServerResponse) => {};
	const isAsked = new Promise<ServerResponse>((resolve) => (asks = resolve));
	answer = asks;
	await post({ id: 'a', groupId: GROUPS.modern });
	const response = await isAsked;
	expect(listener.staticData[NODE]).not.toHaveProperty('seen');
	await post({ id: 'b' });
	const after = structuredClone(listener.staticData);
	expect((after[NODE] as { seen: string }).seen).toHaveLength(20);
	json({ subject: 'Obra 42' })(response);
	await listener.started(2);
	expect(listener.staticData).toEqual(after);
});
