import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { sendMessage } from '../../whatsapp/messages/sending.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { sendAnswer, sendBody } from '../schemas/send.mts';

/** `POST /messages/send`, the only endpoint that sends. That it needs an open session is our choice. */
export function addSendRoute(app: App, { state }: Context): void {
	app.post(
		'/messages/send',
		{
			config: { access: { scope: 'number', session: true } },
			schema: { body: sendBody, response: { 202: sendAnswer, ...errorAnswers } },
		},
		async (request, reply) => {
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
