/** What strangers can do with the files of their messages; how a file arrives is in `trigger-media.test.mts`. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { listenLocally } from '../harness/listening.mts';
import { useServer } from '../harness/server.mts';
import { KEYS } from 'pilotstatus-reference-server';

const { server, account } = useServer();
let files: Server;
let base: string;
/** Requests for files that wait for their answer. */
let held: ServerResponse[];
let listener: Listener;

beforeEach(async () => {
	held = [];
	files = createServer((_request, response) => {
		held.push(response);
		files.emit('asked');
	});
	base = `http://127.0.0.1:${(await listenLocally(files)).port}`;
});
afterEach(async () => {
	files.closeAllConnections();
	files.close();
	await listener.close();
});

async function listen(options: INodeParameters): Promise<void> {
	const parameters = { options };
	listener = await startListener(account(KEYS.go), { parameters, workflowId: randomUUID() });
	await listener.activate();
}

async function post(data: object): Promise<void> {
	const token = new URL(server().state.webhooks[0]!.url).searchParams.get('token')!;
	const { status } = await listener.post({ event: 'message.group', data }, { token });
	expect(status).toBe(200);
}

async function asked(count: number): Promise<void> {
	while (held.length < count) await once(files, 'asked');
}

describe('the name that a stranger gives a file', () => {
	it.each([
		['a path', '../../../etc/cron.d/x', 'x'],
		['a path of Windows', 'C:\\Windows\\a.png', 'a.png'],
		['nothing but a folder', '/', undefined],
		['the folder above', '..', undefined],
		['with signs that control', 'a\u0000\n.png', 'a.png'],
		['too long', `${'ã'.repeat(300)}.png`, `${'ã'.repeat(251)}.png`],
	])('is only a name: %s', async (_what, mediaFilename, fileName) => {
		await listen({ downloadMedia: true });
		await post({ mediaLink: `${base}/a`, mediaFilename });
		await asked(1);
		held[0]!.end('x');
		await listener.started(1);
		const { data } = listener.executions[0]![0]!.binary!;
		expect(data!.fileName).toBe(fileName);
		expect(data!.directory).toBeUndefined();
	});
});

describe('files of strangers', () => {
	it('are not asked for unless the option is on', async () => {
		await listen({});
		await post({ mediaLink: `${base}/a`, mediaType: 'image' });
		await listener.started(1);
		expect(held).toEqual([]);
		expect(listener.executions[0]![0]).not.toHaveProperty('binary');
	});

	it('wait for one another beyond 64 MB at a time, and all come', async () => {
		await listen({ downloadMedia: true, maxMediaSize: 32 });
		for (const id of ['a', 'b', 'c']) await post({ id, mediaLink: `${base}/${id}` });
		await asked(2);
		// What comes later and needs no file is through, so that the third had its time to be asked for.
		await post({ id: 'd' });
		await listener.started(1);
		expect(held).toHaveLength(2);
		held[0]!.end('x');
		await asked(3);
		for (const response of held.slice(1)) response.end('x');
		await listener.started(4);
		const got = listener.executions.map(([item]) => [item!.json.id, item!.binary !== undefined]);
		expect(Object.fromEntries(got)).toEqual({ a: true, b: true, c: true, d: false });
	});
});
