import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { announce, findByAnyId } from '../../whatsapp/messages/message-life.mts';
import { ApiError } from '../../whatsapp/api-error.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { cancelAnswer, cancelBody, messageParams, messageStatus } from '../schemas/messages.mts';
import { statusAnswer } from '../wire/messages.mts';

/** Following a message and taking scheduled ones back; neither needs an open session. */
export function addMessageRoutes(app: App, { state, shapes, clock }: Context): void {
	const config = {
		access: { scope: 'number', acting: true },
		basis: { mark: 'sdk', source: 'MessageDetails, CancelMessagesResult' },
	} as const;

	app.get(
		'/messages/:messageId',
		{
			config,
			schema: { params: messageParams, response: { 200: messageStatus, ...errorAnswers } },
		},
		async (request) => {
			const { messageId } = request.params;
			const mine = state.messages.filter(
				({ numberId, origin }) => numberId === numberOf(request).id && origin === 'API',
			);
			const message = findByAnyId(mine, messageId);
			if (message) return statusAnswer(state, message);
			throw new ApiError(404, 'MESSAGE_NOT_FOUND', `There is no message ${messageId}.`);
		},
	);

	app.delete(
		'/messages/cancel',
		{ config, schema: { body: cancelBody, response: { 200: cancelAnswer, ...errorAnswers } } },
		async (request) => {
			const { id: numberId } = numberOf(request);
			const cancelled: string[] = [];
			const failed: Array<{ id: string; reason: string }> = [];
			for (const id of request.body.messageIds) {
				const message = state.messages.find((one) => one.id === id && one.numberId === numberId);
				const scheduled =
					message?.status === 'QUEUED' && Date.parse(message.deliverAt ?? '') > clock.now();
				if (scheduled) {
					announce(state, message, 'CANCELED');
					cancelled.push(id);
				} else {
					// The reasons are our choice.
					failed.push({ id, reason: message ? 'NOT_CANCELABLE' : 'NOT_FOUND' });
				}
			}
			if (shapes.cancelBody === 'lists') return { cancelled, failed };
			return { cancelled: cancelled.length, notFound: failed.length };
		},
	);
}
