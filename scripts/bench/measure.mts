import type { Api, Conditions, Report } from './api.mts';
import type { Engine, NodeSketch } from './engine.mts';
import { messages } from './nodes.mts';

/** What the measurements share. */
export interface Bench {
	api: Api;
	engine: Engine;
	/** How often what is timed is repeated. */
	repetitions: number;
	/** How often what takes long and hardly varies is repeated. */
	longRepetitions: number;
}

/** Sends of one run. */
export interface Work {
	sends: number;
	groups: number;
	conditions?: Conditions;
}

/** A run, and what reached the API. */
export interface Run extends Report {
	ms: number;
}

/** One run from a clean start. It throws where the node failed as a whole, or the API got a message twice. */
export async function run(
	{ api, engine }: Bench,
	sketch: NodeSketch,
	{ sends, groups, conditions = {} }: Work,
): Promise<Run> {
	await api.reset(conditions);
	const items = messages(sends, groups);
	globalThis.gc?.();
	const { ms, items: output, error } = await engine.execute(sketch, items);
	const report = await api.report();
	if (error) throw error;
	if (output.length !== sends) throw new Error(`${output.length} items came of ${sends}`);
	if (report.distinct !== report.accepted) throw new Error('Something was sent twice');
	return { ms, ...report };
}

/** One run in which everything must arrive, and how long it took in ms. */
export async function time(bench: Bench, sketch: NodeSketch, work: Work): Promise<number> {
	const { ms, accepted } = await run(bench, sketch, work);
	if (accepted !== work.sends) throw new Error(`${accepted} of ${work.sends} messages arrived`);
	return ms;
}

/**
 * Repeats measurements in turn, after a round that does not count: the first one pays for loading and compiling.
 * Every other round goes backwards, so that none of them always comes after the same one.
 * @returns the figures of each measurement
 */
export async function inTurn(
	repetitions: number,
	...measurements: Array<() => Promise<number>>
): Promise<number[][]> {
	const figures = measurements.map((): number[] => []);
	for (let round = 0; round <= repetitions; round++) {
		const order = [...measurements.keys()];
		for (const index of round % 2 ? order : order.reverse()) {
			const figure = await measurements[index]!();
			if (round > 0) figures[index]!.push(figure);
		}
	}
	return figures;
}
