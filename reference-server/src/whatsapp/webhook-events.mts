export const CALL_EVENTS = [
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
	'number.restored',
	'lead.received',
	'flow.response_received',
	...CALL_EVENTS,
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
