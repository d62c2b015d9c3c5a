import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { dateRange, newestFirst, pageOf } from '../paging.mts';
import { isUnread } from '../../whatsapp/messages/conversations.mts';
import type { Message, WhatsAppNumber } from '../../whatsapp/model.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { groupMessageList, historyList, unreadList } from '../schemas/messages.mts';
import { listQuery, pageQuery } from '../schemas/query.mts';
import type { PageQuery } from '../schemas/query.mts';
import type { State } from '../../whatsapp/state.mts';
import { groupItem, historyItem, unreadItem } from '../wire/messages.mts';

/** The three lists of messages, newest first, in pages. */
export function addMessageListRoutes(app: App, { state, shapes }: Context): void {
	const basis = { mark: 'sdk', source: 'MessagesResource.history' } as const;

	app.get(
		'/messages/group',
		{
			config: {
				access: { scope: 'number', acting: true, features: ['groups'] },
				basis: { mark: 'documented', source: 'messages/group' },
			},
			schema: { querystring: listQuery, response: { 200: groupMessageList, ...errorAnswers } },
		},
		async (request) => {
			const inRange = dateRange(request.query);
			const number = numberOf(request);
			const found = messagesOf(state, number, ({ groupId, createdAt }) => {
				return groupId !== null && inRange(createdAt);
			});
			return page(number, request.query, found, (one) => groupItem(state, one, shapes));
		},
	);

	app.get(
		'/messages/history',
		{
			config: { access: { scope: 'number', tenant: 'history' }, basis },
			schema: { querystring: listQuery, response: { 200: historyList, ...errorAnswers } },
		},
		async (request) => {
			const inRange = dateRange(request.query);
			const number = numberOf(request);
			const found = messagesOf(state, number, ({ createdAt }) => inRange(createdAt));
			return page(number, request.query, found, (one) => historyItem(state, one));
		},
	);

	app.get(
		'/messages/unread',
		{
			config: {
				access: { scope: 'number' },
				basis: { mark: 'documented', source: 'messages/unread' },
			},
			schema: { querystring: pageQuery, response: { 200: unreadList, ...errorAnswers } },
		},
		async (request) => {
			const number = numberOf(request);
			const found = messagesOf(state, number, isUnread);
			const counts = new Map<string, number>();
			for (const { conversationId } of found) {
				counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1);
			}
			const countOf = ({ conversationId }: Message) => counts.get(conversationId)!;
			// The sum of the counters, which is more than the number of items.
			const total = found.reduce((sum, one) => sum + countOf(one), 0);
			return {
				...page(number, request.query, found, (one) => unreadItem(state, one, countOf(one))),
				total,
				totalPages: Math.ceil(total / request.query.pageSize),
			};
		},
	);
}

/** Newest first; a number that stores nothing has none. */
function messagesOf(
	state: State,
	{ id, piiRelayOnly }: WhatsAppNumber,
	belongs: (message: Message) => boolean,
): Message[] {
	if (piiRelayOnly) return [];
	const found = state.messages.filter((one) => one.numberId === id && belongs(one));
	return newestFirst(found, ({ createdAt }) => createdAt);
}

function page<Item>(
	{ piiRelayOnly }: WhatsAppNumber,
	query: PageQuery,
	found: Message[],
	toItem: (message: Message) => Item,
) {
	const { items: messages, counts } = pageOf(query, found, toItem);
	const notice = piiRelayOnly ? { notice: 'PII_RELAY_ONLY' as const } : {};
	return { messages, ...counts, ...notice };
}
