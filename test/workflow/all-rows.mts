import { adRows } from './ad-rows.mts';
import { callRows } from './call-rows.mts';
import { interactiveRows } from './interactive-rows.mts';
import { messageRows } from './message-rows.mts';
import { checkRow, mediaRow, numberRows, readRows, reportRow } from './read-rows.mts';
import { groupRows, syncRows } from './rows.mts';
import type { Row } from './rows.mts';
import { templateRows } from './template-rows.mts';

/** Operations whose items each make requests of their own. */
export const singleRows: Row[] = [
	...groupRows,
	...messageRows,
	...interactiveRows,
	...readRows,
	mediaRow,
	...numberRows,
	...templateRows,
	...adRows,
	...callRows,
];

/** Operations that ask once for all items of an execution, and give each its own. */
export const jointRows: Row[] = [checkRow];

/** Every operation but Send and Wait. */
export const allRows: Row[] = [...singleRows, ...jointRows, reportRow, ...syncRows];

/** What the reference server is to answer where it does not know an endpoint yet. */
export const planned: Readonly<Record<string, unknown>> = Object.fromEntries(
	allRows.filter(({ answer }) => answer !== undefined).map(({ route, answer }) => [route, answer]),
);
