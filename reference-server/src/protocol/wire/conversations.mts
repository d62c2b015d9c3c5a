import type { Conversation } from '../../whatsapp/messages/conversations.mts';
import { numberById, personByNumber } from '../../whatsapp/state.mts';
import type { State } from '../../whatsapp/state.mts';
import type { ConversationAnswer } from '../schemas/conversations.mts';
import { written } from './messages.mts';
import { phone } from './phone.mts';

/** An item of `GET /conversations`. Whose number is not known is known by the BSUID. */
export function conversationItem(state: State, conversation: Conversation): ConversationAnswer {
	const { id, type, unreadCount, last, createdAt } = conversation;
	const number = numberById(state, last.numberId);
	const hasNumber = type === 'DIRECT' && /^\d+$/.test(id);
	const { content } = written(number, last);
	return {
		id,
		from: hasNumber ? phone(id) : null,
		fromName: nameOf(state, conversation),
		userId: type === 'DIRECT' && !hasNumber ? id : null,
		username: null,
		type,
		unreadCount,
		lastMessageAt: last.createdAt,
		lastMessagePreview: content,
		createdAt,
	};
}

/** Of a group its subject, of a newsletter its name, of a person what is known. */
function nameOf(state: State, { id, type, last }: Conversation): string | null {
	const isThis = (one: { id: string; numberId: string }) =>
		one.id === id && one.numberId === last.numberId;
	if (type === 'GROUP') return state.groups.find(isThis)?.subject ?? null;
	if (type === 'NEWSLETTER') return state.newsletters.find(isThis)?.name ?? null;
	return personByNumber(state, id)?.name ?? null;
}
