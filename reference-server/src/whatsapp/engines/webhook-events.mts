import type { WhatsAppNumber } from '../model.mts';

const CALL_EVENTS = [
	'call.ringing',
	'call.connected',
	'call.ended',
	'call.missed',
	'call.permission_updated',
	'calls',
] as const;

/** Every event that a webhook can ask for; `*` is all of them. */
export const WEBHOOK_EVENTS = [
	'*',
	'message.sent',
	'message.delivered',
	'message.read',
	'message.failed',
	'message.received',
	'message.reply',
	'message.group',
	'message.newsletter',
	'number.created',
	'number.connected',
	'number.disconnected',
	'number.removed',
	...CALL_EVENTS,
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/**
 * Without the events that a number's provider cannot emit, which the API drops silently. Calls
 * belong to Meta numbers; that Meta numbers lack newsletter events, and group events without an
 * Official Business Account, follows from what they support and is our choice.
 */
export function emittableEvents(
	number: WhatsAppNumber,
	events: readonly WebhookEvent[],
): WebhookEvent[] {
	const impossible = new Set<WebhookEvent>(number.provider === 'meta' ? [] : CALL_EVENTS);
	if (number.provider === 'meta') {
		impossible.add('message.newsletter');
		if (!number.officialBusinessAccount) impossible.add('message.group');
	}
	return events.filter((event) => !impossible.has(event));
}
