/**
 * The API of the benchmarks, in a process of its own so that it shares no event loop with the engine:
 * the reference server, with a rate limit or a latency as faults, and beside it a sink that answers every
 * send without reading it, for files, which the reference server would keep in its log.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { NUMBERS, startReferenceServer } from 'pilotstatus-reference-server';
import type { Conditions, Report, ServerAddresses } from './api.mts';
import { groupId, indexOf } from './messages.mts';

const SEND = 'POST /messages/send';
const MOST_GROUPS = 500;
/** More requests than a run with a latency makes. */
const MOST_DELAYED = 1000;

/** The same latencies in every run, for both nodes. */
function seeded(): () => number {
	let state = 42;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

const server = await startReferenceServer();

const sink = createServer((request, response) => {
	request.resume().once('end', () => {
		response.writeHead(202, { 'content-type': 'application/json; charset=utf-8' });
		response.end(
			JSON.stringify({
				id: 'msg_1',
				correlationId: 'cor_1',
				status: 'QUEUED',
				createdAt: new Date().toISOString(),
				origin: 'API',
				sourceNumber: `+${NUMBERS.evo.phone}`,
			}),
		);
	});
});
await new Promise<void>((listening) => sink.listen(0, '127.0.0.1', listening));

/** Back at the start, under these conditions. */
function reset({ perSecond, latency }: Conditions): void {
	server.reset();
	const [any] = server.state.groups;
	for (let n = 0; n < MOST_GROUPS; n++) {
		const participants = [{ number: NUMBERS.evo.phone, role: 'superadmin' as const }];
		const own = { id: groupId(n), numberId: NUMBERS.evo.id, subject: `Group ${n}`, participants };
		server.state.groups.unshift({ ...any!, ...own });
	}
	if (latency) {
		const [least, most] = latency;
		const random = seeded();
		for (let nth = 1; nth <= MOST_DELAYED; nth++) {
			server.fault({ route: SEND, nth, delayMs: least + random() * (most - least) });
		}
	}
	if (perSecond !== undefined) {
		const body = { error: `At most ${perSecond} requests a second.`, code: 'RATE_LIMITED' };
		server.fault({ route: '*', perSecond, status: 429, headers: { 'retry-after': '1' }, body });
	}
}

/** What arrived since. A message is out of order when a later one of the same group was accepted before it. */
function report(): Report {
	const sends = server.log.filter(({ route }) => route === SEND);
	const latest = new Map<string, number>();
	const accepted = server.state.messages.filter(({ direction }) => direction === 'OUTBOUND');
	let outOfOrder = 0;
	for (const { conversationId, content } of accepted) {
		const index = indexOf(content ?? '');
		if (index < (latest.get(conversationId) ?? -1)) outOfOrder++;
		else latest.set(conversationId, index);
	}
	return {
		accepted: accepted.length,
		refused: sends.filter(({ status }) => status === 429).length,
		distinct: new Set(accepted.map(({ content }) => content)).size,
		outOfOrder,
	};
}

process.on('message', (request: { reset?: Conditions }) => {
	if (request.reset) reset(request.reset);
	process.send!(request.reset ? 'done' : report());
});
process.once('disconnect', () => process.exit());
const addresses: ServerAddresses = {
	api: server.url,
	sink: `http://127.0.0.1:${(sink.address() as AddressInfo).port}/v1`,
};
process.send!(addresses);
