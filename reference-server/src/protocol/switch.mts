import type { Basis, Mark } from '../basis.mts';

/** One open point. */
export interface Switch<Values extends ReadonlyArray<string | number>> extends Basis {
	/** What it decides. */
	says: string;
	/** The forms; the first one is the default, and what `mark` and `source` speak of. */
	values: Values;
}

/** Declares an open point: what it decides, its forms, and how well its first form is known. */
export function open<const Values extends ReadonlyArray<string | number>>(
	says: string,
	values: Values,
	mark: Mark,
	source: string,
): Switch<Values> {
	return { says, values, mark, source };
}
