import { z } from 'zod/v4';

/** A whole number in a query; the document says its limits, which a pattern for text cannot. */
export function wholeNumber(minimum: number, maximum: number, usual: number) {
	return z
		.string()
		.regex(/^\d{1,9}$/, { error: 'must be a whole number', abort: true })
		.transform(Number)
		.pipe(z.int().min(minimum).max(maximum))
		.default(usual)
		.meta({ type: 'integer', minimum, maximum, default: usual, pattern: undefined });
}

/** A day or a moment. */
export const isoTime = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
	error: 'must be ISO 8601, such as 2026-01-31 or 2026-01-31T12:00:00Z',
});

export const dateQuery = z.strictObject({
	startDate: isoTime.optional(),
	endDate: isoTime.optional(),
});

export const pageQuery = z.strictObject({
	page: wholeNumber(1, 999_999_999, 1),
	pageSize: wholeNumber(1, 100, 30),
});

export const listQuery = pageQuery.extend(dateQuery.shape);

/** What every list in pages says beside its items. */
export const pageFields = {
	total: z.int().min(0),
	page: z.int().min(1),
	pageSize: z.int().min(1).max(100),
	totalPages: z.int().min(0),
};

/** The number stores nothing. */
export const notice = z.literal('PII_RELAY_ONLY').optional();

export type DateQuery = z.output<typeof dateQuery>;
export type PageQuery = z.output<typeof pageQuery>;
