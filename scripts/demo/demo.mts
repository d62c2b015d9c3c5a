/**
 * The main job, from start to end: the reference server runs, n8n's engine carries out a workflow of
 * this package's nodes against it, and each step shows what it got and gave.
 */
import { inspect } from 'node:util';
import { disposeCore } from '../../test/harness/core.mts';
import { runChain } from '../../test/harness/engine.mts';
import { KEYS } from '../../test/reference-server/seeds.mts';
import { startReferenceServer } from '../../test/reference-server/server.mts';
import type { LogEntry } from '../../test/reference-server/server.mts';
import { people, plan, steps } from './workflow.mts';

const bold = (text: string) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);

/** Values under a label, whole, with further lines indented to match. */
function show(label: string, values: unknown[]): void {
	values.forEach((value, index) => {
		const text = typeof value === 'string' ? value : inspect(value, { breakLength: 90, depth: 6 });
		const margin = `   ${(index === 0 ? label : '').padEnd(6)} `;
		console.log(margin + text.replaceAll('\n', `\n${' '.repeat(margin.length)}`));
	});
}

const server = await startReferenceServer({ seed: 'demo' });
try {
	console.log(bold(`Pilot Status reference server at ${server.url}, no WhatsApp involved`));
	console.log('People, as from a spreadsheet:');
	show('', people);

	const rows = people.map((json) => ({ json }));
	const input = rows.map((row, index) => (index === 0 ? { ...row, binary: { data: plan } } : row));
	const account = { apiKey: KEYS.evo, baseUrl: server.url };
	const requests = new Map<string, LogEntry[]>();
	const { data } = await runChain(account, steps, input, (name) => {
		requests.set(name, server.log.splice(0));
	});
	const { runData, error } = data.resultData;

	for (const [index, { name }] of steps.entries()) {
		const task = runData[name]?.[0];
		console.log(`\n${bold(`${index + 1}. ${name}`)}`);
		if (!task) {
			console.log('   not reached');
			continue;
		}
		for (const { method, path, body } of requests.get(name) ?? []) {
			show('sent', [`${method} ${decodeURIComponent(path)}`]);
			if (body) show('with', [body]);
		}
		const items = task.data?.main?.[0] ?? [];
		show(
			'gave',
			items.map(({ json }) => json),
		);
		if (task.error) show('failed', [task.error.message, task.error.description]);
	}

	const done =
		!error && steps.every(({ name }) => runData[name]?.[0]?.executionStatus === 'success');
	console.log(`\n${bold(done ? 'All steps succeeded.' : 'Something went wrong.')}`);
	if (!done) process.exitCode = 1;
} finally {
	await server.close();
	disposeCore();
}
