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
 * Imports the examples that are not there yet, and publishes them.
 * @returns one line per example, for people
 */
export async function importExamples(
	rest: Rest,
	credentials: SavedCredential[],
): Promise<string[]> {
	const known = new Set((await rest.workflows()).map(({ name }) => name));
	const lines: string[] = [];
	for (const workflow of readExamples().values()) {
		const { name } = workflow;
		if (known.has(name)) {
			lines.push(`${name}: there already`);
			continue;
		}
		const { id } = await rest.createWorkflow(withCredentials(workflow, credentials));
		const problem = await rest.publish(id).catch((error: Error) => error);
		lines.push(`${name}: ${problem ? `not published (${problem.message})` : 'published'}`);
	}
	return lines;
}
