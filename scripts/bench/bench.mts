/**
 * Side by side: our node and n8n's HTTP Request node, against the reference server in n8n's engine, and our trigger and
 * n8n's Webhook in a whole n8n. `npm run bench -- --quick` does less of everything, `--whole` compares the nodes
 * in a whole n8n too, as far as they can be compared there, and `--deliveries` measures the trigger alone.
 * Ends with 1 where a figure misses what it must reach.
 */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

import { requireFromCore } from '../../test/harness/core.mts';
import { startApi } from './api.mts';
import type { Api } from './api.mts';
import { startEngine } from './engine.mts';
import { loading, memory } from './footprint.mts';
import type { Bench } from './measure.mts';
import { requirePart } from './n8n-parts.mts';
import { order, rateLimit, sharedLimit } from './promises.mts';
import { receiving } from './receiving.mts';
import { campaign, manyItems, sendsWithLatency, sendsWithoutLatency } from './speed.mts';
import { toMarkdown } from './table.mts';
import type { Row } from './table.mts';
import { engineOf, openWhole } from './whole.mts';

const measurements: Array<(bench: Bench) => Promise<Row | Row[]>> = [
	sendsWithoutLatency,
	sendsWithLatency,
	rateLimit,
	sharedLimit,
	order,
	manyItems,
	campaign,
	memory,
	loading,
];
const measurementsInWhole = [sendsWithoutLatency, sendsWithLatency, rateLimit, sharedLimit, order];

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
		deliveries: { type: 'boolean', default: false },
	},
});
const { quick } = values;
const repetitions = quick ? 2 : 5;
const longRepetitions = quick ? 1 : 2;
const legend = [
	`Times are ${values.whole ? 'what n8n measured for the node' : 'wall times of whole executions'}: median, minimum, and spread`,
	'(largest − smallest, over the median). Both nodes take turns, after one round that does not count. Expressions and',
	'credentials are handled as n8n does by default: the former in an isolate, the latter read from SQLite and decrypted',
	'whenever a node asks. The server is a process of its own.',
].join('\n');

/** The nodes, in n8n's engine or in a whole n8n. */
async function sends(api: Api): Promise<Row[]> {
	const whole = values.whole ? await openWhole(api.api) : undefined;
	const engine = whole
		? { execute: engineOf(whole), close: whole.close }
		: await startEngine(api.api);
	const bench: Bench = { api, engine, repetitions, longRepetitions };
	const rows: Row[] = [];
	try {
		for (const measure of whole ? measurementsInWhole : measurements) {
			console.error(`${measure.name} …`);
			rows.push(...[await measure(bench)].flat());
		}
		return rows;
	} finally {
		await engine.close();
	}
}

/** The trigger, in a whole n8n. */
async function deliveries(api: Api): Promise<Row[]> {
	console.error('receiving …');
	const whole = await openWhole(api.api);
	const size = quick
		? { burst: 50, started: 4, filtered: 4 }
		: { burst: 200, started: 10, filtered: 50 };
	try {
		return await receiving(whole, { repetitions, longRepetitions, ...size });
	} finally {
		await whole.close();
	}
}

const heading = machine();
const api = await startApi();
try {
	const sent = values.deliveries ? [] : await sends(api);
	if (sent.length > 0) console.log(`\n${heading}\n\n${toMarkdown(sent)}\n\n${legend}`);
	const received = await deliveries(api);
	console.log(`\n${heading}\n\n${toMarkdown(received, 'Webhook')}`);
	if ([...sent, ...received].some(({ passed }) => !passed)) process.exitCode = 1;
} finally {
	api.stop();
}
