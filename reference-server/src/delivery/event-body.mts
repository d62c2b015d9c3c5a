import type { WebhookData } from './event-data.mts';
import { metaMediaId, metaPhoneNumberId } from '../whatsapp/engines/meta-ids.mts';
import type { Referral } from '../whatsapp/ads/model.mts';
import type { Message, WhatsAppNumber } from '../whatsapp/model.mts';

/** A delivery's body. Calls are flat: their fields stand beside `event`, without `data`. */
export type DeliveryBody = Record<string, any>;

/** The engine's own name of a call's event. */
const ENGINE_CALL_EVENTS: Record<string, string> = {
	'call.ringing': 'CallOffer',
	'call.connected': 'CallAccept',
	'call.ended': 'CallTerminate',
	'call.missed': 'CallTerminate',
};

/** The body of an event as the API sends it. */
export function eventBody(event: string, data: WebhookData): DeliveryBody {
	return event.startsWith('call.') ? { event, ...data } : { event, data };
}

/** What a QR number's engine says of a call beside the API's own event; undefined where it says nothing. */
export function engineCallBody(
	event: string,
	data: WebhookData,
	{ provider, instanceId }: WhatsAppNumber,
): DeliveryBody | undefined {
	const name = ENGINE_CALL_EVENTS[event];
	if (provider === 'meta' || name === undefined) return undefined;
	const digits = String(data.from ?? '').replace(/\D/g, '');
	const jid = `${digits}@s.whatsapp.net`;
	return {
		event: name,
		instance: instanceId,
		data: {
			CallID: data.externalCallId ?? data.callId,
			From: jid,
			CallCreator: jid,
			Timestamp: data.timestamp,
			...(name === 'CallTerminate' && { Reason: event === 'call.missed' ? 'timeout' : 'reject' }),
		},
	};
}

/** Meta's own body of a message or status, as official numbers also post it to `*`. */
export function nativeMetaBody(number: WhatsAppNumber, message: Message): DeliveryBody {
	const at = String(Math.floor(Date.parse(message.createdAt) / 1000));
	const id = message.externalMessageId ?? message.id;
	const inbound = message.direction === 'INBOUND';
	const content = inbound
		? {
				contacts: [{ profile: { name: message.fromName }, wa_id: message.from }],
				messages: [
					{
						from: message.from,
						id,
						timestamp: at,
						...(message.quotedMessageId !== null && { context: { id: message.quotedMessageId } }),
						...(message.groupId !== null && { group_id: message.groupId.replace(/@g\.us$/, '') }),
						...(message.referral && { referral: nativeReferral(message.referral) }),
						...nativeContent(message),
					},
				],
			}
		: {
				statuses: [
					{
						id,
						status: message.status.toLowerCase(),
						timestamp: at,
						recipient_id: message.destinationNumber ?? message.conversationId,
					},
				],
			};
	const metadata = {
		display_phone_number: number.phone,
		phone_number_id: metaPhoneNumberId(number),
	};
	const value = { messaging_product: 'whatsapp', metadata, ...content };
	return {
		object: 'whatsapp_business_account',
		entry: [{ id: `waba_${number.tenantId}`, changes: [{ field: 'messages', value }] }],
	};
}

function nativeContent(message: Message): object {
	const { media, tapped, content } = message;
	if (media) return { type: media.mediaType, [media.mediaType]: { id: metaMediaId(message) } };
	if (!tapped) return { type: 'text', text: { body: content } };
	const type = tapped.kind === 'row' ? 'list_reply' : 'button_reply';
	const { id, title } = tapped;
	return { type: 'interactive', interactive: { type, [type]: { id, title } } };
}

function nativeReferral(referral: Referral): object {
	const { sourceId, sourceType, sourceUrl, headline, body, mediaType, imageUrl } = referral;
	return {
		source_id: sourceId,
		source_type: sourceType,
		source_url: sourceUrl,
		headline,
		body,
		media_type: mediaType,
		image_url: imageUrl,
		ctwa_clid: referral.ctwaClid,
	};
}
