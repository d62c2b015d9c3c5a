import { afterEach, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { KEYS } from './bench.mts';
import type { useFaults } from './bench.mts';
import { askAgain, checkFirst, expectSuccess, matching, wordsOf } from './expectations.mts';
import { operations } from './operations.mts';
import type { OperationRow } from './operations.mts';
import { openDoor } from './wire.mts';
import type { Door } from './wire.mts';
import type { WireRow } from './wire-rows.mts';

/** A message, a read, a change that may be done twice, and one that must not. */
const NAMES = [
	'message: sendText to group',
	'group: getAll',
	'group: addParticipants',
	'group: create',
];
/** In ms: what ends something that never ends, and what even a busy machine needs not. */
const DEADLINE = { once: 700, everyTime: 150, none: 15_000 };
/** How often something is tried that breaks every time; a message until `Max Wait` is over, which is at once here. */
const TRIES = { message: 2, read: 4, change: 4, once: 1 };

/** Opens a door for one test that does what a row says. */
type Opener = (row: WireRow, isBroken: (nth: number) => boolean) => Promise<Door>;

/** Puts rows before each kind of operation, once and every time. */
export function checkRows(
	{ server, show }: Pick<ReturnType<typeof useFaults>, 'server' | 'show'>,
	rows: WireRow[],
	open: Opener = async (row, isBroken) =>
		await openDoor(server().url, (nth) => (isBroken(nth) ? row.break : undefined)),
): void {
	let door: Door;
	afterEach(async () => await door.close());

	/** What became of an operation behind a door, once the API has ended all of it. */
	async function runBehind({ parameters }: OperationRow, timeout: number, maxWait: number) {
		const options = { timeout, maxWait, ...(parameters.options as IDataObject) };
		const account = { apiKey: KEYS.go, baseUrl: door.url };
		const result = await runNode(account, { parameters: { ...parameters, options } as never });
		show(result);
		const connections = door.connections();
		await door.close();
		return { result, connections };
	}

	function expectWords(operation: OperationRow, row: WireRow, timeout: number, result: unknown) {
		const { mayHave, kind } = operation;
		const { sentence, hint } = row.words!;
		const inDoubt = kind === 'message' && row.kind === 'lost' ? askAgain : checkFirst;
		expect(wordsOf(result as never)).toEqual({
			sentence: row.isLate
				? `Pilot Status did not answer within ${timeout / 1000} seconds`
				: matching(sentence),
			hint: mayHave && row.kind !== 'not sent' ? inDoubt(mayHave) : hint,
		});
	}

	describe.each(operations.filter(({ name }) => NAMES.includes(name)))('$name', (operation) => {
		const { kind, effect, items } = operation;
		const effects = (times: number) =>
			expect(effect(server().state)).toBe(kind === 'read' ? 0 : times);

		it.each(rows)('and $name once', async (row) => {
			door = await open(row, (nth) => nth === 1);
			const timeout = row.isLate ? DEADLINE.once : DEADLINE.none;
			const { result, connections } = await runBehind(operation, timeout, 60);
			const isAgain = row.kind === 'not sent' || (row.kind === 'lost' && kind !== 'once');
			const looks = isAgain || row.kind === 'good' ? operation.looks : 0;
			expect(connections).toBe((isAgain ? 2 : 1) + looks);
			effects(isAgain || row.reaches ? 1 : 0);
			const { itemsAfterEffect = items } = operation;
			if (row.kind === 'good') expectSuccess(operation, result, items);
			else if (isAgain) expectSuccess(operation, result, row.reaches ? itemsAfterEffect : items);
			else expectWords(operation, row, timeout, result);
		});

		const lasting = rows.filter((row) => row.kind === 'lost' || row.kind === 'not sent');
		it.each(lasting)('and $name every time', async (row) => {
			door = await open(row, () => true);
			const timeout = row.isLate ? DEADLINE.everyTime : DEADLINE.none;
			const { result, connections } = await runBehind(operation, timeout, 0);
			expect(connections).toBe(row.kind === 'not sent' ? 4 : TRIES[kind]);
			effects(row.reaches ? 1 : 0);
			expectWords(operation, row, timeout, result);
		});
	});
}
