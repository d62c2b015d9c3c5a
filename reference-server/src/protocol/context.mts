import type {
	FastifyBaseLogger,
	FastifyInstance,
	FastifyRequest,
	RawReplyDefaultExpression,
	RawRequestDefaultExpression,
	RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';

import type { Feature } from '../whatsapp/engines/features.mts';
import type { Basis } from '../basis.mts';
import type { Clock } from '../whatsapp/clock.mts';
import type { ApiKey, Permission, WhatsAppNumber } from '../whatsapp/model.mts';
import type { Fault, FaultBox } from '../faults/faults.mts';
import type { IdempotencyKeys } from './idempotency.mts';
import type { LogEntry } from './request-log.mts';
import type { Shapes } from './shapes.mts';
import type { State } from '../whatsapp/state.mts';

/** What every route works on. */
export interface Context {
	state: State;
	shapes: Shapes;
	faults: FaultBox;
	idempotencyKeys: IdempotencyKeys;
	/** What the state changes by on its own. */
	clock: Clock;
	log: LogEntry[];
	/** So many requests stay in the log, the newest ones. */
	logLimit: number;
}

/** What a route asks of the caller, checked before the request's own values are looked at. */
export interface Access {
	/** `number`: number-scoped keys, and tenant-scoped ones that name a number; `tenant`: these alone; `any`: every key. */
	scope: 'number' | 'tenant' | 'any';
	/** What the endpoint needs and some providers do not have. */
	features?: readonly Feature[];
	/** The WhatsApp session must be OPEN. */
	session?: boolean;
	/** Sends and groups: whether a tenant key may act for a number there is open. */
	acting?: boolean;
	/** What a tenant key without a number is answered there is open; a switch of its own. */
	tenant?: 'history' | 'conversations';
	/** The key needs it. */
	permission?: Permission;
}

/** One request on its way through the server. */
export interface Exchange {
	entry: LogEntry;
	/** The body could not be read as JSON. */
	bodyProblem?: string;
	fault?: Fault;
	/** Wants to know what the API itself answered, whatever a fault makes of it. */
	settle?: (status: number, answer: string) => void;
	/** The answer of an earlier request under the same key. A hook must not send it: for a client that is gone, Fastify would go on to the route. */
	replay?: string;
	key?: ApiKey;
	number?: WhatsAppNumber;
}

declare module 'fastify' {
	interface FastifyContextConfig {
		access?: Access;
		/** How well the route is known. */
		basis?: Basis;
	}
	interface FastifyRequest {
		exchange: Exchange;
	}
}

export type App = FastifyInstance<
	RawServerDefault,
	RawRequestDefaultExpression,
	RawReplyDefaultExpression,
	FastifyBaseLogger,
	ZodTypeProvider
>;

/** The key that a request came with. Throws an Error on routes without access rules. */
export function keyOf(request: Pick<FastifyRequest, 'exchange'>): ApiKey {
	const { key } = request.exchange;
	if (!key) throw new Error('this route has no access rules');
	return key;
}

/** The number that a request speaks for. Throws an Error on routes open to tenant keys. */
export function numberOf(request: Pick<FastifyRequest, 'exchange'>): WhatsAppNumber {
	const { number } = request.exchange;
	if (!number) throw new Error('this route is not bound to a number');
	return number;
}
