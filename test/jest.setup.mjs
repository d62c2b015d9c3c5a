import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** n8n-core writes a settings file as soon as it is loaded: into a folder of this test run. */
export default function setup() {
	process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'n8n-tests-'));
}

export function teardown() {
	rmSync(process.env.N8N_USER_FOLDER, { recursive: true, force: true });
}
