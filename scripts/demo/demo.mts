/**
 * The main job, from start to end: the reference server runs, n8n's engine carries out a workflow of
 * this package's nodes against it, and each step shows what it got and gave.
 */
import { inspect } from 'node:util';
import { disposeCore } from '../../test/harness/core.mts';
import { runChain } from '../../test/harness/engine.mts';
import { KEYS } from '../../test/reference-server/seeds.mts';
import { startReferenceServer } from '../../test/reference-server/server.mts';
import { people, steps } from './workflow.mts';

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

	const input = people.map((json) => ({ json }));
	const account = { apiKey: KEYS.go, baseUrl: server.url };
	const { data } = await runChain(account, steps, input);
	const { runData, error } = data.resultData;

	// The steps run one after the other, so the server's log can be read along with them.
	const log = [...server.log];
	for (const [index, { name }] of steps.entries()) {
		const task = runData[name]?.[0];
		console.log(`\n${bold(`${index + 1}. ${name}`)}`);
		if (!task) {
			console.log('   not reached');
			continue;
		}
		const request = log.shift();
		if (request) show('sent', [`${request.method} ${decodeURIComponent(request.path)}`]);
		if (request?.body) show('with', [request.body]);
		show(
			'gave',
			(task.data?.main?.[0] ?? []).map(({ json }) => json),
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
