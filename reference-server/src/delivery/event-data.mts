import type { Message } from '../whatsapp/model.mts';
import type { WebhookEvent } from '../whatsapp/webhook-events.mts';
import type { Shapes } from '../protocol/shapes.mts';
import { numberById } from '../whatsapp/state.mts';
import type { State } from '../whatsapp/state.mts';
import { messageType } from '../protocol/wire/messages.mts';
import { phone } from '../protocol/wire/phone.mts';

/** What a webhook gets under `data`. */
export type WebhookData = Record<string, unknown>;

/** Names of the older captures; the others were the same. */
const OLDER_NAMES: Record<string, string> = {
	from: 'fromNumber',
	participantName: 'fromName',
	createdAt: 'happenedAt',
};

/**
 * `data` of message.received, message.reply, message.group and message.newsletter. Documented are
 * the fields of message.received, `groupId` and `groupName`; those of newsletters are our choice,
 * and nobody sees who writes in them.
 */
export function arrivalData(
	state: State,
	message: Message,
	event: WebhookEvent,
	shapes: Shapes,
): WebhookData {
	const { numberId, groupId, newsletterId, media } = message;
	const group = state.groups.find((one) => one.id === groupId && one.numberId === numberId);
	const newsletter = state.newsletters.find(
		(one) => one.id === newsletterId && one.numberId === numberId,
	);
	return inNames(shapes, {
		from: phone(message.from),
		to: phone(numberById(state, numberId).phone),
		numberId,
		messageId: message.externalMessageId,
		id: message.id,
		type: messageType(message),
		fromMe: message.direction === 'OUTBOUND',
		content: message.content,
		participantName: message.fromName,
		...(groupId === null ? {} : { groupId }),
		...(group ? { groupName: group.subject } : {}),
		...(newsletterId === null ? {} : { newsletterId }),
		...(newsletter ? { newsletterName: newsletter.name } : {}),
		...(event === 'message.reply' ? { quotedMessageId: message.quotedMessageId } : {}),
		...(media
			? {
					mediaLink: media.url,
					mediaType: media.mediaType,
					mediaCaption: media.caption,
					mediaFilename: media.filename,
				}
			: {}),
		createdAt: message.createdAt,
	});
}

/**
 * `data` of message.sent, message.delivered, message.read and message.failed. Documented are
 * `messageId`, `internalMessageId` and that a failure carries a text; `numberId`, `to` (null for
 * groups and newsletters) and that the time is the status's own are our choice.
 */
export function statusData(message: Message, shapes: Shapes): WebhookData {
	const { status, errorMessage } = message;
	return inNames(shapes, {
		messageId: message.externalMessageId,
		...(shapes.webhookStatusId === 'internalMessageId' ? {} : { id: message.id }),
		...(shapes.webhookStatusId === 'id' ? {} : { internalMessageId: message.id }),
		numberId: message.numberId,
		to: phone(message.destinationNumber),
		...(status === 'FAILED' ? { [shapes.webhookError]: errorMessage } : {}),
		createdAt: statusTime(message),
	});
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

function inNames(shapes: Shapes, data: WebhookData): WebhookData {
	if (shapes.webhookData === 'current') return data;
	return Object.fromEntries(
		Object.entries(data).map(([name, value]) => [OLDER_NAMES[name] ?? name, value]),
	);
}
