/** One line of the table. */
export interface Row {
	work: string;
	ours: string;
	theirs?: string;
	/** What the figures must reach, and what they reach. */
	must: string;
	reached: string;
	passed: boolean;
	/** How many runs of each there were. */
	runs: number;
}

/** Figures of one measurement, in the unit that they came in. */
interface Summary {
	median: number;
	least: number;
	/** From the least to the most, as a part of the median. */
	spread: number;
}

/** Median, least and spread of some figures, at least one. */
export function summarise(figures: number[]): Summary {
	const sorted = [...figures].sort((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	const median = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
	return { median, least: sorted[0]!, spread: (sorted.at(-1)! - sorted[0]!) / median };
}

/**
 * Median, minimum and spread of some figures.
 * @param show a figure with its unit
 */
export function describe(figures: number[], show: (figure: number) => string): string {
	const { median, least, spread } = summarise(figures);
	return `${show(median)} (min ${show(least)}, spread ${Math.round(spread * 100)} %)`;
}

/** From ms. */
export const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
/** From ms. */
export const milliseconds = (ms: number) => `${ms.toFixed(2)} ms`;
/** From bytes. */
export const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
/** A ratio. */
export const times = (factor: number) => `${factor.toFixed(2)} ×`;

/**
 * The table as Markdown, aligned so that it can be read as it is.
 * @param rival whose figures stand beside ours
 */
export function toMarkdown(rows: Row[], rival = 'HTTP Request'): string {
	const head = ['work', 'Pilot Status', rival, 'must reach', 'reached', '', 'runs'];
	const cells = rows.map(({ work, ours, theirs, must, reached, passed, runs }) => [
		work,
		ours,
		theirs ?? '–',
		must,
		reached,
		passed ? 'yes' : 'NO',
		String(runs),
	]);
	const widths = head.map((name, column) =>
		Math.max(name.length, 2, ...cells.map((row) => row[column]!.length)),
	);
	const line = (row: string[]) =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
	const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
	return [line(head), rule, ...cells.map(line)].join('\n');
}
