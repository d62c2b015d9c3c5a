import type { State } from '../state.mts';
import { numberById, personByNumber } from '../state.mts';
import type { Choice, Media, Message, WhatsAppNumber } from '../model.mts';
import { referralOf } from '../ads/referrals.mts';
import type { Source } from '../ads/referrals.mts';
import { choicesOf } from './choices.mts';
import { sameAccount } from '../people/phone.mts';

/** What somebody writes to one of our numbers. */
export interface InboundMessage {
	/** Our number's id. */
	numberId: string;
	/** The writer: digits without `+`. Not for newsletters and own messages. */
	from?: string;
	/** The group it is written in; without it and a newsletter it is a direct message. */
	groupId?: string;
	newsletterId?: string;
	/** Our number itself wrote it by hand, in a group or newsletter. */
	fromMe?: boolean;
	/** Text, or the caption of the media. */
	text?: string;
	media?: Pick<Media, 'url' | 'mediaType'> & { filename?: string };
	/** WhatsApp id of the message that it replies to. */
	quotedMessageId?: string;
	/** The id of what was tapped on that message; without it, its title is enough, as the text. */
	tapped?: string;
	/** The ad or post that brought the writer. */
	referral?: Source;
	/** When it was written, ISO 8601 in UTC; default now. */
	createdAt?: string;
}

/**
 * Puts an inbound message into the state, unread, and announces it.
 *
 * @throws Error for an unknown number, group or newsletter, a writer who is missing, not in the group
 * or does not belong there, an empty message or a time that is none
 */
export function receiveMessage(state: State, inbound: InboundMessage): Message {
	const number = numberById(state, inbound.numberId);
	const tapped = tappedChoice(state, inbound);
	if (inbound.text === undefined && !inbound.media && !tapped) {
		throw new Error('the message is empty');
	}
	const { groupId = null, newsletterId = null, fromMe = false, media } = inbound;
	const from = writerOf(number, inbound);
	if (from !== null && groupId !== null) checkMember(state, number.id, groupId, from);
	if (newsletterId !== null) checkNewsletter(state, number.id, newsletterId);
	const n = state.nextNumber();
	const createdAt = new Date(inbound.createdAt ?? Date.now()).toISOString();
	const text = inbound.text ?? tapped?.title ?? null;
	const message: Message = {
		id: `msg_${n}`,
		correlationId: `cor_${n}`,
		externalMessageId: `3AIN${String(n).padStart(16, '0')}`,
		numberId: number.id,
		// A direct message has a writer.
		conversationId: groupId ?? newsletterId ?? from!,
		direction: fromMe ? 'OUTBOUND' : 'INBOUND',
		origin: 'WHATSAPP',
		mode: media ? 'media' : 'text',
		status: 'DELIVERED',
		destinationNumber: null,
		groupId,
		newsletterId,
		templateId: null,
		content: text,
		media: media ? { ...media, caption: text, filename: media.filename ?? null } : null,
		buttons: [],
		header: null,
		footer: null,
		interactive: null,
		flowToken: null,
		labels: [],
		quotedMessageId: inbound.quotedMessageId ?? null,
		tapped,
		referral: referralOf(inbound.referral),
		from,
		fromName: from === null ? null : nameOf(state, number, from),
		deliverAt: null,
		deliverUntil: null,
		createdAt,
		sentAt: createdAt,
		deliveredAt: createdAt,
		readAt: null,
		errorCode: null,
	};
	state.messages.push(message);
	state.events.emit('inbound message', message);
	return message;
}

/** @throws Error for a choice that the quoted message does not have */
function tappedChoice(state: State, inbound: InboundMessage): Choice | null {
	const { numberId, quotedMessageId, tapped, text } = inbound;
	const quoted = state.messages.find(
		(one) => one.externalMessageId === quotedMessageId && one.numberId === numberId,
	);
	const choices = quoted && quotedMessageId !== undefined ? choicesOf(quoted) : [];
	const choice = choices.find(({ id, title }) =>
		tapped === undefined ? title === text : id === tapped,
	);
	if (tapped !== undefined && !choice) throw new Error(`there is no ${tapped} to tap`);
	return choice ?? null;
}

/** The writer's digits, null in newsletters. */
function writerOf(number: WhatsAppNumber, inbound: InboundMessage): string | null {
	const { from, groupId, newsletterId, fromMe } = inbound;
	if (groupId !== undefined && newsletterId !== undefined) {
		throw new Error('a message is in a group or in a newsletter, not in both');
	}
	if (fromMe && groupId === undefined && newsletterId === undefined) {
		throw new Error('an own message needs a groupId or newsletterId');
	}
	if (fromMe || newsletterId !== undefined) {
		if (from !== undefined)
			throw new Error('from is for what others write, outside of newsletters');
		return newsletterId === undefined ? number.phone : null;
	}
	if (from === undefined) throw new Error('the message needs a writer in from');
	return from;
}

function nameOf(state: State, number: WhatsAppNumber, from: string): string | null {
	if (from === number.phone) return number.name;
	return personByNumber(state, from)?.name ?? null;
}

function checkMember(state: State, numberId: string, groupId: string, from: string): void {
	const group = state.groups.find((one) => one.numberId === numberId && one.id === groupId);
	if (!group) throw new Error(`the number ${numberId} has no group ${groupId}`);
	if (!group.participants.some(({ number }) => sameAccount(number, from))) {
		throw new Error(`${from} is not in the group ${group.subject}`);
	}
}

function checkNewsletter(state: State, numberId: string, newsletterId: string): void {
	if (state.newsletters.some((one) => one.numberId === numberId && one.id === newsletterId)) return;
	throw new Error(`the number ${numberId} has no newsletter ${newsletterId}`);
}
