import { durationOf } from '../whatsapp/calls/life.mts';
import type { Call, CallPermission, CallStatus } from '../whatsapp/calls/model.mts';
import type { WhatsAppNumber } from '../whatsapp/model.mts';
import type { WebhookEvent } from '../whatsapp/webhook-events.mts';
import { phone } from '../protocol/wire/phone.mts';
import type { Shapes } from '../protocol/shapes.mts';
import type { WebhookData } from './event-data.mts';

/** The event of each status; that a call was begun is none. */
export const CALL_EVENT: Readonly<Record<CallStatus, WebhookEvent | undefined>> = {
	INITIATED: undefined,
	RINGING: 'call.ringing',
	ACCEPTED: 'call.connected',
	REJECTED: 'call.ended',
	COMPLETED: 'call.ended',
	FAILED: 'call.ended',
	MISSED: 'call.missed',
};

/** What stands beside `event` of a call, which has no `data`. */
export function callData(number: WhatsAppNumber, call: Call, shapes: Shapes): WebhookData {
	const { id: callId, externalCallId, direction, status, peer } = call;
	const isOurs = direction === 'OUTBOUND';
	const [from, to] = isOurs ? [number.phone, peer] : [peer, number.phone];
	const duration = durationOf(call);
	return {
		...known({ callId, direction, ...phones(from, to, shapes) }, shapes),
		externalCallId,
		status,
		timestamp: call.updatedAt,
		...(duration !== null && { duration }),
	};
}

/** Of call.permission_updated: it belongs to no call. */
export function permissionData(
	number: WhatsAppNumber,
	{ peer, status }: CallPermission,
	timestamp: string,
	shapes: Shapes,
): WebhookData {
	const people = known(phones(peer, number.phone, shapes), shapes);
	return { callId: null, direction: null, ...people, status, timestamp };
}

function phones(from: string, to: string, { callPhones }: Shapes) {
	return callPhones === 'plus' ? { from: phone(from), to: phone(to) } : { from, to };
}

function known(fields: WebhookData, { callNulls }: Shapes): WebhookData {
	if (callNulls === 'known') return fields;
	return Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
}
