import { ApiError } from '../whatsapp/api-error.mts';
import type { DateQuery, PageQuery } from './schemas/query.mts';

/** The wanted page of what was found, and how much there is. */
export function pageOf<Found, Item>(
	{ page, pageSize }: PageQuery,
	found: readonly Found[],
	toItem: (one: Found) => Item,
) {
	return {
		items: found.slice((page - 1) * pageSize, page * pageSize).map(toItem),
		counts: {
			total: found.length,
			page,
			pageSize,
			totalPages: Math.ceil(found.length / pageSize),
		},
	};
}

/**
 * Whether a time lies in the range; both ends are included, a bare date stands for its midnight in UTC (our choice).
 *
 * @throws ApiError 400 INVALID_DATE_RANGE
 */
export function dateRange({ startDate, endDate }: DateQuery): (time: string) => boolean {
	const start = startDate === undefined ? -Infinity : Date.parse(startDate);
	const end = endDate === undefined ? Infinity : Date.parse(endDate);
	if (start > end) {
		throw new ApiError(400, 'INVALID_DATE_RANGE', 'startDate is after endDate.');
	}
	return (time) => start <= Date.parse(time) && Date.parse(time) <= end;
}

/** For sorting: the newest comes first, and of one moment the one that was stored later. */
export function newestFirst<Item>(items: readonly Item[], timeOf: (item: Item) => string): Item[] {
	return items.toReversed().sort((a, b) => timeOf(b).localeCompare(timeOf(a)));
}
