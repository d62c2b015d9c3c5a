import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject, readField, readList } from '../../../shared/values/json';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { Failure, quote } from '../../../shared/words/failure';
import { parseGroupId } from '../../../shared/values/id';
import type { Send } from '../../../shared/requests/request';
import { groupIdField, listFields, messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import type { Parameters } from '../../parameters';

/** Most messages of one list: a hundred thousand, a thousand requests. */
const MOST_PAGES = 1000;

/** Most messages on one page (section 2 of the API's documentation). */
const LARGEST_PAGE = 100;

/** The list of unread messages takes no dates; what is hidden, n8n does not pass on. */
const notUnread = { show: { '/source': ['group', 'history'] } };

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'End Date',
			name: 'endDate',
			type: 'dateTime',
			default: '',
			description:
				"Only messages up to this time. Without an offset it is in the workflow's time zone.",
			displayOptions: notUnread,
		},
		{
			...groupIdField,
			required: false,
			description: 'Only messages of this group',
			displayOptions: { show: { '/source': ['group'] } },
		},
		{
			displayName: 'Start Date',
			name: 'startDate',
			type: 'dateTime',
			default: '',
			description:
				"Only messages from this time on. Without an offset it is in the workflow's time zone.",
			displayOptions: notUnread,
		},
	],
};

/** `GET /v1/messages/group`, `/history` and `/unread`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many messages',
	description: 'Retrieve a list of messages, newest first',
	fields: [
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Groups', value: 'group', description: 'Messages of group conversations' },
				{ name: 'History', value: 'history', description: 'All messages, with their status' },
				{ name: 'Unread', value: 'unread', description: 'Messages that nobody has read yet' },
			],
			default: 'group',
			description: 'Which messages to list',
		},
		...listFields,
		filters,
		messageOptionsField(),
	],
	writes: false,
	prepare(parameters) {
		const source = parameters.choice('source');
		const limit = parameters.limit();
		const { groupId, ...dates } = readFilters(parameters);
		// With a filter of our own, nobody knows how many messages must be looked at.
		const pageSize = groupId ? LARGEST_PAGE : Math.min(limit, LARGEST_PAGE);
		const tell = () =>
			parameters.context.addExecutionHints({ message: STORES_NOTHING, location: 'outputPane' });
		return {
			async run(send) {
				const found: IDataObject[] = [];
				for await (const message of readAll(send, source, { ...dates, pageSize }, tell)) {
					const named = source === 'group' ? withUsualNames(message) : message;
					if (groupId && named.groupId !== groupId) continue;
					if (found.push(named) >= limit) break;
				}
				return found;
			},
		};
	},
};

const STORES_NOTHING =
	'Pilot Status stores no messages of this number (PII_RELAY_ONLY), so the list stays empty. Use Pilot Status Trigger to receive them as they come.';

/** The filters of an item, judged; `groupId` stays here, since the API cannot filter by it. */
function readFilters(parameters: Parameters): Record<string, string> {
	const given = parameters.read('filters') as IDataObject;
	const startDate = parameters.time(given.startDate, 'Start Date');
	const endDate = parameters.time(given.endDate, 'End Date', true);
	if (startDate && endDate && startDate > endDate) {
		throw new Failure(
			`'Start Date' ${quote(given.startDate)} is after 'End Date' ${quote(given.endDate)}`,
			"Set 'Start Date' to a time before 'End Date'.",
		);
	}
	const group = isObject(given.groupId) ? given.groupId.value : given.groupId;
	const groupId = group ? parseGroupId(group, 'Group') : undefined;
	return {
		...(groupId && { groupId }),
		...(startDate && { startDate }),
		...(endDate && { endDate }),
	};
}

/** Every message once, page by page, as long as somebody asks; new messages shift the pages meanwhile. */
async function* readAll(
	send: Send,
	source: string,
	qs: IDataObject & { pageSize: number },
	tellThatNothingIsStored: () => void,
): AsyncGenerator<IDataObject> {
	const seen = new Set<unknown>();
	for (let page = 1, isLast = false; !isLast && page <= MOST_PAGES; page++) {
		const body = await send({ method: 'GET', path: `/messages/${source}`, qs: { ...qs, page } });
		const list = readList(body, 'messages', 'data');
		if (!list) throw failureFromOddResponse(200, 'no list of messages');
		const { notice, totalPages } = isObject(body) ? body : ({} as IDataObject);
		if (notice === 'PII_RELAY_ONLY') tellThatNothingIsStored();
		// The total of unread messages counts something else than the items of the list.
		const isCounted = typeof totalPages === 'number' && source !== 'unread';
		isLast = isCounted ? page >= totalPages : list.length < qs.pageSize;
		const before = seen.size;
		for (const message of list.filter(isObject)) {
			if (message.id !== undefined && seen.has(message.id)) continue;
			seen.add(message.id ?? message);
			yield message;
		}
		// An API that gives the same page again and again would never come to an end.
		if (seen.size === before) isLast = true;
	}
}

/** A group's message with sender and group under their usual names, where older answers have others; null is an answer. */
function withUsualNames(message: IDataObject): IDataObject {
	const named = (name: string, ...others: string[]) => {
		const value = name in message ? undefined : readField(message, ...others);
		return value === undefined ? {} : { [name]: value };
	};
	return {
		...message,
		...named('from', 'fromNumber', 'sender', 'participantPhone'),
		...named('groupId', 'groupJid', 'chatId', 'remoteJid'),
	} as IDataObject;
}
