import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Packs the checkout as npm publishes it, and unpacks it as npm installs it.
 * @param target folder for the package; what is in it goes
 * @returns what npm says of the tarball; `size` in bytes
 * @throws when npm or tar fails
 */
export function unpackPackage(target: string): { size: number; files: unknown[] } {
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	const pack = ['pack', '--json', '--ignore-scripts', '--loglevel=error'];
	const told = execFileSync('npm', [...pack, '--pack-destination', target], { encoding: 'utf8' });
	const [packed] = JSON.parse(told);
	const tarball = join(target, packed.filename);
	execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
	rmSync(tarball);
	return packed;
}
