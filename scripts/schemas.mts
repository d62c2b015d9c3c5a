/**
 * Writes what n8n shows of an operation's output before its first run: a JSON schema per operation, made of what the
 * rows of the tests give. As small as can be, since they lie in everybody's n8n. The rows need Jest to run in.
 */
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { it } from '@jest/globals';

import { useServer } from '../test/harness/server.mts';
import { planned } from '../test/workflow/all-rows.mts';
import { outputs, withoutNulls } from '../test/workflow/outputs.mts';
import type { Schema } from '../test/workflow/outputs.mts';

/** What has other keys with everybody: the questions of a form. */
const OWN_KEYS = ['answers'];

/** The schema of values of one kind; the first one says of which. */
function schemaOf(values: unknown[]): Schema {
	const [first] = values;
	if (Array.isArray(first)) {
		const elements = values.filter(Array.isArray).flat();
		return { type: 'array', ...(elements.length > 0 && { items: schemaOf(elements) }) };
	}
	if (typeof first !== 'object') return { type: typeof first };
	const objects = values.filter((one) => typeof one === 'object') as object[];
	const names = [...new Set(objects.flatMap(Object.keys))].sort();
	const valuesOf = (name: string) =>
		objects.filter((one) => name in one).map((one) => one[name as never]);
	const properties = names.map((name) => [
		name,
		OWN_KEYS.includes(name) ? { type: 'object' } : schemaOf(valuesOf(name)),
	]);
	return { type: 'object', properties: Object.fromEntries(properties) };
}

const { server } = useServer({ planned });

it('writes a schema for what each operation gives', async () => {
	for (const folder of globSync('nodes/*/__schema__')) rmSync(folder, { recursive: true });
	for (const [path, run] of outputs) {
		const file = `nodes/${path}.json`;
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(schemaOf(withoutNulls(await run(server()))))}\n`);
	}
});
