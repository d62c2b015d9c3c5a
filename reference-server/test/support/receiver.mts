import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One delivery as it came over the wire. */
export interface Received {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	raw: Buffer;
	/** The raw bytes read as JSON. */
	json: any;
}

/** Somebody's server that a webhook points to. */
export interface Receiver {
	/** Ends in `/hook`. */
	url: string;
	/** Whole requests, in order of arrival. */
	received: Received[];
	/** Answers a request, default with 200 and `ok`; one that does nothing leaves it hanging. */
	respond: (response: ServerResponse, request: Received) => void;
	/** Resolves once this many requests have come in since the start. */
	count(wanted: number): Promise<void>;
	close(): Promise<void>;
}

/** Starts one on a free port of 127.0.0.1. */
export async function startReceiver(): Promise<Receiver> {
	const take: RequestListener = async (request, response) => {
		const raw = await buffer(request);
		const { method = '', url = '', headers } = request;
		const one = { method, path: url, headers, raw, json: JSON.parse(raw.toString()) };
		receiver.received.push(one);
		server.emit('received');
		receiver.respond(response, one);
	};
	const server = createServer((request, response) => void take(request, response));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const receiver: Receiver = {
		url: `http://127.0.0.1:${port}/hook`,
		received: [],
		respond: (response) => response.end('ok'),
		async count(wanted) {
			while (receiver.received.length < wanted) await once(server, 'received');
		},
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
	return receiver;
}
