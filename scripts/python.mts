/** Programs in Python that judge the reference server: they live in the cache, apart from the machine's own packages. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { cacheRoot } from './cache.mts';

/**
 * The first Python that is new enough.
 * Where there is none it says so and ends the program: with an error in CI, and without one elsewhere.
 */
export function findPython(): string {
	const found = ['python3.11', 'python3', 'python'].find(
		(name) =>
			spawnSync(name, ['-c', 'import sys; assert sys.version_info >= (3, 11)']).status === 0,
	);
	if (found !== undefined) return found;
	console.error('This check needs Python 3.11 or newer, and there is none.');
	process.exit(process.env.CI ? 1 : 0);
}

/**
 * Packages in a folder of the cache, installed once for each content of their list.
 * @param requirements a file that names every package with version and hashes
 * @returns the folder, for PYTHONPATH
 */
export function installPinned(python: string, name: string, requirements: string): string {
	const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex');
	const folder = join(cacheRoot, `${name}-${hash.slice(0, 16)}`);
	if (existsSync(folder)) return folder;
	mkdirSync(cacheRoot, { recursive: true });
	const partial = `${folder}.${process.pid}.partial`;
	pipInstall(python, partial, ['--require-hashes', '--no-deps', '-r', requirements]);
	rmSync(folder, { recursive: true, force: true });
	renameSync(partial, folder);
	return folder;
}

/** Installs into a folder, without running code of the packages. */
export function pipInstall(python: string, folder: string, what: string[]): void {
	const install = ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', '--target'];
	execFileSync(python, [...install, folder, ...what], { stdio: 'inherit' });
}
