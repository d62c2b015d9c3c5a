import { readFileSync, writeFileSync } from 'node:fs';

import { expect } from '@jest/globals';

/** Expects a file that is made from the code to be what the code makes of it; with `UPDATE=1` it is written anew. */
export function expectInStep(file: string, wanted: string): void {
	if (process.env.UPDATE) writeFileSync(file, wanted);
	expect(readFileSync(file, 'utf8')).toBe(wanted);
}
