import { run } from './measure.mts';
import type { Bench, Run, Work } from './measure.mts';
import { httpRequest, messages, sendText } from './nodes.mts';
import { describe, seconds, summarise, times } from './table.mts';
import type { Row } from './table.mts';

/** Runs of our node, and one of theirs: what is counted there does not vary. */
async function both(bench: Bench, work: Work, theirOptions = {}): Promise<[Run[], Run]> {
	const ours: Run[] = [];
	for (let n = 0; n < bench.longRepetitions; n++) ours.push(await run(bench, sendText, work));
	return [ours, await run(bench, httpRequest(bench.api.api, theirOptions), work)];
}

/** A rate limit of 20 a second, with 429 and `Retry-After: 1` beyond. */
export async function rateLimit(bench: Bench): Promise<Row[]> {
	const work = { sends: 200, groups: 50, conditions: { perSecond: 20 } };
	// Ten windows: the last one opens nine seconds after the first.
	const ideal = 9000;
	const byHand = { batching: { batch: { batchSize: 20, batchInterval: 1000 } } };
	const [ours, theirs] = await both(bench, work);
	const batched = await run(bench, httpRequest(bench.api.api, byHand), work);
	const lost = (one: Run) => work.sends - one.accepted;
	const worst = Math.max(...ours.map(lost));
	const took = ours.map(({ ms }) => ms);
	const ratio = summarise(took).median / ideal;
	const refused = Math.max(...ours.map((one) => one.refused));
	return [
		{
			work: '200 sends at 20/s: lost',
			ours: `${worst} (${refused} refused and sent again)`,
			theirs: `${lost(theirs)}; in batches of 20 a second: ${lost(batched)}`,
			must: '0 lost',
			reached: String(worst),
			passed: worst === 0,
			runs: ours.length,
		},
		{
			work: '200 sends at 20/s: time',
			ours: describe(took, seconds),
			theirs: `in batches of 20 a second: ${seconds(batched.ms)}`,
			must: `≤ 1.10 × the ${ideal / 1000} s that the limit allows`,
			reached: times(ratio),
			passed: ratio <= 1.1,
			runs: ours.length,
		},
	];
}

/** Executions at once under one key, each of which finds the limit for itself. */
export async function sharedLimit({ api, engine, longRepetitions }: Bench): Promise<Row[]> {
	const [executions, sends, perSecond] = [8, 100, 20];
	const all = executions * sends;
	const ideal = (all / perSecond - 1) * 1000;
	const took: number[] = [];
	let lost = 0;
	for (let n = 0; n < longRepetitions; n++) {
		await api.reset({ perSecond });
		const items = messages(all, 50);
		const startedAt = performance.now();
		await Promise.all(
			Array.from({ length: executions }, async (_one, nth) => {
				await engine.execute(sendText, items.slice(nth * sends, (nth + 1) * sends));
			}),
		);
		took.push(performance.now() - startedAt);
		lost = Math.max(lost, all - (await api.report()).distinct);
	}
	const ratio = summarise(took).median / ideal;
	const work = '8 executions of 100 sends at 20/s';
	const runs = took.length;
	return [
		{
			work: `${work}: lost`,
			ours: String(lost),
			must: '0 lost',
			reached: String(lost),
			passed: lost === 0,
			runs,
		},
		{
			work: `${work}: time`,
			ours: describe(took, seconds),
			must: `≤ 1.10 × the ${ideal / 1000} s that the limit allows`,
			reached: times(ratio),
			passed: ratio <= 1.1,
			runs,
		},
	];
}

/** Latencies that differ from one request to the next let later ones overtake. */
export async function order(bench: Bench): Promise<Row> {
	const latency: [number, number] = [50, 150];
	const work = { sends: 200, groups: 1, conditions: { latency } };
	const [ours, theirs] = await both(bench, work);
	const worst = Math.max(...ours.map(({ outOfOrder }) => outOfOrder));
	const time = (runs: Run[]) => seconds(summarise(runs.map(({ ms }) => ms)).median);
	return {
		work: '200 sends to one group, 50–150 ms latency: out of order',
		ours: `${worst} (in ${time(ours)})`,
		theirs: `${theirs.outOfOrder} (in ${time([theirs])})`,
		must: '0 out of order',
		reached: String(worst),
		passed: worst === 0,
		runs: ours.length,
	};
}
