import type { Message, WhatsAppNumber } from '../whatsapp/model.mts';
import { sameAccount } from '../whatsapp/people/phone.mts';
import { receiveMessage } from '../whatsapp/messages/receiving.mts';
import type { InboundMessage } from '../whatsapp/messages/receiving.mts';
import { ApiError } from '../whatsapp/api-error.mts';
import type { State } from '../whatsapp/state.mts';
import type { WriteBody } from './requests.mts';

/** What the simulator's ad says of itself. */
const AD = {
	sourceId: '120210000000000009',
	sourceUrl: 'https://fb.me/simulador',
	headline: 'Anúncio do simulador',
	adName: 'Simulador',
};

/**
 * Somebody writes in a chat of a number; webhooks hear of it.
 *
 * @throws ApiError 409 while the phone is offline, 400 for a chat or a writer that does not fit
 */
export function write(state: State, number: WhatsAppNumber, body: WriteBody): Message {
	if (number.session !== 'OPEN') {
		throw new ApiError(409, 'PHONE_OFFLINE', 'The phone is offline, nothing reaches it.');
	}
	const { text, media, quotedMessageId, fromAd } = body;
	try {
		return receiveMessage(state, {
			numberId: number.id,
			...place(number, body),
			text,
			media,
			quotedMessageId,
			...(fromAd && { referral: AD }),
		});
	} catch (error) {
		throw new ApiError(400, 'NOT_POSSIBLE', (error as Error).message);
	}
}

/** Where it is written, and by whom. */
function place(
	number: WhatsAppNumber,
	{ chatId, from }: WriteBody,
): Pick<InboundMessage, 'groupId' | 'newsletterId' | 'from' | 'fromMe'> {
	if (chatId.endsWith('@g.us')) {
		const fromMe = from !== undefined && sameAccount(from, number.phone);
		return fromMe ? { groupId: chatId, fromMe } : { groupId: chatId, from };
	}
	if (from !== undefined) throw new Error('from is for groups');
	return chatId.endsWith('@newsletter') ? { newsletterId: chatId } : { from: chatId };
}
