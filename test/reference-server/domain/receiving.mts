import type { State } from '../state.mts';
import { numberById } from '../state.mts';
import type { Media, Message } from './model.mts';
import { sameAccount } from './phone.mts';

/** What somebody writes to one of our numbers. */
export interface InboundMessage {
	/** Our number's id. */
	numberId: string;
	/** The writer: digits without `+`. */
	from: string;
	/** The group it is written in; without it a direct message. */
	groupId?: string;
	/** Text, or the caption of the media. */
	text?: string;
	media?: Pick<Media, 'url' | 'mediaType'>;
	/** When it was written, ISO 8601 in UTC; default now. */
	createdAt?: string;
}

/**
 * Puts an inbound message into the state, unread, and announces it.
 *
 * @throws Error for an unknown number or group, a writer who is not in the group, an empty message or
 * a time that is none
 */
export function receiveMessage(state: State, inbound: InboundMessage): Message {
	numberById(state, inbound.numberId);
	if (inbound.text === undefined && !inbound.media) throw new Error('the message is empty');
	if (inbound.groupId !== undefined) checkMember(state, inbound);
	const n = state.nextNumber();
	const createdAt = new Date(inbound.createdAt ?? Date.now()).toISOString();
	const text = inbound.text ?? null;
	const message: Message = {
		id: `msg_${n}`,
		correlationId: `cor_${n}`,
		externalMessageId: `3AIN${String(n).padStart(16, '0')}`,
		numberId: inbound.numberId,
		conversationId: inbound.groupId ?? inbound.from,
		direction: 'INBOUND',
		mode: inbound.media ? 'media' : 'text',
		status: 'DELIVERED',
		destinationNumber: null,
		groupId: inbound.groupId ?? null,
		newsletterId: null,
		templateId: null,
		content: text,
		media: inbound.media ? { ...inbound.media, caption: text } : null,
		labels: [],
		from: inbound.from,
		fromName: state.people.find(({ number }) => sameAccount(number, inbound.from))?.name ?? null,
		deliverAt: null,
		deliverUntil: null,
		createdAt,
		sentAt: createdAt,
		deliveredAt: createdAt,
		readAt: null,
		errorMessage: null,
	};
	state.messages.push(message);
	state.events.emit('inbound message', message);
	return message;
}

function checkMember(state: State, { numberId, groupId, from }: InboundMessage): void {
	const group = state.groups.find((one) => one.numberId === numberId && one.id === groupId);
	if (!group) throw new Error(`the number ${numberId} has no group ${groupId}`);
	if (!group.participants.some(({ number }) => sameAccount(number, from))) {
		throw new Error(`${from} is not in the group ${group.subject}`);
	}
}
