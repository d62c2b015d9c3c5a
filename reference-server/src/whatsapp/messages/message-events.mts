import type { Message } from '../model.mts';
import type { WebhookEvent } from '../webhook-events.mts';

const STATUS_EVENTS = {
	SENT: 'message.sent',
	DELIVERED: 'message.delivered',
	READ: 'message.read',
	FAILED: 'message.failed',
} as const;

/** The event of an outbound message's status; being queued or cancelled is none. */
export function statusEvent({ status }: Message): WebhookEvent | undefined {
	return status === 'QUEUED' || status === 'CANCELED' ? undefined : STATUS_EVENTS[status];
}

/**
 * The events of a message that arrives, by where it was written; one that quotes another one is a reply.
 *
 * @param replies whether a reply comes as message.reply only, or as what it is besides
 */
export function arrivalEvents(message: Message, replies: 'only' | 'both'): WebhookEvent[] {
	const { groupId, newsletterId, quotedMessageId } = message;
	const direct = newsletterId === null ? 'message.received' : 'message.newsletter';
	const event = groupId === null ? direct : 'message.group';
	if (quotedMessageId === null) return [event];
	return replies === 'only' ? ['message.reply'] : [event, 'message.reply'];
}
