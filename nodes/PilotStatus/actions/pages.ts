import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { LARGEST_PAGE, readAll, STORES_NOTHING } from '../../shared/requests/pages';
import type { Pages } from '../../shared/requests/pages';
import type { Send } from '../../shared/requests/request';
import { Failure, quote } from '../../shared/words/failure';
import type { Parameters } from '../parameters';

const WARNING =
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

/** A list in pages, and what is wanted of it. */
interface Wanted extends Pages {
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
	pages: Wanted,
): Promise<IDataObject[]> {
	// With a filter of our own, nobody knows how many entries must be looked at.
	const pageSize = pages.take ? LARGEST_PAGE : Math.min(limit, LARGEST_PAGE);
	const found: IDataObject[] = [];
	const warn = (notice: string) => {
		if (notice !== STORES_NOTHING) return;
		const message = WARNING;
		parameters.context.addExecutionHints({ message, location: 'outputPane' });
	};
	for await (const entry of readAll(send, pages, pageSize, warn)) {
		const taken = pages.take ? pages.take(entry) : entry;
		if (taken && found.push(taken) >= limit) break;
	}
	return found;
}
