import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';

import { withCredentials } from '../whole-n8n/rest.mts';
import type { Rest, SavedCredential } from '../whole-n8n/rest.mts';

/** The workflows under `examples/`, by file name. */
export function readExamples(): Map<string, IWorkflowBase> {
	const files = globSync('*.json', { cwd: 'examples' }).sort();
	return new Map(
		files.map((file) => [file, JSON.parse(readFileSync(join('examples', file), 'utf8'))]),
	);
}

/**
 * Imports the examples that are not there yet, and publishes all of them anew: a server that starts has no webhooks,
 * and n8n registers none at its start.
 * @param andOthers also publishes anew whatever else is published
 * @returns one line per workflow, for people
 */
export async function importExamples(
	rest: Rest,
	credentials: SavedCredential[],
	andOthers: boolean,
): Promise<string[]> {
	const examples = [...readExamples().values()];
	const names = examples.map(({ name }) => name);
	const known = await rest.workflows();
	for (const one of examples) {
		if (known.some(({ name }) => name === one.name)) continue;
		await rest.createWorkflow(withCredentials(one, credentials));
	}
	const lines: string[] = [];
	for (const { id, name, active } of await rest.workflows()) {
		const isNew = !known.some((one) => one.id === id);
		if (!isNew && !(active && (andOthers || names.includes(name)))) continue;
		if (active) await rest.unpublish(id);
		const problem = await rest.publish(id).catch((error: Error) => error);
		lines.push(`${name}: ${problem ? `not published (${problem.message})` : 'published'}`);
	}
	return lines;
}
