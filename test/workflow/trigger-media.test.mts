import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
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

import { outside } from '../harness/core.mts';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { listenLocally } from '../harness/listening.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';

const { server, account } = useServer();
const LIMIT = 1024;
const picture = Buffer.from(Array.from({ length: LIMIT }, (_, at) => (at * 7919) % 256));

/** Somebody's server with the files; each test says how it answers. */
let files: Server;
let base: string;
let answer: (response: ServerResponse, url?: string) => unknown;
/** Headers of every request for a file. */
let requests: string[];
let listener: Listener;

beforeAll(async () => {
	files = createServer((request, response) => {
		requests.push(request.rawHeaders.join('\n'));
		answer(response, request.url);
		files.emit('asked', response);
	});
	base = `http://127.0.0.1:${(await listenLocally(files)).port}`;
});
beforeEach(() => {
	requests = [];
	answer = (response) =>
		response.setHeader('content-type', 'image/png; charset=binary').end(picture);
});
afterEach(async () => {
	jest.restoreAllMocks();
	files.closeAllConnections();
	await listener.close();
});
afterAll(() => void files.close());

async function listen(options: INodeParameters = {}): Promise<void> {
	const parameters = {
		options: { downloadMedia: true, maxMediaSize: LIMIT / 1024 ** 2, ...options },
	};
	listener = await startListener(account(KEYS.go), { parameters, workflowId: randomUUID() });
	await listener.activate();
}

const token = () => new URL(server().state.webhooks[0]!.url).searchParams.get('token')!;
const post = async (data: object) =>
	await listener.post({ event: 'message.group', data }, { token: token() });

/** Delivers a message, which must be answered as any other, and gives the item that it becomes. */
async function receive(data: object): Promise<INodeExecutionData> {
	expect(await post(data)).toEqual({ status: 200, body: '{"message":"Received"}' });
	await listener.started(1);
	expect(listener.executions).toHaveLength(1);
	expect(listener.thrown).toEqual([]);
	const [item] = listener.executions[0]!;
	expect(item!.json).toMatchObject({ ...data, event: 'message.group' });
	return item!;
}

describe('the file of a message', () => {
	it('lies in the binary field "data", byte for byte', async () => {
		await listen();
		const { json, binary } = await receive({ mediaLink: `${base}/a`, mediaFilename: 'Planta.png' });
		expect(json).not.toHaveProperty('mediaError');
		expect(Object.keys(binary!)).toEqual(['data']);
		expect(binary!.data).toMatchObject({ mimeType: 'image/png', fileName: 'Planta.png' });
		expect(Buffer.from(binary!.data!.data, 'base64').equals(picture)).toBe(true);
	});

	it('comes with what somebody writes in a group', async () => {
		await listen();
		server().receive({
			numberId: NUMBERS.go.id,
			groupId: GROUPS.modern,
			from: PEOPLE.ana,
			text: 'A planta',
			media: { url: `${base}/planta`, mediaType: 'image', filename: 'planta.png' },
		});
		await listener.started(1);
		const [item] = listener.executions[0]!;
		expect(item!.json).toMatchObject({ mediaLink: `${base}/planta`, mediaCaption: 'A planta' });
		expect(item!.binary!.data).toMatchObject({ fileName: 'planta.png' });
	});

	it.each<[promise: string, type: string | undefined, name: unknown, expected: object]>([
		['its type from the server', 'application/pdf', 'a.bin', { mimeType: 'application/pdf' }],
		['its type from its name, else', undefined, 'a.pdf', { mimeType: 'application/pdf' }],
		[
			'its type from its name where the server says nothing',
			'binary/octet-stream',
			'a.pdf',
			{ mimeType: 'application/pdf' },
		],
		['no name where the message has none', 'image/png', null, { mimeType: 'image/png' }],
		['no name where it is none', 'image/png', { a: 1 }, { mimeType: 'image/png' }],
	])('has %s', async (_promise, type, mediaFilename, expected) => {
		await listen();
		answer = (response) => {
			if (type) response.setHeader('content-type', type);
			response.end(picture);
		};
		const { binary } = await receive({ mediaLink: `${base}/a`, mediaFilename });
		const fileName = typeof mediaFilename === 'string' ? mediaFilename : undefined;
		expect({ fileName: undefined, ...binary!.data }).toMatchObject({ ...expected, fileName });
	});

	it('may be empty, and may lie behind a redirect', async () => {
		await listen();
		answer = (response, url) => {
			if (url === '/a') response.writeHead(302, { location: `${base}/b` }).end();
			else response.setHeader('content-type', 'text/plain').end();
		};
		const { binary } = await receive({ mediaLink: `${base}/a` });
		expect(binary!.data).toMatchObject({ mimeType: 'text/plain', data: '' });
		expect(requests).toHaveLength(2);
	});

	it('is fetched without our key, even from the API itself', async () => {
		await listen();
		await receive({ mediaLink: `${base}/a` });
		expect(requests).toHaveLength(1);
		expect(requests[0]).not.toMatch(/api-key|authorization|cookie|ps_/i);
		expect(requests[0]).not.toContain(token());
		await post({ mediaLink: `${server().url}/groups` });
		await listener.started(2);
		expect(server().log.at(-1)).toMatchObject({ route: 'GET /groups', status: 401 });
		expect(server().log.at(-1)!.headers).not.toHaveProperty('x-api-key');
		expect(listener.executions[1]![0]!.json.mediaError).toMatch(/status 401$/);
	});

	it.each<[promise: string, options: INodeParameters, data: object]>([
		['without the option', { downloadMedia: false }, { mediaLink: 'BASE/a', mediaType: 'image' }],
		['without a link', {}, { content: 'Oi' }],
		['with a link of null', {}, { mediaLink: null }],
		['with an empty link', {}, { mediaLink: '' }],
	])('is not asked for %s, which is no failure', async (_promise, options, data) => {
		await listen(options);
		const item = await receive(JSON.parse(JSON.stringify(data).replace('BASE', base)));
		expect(item).not.toHaveProperty('binary');
		expect(item.json).not.toHaveProperty('mediaError');
		expect(requests).toEqual([]);
	});

	it('of a copy is not asked for again', async () => {
		await listen();
		await receive({ id: 'a', mediaLink: `${base}/a` });
		await post({ id: 'a', mediaLink: `${base}/a` });
		expect(requests).toHaveLength(1);
	});
});

describe('a link that is none', () => {
	it.each<unknown>([
		'ftp://example.com/a.png',
		'file:///etc/passwd',
		'data:image/png;base64,AAAA',
		'javascript:alert(1)',
		'//example.com/a.png',
		'https:example.com/a.png',
		'a.png',
		' ',
		42,
		true,
		{},
		{ toString: 1, valueOf: 1 },
	])('%j is said, and nothing is asked for', async (mediaLink) => {
		await listen();
		const { json, binary } = await receive({ mediaLink });
		expect(json.mediaError).toBe('The link of the file is not a web address');
		expect(binary).toBeUndefined();
		expect(requests).toEqual([]);
	});

	it.each(['http://', 'https://[', 'http://127.0.0.1:1/a'])(
		'%j is said in the words of who tried',
		async (mediaLink) => {
			await listen();
			const { json, binary } = await receive({ mediaLink });
			expect(json.mediaError).toMatch(/^The file could not be downloaded: ./);
			expect(binary).toBeUndefined();
		},
	);
});

const tooLarge = "The file is larger than 'Max Media Size' (0.0009765625 MB)";
const failed = expect.stringMatching(/^The file could not be downloaded: ./);
const status = (code: number) => `The address of the file answered with status ${code}`;
const redirect = (location: string) => (response: ServerResponse) =>
	response.writeHead(302, { location }).end();
/** Sends without an end, as fast as it is taken. */
function endless(response: ServerResponse): void {
	while (!response.destroyed && response.write(picture));
	response.once('drain', () => endless(response));
}
const reset = (response: ServerResponse) => response.socket!.resetAndDestroy();
const announce = (response: ServerResponse, size: number) =>
	response.writeHead(200, { 'content-length': size });

describe('a file that does not come', () => {
	it.each<[promise: string, mediaError: unknown, how: typeof answer]>([
		['is not there', status(404), (response) => response.writeHead(404).end(picture)],
		['is an error without an end', status(502), (response) => endless(response.writeHead(502))],
		['says that it is too large', tooLarge, (response) => announce(response, LIMIT + 1).write('x')],
		['is silent after that', tooLarge, (response) => announce(response, LIMIT + 1).flushHeaders()],
		[
			'is a byte too large',
			tooLarge,
			(response) => response.write(picture, () => response.end('x')),
		],
		['has no end', tooLarge, endless],
		['breaks off before it begins', failed, reset],
		['breaks off in the middle', failed, (response) => response.write('x', () => reset(response))],
		[
			'is too short',
			failed,
			(response) => announce(response, 9).write('x', () => response.destroy()),
		],
		['redirects to the disk', failed, redirect('file:///etc/passwd')],
		['redirects in circles', failed, redirect('/a')],
	])('and %s is not in the item, but why', async (_promise, mediaError, how) => {
		await listen();
		let closed: Promise<unknown> | undefined;
		answer = (response) => {
			closed ??= once(response, 'close');
			how(response);
		};
		const { json, binary } = await receive({ mediaLink: `${base}/a` });
		expect(json.mediaError).toEqual(mediaError);
		expect(binary).toBeUndefined();
		await closed;
	});

	it.each<[promise: string, how: typeof answer]>([
		['never begins', () => {}],
		['trickles', (response) => response.write('x')],
	])('and %s is given up after 30 seconds', async (_promise, how) => {
		await listen();
		// Stands for the timer, which fake timers do not reach.
		const timer = new AbortController();
		const timeout = jest.spyOn(outside.AbortSignal, 'timeout').mockReturnValue(timer.signal);
		const asked = once(files, 'asked');
		answer = how;
		const item = receive({ mediaLink: `${base}/a` });
		const [response] = await asked;
		const closed = once(response, 'close');
		expect(timeout.mock.calls).toEqual([[30_000]]);
		timer.abort(new DOMException('expired', 'TimeoutError'));
		expect((await item).json.mediaError).toBe('The file did not arrive within 30 seconds');
		await closed;
	});
});

describe('a file that comes slowly', () => {
	it('keeps nobody waiting for the answer, and its copies start nothing', async () => {
		await listen();
		const asked = once(files, 'asked');
		answer = () => {};
		const data = { id: 'a', mediaLink: `${base}/a` };
		expect(await post(data)).toEqual({ status: 200, body: '{"message":"Received"}' });
		const [response] = await asked;
		expect(await post(data)).toEqual({ status: 200, body: '{"message":"Received before"}' });
		expect(listener.executions).toEqual([]);
		response.setHeader('content-type', 'image/png').end(picture);
		await listener.started(1);
		expect(listener.executions).toMatchObject([[{ json: data, binary: { data: {} } }]]);
	});
});
