import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Send } from '../../shared/requests/request';
import { isObject, readList } from '../../shared/values/json';
import { failureFromOddResponse } from '../../shared/words/errors';
import { Failure, quote } from '../../shared/words/failure';
import type { Parameters } from '../parameters';

/** Most pages of one list: a hundred thousand entries, a thousand requests. */
const MOST_PAGES = 1000;

/** Most entries on one page (sections 2 to 4 of the API's documentation). */
const LARGEST_PAGE = 100;

const STORES_NOTHING =
	'Pilot Status stores no messages of this number (PII_RELAY_ONLY), so the list stays empty. Use Pilot Status Trigger to receive them as they come.';

const dateField = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'dateTime',
	default: '',
	description: `${description}. Without an offset it is in the workflow's time zone.`,
});

/**
 * The filters of a list by time, and its own ones, in a collection.
 * @param things what the list holds, e.g. `messages`
 * @param more whatever the fields of dates need beside that
 */
export function filtersField(
	things: string,
	own: INodeProperties,
	more: Partial<INodeProperties> = {},
): INodeProperties {
	const dates = [
		{ ...dateField('End Date', 'endDate', `Only ${things} up to this time`), ...more },
		{ ...dateField('Start Date', 'startDate', `Only ${things} from this time on`), ...more },
	];
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [dates[0]!, own, dates[1]!].sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
	};
}

/**
 * The two dates among the filters of an item.
 * @throws Failure for what is no date, or stands in the wrong order
 */
export function readDates(parameters: Parameters, filters: IDataObject): IDataObject {
	const startDate = parameters.time(filters.startDate, 'Start Date');
	const endDate = parameters.time(filters.endDate, 'End Date', true);
	if (startDate && endDate && startDate > endDate) {
		throw new Failure(
			`'Start Date' ${quote(filters.startDate)} is after 'End Date' ${quote(filters.endDate)}`,
			"Set 'Start Date' to a time before 'End Date'.",
		);
	}
	return { ...(startDate && { startDate }), ...(endDate && { endDate }) };
}

/** A list that the API gives in pages. */
interface Pages {
	path: string;
	/** Where the entries stand in a response. */
	name: string;
	qs?: IDataObject;
	/** Whether `totalPages` counts the entries of the list; true by default. */
	isCounted?: boolean;
	/** An entry as it goes out, or undefined where it is not wanted. */
	take?: (entry: IDataObject) => IDataObject | undefined;
}

/**
 * The first entries of a list that are wanted, in the API's order.
 * @param limit how many, or Infinity for all
 */
export async function readPages(
	send: Send,
	parameters: Parameters,
	limit: number,
	pages: Pages,
): Promise<IDataObject[]> {
	// With a filter of our own, nobody knows how many entries must be looked at.
	const pageSize = pages.take ? LARGEST_PAGE : Math.min(limit, LARGEST_PAGE);
	const found: IDataObject[] = [];
	for await (const entry of readAll(send, parameters, pages, pageSize)) {
		const taken = pages.take ? pages.take(entry) : entry;
		if (taken && found.push(taken) >= limit) break;
	}
	return found;
}

/** Every entry once, page by page, as long as somebody asks; new ones shift the pages meanwhile. */
async function* readAll(
	send: Send,
	{ context }: Parameters,
	{ path, name, qs, isCounted = true }: Pages,
	pageSize: number,
): AsyncGenerator<IDataObject> {
	const seen = new Set<unknown>();
	for (let page = 1, isLast = false; !isLast && page <= MOST_PAGES; page++) {
		const body = await send({ method: 'GET', path, qs: { ...qs, pageSize, page } });
		const list = readList(body, name, 'data');
		if (!list) throw failureFromOddResponse(200, `no list of ${name}`);
		const { notice, totalPages } = isObject(body) ? body : ({} as IDataObject);
		if (notice === 'PII_RELAY_ONLY') {
			context.addExecutionHints({ message: STORES_NOTHING, location: 'outputPane' });
		}
		isLast =
			isCounted && typeof totalPages === 'number' ? page >= totalPages : list.length < pageSize;
		const before = seen.size;
		for (const entry of list.filter(isObject)) {
			if (entry.id !== undefined && seen.has(entry.id)) continue;
			seen.add(entry.id ?? entry);
			yield entry;
		}
		// An API that gives the same page again and again would never come to an end.
		if (seen.size === before) isLast = true;
	}
}
