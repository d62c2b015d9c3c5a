import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SecureContextOptions } from 'node:tls';

/** A response of the API, as it came over the wire. */
export interface RawResponse {
	/** The status line and the headers, without the lines' ends. */
	head: string[];
	body: Buffer;
}

/** One connection of a client, behind TLS where the door has it. */
export interface Client {
	/** What the client's bytes are read from, and written to. */
	socket: Socket;
	/** The same below TLS. */
	raw: Socket;
	/** Passes bytes of the request on to the API, and gives what it answers; nothing where it does not. */
	pass(bytes: Buffer): Promise<Buffer>;
}

/** What a server of TLS has. */
export type ServerTls = SecureContextOptions & {
	requestCert?: boolean;
	rejectUnauthorized?: boolean;
};

/** What goes wrong with a connection. */
export interface Break {
	/** Takes the place of the door's own TLS. */
	tls?: ServerTls;
	/** Takes the place of the handshake, once the client has said something. */
	atHandshake?(raw: Socket): void;
	/** Takes the place of the API, once a whole request is there. */
	atRequest?(client: Client, request: Buffer): unknown;
}

export interface Door {
	/** The credential's `Base URL`. */
	url: string;
	/** How many connections came. */
	connections(): number;
	/** Closes it, once the API has answered all that was passed on to it. */
	close(): Promise<void>;
}

/**
 * A server of sockets before the reference server, which knows where a request begins and ends, and breaks what it
 * is told to.
 * @param apiUrl of the reference server
 * @param breakOf what happens to the nth connection, from 1; nothing, and it is served well
 * @param tls certificate and key, for a door with TLS
 */
export async function openDoor(
	apiUrl: string,
	breakOf: (nth: number) => Break | undefined,
	tls?: ServerTls,
): Promise<Door> {
	const sockets = new Set<Socket>();
	const passing = new Set<Promise<Buffer>>();
	let connections = 0;
	const watch = (socket: Socket) => {
		socket.on('error', () => {});
		sockets.add(socket.on('close', () => void sockets.delete(socket)));
	};
	const door: Server = createServer((raw) => {
		watch(raw);
		const { atHandshake, atRequest, ...own } = breakOf(++connections) ?? {};
		if (atHandshake) return void raw.once('data', () => atHandshake(raw));
		const { tls: secure } = { tls, ...own };
		const socket = secure ? new TLSSocket(raw, { isServer: true, ...secure }) : raw;
		if (socket !== raw) watch(socket);
		const pass = (bytes: Buffer) => {
			const passed = passOn(apiUrl, bytes);
			passing.add(passed);
			void passed.then(() => passing.delete(passed));
			return passed;
		};
		let request = Buffer.alloc(0);
		socket.on('data', (chunk: Buffer) => {
			request = Buffer.concat([request, chunk]);
			if (!isWhole(request)) return;
			if (atRequest) atRequest({ socket, raw, pass }, request);
			else void pass(request).then((response) => socket.end(response));
		});
	});
	await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
	return {
		url: `${tls ? 'https' : 'http'}://127.0.0.1:${(door.address() as AddressInfo).port}/v1`,
		connections: () => connections,
		async close() {
			await Promise.all(passing);
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => door.close(resolve));
		},
	};
}

/** Whether a request has come to its end: n8n's have a length, or no body. */
function isWhole(bytes: Buffer): boolean {
	const end = bytes.indexOf('\r\n\r\n');
	if (end < 0) return false;
	const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1] ?? 0;
	return bytes.length >= end + 4 + Number(length);
}

/** The API answers to its own name only, and shows the response's end by closing. */
function passOn(apiUrl: string, bytes: Buffer): Promise<Buffer> {
	const { host, port, hostname } = new URL(apiUrl);
	const text = bytes
		.toString('latin1')
		.replace(/(?<=\r\nHost: )[^\r\n]+/i, host)
		.replace(/(?<=\r\nConnection: )[^\r\n]+/i, 'close');
	return new Promise((resolve) => {
		const chunks: Buffer[] = [];
		const api = connect(Number(port), hostname);
		api.on('error', () => {});
		api.on('data', (chunk: Buffer) => chunks.push(chunk));
		api.on('close', () => resolve(Buffer.concat(chunks)));
		api.end(text, 'latin1');
	});
}

/** Takes a response apart. */
export function parseResponse(bytes: Buffer): RawResponse {
	const end = bytes.indexOf('\r\n\r\n');
	return { head: bytes.toString('latin1', 0, end).split('\r\n'), body: bytes.subarray(end + 4) };
}

/** Puts a response together whose headers are what it is given, with nothing added. */
export function toBytes(head: string[], body: Buffer | string): Buffer {
	return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
}
