import { readdirSync } from 'node:fs';

import { Ajv } from 'ajv';
import { describe, expect, it } from '@jest/globals';

import { useServer } from '../harness/server.mts';
import { resources } from '../../nodes/PilotStatus/actions/index.ts';
import { planned } from './all-rows.mts';
import { outputs, readSchema, withoutNulls } from './outputs.mts';
import type { Schema } from './outputs.mts';

const { server } = useServer({ planned });
const ajv = new Ajv();

/** The schema as strict as a test wants it: what it does not name is not there. */
const strict = ({ type, properties, items }: Schema): object => ({
	type,
	...(items && { items: strict(items) }),
	...(properties && {
		properties: Object.fromEntries(
			Object.entries(properties).map(([name, schema]) => [name, strict(schema)]),
		),
		additionalProperties: false,
	}),
});

describe('the output schemas', () => {
	it('are there for each operation, and for nothing else', () => {
		const operations = resources.flatMap(({ value, operations: own }) =>
			own.map((operation) => `PilotStatus/__schema__/v1.0.0/${value}/${operation.value}.json`),
		);
		const kept = (folder: string) =>
			readdirSync(folder, { recursive: true, encoding: 'utf8' })
				.filter((name) => /__schema__.*\.json$/.test(name))
				.sort();
		expect(kept('nodes')).toEqual(operations.sort());
		expect(kept('dist/nodes')).toEqual(kept('nodes'));
	});

	it.each(outputs)('%s gives what its schema says', async (path, run) => {
		const schema = readSchema(path);
		expect(Object.keys(schema.properties!)).not.toEqual([]);
		const items = withoutNulls(await run(server()));
		expect(items).not.toEqual([]);
		const isRight = ajv.compile(strict(schema));
		for (const item of items)
			expect({ item, is: isRight(item), why: isRight.errors }).toMatchObject({ is: true });
	});
});
