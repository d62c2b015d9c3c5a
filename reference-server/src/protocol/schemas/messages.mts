import { z } from 'zod/v4';

import { groupId, mediaType, refuseRepeated, timestamp } from './common.mts';

const status = z.enum(['QUEUED', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'CANCELED']);
const direction = z.enum(['INBOUND', 'OUTBOUND']);
/** Types and the form of `media` are our choice. */
const messageType = z.enum(['text', 'template', ...mediaType.options]);
const media = z
	.strictObject({ url: z.string(), mediaType, caption: z.string().nullable() })
	.nullable();
/** E.164 with `+`, or a BSUID. */
const phone = z.string().regex(/^(\+[1-9]\d{7,14}|[A-Z]{2}\.[A-Za-z0-9]{5,})$/);
const time = timestamp.nullable();

export const messageParams = z.strictObject({ messageId: z.string().min(1) });

export const messageStatus = z.strictObject({
	id: z.string(),
	status,
	correlationId: z.string(),
	destinationNumber: phone.nullable(),
	template: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
	createdAt: timestamp,
	sentAt: time,
	deliveredAt: time,
	readAt: time,
	externalMessageId: z.string().nullable(),
	errorMessage: z.string().nullable(),
});

export const cancelBody = z.strictObject({
	messageIds: z.array(z.string().min(1)).min(1).max(100).superRefine(refuseRepeated),
});

export const cancelAnswer = z.union([
	z.strictObject({
		cancelled: z.array(z.string()),
		failed: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
	}),
	z.strictObject({ cancelled: z.int().min(0), notFound: z.int().min(0) }),
]);

const isoTime = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
	error: 'must be ISO 8601, such as 2026-01-31 or 2026-01-31T12:00:00Z',
});
const wholeNumber = z
	.string()
	.regex(/^\d{1,9}$/, { error: 'must be a whole number', abort: true })
	.transform(Number);

export const listQuery = z.strictObject({
	startDate: isoTime.optional(),
	endDate: isoTime.optional(),
	page: wholeNumber.pipe(z.int().min(1)).default(1),
	pageSize: wholeNumber.pipe(z.int().min(1).max(100)).default(30),
});

export type ListQuery = z.output<typeof listQuery>;

const common = {
	id: z.string(),
	conversationId: z.string(),
	direction,
	createdAt: timestamp,
};

/** The names of sender and group are open. */
const groupMessage = z
	.strictObject({
		...common,
		type: messageType,
		content: z.string().nullable(),
		fromName: z.string().nullable(),
		groupName: z.string(),
		media,
		from: phone.optional(),
		fromNumber: phone.optional(),
		sender: phone.optional(),
		participantPhone: phone.optional(),
		groupId: groupId.optional(),
		groupJid: groupId.optional(),
		chatId: groupId.optional(),
		remoteJid: groupId.optional(),
	})
	.refine(
		(item) => item.from ?? item.fromNumber ?? item.sender ?? item.participantPhone,
		'no sender',
	)
	.refine((item) => item.groupId ?? item.groupJid ?? item.chatId ?? item.remoteJid, 'no group');

const historyMessage = z.strictObject({
	...common,
	providerKind: z.enum(['EVOLUTION_V2', 'EVOLUTION_GO', 'META']),
	externalMessageId: z.string().nullable(),
	status,
	messageType,
	origin: z.string(),
	text: z.string().nullable(),
	participantName: z.string().nullable(),
	participantPhone: phone.nullable(),
	media,
	sentAt: time,
	deliveredAt: time,
	readAt: time,
});

function listOf<Item extends z.ZodType>(item: Item) {
	return z.strictObject({
		messages: z.array(item),
		total: z.int().min(0),
		page: z.int().min(1),
		pageSize: z.int().min(1).max(100),
		totalPages: z.int().min(0),
		notice: z.literal('PII_RELAY_ONLY').optional(),
	});
}

export const groupMessageList = listOf(groupMessage);
export const historyList = listOf(historyMessage);

export type GroupMessage = z.input<typeof groupMessage>;
export type HistoryMessage = z.input<typeof historyMessage>;
export type MessageStatusAnswer = z.input<typeof messageStatus>;
