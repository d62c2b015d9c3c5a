/**
 * Side by side in n8n's engine: our node and n8n's HTTP Request node, against the reference server.
 * `npm run bench -- --quick` repeats everything less often, and `--whole` compares in a whole n8n what can be compared
 * there. Ends with 1 where a figure misses what it must reach.
 */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

import { requireFromCore } from '../../test/harness/core.mts';
import { startApi } from './api.mts';
import { startEngine } from './engine.mts';
import { loading, memory } from './footprint.mts';
import type { Bench } from './measure.mts';
import { requirePart } from './n8n-parts.mts';
import { order, rateLimit } from './promises.mts';
import { manyItems, sendsWithLatency, sendsWithoutLatency } from './speed.mts';
import { toMarkdown } from './table.mts';
import type { Row } from './table.mts';
import { startWhole } from './whole.mts';

const measurements: Array<(bench: Bench) => Promise<Row | Row[]>> = [
	sendsWithoutLatency,
	sendsWithLatency,
	rateLimit,
	order,
	manyItems,
	memory,
	loading,
];
const measurementsInWhole = [sendsWithoutLatency, sendsWithLatency, order];

/** What the figures depend on besides the nodes. */
function machine(): string {
	const version = (name: string, load = requireFromCore) => load(`${name}/package.json`).version;
	const gigabytes = Math.round(totalmem() / 1024 ** 3);
	return [
		`${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${gigabytes} GB; Node ${process.versions.node};`,
		`n8n-core ${version('n8n-core')}, n8n-workflow ${version('n8n-workflow')},`,
		`n8n-nodes-base ${version('n8n-nodes-base', requirePart)};`,
		`load before the start ${loadavg()[0]!.toFixed(1)}`,
	].join(' ');
}

const { values } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		whole: { type: 'boolean', default: false },
	},
});
const legend = [
	`Times are ${values.whole ? 'what n8n measured for the node' : 'wall times of whole executions'}: median, minimum, and spread`,
	'(largest − smallest, over the median). Both nodes take turns, after one round that does not count. Expressions and',
	'credentials are handled as n8n does by default: the former in an isolate, the latter read from SQLite and decrypted',
	'whenever a node asks. The server is a process of its own.',
].join('\n');
const heading = machine();
const api = await startApi();
const engine = await (values.whole ? startWhole : startEngine)(api.api);
const bench: Bench = {
	api,
	engine,
	repetitions: values.quick ? 2 : 5,
	longRepetitions: values.quick ? 1 : 2,
};
const rows: Row[] = [];
try {
	for (const measure of values.whole ? measurementsInWhole : measurements) {
		console.error(`${measure.name} …`);
		rows.push(...[await measure(bench)].flat());
	}
} finally {
	api.stop();
	await engine.close();
}
console.log(`\n${heading}\n\n${toMarkdown(rows)}\n\n${legend}`);
if (rows.some(({ passed }) => !passed)) process.exitCode = 1;
