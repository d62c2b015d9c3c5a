import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** n8n-core writes a settings file as soon as it is loaded: into a folder of this test run. Prints the seed of forms. */
export default function setup() {
	process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'n8n-tests-'));
	const { SHAPES_SEED } = process.env;
	if (SHAPES_SEED === 'any') process.env.SHAPES_SEED = String(randomInt(2 ** 31));
	if (SHAPES_SEED) console.log(`SHAPES_SEED=${process.env.SHAPES_SEED}`);
}

export function teardown() {
	rmSync(process.env.N8N_USER_FOLDER, { recursive: true, force: true });
}
