import type { Message, WhatsAppNumber } from '../model.mts';
import type { State } from '../state.mts';

export interface Conversation {
	/** Group id, newsletter id or the other side's number. */
	id: string;
	type: 'DIRECT' | 'GROUP' | 'NEWSLETTER';
	unreadCount: number;
	/** The newest message. */
	last: Message;
	createdAt: string;
}

/** The number's conversations, in the order in which they began. */
export function conversationsOf(state: State, { id }: WhatsAppNumber): Conversation[] {
	const mine = state.messages.filter(({ numberId }) => numberId === id);
	const chatIds = new Set(mine.map(({ conversationId }) => conversationId));
	return [...chatIds].map((chatId) => {
		const messages = mine.filter(({ conversationId }) => conversationId === chatId);
		const inOrder = messages.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
		return {
			id: chatId,
			type: typeOf(messages[0]!),
			unreadCount: messages.filter(isUnread).length,
			last: inOrder.at(-1)!,
			createdAt: inOrder[0]!.createdAt,
		};
	});
}

/** Whether somebody wrote it and we have not read it. */
export function isUnread({ direction, readAt }: Message): boolean {
	return direction === 'INBOUND' && readAt === null;
}

function typeOf({ groupId, newsletterId }: Message): Conversation['type'] {
	if (groupId !== null) return 'GROUP';
	return newsletterId === null ? 'DIRECT' : 'NEWSLETTER';
}
