import { errorText, messageType, mimeType } from '../protocol/wire/messages.mts';
import { phone } from '../protocol/wire/phone.mts';
import type { Shapes } from '../protocol/shapes.mts';
import { metaMediaId, metaPhoneNumberId } from '../whatsapp/engines/meta-ids.mts';
import type { Lead } from '../whatsapp/ads/model.mts';
import type { FlowAnswer, Media, Message, WhatsAppNumber } from '../whatsapp/model.mts';
import { numberById } from '../whatsapp/state.mts';
import type { State } from '../whatsapp/state.mts';
import type { WebhookEvent } from '../whatsapp/webhook-events.mts';

/** What a webhook gets under `data`. */
export type WebhookData = Record<string, unknown>;

/** Names of the older captures; the others were the same. */
const OLDER_NAMES: Record<string, string> = {
	from: 'fromNumber',
	participantName: 'fromName',
	createdAt: 'happenedAt',
};

/**
 * `data` of message.received, message.reply, message.group and message.newsletter, schema v3 of the SDK.
 * Nobody sees who writes in a newsletter: that `from` is our own number then is our choice.
 */
export function arrivalData(
	state: State,
	message: Message,
	event: WebhookEvent,
	shapes: Shapes,
): WebhookData {
	const { numberId, groupId, newsletterId, media } = message;
	const number = numberById(state, numberId);
	const own = phone(number.phone);
	const group = state.groups.find((one) => one.id === groupId && one.numberId === numberId);
	const newsletter = state.newsletters.find(
		(one) => one.id === newsletterId && one.numberId === numberId,
	);
	const isReply = event === 'message.reply';
	const inGroup = groupId !== null && (!isReply || shapes.webhookReplyGroup === 'present');
	return inNames(shapes, {
		from: phone(message.from) ?? own,
		to: own,
		numberId,
		messageId: message.externalMessageId,
		id: message.id,
		type: messageType(message),
		fromMe: message.direction === 'OUTBOUND',
		content: message.content,
		participantName: message.fromName,
		...(isReply && replyData(state, message, shapes)),
		...(inGroup && { groupId }),
		...(inGroup && group && shapes.groupName === 'present' && { groupName: group.subject }),
		...(newsletter && { newsletterId, newsletterName: newsletter.name }),
		...(media && mediaData(media, shapes)),
		...(media && metaData(number, message, shapes)),
		createdAt: message.createdAt,
	});
}

function tappedData({ tapped }: Message, { webhookRowId }: Shapes): WebhookData {
	if (tapped === null) return {};
	return { [tapped.kind === 'row' ? webhookRowId : 'buttonId']: tapped.id };
}

/** What was written, what it quotes, and the button that was tapped. */
function replyData(state: State, message: Message, shapes: Shapes): WebhookData {
	const { quotedMessageId, content, numberId } = message;
	const quoted = state.messages.find(
		(one) => one.externalMessageId === quotedMessageId && one.numberId === numberId,
	);
	const texts =
		shapes.webhookReplyContent === 'content'
			? { contentReplied: quoted?.content ?? null }
			: { content: quoted?.content ?? null, replyContent: content };
	return { ...texts, quotedMessageId, ...tappedData(message, shapes) };
}

function mediaData(media: Media, shapes: Shapes): WebhookData {
	const kind = media.mediaType === 'voice' ? 'audio' : media.mediaType;
	return {
		mediaLink: media.url,
		mediaType: shapes.webhookMediaType === 'kind' ? kind : mimeType(media),
		mediaCaption: media.caption,
		mediaFilename: media.filename,
	};
}

/** What `GET /media` wants of a file that somebody sent to a Meta number; its link can be missing. */
function metaData(number: WhatsAppNumber, message: Message, shapes: Shapes): WebhookData {
	if (number.provider !== 'meta' || message.direction !== 'INBOUND') return {};
	return {
		mediaId: metaMediaId(message),
		phoneNumberId: metaPhoneNumberId(number),
		...(shapes.metaMediaLink === 'absent' && { mediaLink: null }),
	};
}

/** `data` of message.sent, message.delivered, message.read and message.failed, schema v3 of the SDK. */
export function statusData(state: State, message: Message, shapes: Shapes): WebhookData {
	const { status, errorCode, id } = message;
	const chat = message.groupId ?? message.newsletterId;
	const toChat = { group: { to: chat }, absent: {}, null: { to: null } };
	const failed = status === 'FAILED' && errorCode !== null;
	const to =
		chat === null ? { to: phone(message.destinationNumber) } : toChat[shapes.webhookGroupStatusTo];
	return {
		...inNames(shapes, {
			numberId: message.numberId,
			...(shapes.webhookStatusId === 'internalMessageId' ? {} : { id }),
			...(shapes.webhookStatusId === 'id' ? {} : { internalMessageId: id }),
			type: messageType(message),
			fromMe: true,
			from: phone(numberById(state, message.numberId).phone),
			content: message.content,
			correlationId: message.correlationId,
			...(failed && { [shapes.webhookError]: errorText(errorCode), errorCode }),
			createdAt: statusTime(message),
		}),
		// These stay where they are null.
		messageId: message.externalMessageId,
		...to,
	};
}

/** `data` of what happens to a number itself. */
export function numberData({ id, phone: digits, name }: WhatsAppNumber): WebhookData {
	return {
		numberId: id,
		phone: phone(digits),
		displayName: name,
		createdAt: new Date().toISOString(),
	};
}

/** `data` of flow.response_received: that the token comes back is said by the SDK, the rest is our choice. */
export function flowData({ from, ...answer }: FlowAnswer): WebhookData {
	return { ...answer, from: phone(from) };
}

/** `data` of lead.received: LeadReceivedEventData of the SDK. */
export function leadData({ id: leadId, numberId, fields, ...lead }: Lead): WebhookData {
	return {
		leadId,
		whatsappNumberId: numberId,
		...lead,
		fields: fields.map(({ key, label, values }) => ({
			key,
			...(label !== null && { label }),
			values,
		})),
	};
}

/** A failure's time is stored nowhere, but it is told as it happens. */
function statusTime({ status, sentAt, deliveredAt, readAt }: Message): string {
	const times: Partial<Record<Message['status'], string | null>> = {
		SENT: sentAt,
		DELIVERED: deliveredAt,
		READ: readAt,
	};
	return times[status] ?? new Date().toISOString();
}

/** In the names, and with what is not known left out or null, as the switches say. */
function inNames(shapes: Shapes, data: WebhookData): WebhookData {
	const older = shapes.webhookData === 'older';
	return Object.fromEntries(
		Object.entries(data)
			.filter(([, value]) => value !== null || shapes.webhookNulls === 'null')
			.map(([name, value]) => [(older && OLDER_NAMES[name]) || name, value]),
	);
}
