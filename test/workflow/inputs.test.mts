import { describe, expect, it } from '@jest/globals';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { accepted, refused } from '../unit/phone-rows.mts';
import { FIELDS } from './input-fields.mts';
import type { Field } from './input-fields.mts';
import { dateRows, Expression, idRows, Refusal, settingRows } from './input-rows.mts';
import type { InputRow } from './input-rows.mts';
import { addressRows, fileRows, numberRows, textRows } from './input-text-rows.mts';
import { KEY } from './rows.mts';

const { server, account } = useServer();

/** Runs a node with a value in one of its fields, given by an expression so that its type is kept. */
async function run(name: InputRow[0], value: unknown) {
	const field: Field = FIELDS[name];
	const source = value instanceof Expression ? value.source : '={{ $json.value }}';
	const json = value instanceof Expression ? {} : { value: value as string };
	const binary = field.file && { data: field.file(value) };
	const parameters = field.parameters(source);
	const done = await runNode(account(field.key ?? KEY), { parameters }, [{ json, binary }]);
	return { field, done };
}

/** Fields by which something is looked up. */
const LOOKED_UP: Array<InputRow[0]> = ['message', 'lead', 'call', 'recording'];

const show = (value: unknown) => JSON.stringify(value instanceof Expression ? value.source : value);
const named = (rows: InputRow[]) =>
	rows.map(([field, value, right]) => ({ field, value, right, shown: show(value).slice(0, 90) }));

describe.each([
	['ids', idRows],
	['switches and numbers', settingRows],
	['dates', dateRows],
	['texts', textRows],
	['addresses', addressRows],
	['files', fileRows],
	['phone numbers', numberRows],
])('%s', (_kind, rows) => {
	it.each(named(rows))('$field: $shown', async ({ field: name, value, right }) => {
		const { field, done } = await run(name, value);
		if (right instanceof Refusal) {
			expect(done.error?.message).toContain(right.sentence);
			expect(done.error?.description).toContain(right.hint);
			expect(server().log).toEqual([]);
		} else {
			const request = server().log.at(-1);
			// There is no such message or call to look up; that it is looked up is what counts.
			if (!LOOKED_UP.includes(name)) expect(done.error).toBeUndefined();
			expect(request && field.left(request, done)).toEqual(right);
		}
	});
});

describe('numbers of people, in every spelling', () => {
	it.each(accepted.filter((row) => row.length > 1))('%j leaves', async (value, ...numbers) => {
		await run('participants', value);
		expect(server().log.at(-1)?.body).toEqual({ participants: numbers });
	});

	it.each(refused)('%j is refused: %s', async (value, problem, hint) => {
		const { done } = await run('participants', value);
		expect(done.error?.message).toContain(`in 'Participants' is not a phone number${problem}`);
		expect(done.error?.description).toContain(hint);
		expect(server().log).toEqual([]);
	});
});
