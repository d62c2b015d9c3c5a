/** What the page knows. `seen` has the id of the last message that was looked at, by chat. */
export const initial = { overview: null, messages: [], connected: false, seen: {} };

/** The state after an event of the server, or after what somebody did on the page; unknown ones change nothing. */
export function reduce(state, { type, data, chatId }) {
	switch (type) {
		case 'snapshot': {
			const { messages, ...overview } = data;
			return { ...state, overview, messages, connected: true };
		}
		case 'overview':
			return { ...state, overview: data };
		case 'message':
			return { ...state, messages: withMessage(state.messages, data) };
		case 'lost':
			return { ...state, connected: false };
		case 'look': {
			const last = ofChat(state.messages, chatId).at(-1)?.id;
			if (last === undefined || state.seen[chatId] === last) return state;
			return { ...state, seen: { ...state.seen, [chatId]: last } };
		}
		case 'forget':
			return initial;
		default:
			return state;
	}
}

/** A new one comes last, a known one stays where it is. */
function withMessage(messages, message) {
	const index = messages.findIndex(({ id }) => id === message.id);
	return index === -1 ? [...messages, message] : messages.with(index, message);
}

/** The messages of one chat, oldest first. */
export function ofChat(messages, chatId) {
	return messages.filter((message) => message.chatId === chatId);
}

/** Chats with their last message and what is new in them; where somebody wrote last comes first. */
export function chatsWithNews({ overview, messages, seen }) {
	const byChat = Map.groupBy(messages, ({ chatId }) => chatId);
	return overview.chats
		.map((chat) => {
			const own = byChat.get(chat.id) ?? [];
			const seenUpTo = own.findIndex(({ id }) => id === seen[chat.id]);
			return { ...chat, last: own.at(-1), unread: own.length - seenUpTo - 1 };
		})
		.sort((a, b) => (b.last?.createdAt ?? '').localeCompare(a.last?.createdAt ?? ''));
}
