import type { State } from '../state.mts';
import { numberById, personByNumber } from '../state.mts';
import type { Message } from '../model.mts';
import { sameAccount } from '../people/phone.mts';

/** The statuses that a message can be moved to; QUEUED is where it starts, CANCELED is the API's. */
export type StepStatus = 'SENT' | 'DELIVERED' | 'READ' | 'FAILED';

const STEPS = ['QUEUED', 'SENT', 'DELIVERED', 'READ'] as const;
const WINDOW_MS = 24 * 60 * 60 * 1000;

/**
 * Moves an outbound message on, announcing every status it passes.
 *
 * @param messageId its id, correlation id or WhatsApp id
 * @param to where to; without it one natural step, which is FAILED where the API finds out late
 * @param reason error code of a failure, such as NUMBER_NOT_FOUND_REMOVED
 * @param at milliseconds since the epoch
 * @throws Error when there is no such message or it cannot get there from where it is
 */
export function advanceMessage(
	state: State,
	messageId: string,
	to: StepStatus | undefined,
	reason: string | undefined,
	at: number,
): Message {
	const message = findByAnyId(state.messages, messageId);
	if (message?.direction !== 'OUTBOUND') throw new Error(`no outbound message ${messageId}`);
	return moveMessage(state, message, to, reason, at);
}

/** The same for a message at hand. */
export function moveMessage(
	state: State,
	message: Message,
	to: StepStatus | undefined,
	reason: string | undefined,
	at: number,
): Message {
	const from = STEPS.findIndex((step) => step === message.status);
	const target = to ?? naturalStep(state, message, from);
	const last = target === 'FAILED' ? from + 1 : STEPS.indexOf(target);
	if (from < 0 || from === STEPS.length - 1 || last <= from) {
		throw new Error(`message ${message.id} is ${message.status}, it cannot become ${target}`);
	}
	if (target === 'FAILED') {
		message.errorCode = reason ?? lateFailure(state, message) ?? 'DELIVERED_NOT_CONFIRMED';
		announce(state, message, 'FAILED');
		return message;
	}
	for (const step of STEPS.slice(from + 1, last + 1)) {
		const now = new Date(at).toISOString();
		if (step === 'SENT') {
			message.sentAt = now;
			message.externalMessageId = `3EB0${String(state.nextNumber()).padStart(16, '0')}`;
		}
		if (step === 'DELIVERED') message.deliveredAt = now;
		if (step === 'READ') message.readAt = now;
		announce(state, message, step);
	}
	return message;
}

/** Sets a status and tells whoever listens. */
export function announce(state: State, message: Message, status: Message['status']): void {
	message.status = status;
	state.events.emit('message changed', message);
}

/** The message with this id, correlation id or WhatsApp id. */
export function findByAnyId(messages: readonly Message[], id: string): Message | undefined {
	return messages.find((message) =>
		[message.id, message.correlationId, message.externalMessageId].includes(id),
	);
}

function naturalStep(state: State, message: Message, at: number): StepStatus {
	const next = STEPS[at + 1];
	if (next === undefined || next === 'QUEUED') {
		throw new Error(`message ${message.id} is ${message.status}, there is no next step`);
	}
	return next === 'SENT' && lateFailure(state, message) ? 'FAILED' : next;
}

/** What the API would only find out when it hands the message to WhatsApp. */
function lateFailure(state: State, message: Message): string | undefined {
	const number = numberById(state, message.numberId);
	const to = message.destinationNumber;
	if (to !== null) {
		if (sameAccount(to, number.phone)) return 'PILOT_SELF_NUMBER';
		if (personByNumber(state, to)?.onWhatsApp === false) return 'WHATSAPP_NOT_EXIST';
	}
	if (number.provider !== 'meta') return undefined;
	if (message.mode === 'template') {
		const template = state.templates.find(({ id }) => id === message.templateId);
		const refused = template?.source === 'META' && template.metaStatus !== 'APPROVED';
		return refused ? 'META_TEMPLATE_NOT_APPROVED' : undefined;
	}
	return insideWindow(state, message) ? undefined : 'META_OUTSIDE_24H_WINDOW';
}

/** Meta takes free text and media only within 24 hours of the other side's last message. */
export function insideWindow(
	state: State,
	message: Pick<Message, 'numberId' | 'conversationId'>,
): boolean {
	const since = Date.now() - WINDOW_MS;
	return state.messages.some(
		(other) =>
			other.direction === 'INBOUND' &&
			other.numberId === message.numberId &&
			sameAccount(other.conversationId, message.conversationId) &&
			Date.parse(other.createdAt) >= since,
	);
}
