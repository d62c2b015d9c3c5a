import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import type { Message, WhatsAppNumber } from '../../whatsapp/model.mts';
import { ApiError } from '../../whatsapp/api-error.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { groupMessageList, historyList, listQuery } from '../schemas/messages.mts';
import type { ListQuery } from '../schemas/messages.mts';
import type { State } from '../../whatsapp/state.mts';
import { groupItem, historyItem } from '../wire/messages.mts';

/** The three lists of messages, newest first, in pages. */
export function addMessageListRoutes(app: App, { state, shapes }: Context): void {
	const config = { access: { scope: 'number' } } as const;
	const schema = { querystring: listQuery, response: { 200: historyList, ...errorAnswers } };

	app.get(
		'/messages/group',
		{
			config: { access: { scope: 'number', features: ['groups'] } },
			schema: { querystring: listQuery, response: { 200: groupMessageList, ...errorAnswers } },
		},
		async (request) =>
			page(
				state,
				numberOf(request),
				request.query,
				({ groupId }) => groupId !== null,
				(message) => groupItem(state, message, shapes),
			),
	);

	app.get('/messages/history', { config, schema }, async (request) => {
		const number = numberOf(request);
		return page(
			state,
			number,
			request.query,
			() => true,
			(message) => historyItem(state, message, number),
		);
	});

	app.get('/messages/unread', { config, schema }, async (request) => {
		const number = numberOf(request);
		return page(
			state,
			number,
			request.query,
			({ direction, readAt }) => direction === 'INBOUND' && readAt === null,
			(message) => historyItem(state, message, number),
		);
	});
}

function page<Item>(
	state: State,
	number: WhatsAppNumber,
	query: ListQuery,
	belongs: (message: Message) => boolean,
	toItem: (message: Message) => Item,
) {
	const { page: wanted, pageSize } = query;
	const inRange = dateRange(query);
	const found = number.piiRelayOnly
		? []
		: state.messages
				.filter((one) => one.numberId === number.id && belongs(one) && inRange(one.createdAt))
				// Messages of one millisecond: the one that came later is the newer one.
				.reverse()
				.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
	return {
		messages: found.slice((wanted - 1) * pageSize, wanted * pageSize).map(toItem),
		total: found.length,
		page: wanted,
		pageSize,
		totalPages: Math.ceil(found.length / pageSize),
		...(number.piiRelayOnly ? { notice: 'PII_RELAY_ONLY' as const } : {}),
	};
}

/** Both ends are included; a bare date stands for its midnight in UTC (our choice). */
function dateRange({ startDate, endDate }: ListQuery): (time: string) => boolean {
	const start = startDate === undefined ? -Infinity : Date.parse(startDate);
	const end = endDate === undefined ? Infinity : Date.parse(endDate);
	if (start > end) {
		throw new ApiError(400, 'INVALID_DATE_RANGE', 'startDate is after endDate.');
	}
	return (time) => start <= Date.parse(time) && Date.parse(time) <= end;
}
