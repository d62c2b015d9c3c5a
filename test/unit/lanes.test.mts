import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { runInLanes } from '../../nodes/PilotStatus/lanes.ts';
import type { LaneJob } from '../../nodes/PilotStatus/lanes.ts';

/** Runs jobs whose work ends when told, and watches what runs beside what. */
async function watch(jobs: LaneJob[], parallel: number, stopAfter = Infinity) {
	const started: number[] = [];
	const ended: number[] = [];
	const running = new Map<number, () => void>();
	let load = 0;
	let peak = 0;
	const done = runInLanes(
		jobs,
		parallel,
		async (index) => {
			started.push(index);
			load += Math.min(parallel, jobs[index]!.weight ?? 1);
			peak = Math.max(peak, load);
			await new Promise<void>((resolve) => running.set(index, resolve));
			load -= Math.min(parallel, jobs[index]!.weight ?? 1);
		},
		() => ended.length >= stopAfter,
	);
	let isDone = false;
	void done.then(() => (isDone = true));
	/** Ends one that runs; without an index, the one that has run longest. */
	const end = async (index = [...running.keys()][0]!) => {
		ended.push(index);
		running.get(index)!();
		running.delete(index);
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { started, running, end, done, isDone: () => isDone, peak: () => peak };
}

describe('lanes', () => {
	it('run side by side, and each in its order', async () => {
		const jobs = ['a', 'a', 'b', 'a', 'b'].map((lane) => ({ lane }));
		const { started, end } = await watch(jobs, 9);
		expect(started).toEqual([0, 2]);
		await end(2);
		expect(started).toEqual([0, 2, 4]);
		await end(0);
		expect(started).toEqual([0, 2, 4, 1]);
		await end(1);
		expect(started).toEqual([0, 2, 4, 1, 3]);
	});

	it('let jobs without a lane wait for nobody', async () => {
		const { started } = await watch([{}, {}, { lane: 'a' }, {}], 9);
		expect(started).toEqual([0, 1, 2, 3]);
	});

	it('begin with the lowest index, so that one place keeps the order of all', async () => {
		const jobs = ['a', 'b', 'a', 'c', 'b', 'a'].map((lane) => ({ lane }));
		const { started, end, done } = await watch(jobs, 1);
		for (let n = 0; n < jobs.length; n++) await end();
		await done;
		expect(started).toEqual([0, 1, 2, 3, 4, 5]);
	});

	it('give a heavy job as many places as it takes, and at most all', async () => {
		const { started, end, peak } = await watch([{}, { weight: 3 }, {}, { weight: 99 }, {}], 4);
		expect(started).toEqual([0, 1]);
		await end(0);
		expect(started).toEqual([0, 1, 2]);
		await end(1);
		expect(started).toEqual([0, 1, 2]);
		await end(2);
		expect(started).toEqual([0, 1, 2, 3]);
		expect(peak()).toBe(4);
	});

	it('begin nothing further once stopped, and wait for what runs', async () => {
		const { started, end, isDone } = await watch([{}, {}, {}, {}], 2, 1);
		await end(0);
		expect(started).toEqual([0, 1]);
		expect(isDone()).toBe(false);
		await end(1);
		expect(isDone()).toBe(true);
	});

	it('end at once when there is nothing to do', async () => {
		await runInLanes(
			[],
			3,
			() => Promise.reject(new Error('never called')),
			() => false,
		);
	});

	it('run every job once, in the order of its lane, within the places there are', async () => {
		const job = fc.record(
			{ lane: fc.constantFrom('a', 'b', 'c'), weight: fc.integer({ min: 1, max: 6 }) },
			{ requiredKeys: [] },
		);
		const seeds = fc.array(fc.nat(), { minLength: 60, maxLength: 60 });
		const parallel = fc.integer({ min: 1, max: 5 });
		await fc.assert(
			fc.asyncProperty(
				fc.array(job, { maxLength: 40 }),
				parallel,
				seeds,
				async (jobs, places, dice) => {
					const run = await watch(jobs, places);
					for (const die of dice) {
						const open = [...run.running.keys()];
						if (open.length > 0) await run.end(open[die % open.length]);
					}
					await run.done;
					expect([...run.started].sort((a, b) => a - b)).toEqual([...jobs.keys()]);
					for (const lane of ['a', 'b', 'c']) {
						const order = run.started.filter((index) => jobs[index]!.lane === lane);
						expect(order).toEqual([...order].sort((a, b) => a - b));
					}
					expect(run.peak()).toBeLessThanOrEqual(places);
				},
			),
		);
	});
});
