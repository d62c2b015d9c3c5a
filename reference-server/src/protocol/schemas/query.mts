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
