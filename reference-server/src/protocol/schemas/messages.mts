import { z } from 'zod/v4';

import { groupId, refuseRepeated, UNIQUE, timestamp } from './common.mts';
import { notice, pageFields } from './query.mts';

const status = z.enum(['QUEUED', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'CANCELED']);
const direction = z.enum(['INBOUND', 'OUTBOUND']);
/** Messages that the server knows; the API also has location, contacts and reaction. */
export const messageType = z.enum(['text', 'image', 'audio', 'video', 'document', 'sticker']);
const media = z
	.strictObject({
		provider: z.enum(['META', 'EVO', 'EVO_GO']),
		id: z.string().nullable(),
		url: z.string().nullable(),
		mimeType: z.string().regex(/^[a-z]+\/[\w.+-]+$/),
		fileName: z.string().nullable(),
	})
	.nullable();
/** E.164 with `+`, or a BSUID. */
const phone = z.string().regex(/^(\+[1-9]\d{7,14}|[A-Z]{2}\.[A-Za-z0-9]{5,})$/);
const text = z.string().nullable();
const time = timestamp.nullable();

export const messageParams = z.strictObject({ messageId: z.string().min(1) });

/** MessageDetails of the SDK; `template` is the name, absent where there is none. */
export const messageStatus = z.strictObject({
	id: z.string(),
	externalMessageId: text,
	status,
	correlationId: z.string(),
	destinationNumber: phone.nullable(),
	template: z.string().optional(),
	createdAt: timestamp,
	sentAt: time,
	deliveredAt: time,
	readAt: time,
	errorCode: text,
	errorMessage: text,
	origin: text,
	metaPricing: z
		.strictObject({ conversationId: text, originType: text, category: text, type: text })
		.nullable(),
});

export const cancelBody = z.strictObject({
	messageIds: z.array(z.string().min(1)).min(1).max(100).superRefine(refuseRepeated).meta(UNIQUE),
});

export const cancelAnswer = z.union([
	z.strictObject({
		cancelled: z.array(z.string()),
		failed: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
	}),
	z.strictObject({ cancelled: z.int().min(0), notFound: z.int().min(0) }),
]);

const common = {
	id: z.string(),
	conversationId: z.string(),
	direction,
	createdAt: timestamp,
	redacted: z.literal(true).optional(),
};
const written = { type: messageType, content: text, fromName: text, media };

/** The names of sender and group are switches. */
const groupMessage = z
	.strictObject({
		...common,
		...written,
		groupName: z.string().optional(),
		from: phone.nullable().optional(),
		fromNumber: phone.nullable().optional(),
		sender: phone.nullable().optional(),
		participantPhone: phone.nullable().optional(),
		groupId: groupId.optional(),
		groupJid: groupId.optional(),
		chatId: groupId.optional(),
		remoteJid: groupId.optional(),
	})
	.refine(
		({ from, fromNumber, sender, participantPhone }) =>
			[from, fromNumber, sender, participantPhone].some((one) => one !== undefined),
		'no sender',
	)
	.refine((item) => item.groupId ?? item.groupJid ?? item.chatId ?? item.remoteJid, 'no group');

/** ChatReferral of the SDK. */
export const referral = z.strictObject({
	sourceId: text,
	sourceType: z.enum(['ad', 'post']).nullable(),
	sourceUrl: text,
	headline: text,
	body: text,
	mediaType: text,
	imageUrl: text,
	videoUrl: text,
	thumbnailUrl: text,
	ctwaClid: text,
	adName: text,
	adsetId: text,
	adsetName: text,
	campaignId: text,
	campaignName: text,
	namesResolvedAt: time,
	redacted: z.literal(true).optional(),
});

/** HistoryMessage of the SDK. */
export const historyMessage = z.strictObject({
	...common,
	providerKind: z.enum(['EVOLUTION_V2', 'EVOLUTION_GO', 'META']),
	externalMessageId: text,
	status,
	messageType,
	origin: text,
	text,
	participantName: text,
	participantPhone: phone.nullable(),
	participantUserId: text,
	repliedToExternalId: text,
	media,
	referral: referral.nullable(),
	sentAt: time,
	deliveredAt: time,
	readAt: time,
	providerTimestamp: timestamp,
});

const unreadMessage = z.strictObject({
	...common,
	...written,
	conversationUnreadCount: z.int().min(1),
	from: phone.nullable(),
	readAt: time,
});

function listOf<Item extends z.ZodType>(item: Item) {
	return z.strictObject({ messages: z.array(item), ...pageFields, notice });
}

export const groupMessageList = listOf(groupMessage);
export const historyList = listOf(historyMessage);
export const unreadList = listOf(unreadMessage);

export type GroupMessage = z.input<typeof groupMessage>;
export type HistoryMessage = z.input<typeof historyMessage>;
export type UnreadMessage = z.input<typeof unreadMessage>;
export type MessageStatusAnswer = z.input<typeof messageStatus>;
export type MessageMedia = z.input<typeof media>;
export type MessageType = z.input<typeof messageType>;
