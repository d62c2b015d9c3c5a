import { inspect } from 'node:util';
import type { IRun } from 'n8n-workflow';
import type { NodeSketch } from '../../test/harness/engine.mts';
import type { LogEntry } from 'pilotstatus-reference-server';

/** A line that stands out on a terminal. */
export function headline(text: string): void {
	console.log(process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);
}

/** Values under a label, whole, with further lines indented to match. */
export function show(label: string, values: unknown[]): void {
	values.forEach((value, index) => {
		const text = typeof value === 'string' ? value : inspect(value, { breakLength: 90, depth: 6 });
		const margin = `   ${(index === 0 ? label : '').padEnd(6)} `;
		console.log(margin + text.replaceAll('\n', `\n${' '.repeat(margin.length)}`));
	});
}

/** Requests as method, path and body. */
export function showRequests(entries: LogEntry[]): void {
	for (const { method, path, body } of entries) {
		show('sent', [`${method} ${decodeURIComponent(path)}`]);
		if (body) show('with', [body]);
	}
}

/**
 * What each node sent and gave.
 * @param requests what reached the server, by the name of the node
 * @returns whether all nodes succeeded
 */
export function showSteps(
	{ data }: IRun,
	steps: NodeSketch[],
	requests: Map<string, LogEntry[]>,
): boolean {
	const { runData, error } = data.resultData;
	for (const [index, { name }] of steps.entries()) {
		const task = runData[name]?.[0];
		console.log();
		headline(`${index + 1}. ${name}`);
		if (!task) {
			console.log('   not reached');
			continue;
		}
		showRequests(requests.get(name) ?? []);
		const items = task.data?.main?.[0] ?? [];
		show(
			'gave',
			items.map(({ json }) => json),
		);
		if (task.error) show('failed', [task.error.message, task.error.description]);
	}
	return !error && steps.every(({ name }) => runData[name]?.[0]?.executionStatus === 'success');
}
