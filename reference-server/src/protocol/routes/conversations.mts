import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { dateRange, newestFirst, pageOf } from '../paging.mts';
import { conversationsOf } from '../../whatsapp/messages/conversations.mts';
import { statistics } from '../../whatsapp/messages/statistics.mts';
import { analyticsAnswer, analyticsQuery } from '../schemas/analytics.mts';
import { conversationList } from '../schemas/conversations.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { listQuery } from '../schemas/query.mts';
import { conversationItem } from '../wire/conversations.mts';

/** What can be seen of a number's messages as a whole. */
export function addConversationRoutes(app: App, { state }: Context): void {
	app.get(
		'/conversations',
		{
			config: {
				access: { scope: 'number', tenant: 'conversations' },
				basis: { mark: 'documented', source: 'conversations/list' },
			},
			schema: { querystring: listQuery, response: { 200: conversationList, ...errorAnswers } },
		},
		async (request) => {
			const inRange = dateRange(request.query);
			const number = numberOf(request);
			// That a number which stores nothing has none is our choice.
			const mine = number.piiRelayOnly ? [] : conversationsOf(state, number);
			const found = mine.filter(({ last }) => inRange(last.createdAt));
			const sorted = newestFirst(found, ({ last }) => last.createdAt);
			const { items: conversations, counts } = pageOf(request.query, sorted, (one) =>
				conversationItem(state, one),
			);
			return { conversations, ...counts };
		},
	);

	app.get(
		'/analytics/dashboard',
		{
			config: {
				access: { scope: 'number', permission: 'analytics:read' },
				basis: { mark: 'sdk', source: 'DashboardStats; the period is our choice' },
			},
			schema: { querystring: analyticsQuery, response: { 200: analyticsAnswer, ...errorAnswers } },
		},
		async (request) => statistics(state, numberOf(request), request.query.tz),
	);
}
