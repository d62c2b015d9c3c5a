import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { runNpm } from './cache.mts';

/** Packs the checkout as npm publishes it; gives the tarball's path. */
function pack(target: string): string {
	const args = ['pack', '--json', '--ignore-scripts', '--loglevel=error'];
	const told = execFileSync('npm', [...args, '--pack-destination', target], { encoding: 'utf8' });
	const [{ filename }] = JSON.parse(told);
	return join(target, filename);
}

/**
 * Unpacks the package: the tarball that PILOTSTATUS_TARBALL names, as CI has packed it, or else the checkout's.
 * @param target folder for the package; what is in it goes
 * @returns size of the tarball, in bytes
 * @throws when npm or tar fails
 */
export function unpackPackage(target: string): number {
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	const { PILOTSTATUS_TARBALL: ready } = process.env;
	const tarball = ready ? resolve(ready) : pack(target);
	execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
	const { size } = statSync(tarball);
	if (!ready) rmSync(tarball);
	return size;
}

/**
 * Installs the package as n8n does (in n8n: modules/community-packages/community-packages.service.js).
 * @param target folder for the package; what is in it goes
 * @throws when npm or tar fails
 */
export async function installPackage(target: string): Promise<void> {
	unpackPackage(target);
	const file = join(target, 'package.json');
	const manifest = JSON.parse(readFileSync(file, 'utf8'));
	for (const kind of ['dev', 'peer', 'optional']) delete manifest[`${kind}Dependencies`];
	writeFileSync(file, JSON.stringify(manifest, null, 2));
	const options = ['--bin-links=false', '--install-strategy=shallow', '--package-lock=false'];
	await runNpm(target, ['install', '--ignore-scripts', ...options]);
}
