/** Takes the pictures of the READMEs and the examples anew: the end-to-end tests take them, among others. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import sharp from 'sharp';

const shown = join(import.meta.dirname, '../.github/images');
const examples = join(import.meta.dirname, '../examples/images');
const taken = mkdtempSync(join(tmpdir(), 'pilotstatus-pictures-'));

/** A palette is enough for an editor, and a third of the size. */
const copy = async (name: string, folder: string, file = name) =>
	await sharp(join(taken, name)).png({ palette: true, effort: 10 }).toFile(join(folder, file));

try {
	const suites = ['editor', 'simulator', 'canvases'].map((suite) => `test/e2e/${suite}`);
	const tests = ['-c', 'test/e2e/jest.config.mjs', '--forceExit', ...suites];
	const env = { ...process.env, E2E_SCREENSHOTS: taken };
	execFileSync('jest', tests, { stdio: 'inherit', env });
	for (const name of readdirSync(shown)) await copy(name, shown);
	rmSync(examples, { recursive: true, force: true });
	mkdirSync(examples);
	const ofExamples = readdirSync(taken).filter((name) => name.startsWith('example-'));
	for (const name of ofExamples) await copy(name, examples, name.replace('example-', ''));
} finally {
	rmSync(taken, { recursive: true, force: true });
}
