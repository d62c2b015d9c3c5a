import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { LARGEST_PAGE, readAll, STORES_NOTHING } from '../../shared/requests/pages';
import type { Pages } from '../../shared/requests/pages';
import type { Send } from '../../shared/requests/request';
import { toId } from '../../shared/values/id';
import { Failure, quote } from '../../shared/words/failure';
import { hintsOf } from '../hints';
import type { Parameters } from '../parameters';
import { byLabel } from '../properties';

/** What is said where a list is empty, or entries lack what people wrote. */
const HIDDEN =
	'Pilot Status does not store what people write to this number, or no longer (PII_RELAY_ONLY, redacted): it is missing here. Use Pilot Status Trigger to receive it as it comes.';

/** A hint that what people wrote is missing, where it is. */
export function noteHidden({ context }: Parameters, isHidden: boolean): void {
	if (isHidden) hintsOf(context).note(HIDDEN);
}

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
	own: INodeProperties[],
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
		options: [...dates, ...own].sort((a, b) => byLabel(a.displayName, b.displayName)),
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

/** A filter by the id of something, e.g. `an ad`. */
export const idFilter = (displayName: string, name: string, thing: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description: `Only what came by ${thing} with this ID`,
});

/**
 * The ids among the filters of an item; one that is empty is not set.
 * @param names label of each, by its name
 */
export function readIds(filters: IDataObject, names: Record<string, string>): IDataObject {
	const ids = Object.entries(names).map(([name, field]) => {
		const id = toId(filters[name], field, 'Give the ID as an earlier node gave it.');
		return [name, id] as const;
	});
	return Object.fromEntries(ids.filter(([, id]) => id !== ''));
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
	const warn = (notice: string) => noteHidden(parameters, notice === STORES_NOTHING);
	for await (const entry of readAll(send, pages, pageSize, warn)) {
		const taken = pages.take ? pages.take(entry) : entry;
		if (taken && found.push(taken) >= limit) break;
	}
	return found;
}
