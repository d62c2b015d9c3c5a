/**
 * The API of the benchmarks, in a process of its own so that it shares no event loop with the engine:
 * the reference server, with a rate limit or a latency in place of its faults, and beside it a sink that
 * answers every send without reading it, for files, which the reference server would keep in its log.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import {
	NUMBERS,
	buildApp,
	createClock,
	createDeliveries,
	createShapes,
	createState,
	group,
} from 'pilotstatus-reference-server';
import type { FaultBox, LogEntry } from 'pilotstatus-reference-server';
import type { Conditions, Report, ServerAddresses } from './api.mts';
import { groupId, indexOf } from './messages.mts';

const SEND = 'POST /messages/send';
const MOST_GROUPS = 500;

let conditions: Conditions = {};
let random = seeded();
/** When the first request of a run came: the windows of the limit begin with it. */
let startedAt: number | undefined;
let takenInWindow = { window: 0, count: 0 };

/** The same latencies in every run, for both nodes. */
function seeded(): () => number {
	let state = 42;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Whether the fixed window of one second that runs now has no room for one more. */
function isOverLimit(perSecond: number): boolean {
	startedAt ??= performance.now();
	const window = Math.floor((performance.now() - startedAt) / 1000);
	if (takenInWindow.window !== window) takenInWindow = { window, count: 0 };
	if (takenInWindow.count >= perSecond) return true;
	takenInWindow.count++;
	return false;
}

const faults: FaultBox = {
	match(route) {
		const { perSecond, latency } = conditions;
		if (perSecond !== undefined && isOverLimit(perSecond)) {
			const body = { code: 'RATE_LIMITED', message: `At most ${perSecond} requests a second.` };
			return { route, status: 429, headers: { 'retry-after': '1' }, body };
		}
		if (!latency) return undefined;
		const [least, most] = latency;
		return { route, delayMs: least + random() * (most - least) };
	},
	wait: async (delayMs) => await sleep(delayMs),
	add: () => () => {},
	clear() {},
};

const state = createState('test');
const log: LogEntry[] = [];
const shapes = createShapes();
const deliveries = createDeliveries(state, shapes, createClock('real'));
const { app } = await buildApp({ state, shapes, faults, log }, deliveries, {});
await app.listen({ port: 0, host: '127.0.0.1' });

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
function reset(next: Conditions): void {
	conditions = next;
	random = seeded();
	startedAt = undefined;
	takenInWindow = { window: 0, count: 0 };
	log.length = 0;
	state.reset();
	for (let n = 0; n < MOST_GROUPS; n++) {
		state.groups.unshift(group(groupId(n), NUMBERS.evo, `Group ${n}`, {}));
	}
}

/** What arrived since. A message is out of order when a later one of the same group was accepted before it. */
function report(): Report {
	const sends = log.filter(({ route }) => route === SEND);
	const latest = new Map<string, number>();
	const accepted = state.messages.filter(({ direction }) => direction === 'OUTBOUND');
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
const { port } = app.server.address() as AddressInfo;
const addresses: ServerAddresses = {
	api: `http://127.0.0.1:${port}/v1`,
	sink: `http://127.0.0.1:${(sink.address() as AddressInfo).port}/v1`,
};
process.send!(addresses);
