import { connect, createServer, Socket } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { outside } from '../harness/core.mts';
import { runNode } from '../harness/engine.mts';
import { GROUPS } from 'pilotstatus-reference-server';
import { locator } from '../workflow/rows.mts';
import { KEYS, useFaults } from './bench.mts';
import { wordsOf } from './expectations.mts';
import { sentMessages } from './operations.mts';

const { server, other, run, show, count } = useFaults();
const SEND = 'POST /messages/send';
const send = {
	resource: 'message',
	operation: 'sendText',
	sendTo: 'group',
	groupId: locator(GROUPS.modern),
	text: 'Oi',
};

describe('a refused connection', () => {
	let door: Server | undefined;
	afterEach(() => void door?.close());

	/** A port that nobody listens at, and what opens it towards the reference server. */
	async function closedDoor() {
		const target = Number(new URL(server().url).port);
		door = createServer((socket) => {
			const on = connect(target, '127.0.0.1');
			for (const one of [socket, on]) one.on('error', () => {});
			// The server answers to its own name only, and a small request comes in one piece.
			const own = (chunk: Buffer) =>
				chunk.toString('latin1').replace(/(?<=\r\nHost: 127\.0\.0\.1:)\d+/i, String(target));
			socket.on('data', (chunk: Buffer) => on.write(own(chunk), 'latin1'));
			socket.on('end', () => on.end());
			on.pipe(socket);
		});
		const listen = (port: number) =>
			new Promise<void>((resolve) => door!.listen(port, '127.0.0.1', resolve));
		await listen(0);
		const { port } = door.address() as AddressInfo;
		await new Promise((resolve) => door!.close(resolve));
		return { url: `http://127.0.0.1:${port}/v1`, open: () => listen(port), port };
	}

	/** Gives how often a port was tried from now on. */
	function watchTries(port: number): () => number {
		const connecting = jest.spyOn(Socket.prototype, 'connect');
		const portOf = (argument: unknown) => Number((argument as { port?: unknown } | null)?.port);
		return () => connecting.mock.calls.flat(2).filter((one) => portOf(one) === port).length;
	}

	it('is tried again, also for a message, which arrives once', async () => {
		const { url, open, port } = await closedDoor();
		const tries = watchTries(port);
		let refusals = 0;
		// A pause is drawn by lot once a try has failed.
		jest.spyOn(outside.Math, 'random').mockImplementation(() => (refusals++, 0.99));
		const running = runNode({ apiKey: KEYS.go, baseUrl: url }, { parameters: send });
		while (refusals === 0) await new Promise((resolve) => setImmediate(resolve));
		await open();
		const result = await running;
		show(result);
		expect(result.error).toBeUndefined();
		expect(tries()).toBeGreaterThan(1);
		expect(count(SEND)).toBe(1);
		expect(sentMessages(server().state)).toHaveLength(1);
	});

	it('is tried four times, and nothing was sent', async () => {
		const { url, port } = await closedDoor();
		const tries = watchTries(port);
		const result = await runNode({ apiKey: KEYS.go, baseUrl: url }, { parameters: send });
		show(result);
		expect(tries()).toBe(4);
		expect(wordsOf(result)).toEqual({
			sentence: 'The address in the credential refuses the connection',
			hint: expect.stringMatching(/^Nothing was sent\./),
		});
	});
});

describe('the key', () => {
	it.each([301, 302, 307])('does not show when a %i has it in its path', async (status) => {
		const location = `${other()}/login/${KEYS.go}`;
		server().fault({ route: SEND, status, headers: { location } });
		const { error } = await run({ number: 'go', parameters: send });
		expect(error!.message).toMatch(/redirects to http.*\/login\//);
	});
});
