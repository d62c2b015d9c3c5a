import { httpRequest, sendText, spread } from './nodes.mts';
import { inTurn, time } from './measure.mts';
import type { Bench, Work } from './measure.mts';
import { describe, milliseconds, seconds, summarise, times } from './table.mts';
import type { Row } from './table.mts';
import { throughput } from './throughput.mts';

/** Wall times of both nodes in turn with the same work, in ms. */
async function both(bench: Bench, work: Work): Promise<{ ours: number[]; theirs: number[] }> {
	const [ours = [], theirs = []] = await inTurn(
		bench.repetitions,
		async () => await time(bench, sendText, work),
		async () => await time(bench, httpRequest(bench.api.api), work),
	);
	return { ours, theirs };
}

/** The ratio of the medians counts. */
function compared(
	work: string,
	{ ours, theirs }: { ours: number[]; theirs: number[] },
	atMost: number,
): Row {
	const ratio = summarise(ours).median / summarise(theirs).median;
	return {
		work,
		ours: describe(ours, seconds),
		theirs: describe(theirs, seconds),
		must: `≤ ${atMost.toFixed(1)} × HTTP Request`,
		reached: times(ratio),
		passed: ratio <= atMost,
		runs: ours.length,
	};
}

/** Where the API answers at once, it must not be what the nodes wait for. */
export async function sendsWithoutLatency(bench: Bench): Promise<Row[]> {
	const sends = 1000;
	const figures = await both(bench, { sends, groups: 50 });
	const fastest = Math.min(summarise(figures.ours).least, summarise(figures.theirs).least);
	const [alone = []] = await inTurn(bench.repetitions, async () => {
		await bench.api.reset({});
		return await throughput(bench.api.api, 5000);
	});
	const factor = summarise(alone).median / (sends / (fastest / 1000));
	return [
		compared('1000 sends, no latency', figures, 0.8),
		{
			work: 'the reference server, asked by bare requests',
			ours: describe(alone, (perSecond) => `${Math.round(perSecond)}/s`),
			must: '≥ 3 × what the faster node sends',
			reached: times(factor),
			passed: factor >= 3,
			runs: alone.length,
		},
	];
}

/** Where the API takes its time, what is side by side decides. */
export async function sendsWithLatency(bench: Bench): Promise<Row> {
	const latency: [number, number] = [100, 100];
	const work = { sends: 200, groups: 50, conditions: { latency } };
	return compared('200 sends over 50 groups, 100 ms latency', await both(bench, work), 1.0);
}

/** Whether an item costs the same among many. */
export async function manyItems(bench: Bench): Promise<Row> {
	const perItem = async (sends: number) =>
		(await time(bench, sendText, { sends, groups: 50 })) / sends;
	const [few = [], many = []] = await inTurn(
		bench.repetitions,
		async () => await perItem(1000),
		async () => await perItem(10_000),
	);
	const ratio = summarise(many).median / summarise(few).median;
	return {
		work: '10,000 sends, no latency, per item',
		ours: `${describe(many, milliseconds)}; of 1000: ${describe(few, milliseconds)}`,
		must: '≤ 1.2 × that of 1000',
		reached: times(ratio),
		passed: ratio <= 1.2,
		runs: many.length,
	};
}

/** Whether a campaign is handed over as quickly as the same messages that leave at once. */
export async function campaign(bench: Bench): Promise<Row> {
	const work = { sends: 10_000, groups: 50 };
	const [planned = [], plain = []] = await inTurn(
		bench.longRepetitions,
		async () => await time(bench, spread(sendText), work),
		async () => await time(bench, sendText, work),
	);
	const ratio = summarise(planned).median / summarise(plain).median;
	return {
		work: '10,000 sends, planned with Spread Over',
		ours: `${describe(planned, seconds)}; at once: ${describe(plain, seconds)}`,
		must: '≤ 1.2 × those at once',
		reached: times(ratio),
		passed: ratio <= 1.2,
		runs: planned.length,
	};
}
