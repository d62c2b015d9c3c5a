import type { Media, Message, WhatsAppNumber } from '../../whatsapp/model.mts';
import type { GroupMessage, HistoryMessage, MessageStatusAnswer } from '../schemas/messages.mts';
import type { Shapes } from '../shapes.mts';
import { personByNumber } from '../../whatsapp/state.mts';
import type { State } from '../../whatsapp/state.mts';
import { phone } from './phone.mts';

const PROVIDER_KIND = {
	'evolution-v2': 'EVOLUTION_V2',
	'evolution-go': 'EVOLUTION_GO',
	meta: 'META',
} as const;

/** Answer of `GET /messages/:messageId`. A group or newsletter has no number: null is our choice. */
export function statusAnswer(state: State, message: Message): MessageStatusAnswer {
	const template = state.templates.find(({ id }) => id === message.templateId);
	return {
		id: message.id,
		status: message.status,
		correlationId: message.correlationId,
		destinationNumber: phone(message.destinationNumber),
		template: template ? { id: template.id, name: template.name } : null,
		createdAt: message.createdAt,
		sentAt: message.sentAt,
		deliveredAt: message.deliveredAt,
		readAt: message.readAt,
		externalMessageId: message.externalMessageId,
		errorMessage: message.errorMessage,
	};
}

/** An item of `GET /messages/group`, with the names that the switches ask for. */
export function groupItem(state: State, message: Message, shapes: Shapes): GroupMessage {
	const group = state.groups.find(
		({ id, numberId }) => id === message.groupId && numberId === message.numberId,
	);
	return {
		id: message.id,
		conversationId: message.conversationId,
		direction: message.direction,
		type: messageType(message),
		content: message.content,
		[shapes.messageFrom]: phone(message.from),
		fromName: message.fromName,
		[shapes.messageGroup]: message.groupId,
		groupName: group?.subject ?? '',
		media: mediaAnswer(message.media),
		createdAt: message.createdAt,
	};
}

/** An item of `GET /messages/history` and `GET /messages/unread`. */
export function historyItem(
	state: State,
	message: Message,
	number: WhatsAppNumber,
): HistoryMessage {
	const outbound = message.direction === 'OUTBOUND';
	const other = outbound ? message.destinationNumber : message.from;
	return {
		id: message.id,
		conversationId: message.conversationId,
		direction: message.direction,
		providerKind: PROVIDER_KIND[number.provider],
		externalMessageId: message.externalMessageId,
		status: message.status,
		messageType: messageType(message),
		origin: message.origin,
		text: message.content,
		participantName: other === null ? null : (personByNumber(state, other)?.name ?? null),
		participantPhone: phone(other),
		media: mediaAnswer(message.media),
		sentAt: message.sentAt,
		deliveredAt: message.deliveredAt,
		readAt: message.readAt,
		createdAt: message.createdAt,
	};
}

/** `text`, `template` or what its media is. */
export function messageType({ mode, media }: Message): GroupMessage['type'] {
	if (mode === 'media' && media) return media.mediaType;
	return mode === 'template' ? 'template' : 'text';
}

/** Without the file name, which only deliveries to webhooks are documented to carry. */
function mediaAnswer(media: Media | null): GroupMessage['media'] {
	return media && { url: media.url, mediaType: media.mediaType, caption: media.caption };
}
