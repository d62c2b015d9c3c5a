import { gzipSync } from 'node:zlib';

import { parseResponse, toBytes } from './wire.mts';
import type { Break, Client, RawResponse } from './wire.mts';

/** A connection that goes wrong, and what the node promises then. */
export interface WireRow {
	name: string;
	break: Break;
	/** Whether the API gets the whole request, and so does what it asks for. */
	reaches: boolean;
	/**
	 * `good`: nothing is wrong with it. `not sent`: always sent again. `lost`: sent again where that is safe, a message
	 * under its key. `odd`: never.
	 */
	kind: 'good' | 'not sent' | 'lost' | 'odd';
	/** What the user reads when it is not sent again, and what to do where nothing was in danger. */
	words?: { sentence: string | RegExp; hint: string };
	/** Whether it ends by the node's own clock. */
	isLate?: boolean;
}

const again =
	"Try again. When it happens again, check 'Base URL' in the credential: another service may be answering there.";
export const BROKE = {
	sentence: 'The connection to Pilot Status broke off before the response was complete',
	hint: 'Wait a minute and try again.',
};
export const INSECURE = {
	sentence: 'The secure connection to the address in the credential failed',
	hint: "Check 'Base URL' in the credential: an address without TLS begins with http://.",
};
const GARBLED = {
	sentence: 'Pilot Status accepted the request but gave a response that is not JSON',
	hint: again,
};
const LARGE = {
	sentence: 'Pilot Status accepted the request but gave a response of more than 32 MB',
	hint: again,
};

/** A row whose connection meets its end after the API has done its work. */
export const answered = (
	name: string,
	words: WireRow['words'],
	respond: (response: RawResponse, client: Client) => unknown,
): WireRow => ({
	name,
	words,
	kind: words === LARGE ? 'odd' : words ? 'lost' : 'good',
	reaches: true,
	break: {
		async atRequest(client, request) {
			respond(parseResponse(await client.pass(request)), client);
		},
	},
});

/** Likewise, with other bytes than the API's, whereupon the connection is closed in good order. */
const altered = (
	name: string,
	words: WireRow['words'],
	alter: (response: RawResponse) => Buffer | string,
): WireRow => answered(name, words, (response, { socket }) => socket.end(alter(response)));

const whole = ({ head, body }: RawResponse) => toBytes(head, body);

/** A client's connection ended: in good order, or by a reset. */
const ends: Array<[string, (client: Client, last: Buffer) => void]> = [
	['closed', ({ socket }, last) => socket.end(last)],
	['reset', ({ socket, raw }, last) => socket.write(last, () => raw.resetAndDestroy())],
];

/** A place in a message of HTTP: behind so many of its lines, or within its body. */
const places: Array<[string, (bytes: Buffer) => number]> = [
	['before the first byte', () => 0],
	['within the first line', () => 5],
	...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((line): [string, (bytes: Buffer) => number] => [
		`behind line ${line}`,
		(bytes) => {
			const lines = parseResponse(bytes).head.slice(0, line);
			return Buffer.byteLength(lines.join('\r\n')) + 2;
		},
	]),
	['at the end of the headers', (bytes) => bytes.indexOf('\r\n\r\n') + 4],
	['behind a byte of the body', (bytes) => bytes.indexOf('\r\n\r\n') + 5],
	['in the middle of the body', (bytes) => (bytes.indexOf('\r\n\r\n') + 4 + bytes.length) >> 1],
	['before the last byte', (bytes) => bytes.length - 1],
];

const cuts = ends.flatMap(([ended, end], nth) =>
	// A reset tells nothing more of each line.
	(nth === 0 ? places : places.filter(([place]) => !/line \d/.test(place))).map(([place, at]) => ({
		ended,
		end,
		place,
		at,
	})),
);

const requestsCut = [
	...cuts,
	...ends.map(([ended, end]) => ({
		...{ ended, end, place: 'behind the last byte' },
		at: (bytes: Buffer) => bytes.length,
	})),
].map(
	({ ended, end, place, at }): WireRow => ({
		name: `the request, ${ended} ${place}`,
		kind: 'lost',
		words: BROKE,
		reaches: place === 'behind the last byte',
		break: {
			async atRequest(client, request) {
				// A read has no body, and ends with its headers.
				await client.pass(request.subarray(0, at(request)));
				end(client, Buffer.alloc(0));
			},
		},
	}),
);

const responsesCut = cuts.map(({ ended, end, place, at }) =>
	answered(`the response, ${ended} ${place}`, BROKE, (response, client) =>
		end(client, whole(response).subarray(0, at(whole(response)))),
	),
);

const framing = /^(content-length|transfer-encoding|content-encoding)/i;
/** The API's headers, with others that say how long the body is and how it is packed. */
const framed = ({ head }: RawResponse, ...headers: string[]) => [
	...head.filter((line) => !framing.test(line)),
	...headers,
];
const chunk = (part: Buffer) =>
	Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
/** The API's response in two chunks, each taking the body to its end. */
function inChunks(response: RawResponse, end = '0\r\n\r\n'): Buffer {
	const middle = response.body.length >> 1;
	const parts = [response.body.subarray(0, middle), response.body.subarray(middle)].map(chunk);
	const body = Buffer.concat([...parts, Buffer.from(end)]);
	return toBytes(framed(response, 'transfer-encoding: chunked'), body);
}
const cutFromEnd = (bytes: Buffer, count: number) => bytes.subarray(0, bytes.length - count);
const withLength = (response: RawResponse, length: number | string) =>
	toBytes(framed(response, `content-length: ${length}`), response.body);
const packed = (response: RawResponse, body: Buffer | string, coding = 'gzip') =>
	toBytes(
		framed(response, `content-encoding: ${coding}`, `content-length: ${Buffer.byteLength(body)}`),
		body,
	);
const behind = (interim: string) => (response: RawResponse) =>
	Buffer.concat([Buffer.from(`HTTP/1.1 ${interim}\r\n\r\n`), whole(response)]);

const garbled: WireRow[] = [
	altered('nothing of HTTP', BROKE, () => 'SSH-2.0-OpenSSH_9.6\r\n'),
	altered('a status line without a status', BROKE, ({ head: [, ...rest], body }) =>
		toBytes(['HTTP/1.1 OK', ...rest], body),
	),
	altered('headers without end', BROKE, ({ head, body }) =>
		toBytes([...head, `x-long: ${'x'.repeat(100_000)}`], body),
	),
	altered('a header without a colon', BROKE, ({ head, body }) =>
		toBytes([...head, 'no header'], body),
	),
	altered('a length that is too long', BROKE, (one) => withLength(one, one.body.length + 1)),
	altered('a length that is too short', GARBLED, (one) => withLength(one, one.body.length - 1)),
	altered('a length that is none', BROKE, (one) => withLength(one, 'long')),
	altered('two lengths', BROKE, (one) => withLength(one, '5\r\ncontent-length: 6')),
	altered('a length and chunks', BROKE, (one) =>
		withLength(one, `${one.body.length}\r\ntransfer-encoding: chunked`),
	),
	altered('chunks whose size is none', BROKE, (one) =>
		toBytes(framed(one, 'transfer-encoding: chunked'), 'zz\r\n{}\r\n0\r\n\r\n'),
	),
	altered('chunks whose size is too large', BROKE, (one) =>
		toBytes(framed(one, 'transfer-encoding: chunked'), 'ff\r\n{}\r\n0\r\n\r\n'),
	),
	altered('chunks whose size is too small', BROKE, (one) =>
		toBytes(framed(one, 'transfer-encoding: chunked'), '1\r\n{}\r\n0\r\n\r\n'),
	),
	altered('chunks that end within a size', BROKE, (one) => cutFromEnd(inChunks(one), 4)),
	altered('chunks without the last one', BROKE, (one) => cutFromEnd(inChunks(one), 5)),
	altered('chunks that end within a border', BROKE, (one) => cutFromEnd(inChunks(one), 6)),
	altered('chunks that end before a border', BROKE, (one) => cutFromEnd(inChunks(one), 7)),
	altered('chunks that end within one', BROKE, (one) => cutFromEnd(inChunks(one), 9)),
	altered('only the first chunk', BROKE, (one) => {
		const cut = inChunks(one).indexOf('\r\n\r\n') + 4 + chunk(one.body).length / 2;
		return inChunks(one).subarray(0, cut);
	}),
	altered('gzip that is none', BROKE, (one) => packed(one, one.body)),
	// axios takes it as far as it goes.
	altered('gzip that breaks off', GARBLED, (one) =>
		packed(one, cutFromEnd(gzipSync(one.body), 12)),
	),
	altered('gzip with a false sum', BROKE, (one) => {
		const bytes = gzipSync(one.body);
		bytes[bytes.length - 8]! ^= 255;
		return packed(one, bytes);
	}),
	altered('Brotli that is none', BROKE, (one) => packed(one, one.body, 'br')),
	altered('a packing that nobody knows', GARBLED, (one) => packed(one, gzipSync('{}'), 'x-own')),
	altered('a body that is not of its charset', GARBLED, (one) =>
		packed(one, Buffer.from([0xff, 0xfe, 0x7b, 0x00]), 'identity'),
	),
];

let bomb: Buffer | undefined;
const MEGABYTE = 1024 * 1024;
const large: WireRow[] = [
	altered('a length of 40 MB', LARGE, (one) => withLength(one, 40 * MEGABYTE)),
	altered('40 MB in a few packed ones', LARGE, (one) =>
		packed(one, (bomb ??= gzipSync(Buffer.alloc(40 * MEGABYTE, ' ')))),
	),
	answered('chunks without end', LARGE, (one, { socket }) => {
		const more = chunk(Buffer.alloc(MEGABYTE, ' '));
		const write = () => {
			while (!socket.destroyed && socket.write(more));
		};
		socket.on('drain', write).write(toBytes(framed(one, 'transfer-encoding: chunked'), ''));
		write();
	}),
];

const good: WireRow[] = [
	altered('chunks', undefined, (one) => inChunks(one)),
	altered('chunks with trailers', undefined, (one) => inChunks(one, '0;a=b\r\nx-sum: 1\r\n\r\n')),
	altered('gzip', undefined, (one) => packed(one, gzipSync(one.body))),
	altered('no length', undefined, (one) => toBytes(framed(one), one.body)),
	altered('a 100 before it', undefined, behind('100 Continue')),
	altered('a 103 before it', undefined, behind('103 Early Hints\r\nlink: </a>; rel=preload')),
	answered('bytes that come one by one', undefined, (one, { socket }) => {
		// The last one closes the connection, as the API does.
		for (const byte of whole(one)) socket.write(Buffer.of(byte));
		socket.end();
	}),
];

/** Writes bytes that never come to an end in time. */
const trickle = (bytes: (response: RawResponse) => [now: Buffer | string, each: Buffer | string]) =>
	((response: RawResponse, { socket }: Client) => {
		const [now, later] = bytes(response);
		socket.write(now);
		let sent = 0;
		const isByByte = Buffer.isBuffer(later);
		const write = () => socket.write(isByByte ? later.subarray(sent, ++sent) : later);
		const timer = setInterval(write, 50);
		socket.on('close', () => clearInterval(timer));
	}) as Parameters<typeof answered>[2];

/** The words depend on the deadline, which the suite sets. */
const late = (name: string, ...[respond]: [Parameters<typeof answered>[2]]): WireRow => ({
	...answered(name, BROKE, respond),
	isLate: true,
});

const lates: WireRow[] = [
	late('silence', () => {}),
	late(
		'a head that trickles',
		trickle((one) => ['HTTP', Buffer.from(whole(one).subarray(4))]),
	),
	late(
		'a body that trickles',
		trickle((one) => [toBytes(one.head, ''), Buffer.from(one.body)]),
	),
	late(
		'a 100 again and again',
		trickle(() => ['', 'HTTP/1.1 100 Continue\r\n\r\n']),
	),
	late('a 101 to something else', (_response, { socket }) =>
		socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
	),
];

export const wireRows: WireRow[] = [
	...requestsCut,
	...responsesCut,
	...garbled,
	...large,
	...good,
	...lates,
];
