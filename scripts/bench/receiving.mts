import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { deliveriesTo } from './deliveries.mts';
import type { Deliveries } from './deliveries.mts';
import { inTurn } from './measure.mts';
import { describe, megabytes, milliseconds, seconds, summarise, times } from './table.mts';
import type { Row } from './table.mts';
import type { Whole } from './whole.mts';

/** How long n8n gets to come to rest before its memory is read, in ms. */
const REST = 10_000;

/** How much is measured, and how often. */
export interface Rounds {
	/** Deliveries that come at once. */
	burst: number;
	repetitions: number;
	longRepetitions: number;
	/** Bursts of what is started, and of what is filtered. */
	started: number;
	filtered: number;
}

/** What deliveries cost in a whole n8n, our trigger beside n8n's Webhook with Header Auth. Minima count. */
export async function receiving(whole: Whole, rounds: Rounds): Promise<Row[]> {
	const deliveries = deliveriesTo(whole);
	try {
		const rows: Row[] = [];
		for (const measure of [atOnce, manyBursts, openBursts]) {
			console.error(`${measure.name} …`);
			rows.push(...[await measure(deliveries, rounds, whole)].flat());
		}
		return rows;
	} finally {
		await deliveries.close();
	}
}

const least = (figures: number[]) => summarise(figures).least;

async function atOnce(deliveries: Deliveries, { burst, repetitions }: Rounds): Promise<Row> {
	const ours = await deliveries.ours({});
	const webhook = await deliveries.webhook();
	const [own = [], theirs = []] = await inTurn(
		repetitions,
		async () => await ours.deliver(burst),
		async () => await webhook.deliver(burst),
	);
	const ratio = least(own) / least(theirs);
	return {
		work: `${burst} deliveries at once, until the last execution is over`,
		ours: describe(own, seconds),
		theirs: describe(theirs, seconds),
		must: '≤ 1.0 × Webhook',
		reached: times(ratio),
		passed: ratio <= 1,
		runs: own.length,
	};
}

async function manyBursts(
	deliveries: Deliveries,
	{ burst, started, filtered }: Rounds,
): Promise<Row[]> {
	const ours = await deliveries.ours({});
	const deaf = await deliveries.ours({ textMatch: 'named', textPattern: 'Zé' });
	await ours.deliver(burst);
	const own: number[] = [];
	for (let n = 0; n < started; n++) own.push((await ours.deliver(burst)) / burst);
	const dropped: number[] = [];
	for (let n = 0; n < filtered; n++) dropped.push((await deaf.deliver(burst, 0)) / burst);
	const half = started / 2;
	const growth = least(own.slice(half)) / least(own.slice(0, half));
	const part = least(dropped) / least(own);
	return [
		{
			work: `${started * burst} deliveries in bursts of ${burst}, time of each: the later half`,
			ours: `${describe(own.slice(half), milliseconds)}; the first half: ${describe(own.slice(0, half), milliseconds)}`,
			must: '≤ 1.1 × the first half',
			reached: times(growth),
			passed: growth <= 1.1,
			runs: 1,
		},
		{
			work: `${filtered * burst} filtered deliveries, time of each; executions: ${deaf.executions()}`,
			ours: describe(dropped, milliseconds),
			must: '≤ 0.5 × what starts, no execution',
			reached: times(part),
			passed: part <= 0.5 && deaf.executions() === 0,
			runs: 1,
		},
	];
}

/** Beside as many deliveries that are filtered, which leave the same garbage and nothing else. */
async function openBursts(
	deliveries: Deliveries,
	{ burst, longRepetitions }: Rounds,
	{ n8n }: Whole,
): Promise<Row> {
	const quiet = 60;
	const held = await deliveries.ours({ burst: quiet });
	const deaf = await deliveries.ours({ textMatch: 'named', textPattern: 'Zé' });
	const resident = async () => {
		await sleep(REST);
		const status = readFileSync(`/proc/${n8n.pid}/status`, 'utf8');
		return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) * 1024;
	};
	const [none = [], open = []] = await inTurn(
		longRepetitions,
		async () => {
			await deaf.deliver(burst, 0);
			return await resident();
		},
		async () => {
			const before = held.executions();
			const over = held.deliver(burst);
			await sleep(1000 * (quiet / 2));
			const bytes = await resident();
			if (held.executions() > before) throw new Error('The bursts ended before they were all open');
			await over;
			return bytes;
		},
	);
	const more = least(open) - least(none);
	return {
		work: `memory of n8n with ${burst} bursts open`,
		ours: `${describe(open, megabytes)}; with none: ${describe(none, megabytes)}`,
		must: '≤ 50 MB more',
		reached: megabytes(more),
		passed: more <= 50 * 1024 * 1024,
		runs: open.length,
	};
}
