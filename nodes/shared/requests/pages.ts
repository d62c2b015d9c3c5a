import type { IDataObject } from 'n8n-workflow';

import { isObject, readList } from '../values/json';
import { failureFromOddResponse } from '../words/errors';
import type { ApiRequest, Send } from './request';

/** Most pages of one list: a hundred thousand entries, a thousand requests. */
const MOST_PAGES = 1000;

/** Most entries on one page (sections 2 to 4 of the API's documentation). */
export const LARGEST_PAGE = 100;

/** The notice of a list that stays empty, since the number stores nothing. */
export const STORES_NOTHING = 'PII_RELAY_ONLY';

/** A list that the API gives in pages. */
export interface Pages {
	path: string;
	/** Where the entries stand in a response. */
	name: string;
	qs?: IDataObject;
	/** Whether `totalPages` counts the entries of the list; true by default. */
	isCounted?: boolean;
	/** Whether the next page is asked for by the time of the last entry, and not by its number. */
	isByTime?: boolean;
	/** What codes mean for this list. */
	advice?: ApiRequest['advice'];
}

/**
 * Every entry once, page by page, as long as somebody asks; new ones shift the pages meanwhile.
 * @param onNotice told of the notice beside a page
 */
export async function* readAll(
	send: Send,
	{ path, name, qs, isCounted = true, isByTime, advice }: Pages,
	pageSize: number,
	onNotice: (notice: string) => void,
): AsyncGenerator<IDataObject> {
	const seen = new Set<unknown>();
	let before: string | undefined;
	for (let page = 1, isLast = false; !isLast && page <= MOST_PAGES; page++) {
		const place = isByTime ? { limit: pageSize, ...(before && { before }) } : { pageSize, page };
		const body = await send({ method: 'GET', path, qs: { ...qs, ...place }, advice });
		const list = readList(body, name, 'data');
		if (!list) throw failureFromOddResponse(200, `no list of ${name}`);
		const { notice, totalPages } = isObject(body) ? body : ({} as IDataObject);
		if (typeof notice === 'string') onNotice(notice);
		isLast =
			isCounted && typeof totalPages === 'number' ? page >= totalPages : list.length < pageSize;
		const known = seen.size;
		for (const entry of list.filter(isObject)) {
			if (entry.id !== undefined && seen.has(entry.id)) continue;
			seen.add(entry.id ?? entry);
			yield entry;
		}
		// An API that gives the same page again and again would never come to an end.
		if (seen.size === known) isLast = true;
		if (!isByTime) continue;
		before = timeAfter(list[list.length - 1]);
		if (!before) isLast = true;
	}
}

/** A moment after an entry, so that others of its millisecond are not passed over; undefined where it has no time. */
function timeAfter(entry: unknown): string | undefined {
	const { startedAt, createdAt } = isObject(entry) ? entry : ({} as IDataObject);
	const times = [startedAt, createdAt].map((time) => Date.parse(String(time)));
	const last = Math.max(...times.filter((time) => !Number.isNaN(time)));
	return Number.isFinite(last) ? new Date(last + 1).toISOString() : undefined;
}
