import { text } from 'node:stream/consumers';

import type { FastifyReply, FastifyRequest } from 'fastify';

import { checkAccess } from './access.mts';
import type { App, Context } from './context.mts';
import { faultPayload, hasAnswer } from '../faults/faults.mts';
import type { Fault } from '../faults/faults.mts';
import { readQuery } from './request-log.mts';
import { checkBodyForm } from './validation.mts';

export const API_PREFIX = '/v1';

/**
 * What happens to every request under /v1, in this order: it is logged, its body is read, a fault
 * may take it, the caller is checked, the form of the body is checked; then come Fastify's
 * validation by schema and the route itself. On the way back faults may change the answer.
 */
export function addPipeline(app: App, context: Context): void {
	const { state, faults, log } = context;

	app.addHook('onRequest', async (request) => {
		const url = new URL(request.raw.url ?? '', 'http://reference.invalid');
		const path = (request.raw.url ?? '').split('?', 1)[0]!.slice(API_PREFIX.length);
		const entry = {
			n: (log.at(-1)?.n ?? 0) + 1,
			at: Date.now(),
			method: request.method,
			path,
			route: routeName(request),
			query: readQuery(url.searchParams),
			headers: { ...request.raw.headers },
			rawBody: '',
			body: undefined,
		};
		log.push(entry);
		if (log.length > context.logLimit) log.shift();
		request.exchange = { entry };
	});

	// The body is read before the caller is checked, so that the log shows refused requests whole.
	app.addHook('preParsing', async (request, _reply, payload) => {
		const { exchange } = request;
		exchange.entry.rawBody = await text(payload);
		if (exchange.entry.rawBody === '') return;
		try {
			exchange.entry.body = JSON.parse(exchange.entry.rawBody);
		} catch (error) {
			exchange.bodyProblem = `not JSON: ${(error as Error).message}`;
		}
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', async (request: FastifyRequest) => request.exchange.entry.body);

	app.addHook('preValidation', async (request, reply) => {
		const fault = faults.match(request.exchange.entry.route);
		if (!fault) return;
		request.exchange.fault = fault;
		if (!fault.after && !(await waited(fault))) return drop(reply);
		if (fault.reset === 'before') return drop(reply);
		if (hasAnswer(fault) && !fault.after) return reply.send(applyAnswer(reply, fault));
	});

	app.addHook('preValidation', async (request) => {
		const { access } = request.routeOptions.config;
		if (access) checkAccess(context, access, request.headers, request.exchange);
		// What does not exist is a 404, whatever comes with it.
		if (request.is404) return;
		checkBodyForm(request.routeOptions.schema?.body !== undefined, request.exchange);
	});

	app.addHook('onResponse', async (request) => {
		if (request.method !== 'GET') state.events.emit('changed');
	});

	app.addHook('onSend', async (request, reply, payload) => {
		// Who is refused at the door has come no further.
		if (!request.exchange) return payload;
		const { entry, fault, settle } = request.exchange;
		const dropped = fault?.after && !(await waited(fault));
		settle?.(keptStatus(reply.statusCode, fault), String(payload));
		if (dropped || fault?.reset === 'after') {
			dropConnection(reply);
			return payload;
		}
		let sent = payload;
		if (fault) {
			if (fault.after && hasAnswer(fault)) sent = applyAnswer(reply, fault);
			else reply.headers(fault.headers ?? {});
			if (fault.truncate) sent = cutInTheMiddle(sent);
		}
		// Fastify calls an empty body text or bytes; it is neither.
		if (isEmpty(sent)) reply.removeHeader('content-type');
		entry.status = reply.statusCode;
		return sent;
	});

	/** Waits as long as a fault asks for; false when that was ended from outside. */
	async function waited({ delayMs }: Fault): Promise<boolean> {
		if (delayMs === undefined) return true;
		return await faults.wait(delayMs).then(
			() => true,
			() => false,
		);
	}
}

function routeName(request: FastifyRequest): string {
	const { url } = request.routeOptions;
	return url ? `${request.method} ${url.slice(API_PREFIX.length)}` : '(none)';
}

/** The status by which a key is kept: the API's own, also where a gateway puts another answer in its place. */
function keptStatus(status: number, fault: Fault | undefined): number {
	if (!fault?.after || fault.status === undefined) return status;
	const isOfGateway = [502, 503, 504].includes(fault.status) && typeof fault.body !== 'object';
	return isOfGateway ? status : fault.status;
}

function applyAnswer(reply: FastifyReply, fault: Fault): Buffer {
	const { payload, contentType } = faultPayload(fault);
	reply.code(fault.status ?? 200).removeHeader('content-type');
	if (contentType) reply.header('content-type', contentType);
	reply.headers(fault.headers ?? {});
	return payload;
}

/** Content-Length is computed from what is sent, so a client reads a whole but broken body. */
function cutInTheMiddle(payload: unknown): unknown {
	if (payload === null || payload === undefined) return payload;
	const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(String(payload));
	return bytes.subarray(0, Math.floor(bytes.length / 2));
}

function isEmpty(payload: unknown): boolean {
	return payload === '' || (Buffer.isBuffer(payload) && payload.length === 0);
}

function drop(reply: FastifyReply): FastifyReply {
	reply.hijack();
	dropConnection(reply);
	return reply;
}

/** A reset (RST), not an orderly end: clients see ECONNRESET at once. */
function dropConnection(reply: FastifyReply): void {
	reply.raw.socket?.resetAndDestroy();
}
