import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Puts this package into an n8n as its installer does: packed, and unpacked into its folder of community nodes.
 * @param home n8n's user folder
 * @returns where it lies, for a look at what was packed
 */
export function installPackage(home: string): string {
	const target = join(home, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-pilotstatus');
	const work = mkdtempSync(join(tmpdir(), 'pilotstatus-pack-'));
	try {
		const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', work];
		const file = execFileSync('npm', pack, { encoding: 'utf8' }).trim().split('\n').pop()!;
		execFileSync('tar', ['xzf', join(work, file), '-C', work]);
		if (existsSync(target)) rmSync(target, { recursive: true });
		mkdirSync(target, { recursive: true });
		cpSync(join(work, 'package'), target, { recursive: true });
		return target;
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}
