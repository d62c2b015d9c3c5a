import type { FastifyRequest } from 'fastify';

import type { Message } from '../../whatsapp/model.mts';
import { ApiError } from '../../whatsapp/api-error.mts';
import { sendMessage } from '../../whatsapp/messages/sending.mts';
import { checkSession } from '../access.mts';
import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { sendAnswer, sendBody, sendHeaders } from '../schemas/send.mts';
import type { SendBody } from '../schemas/send.mts';
import type { Shapes } from '../shapes.mts';
import { outgoing } from '../wire/outgoing.mts';

/** `POST /messages/send`, the only endpoint that sends. That it needs an open session is our choice. */
export function addSendRoute(app: App, { state, shapes, idempotencyKeys, clock }: Context): void {
	/** An answer that is kept comes again whatever has become of the session since. */
	const claimKey = async ({ exchange, headers }: FastifyRequest) => {
		const number = numberOf({ exchange });
		const key = headers['idempotency-key'];
		if (key !== undefined && shapes.idempotency === 'honoured') {
			const claim = idempotencyKeys.claim(number, String(key), exchange.entry.body);
			if ('replay' in claim) {
				exchange.replay = claim.replay;
				return;
			}
			exchange.settle = claim.settle;
		}
		checkSession(number);
	};

	app.post(
		'/messages/send',
		{
			config: {
				access: { scope: 'number', acting: true },
				basis: { mark: 'documented', source: 'messages/send; SendMessageInput is newer' },
			},
			schema: {
				headers: sendHeaders,
				body: sendBody,
				response: { 202: sendAnswer, ...errorAnswers },
			},
			preValidation: claimKey,
		},
		async (request, reply) => {
			const { replay } = request.exchange;
			if (replay !== undefined) {
				// The SDK names no status: our choice.
				return reply.code(202).header('idempotent-replayed', 'true').send(JSON.parse(replay));
			}
			const now = clock.now();
			checkAhead(request.body, now);
			const message = sendMessage(state, numberOf(request), outgoing(request.body), now);
			return reply.code(202).send(accepted(message, shapes));
		},
	);
}

/**
 * That times must lie ahead is our choice; not so of a message that was accepted in time, and is asked for again.
 *
 * @throws ApiError 400 VALIDATION_ERROR
 */
function checkAhead(body: SendBody, now: number): void {
	for (const field of ['deliverAt', 'deliverBy', 'deliverUntil'] as const) {
		const time = body[field];
		if (time === undefined || Date.parse(time) >= now) continue;
		const fields = [{ in: 'body', pointer: `/${field}`, message: 'must be in the future' }];
		const text = `body /${field}: must be in the future`;
		throw new ApiError(400, 'VALIDATION_ERROR', text, { fields });
	}
}

/** `origin` is the number's label. */
function accepted(message: Message, { sourceNumber }: Shapes) {
	const { id, correlationId, createdAt, flowToken } = message;
	const forms = { digits: message.from, plus: `+${message.from}`, null: null };
	return {
		id,
		correlationId,
		status: 'QUEUED' as const,
		createdAt,
		origin: message.fromName!,
		sourceNumber: forms[sourceNumber],
		...(flowToken !== null && { flowToken }),
	};
}
