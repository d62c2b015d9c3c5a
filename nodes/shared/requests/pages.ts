import type { IDataObject } from 'n8n-workflow';

import { isObject, readList } from '../values/json';
import { failureFromOddResponse } from '../words/errors';
import type { Send } from './request';

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
}

/**
 * Every entry once, page by page, as long as somebody asks; new ones shift the pages meanwhile.
 * @param onNotice told of the notice beside a page
 */
export async function* readAll(
	send: Send,
	{ path, name, qs, isCounted = true }: Pages,
	pageSize: number,
	onNotice: (notice: string) => void,
): AsyncGenerator<IDataObject> {
	const seen = new Set<unknown>();
	for (let page = 1, isLast = false; !isLast && page <= MOST_PAGES; page++) {
		const body = await send({ method: 'GET', path, qs: { ...qs, pageSize, page } });
		const list = readList(body, name, 'data');
		if (!list) throw failureFromOddResponse(200, `no list of ${name}`);
		const { notice, totalPages } = isObject(body) ? body : ({} as IDataObject);
		if (typeof notice === 'string') onNotice(notice);
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
