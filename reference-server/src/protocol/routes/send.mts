import type { FastifyRequest } from 'fastify';

import { sendMessage } from '../../whatsapp/messages/sending.mts';
import { checkSession } from '../access.mts';
import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { sendAnswer, sendBody, sendHeaders } from '../schemas/send.mts';

/** `POST /messages/send`, the only endpoint that sends. That it needs an open session is our choice. */
export function addSendRoute(app: App, { state, shapes, idempotencyKeys }: Context): void {
	/** An answer that is kept comes again whatever has become of the session since. */
	const claimKey = async ({ exchange, headers }: FastifyRequest) => {
		const key = headers['idempotency-key'];
		if (key !== undefined && shapes.idempotency === 'honoured') {
			const claim = idempotencyKeys.claim(numberOf({ exchange }), String(key), exchange.entry.body);
			if ('replay' in claim) {
				exchange.replay = claim.replay;
				return;
			}
			exchange.settle = claim.settle;
		}
		checkSession(numberOf({ exchange }));
	};

	app.post(
		'/messages/send',
		{
			config: { access: { scope: 'number' } },
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
			const sender = numberOf(request);
			const message = sendMessage(state, sender, request.body);
			return reply.code(202).send({
				id: message.id,
				correlationId: message.correlationId,
				status: 'QUEUED' as const,
				createdAt: message.createdAt,
				origin: message.origin,
				sourceNumber: `+${sender.phone}`,
			});
		},
	);
}
