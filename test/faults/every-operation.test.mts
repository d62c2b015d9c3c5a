import { describe, expect, it } from '@jest/globals';

import { KEYS, useFaults } from './bench.mts';
import { expectFailure, expectSuccess, isSentAgain } from './expectations.mts';
import { faults } from './faults.mts';
import { operations } from './operations.mts';

const { server, other, run, count } = useFaults();
const modes = [
	{ mode: 'stop', extra: {}, rows: faults },
	{
		mode: 'Continue',
		extra: { onError: 'continueRegularOutput' as const },
		// What takes its time differs in nothing here.
		rows: faults.filter(({ name, kind }) => name !== 'a timeout' && kind !== 'busy'),
	},
];

describe.each(operations)('$name', (operation) => {
	const { route, kind, number, lookUps, arrange, effect, items } = operation;

	describe.each(modes)('with $mode', ({ extra, rows }) => {
		it.each(rows)('and $name once', async (fault) => {
			arrange?.(server().state);
			server().fault({ route, nth: 1, ...fault.fault(other(), KEYS[number]) });
			const result = await run(operation, extra, fault.timeout);

			const isRepeated = isSentAgain(operation, fault);
			expect(count(route)).toBe(isRepeated ? 2 : 1);
			const isGood = fault.name === 'an empty 200' && !operation.missesInEmpty;
			const looks = isRepeated || isGood ? operation.looks : 0;
			expect(server().log).toHaveLength(lookUps + (isRepeated ? 2 : 1) + looks);
			const times = isRepeated || fault.hasEffect ? 1 : 0;
			expect(effect(server().state)).toBe(kind === 'read' ? 0 : times);

			const { itemsAfterEffect = items } = operation;
			if (isRepeated) expectSuccess(operation, result, fault.hasEffect ? itemsAfterEffect : items);
			else if (isGood) expectSuccess(operation, result);
			else expectFailure(operation, fault, result);
		});
	});
});
