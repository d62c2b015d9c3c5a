import { metaMediaId } from '../../whatsapp/engines/meta-ids.mts';
import type { Media, Message, WhatsAppNumber } from '../../whatsapp/model.mts';
import { numberById, personByNumber } from '../../whatsapp/state.mts';
import type { State } from '../../whatsapp/state.mts';
import type {
	GroupMessage,
	HistoryMessage,
	MessageMedia,
	MessageStatusAnswer,
	MessageType,
	UnreadMessage,
} from '../schemas/messages.mts';
import type { Shapes } from '../shapes.mts';
import { phone } from './phone.mts';

const PROVIDER_KIND = {
	'evolution-v2': 'EVOLUTION_V2',
	'evolution-go': 'EVOLUTION_GO',
	meta: 'META',
} as const;
/** The kind of a number, as numbers and files say it. */
export const MEDIA_PROVIDER = {
	'evolution-v2': 'EVO',
	'evolution-go': 'EVO_GO',
	meta: 'META',
} as const;

/** What a file is taken to be where nothing says it. */
const USUAL_MIME = {
	image: 'image/jpeg',
	video: 'video/mp4',
	audio: 'audio/ogg',
	voice: 'audio/ogg',
	document: 'application/pdf',
	sticker: 'image/webp',
} as const;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Answer of `GET /messages/:messageId`. A group or newsletter has no number: null is our choice. */
export function statusAnswer(state: State, message: Message): MessageStatusAnswer {
	const { errorCode, templateId, sentAt } = message;
	const template = state.templates.find(({ id }) => id === templateId);
	const billed = sentAt !== null && numberById(state, message.numberId).provider === 'meta';
	const category = template ? template.category.toLowerCase() : 'service';
	return {
		id: message.id,
		externalMessageId: message.externalMessageId,
		status: message.status,
		correlationId: message.correlationId,
		destinationNumber: phone(message.destinationNumber),
		...(template && { template: template.name }),
		createdAt: message.createdAt,
		sentAt,
		deliveredAt: message.deliveredAt,
		readAt: message.readAt,
		errorCode,
		errorMessage: errorText(errorCode),
		origin: 'API',
		metaPricing: billed
			? { conversationId: `window_${message.id}`, originType: category, category, type: 'regular' }
			: null,
	};
}

/** The words of a failure are our choice: one branches on the code. */
export function errorText(code: string): string;
export function errorText(code: string | null): string | null;
export function errorText(code: string | null): string | null {
	return code === null ? null : `The message was not delivered (${code}).`;
}

/** Outside of the number's retention window, or where nothing is stored, nothing that people wrote is shown. */
export function isRedacted(
	{ retentionDays, piiRelayOnly }: WhatsAppNumber,
	{ createdAt }: { createdAt: string },
): boolean {
	if (piiRelayOnly) return true;
	return retentionDays !== null && Date.now() - Date.parse(createdAt) > retentionDays * DAY_MS;
}

/** What was written and by whom, or nulls. */
export function written(number: WhatsAppNumber, message: Message) {
	const shown = !isRedacted(number, message);
	return {
		content: shown ? message.content : null,
		from: shown ? phone(message.from) : null,
		fromName: shown ? message.fromName : null,
		media: shown ? mediaAnswer(message, number) : null,
		...(shown ? {} : { redacted: true as const }),
	};
}

/** An item of `GET /messages/group`, with the names that the switches ask for. */
export function groupItem(state: State, message: Message, shapes: Shapes): GroupMessage {
	const { groupId, numberId } = message;
	const group = state.groups.find((one) => one.id === groupId && one.numberId === numberId);
	const { from, ...rest } = written(numberById(state, numberId), message);
	return {
		id: message.id,
		conversationId: message.conversationId,
		direction: message.direction,
		type: messageType(message),
		...rest,
		[shapes.messageFrom]: from,
		[shapes.messageGroup]: groupId,
		...(shapes.groupName === 'present' ? { groupName: group?.subject ?? '' } : {}),
		createdAt: message.createdAt,
	};
}

/** An item of `GET /messages/history`. */
export function historyItem(state: State, message: Message): HistoryMessage {
	const number = numberById(state, message.numberId);
	const outbound = message.direction === 'OUTBOUND';
	const other = outbound ? message.destinationNumber : message.from;
	const name = other === null ? null : (personByNumber(state, other)?.name ?? null);
	const { content: text, media, redacted } = written(number, message);
	return {
		id: message.id,
		conversationId: message.conversationId,
		direction: message.direction,
		providerKind: PROVIDER_KIND[number.provider],
		externalMessageId: message.externalMessageId,
		status: message.status,
		messageType: messageType(message),
		origin: outbound ? (message.origin === 'API' ? 'API' : 'APP') : null,
		text,
		participantName: redacted ? null : name,
		participantPhone: redacted ? null : phone(other),
		participantUserId: null,
		repliedToExternalId: message.quotedMessageId,
		media,
		referral: referralAnswer(message, redacted),
		sentAt: message.sentAt,
		deliveredAt: message.deliveredAt,
		readAt: message.readAt,
		providerTimestamp: message.createdAt,
		createdAt: message.createdAt,
		...(redacted && { redacted }),
	};
}

/** Of a hidden one the ad's ids and names stay, its copy goes. */
function referralAnswer({ referral }: Message, redacted?: true): HistoryMessage['referral'] {
	if (referral === null || !redacted) return referral;
	return {
		...referral,
		sourceUrl: null,
		headline: null,
		body: null,
		mediaType: null,
		imageUrl: null,
		videoUrl: null,
		thumbnailUrl: null,
		ctwaClid: null,
		redacted,
	};
}

/** An item of `GET /messages/unread`. */
export function unreadItem(state: State, message: Message, count: number): UnreadMessage {
	return {
		id: message.id,
		conversationId: message.conversationId,
		conversationUnreadCount: count,
		direction: message.direction,
		type: messageType(message),
		...written(numberById(state, message.numberId), message),
		readAt: message.readAt,
		createdAt: message.createdAt,
	};
}

/** What a message is to WhatsApp: a template is a text or what its file is, a voice note is audio. */
export function messageType({ media }: Message): MessageType {
	if (media === null) return 'text';
	return media.mediaType === 'voice' ? 'audio' : media.mediaType;
}

/** What its data URI says, else what such files usually are. */
export function mimeType({ url, mediaType }: Media): string {
	return /^data:([^;,]+)/.exec(url)?.[1] ?? USUAL_MIME[mediaType];
}

function mediaAnswer(message: Message, { provider }: WhatsAppNumber): MessageMedia {
	const { media } = message;
	if (media === null) return null;
	return {
		provider: MEDIA_PROVIDER[provider],
		id: provider === 'meta' && message.direction === 'INBOUND' ? metaMediaId(message) : null,
		url: media.url,
		mimeType: mimeType(media),
		fileName: media.filename,
	};
}
