import { describe, expect, it } from '@jest/globals';

import { KEYS, useFaults } from './bench.mts';
import { expectFailure, expectSuccess, isSentAgain } from './expectations.mts';
import { faults } from './faults.mts';
import type { FaultRow } from './faults.mts';
import { operations } from './operations.mts';

const { server, other, run, count } = useFaults();
/** How often a request is tried where that is safe. */
const TRIES = 4;
const named = (name: string) => faults.find((fault) => fault.name === name)!;
const uncertain = faults.filter(({ kind }) => kind === 'lost' || kind === 'trouble');
const someRead = operations.find(({ kind }) => kind === 'read')!;

describe.each(operations)('$name', (operation) => {
	const { route, kind, number, lookUps, arrange, effect, items } = operation;
	const prepare = (fault: FaultRow, nth?: number[]) => {
		server().fault({ route, ...(nth && { nth }), ...fault.fault(other(), KEYS[number]) });
	};
	const expectTries = (tries: number, times: number, looks = 0) => {
		expect(count(route)).toBe(tries);
		expect(server().log).toHaveLength(lookUps + tries + looks);
		expect(effect(server().state)).toBe(kind === 'read' ? 0 : times);
	};

	// One read is enough to see that timeouts add up.
	const rows = uncertain.filter(({ name }) => name !== 'a timeout' || operation === someRead);
	it.each(rows)('with $name every time', async (fault) => {
		arrange?.(server().state);
		prepare(fault);
		const result = await run(operation, {}, fault.timeout, 0);
		// Cut off is the body alone.
		if (operation.isToldByStatus && fault.name === 'truncated JSON') {
			expectTries(2, 1);
			return expectSuccess(operation, result, items);
		}
		// A message is asked for again until its time is over, which is at once here.
		const tries = kind === 'message' ? 2 : TRIES;
		expectTries(isSentAgain(operation, fault) ? tries : 1, fault.hasEffect ? 1 : 0);
		expectFailure(operation, fault, result);
	});

	it('with 429 more often than anything else would be tried', async () => {
		arrange?.(server().state);
		prepare(named('429 without a word on when'), [1, 3]);
		prepare(named('429 with Retry-After: 0'), [2, 4]);
		const result = await run(operation);
		expectTries(5, 1, operation.looks);
		expectSuccess(operation, result, items);
	});

	it('with 500 and 429 in turns', async () => {
		arrange?.(server().state);
		prepare(named('500'), [2, 4, 5]);
		prepare(named('429 with Retry-After: 0'), [1, 3, 6]);
		const result = await run(operation);
		if (kind === 'once' || kind === 'message') {
			expectTries(2, 0);
			expectFailure(operation, named('500'), result);
		} else {
			expectTries(7, 1, operation.looks);
			expectSuccess(operation, result, items);
		}
	});
});
