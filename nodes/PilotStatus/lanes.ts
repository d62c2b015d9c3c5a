/** What the order of jobs depends on. */
export interface LaneJob {
	/** Jobs of one lane run one after the other, in their order; one without a lane waits for nobody. */
	lane?: string;
	/** How many of the parallel places it takes; one, unless it holds much memory. */
	weight?: number;
}

/**
 * Runs jobs side by side, those of one lane one after the other. The job with the lowest index goes first.
 * @param parallel how many places there are
 * @param work carries out the job at an index; it must not reject
 * @param isStopped whether to begin no further job; running ones are still waited for
 */
export async function runInLanes(
	jobs: LaneJob[],
	parallel: number,
	work: (index: number) => Promise<void>,
	isStopped: () => boolean,
): Promise<void> {
	const lanes = new Map<unknown, number[]>();
	jobs.forEach(({ lane }, index) => {
		const key = lane ?? index;
		const members = lanes.get(key);
		if (members) members.push(index);
		else lanes.set(key, [index]);
	});
	// Reversed, so that the next one of a lane is cheap to take.
	for (const members of lanes.values()) members.reverse();
	const ready = [...lanes.values()].map((members) => members.pop()!).sort((a, b) => b - a);
	const weightOf = (index: number) => Math.min(jobs[index]!.weight ?? 1, parallel);
	let free = parallel;

	await new Promise<void>((resolve) => {
		let running = 0;
		const next = () => {
			while (ready.length > 0 && !isStopped()) {
				const index = ready[ready.length - 1]!;
				if (weightOf(index) > free) break;
				ready.pop();
				running++;
				free -= weightOf(index);
				void work(index).then(() => {
					running--;
					free += weightOf(index);
					const follower = lanes.get(jobs[index]!.lane ?? index)!.pop();
					if (follower !== undefined) insert(ready, follower);
					next();
				});
			}
			if (running === 0) resolve();
		};
		next();
	});
}

/** Puts an index into a list that descends. */
function insert(list: number[], index: number): void {
	let from = 0;
	for (let to = list.length; from < to; ) {
		const middle = (from + to) >> 1;
		if (list[middle]! > index) from = middle + 1;
		else to = middle;
	}
	list.splice(from, 0, index);
}
