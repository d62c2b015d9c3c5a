import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { inTurn } from './measure.mts';
import type { Bench } from './measure.mts';
import { describe, megabytes, milliseconds, summarise } from './table.mts';
import type { Row } from './table.mts';

/** Files of 1 MB that our node sends side by side (`maxParallel`, and 1 MB for each place). */
const IN_FLIGHT = 64;
/** A file of 1 MB as it travels. */
const BASE64 = Math.ceil((1024 * 1024) / 3) * 4;

/** Peak of the memory that a process of its own takes for sending so many files, in bytes. */
async function peak(bench: Bench, files: number): Promise<number> {
	const program = fileURLToPath(new URL('memory.mts', import.meta.url));
	// The sink keeps nothing of what arrives; the reference server would hold all files in its log.
	const child = fork(program, [bench.api.sink, String(files)], {
		execArgv: ['--expose-gc'],
		// A folder of its own: ours has its database open.
		env: { ...process.env, N8N_USER_FOLDER: undefined },
	});
	let bytes: number | undefined;
	child.once('message', (message) => (bytes = Number(message)));
	await once(child, 'exit');
	if (bytes === undefined) throw new Error('Measuring the memory failed');
	return bytes;
}

/**
 * A multiple of what is in flight is the bound, the same for four times the files; were all of them in memory
 * at once, 800 would take more than 1 GB. It is RSS, and so includes what is not collected yet.
 */
export async function memory(bench: Bench): Promise<Row> {
	const bound = 4 * IN_FLIGHT * BASE64;
	const [few = [], many = []] = await inTurn(
		bench.repetitions,
		async () => await peak(bench, 200),
		async () => await peak(bench, 800),
	);
	const most = Math.max(summarise(few).median, summarise(many).median);
	return {
		work: 'peak memory of 200 media sends of 1 MB from binary',
		ours: `${describe(few, megabytes)}; of 800: ${describe(many, megabytes)}`,
		must: `≤ ${megabytes(bound)} for both: 4 × the base64 of the ${IN_FLIGHT} in flight`,
		reached: megabytes(most),
		passed: most <= bound,
		runs: few.length,
	};
}

/** What our files add to a start of n8n, which has loaded n8n-workflow already. */
export async function loading({ repetitions }: Bench): Promise<Row> {
	const files = globSync('dist/**/*.js').map((file) => resolve(file));
	const program = `
		require('n8n-workflow');
		const startedAt = performance.now();
		for (const file of ${JSON.stringify(files)}) require(file);
		console.log(performance.now() - startedAt);`;
	const [figures = []] = await inTurn(repetitions, async () =>
		Number(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' })),
	);
	const { median } = summarise(figures);
	return {
		work: `\`require\` of all ${files.length} built files beyond n8n-workflow`,
		ours: describe(figures, milliseconds),
		must: '≤ 10 ms',
		reached: milliseconds(median),
		passed: median <= 10,
		runs: figures.length,
	};
}
