import type { AddressInfo } from 'node:net';

import { buildApp } from './app.mts';
import type { Routes } from './app.mts';
import type { Basis } from './basis.mts';
import { createClock } from './whatsapp/clock.mts';
import type { Clock, ClockKind } from './whatsapp/clock.mts';
import type { Context } from './protocol/context.mts';
import { createDeliveries } from './delivery/deliveries.mts';
import type { Deliveries, DeliveryAttempt } from './delivery/deliveries.mts';
import type { Signing } from './delivery/delivery-post.mts';
import { advanceMessage } from './whatsapp/messages/message-life.mts';
import type { StepStatus } from './whatsapp/messages/message-life.mts';
import { peerAct, ring } from './whatsapp/calls/life.mts';
import type { PeerAction } from './whatsapp/calls/life.mts';
import type { Call } from './whatsapp/calls/model.mts';
import { receiveLead } from './whatsapp/ads/leads.mts';
import type { FilledForm } from './whatsapp/ads/leads.mts';
import type { Lead } from './whatsapp/ads/model.mts';
import type { Message } from './whatsapp/model.mts';
import { answerFlow } from './whatsapp/messages/flow-answers.mts';
import { receiveMessage } from './whatsapp/messages/receiving.mts';
import type { InboundMessage } from './whatsapp/messages/receiving.mts';
import { createFaultBox } from './faults/faults.mts';
import type { Fault } from './faults/faults.mts';
import { moveOnByItself } from './whatsapp/messages/moving-on.mts';
import { API_PREFIX } from './protocol/pipeline.mts';
import { createIdempotencyKeys } from './protocol/idempotency.mts';
import type { LogEntry } from './protocol/request-log.mts';
import { seedData } from './seeds/index.mts';
import type { SeedName } from './seeds/index.mts';
import { createShapes } from './protocol/shapes.mts';
import type { Shapes } from './protocol/shapes.mts';
import { SIMULATOR_PREFIX } from './simulator/simulator.mts';
import { createState } from './whatsapp/state.mts';
import type { IdKind, State } from './whatsapp/state.mts';

export type { Fault, InboundMessage, LogEntry, State };

/** A running server and everything that a test steers it with. */
export interface ReferenceServer {
	/** Base URL for the credential, such as `http://127.0.0.1:4010/v1`. */
	url: string;
	/** A page that looks like a phone's chats, such as `http://127.0.0.1:4010/simulator`. */
	simulatorUrl: string;
	state: State;
	/** One switch per form that the API's documentation leaves open. */
	shapes: Shapes;
	/** The requests under /v1 that came in by the door, in order of arrival; the newest ones where they are too many. */
	log: LogEntry[];
	/**
	 * Sets a fault; the function it gives takes it away again. Throws an Error for an unknown route or
	 * a fault that does nothing.
	 */
	fault(fault: Fault): () => void;
	/**
	 * Moves an outbound message on: to `to`, or to its next natural step (which is FAILED where the
	 * API would find out late). Takes any of the message's ids. Throws an Error when it cannot move.
	 */
	advance(messageId: string, to?: StepStatus, reason?: string): Message;
	/** Somebody writes to one of our numbers, in a group or directly; webhooks hear of it. */
	receive(message: InboundMessage): Message;
	/** Somebody calls one of our numbers; webhooks hear of it, and of what becomes of any call. */
	ring(call: { numberId: string; from: string }): Call;
	/** Somebody takes or refuses our call, or hangs up. Throws an Error where that is not possible. */
	peer(callId: string, action: PeerAction): Call;
	/** Somebody fills in a form of Facebook or Instagram; webhooks hear of it. */
	receiveLead(filled: FilledForm): Lead;
	/** Somebody fills in a flow, by the `flowToken` that the API answered; webhooks hear of it. */
	answerFlow(flowToken: string, response: object): void;
	/** What delays, retries, time limits of deliveries and messages that move on wait by; idempotency keys live by it. */
	clock: Clock;
	/** Every attempt to deliver to a webhook, in order of their start; the newest ones, as in the log. */
	deliveries: DeliveryAttempt[];
	/** How deliveries are signed from now on; undefined, as at the start: not at all. */
	signing: Signing | undefined;
	/** Delivers any event to the webhooks of a number that asked for it; others go to `*` alone. */
	deliver: Deliveries['deliver'];
	/** The same delivery once more: same webhook, same bytes. */
	redeliver: Deliveries['redeliver'];
	/** Resolves once no delivery is running; what waits for its next attempt does not count. */
	settled: Deliveries['settled'];
	/** The API's endpoints, such as `POST /messages/send`, and how well each is known. */
	routes: ReadonlyMap<string, Basis>;
	/** The OpenAPI document, made from the schemas that requests and answers are checked with. */
	openapi(): object;
	/**
	 * State back to the seed, shapes to their defaults, faults, keys and logs empty, clock as at the start;
	 * delays and deliveries, running and waiting, are dropped.
	 */
	reset(): void;
	/** Stops listening, destroys open connections and drops whatever waits. */
	close(): Promise<void>;
}

export interface ReferenceServerOptions {
	/** Default 0: any free port. */
	port?: number;
	/** Default `test`. */
	seed?: SeedName;
	/** Default `real`; a manual one moves by `clock.advance` alone. */
	clock?: ClockKind;
	/** Default `repeatable`; a trigger that remembers ids takes those of an earlier run for repeats. */
	ids?: IdKind;
	/** Messages move on by themselves, a step each so many milliseconds, planned ones when they are due and the phone is online; default they stay. */
	moveOnMs?: number;
	/** How many requests the log keeps; default 10,000. */
	logLimit?: number;
	/** How many deliveries run at the same time; the API documents no number, and the default is all. */
	deliveriesAtOnce?: number;
	/** Fixed answers of endpoints that it does not know yet, by route, e.g. `GET /groups/:groupId/picture`. */
	planned?: Readonly<Record<string, unknown>>;
}

/** This machine alone: everybody knows the keys. */
const HOST = '127.0.0.1';

/** Starts a server. Rejects with the system's error (such as EADDRINUSE) when it cannot listen. */
export async function startReferenceServer(
	options: ReferenceServerOptions = {},
): Promise<ReferenceServer> {
	const { port = 0, seed = 'test', ids, moveOnMs, planned = {} } = options;
	const { logLimit = 10_000, deliveriesAtOnce = Infinity } = options;
	let routes: Routes = new Map();
	const clock = createClock(options.clock ?? 'real');
	const state = createState(() => seedData(seed), ids);
	const context: Context = {
		state,
		shapes: createShapes(),
		faults: createFaultBox(() => [...routes.keys()], clock),
		idempotencyKeys: createIdempotencyKeys(clock),
		clock,
		log: [],
		logLimit,
	};
	const deliveries = createDeliveries(state, context.shapes, clock, logLimit, deliveriesAtOnce);
	const built = await buildApp(context, deliveries, planned);
	const { app } = built;
	routes = built.routes;
	await app.listen({ port, host: HOST });
	const stopMoving = moveOnMs === undefined ? undefined : moveOnByItself(state, clock, moveOnMs);
	const address = app.server.address() as AddressInfo;

	return {
		url: `http://${HOST}:${address.port}${API_PREFIX}`,
		simulatorUrl: `http://${HOST}:${address.port}${SIMULATOR_PREFIX}`,
		state,
		shapes: context.shapes,
		log: context.log,
		fault: (fault) => context.faults.add(fault),
		advance: (messageId, to, reason) => advanceMessage(state, messageId, to, reason, clock.now()),
		receive: (message) => receiveMessage(state, message),
		ring: (call) => ring(state, clock, call),
		peer(callId, action) {
			const call = state.calls.find(({ id }) => id === callId);
			if (!call) throw new Error(`there is no call ${callId}`);
			peerAct(state, clock, call, action);
			return call;
		},
		receiveLead: (filled) => receiveLead(state, filled),
		answerFlow: (flowToken, response) => void answerFlow(state, flowToken, response),
		clock,
		deliveries: deliveries.attempts,
		get signing() {
			return deliveries.signing;
		},
		set signing(signing) {
			deliveries.signing = signing;
		},
		deliver: deliveries.deliver,
		redeliver: deliveries.redeliver,
		settled: deliveries.settled,
		routes: built.routes,
		openapi: () => app.swagger(),
		reset() {
			deliveries.reset();
			clock.reset();
			context.faults.clear();
			context.idempotencyKeys.clear();
			context.shapes.reset();
			context.log.length = 0;
			state.reset();
		},
		async close() {
			context.faults.clear();
			stopMoving?.();
			// First: a retry that falls due while deliveries end would throw with nobody to catch it.
			clock.reset();
			await deliveries.close();
			await app.close();
		},
	};
}
