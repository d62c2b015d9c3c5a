import { createHash } from 'node:crypto';

import { expect } from '@jest/globals';
import fc from 'fast-check';

import { SHAPE_VALUES } from 'pilotstatus-reference-server';
import type { Shapes } from 'pilotstatus-reference-server';

/** A number under the name of hidden ids is nobody's number; that form has tests of its own. */
const APART: Readonly<Record<string, string>> = { participantId: 'lid', resultId: 'lid' };

const positions = Object.entries(SHAPE_VALUES).map(([name, values]) => [
	name,
	fc.constantFrom<unknown>(...values.filter((value) => value !== APART[name])),
]);
const anyForms = fc.record<Partial<Shapes>>(Object.fromEntries(positions));

/**
 * A random combination of positions of the reference server's switches for the running test: the same one under
 * the same seed, whichever other tests run.
 */
export function formsOf(seed: string): Partial<Shapes> {
	const { currentTestName } = expect.getState();
	const hash = createHash('sha256').update(`${seed} ${currentTestName}`).digest();
	return fc.sample(anyForms, { seed: hash.readInt32LE(), numRuns: 1 })[0]!;
}
