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
 * The events of a message that arrives, by where it was written. That one which quotes another one brings
 * message.reply beside the event of where it was written, and not in its stead, is our choice.
 */
export function arrivalEvents(message: Message): WebhookEvent[] {
	const { groupId, newsletterId, quotedMessageId } = message;
	const direct = newsletterId === null ? 'message.received' : 'message.newsletter';
	const event = groupId === null ? direct : 'message.group';
	return quotedMessageId === null ? [event] : [event, 'message.reply'];
}
