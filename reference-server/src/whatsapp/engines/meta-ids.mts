import type { Message, WhatsAppNumber } from '../model.mts';

/** Meta's id of the file that a message brought, for `GET /media/:mediaId`. */
export function metaMediaId({ externalMessageId, id }: Message): string {
	return `media_${externalMessageId ?? id}`;
}

/** Meta's id of a number, which a file's id goes with. */
export function metaPhoneNumberId({ id }: WhatsAppNumber): string {
	return `phone_${id}`;
}
