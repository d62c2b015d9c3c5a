import { messageRows } from './message-rows.mts';
import { interactiveRows } from './interactive-rows.mts';
import { checkRow, readRows } from './read-rows.mts';
import { groupRows } from './rows.mts';
import type { Row } from './rows.mts';

/** Operations whose items each make a request of their own. */
export const singleRows: Row[] = [...groupRows, ...messageRows, ...interactiveRows, ...readRows];

/** Operations that ask once for all items of an execution. */
export const jointRows: Row[] = [checkRow];

export const allRows: Row[] = [...singleRows, ...jointRows];

/** What the reference server is to answer where it does not know an endpoint yet. */
export const planned: Readonly<Record<string, unknown>> = Object.fromEntries(
	allRows.filter(({ answer }) => answer !== undefined).map(({ route, answer }) => [route, answer]),
);
