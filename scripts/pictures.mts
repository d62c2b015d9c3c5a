/** Takes the README's pictures anew: the end-to-end tests take them, among others. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const shown = join(import.meta.dirname, '../.github/images');
const taken = mkdtempSync(join(tmpdir(), 'pilotstatus-pictures-'));
try {
	const tests = [
		'-c',
		'test/e2e/jest.config.mjs',
		'--forceExit',
		'test/e2e/editor',
		'test/e2e/simulator',
	];
	const env = { ...process.env, E2E_SCREENSHOTS: taken };
	execFileSync('jest', tests, { stdio: 'inherit', env });
	for (const name of readdirSync(shown)) copyFileSync(join(taken, name), join(shown, name));
} finally {
	rmSync(taken, { recursive: true, force: true });
}
