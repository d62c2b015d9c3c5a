import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

import { cacheRoot, installNode, installOnce, withPath } from '../cache.mts';

/** The n8n that people get, or another one to try (PILOTSTATUS_N8N), and the Node it asks for. */
export const N8N_VERSION = process.env.PILOTSTATUS_N8N ?? '2.41.1';
const NODE_VERSION = '24.21.0';

/** Free disk space that the install needs, in GB; less than half of it stays in use. */
const NEEDED_GB = 4;

/** n8n, ready to be started. */
export interface InstalledN8n {
	/** Its start script, to be run with `node`. */
	script: string;
	/** The `node` binary that it runs with. */
	node: string;
	/** Folder of that binary, to be put first on the PATH. */
	nodeFolder: string;
}

/**
 * Installs a whole n8n into the cache, once: three to ten minutes, 1.4 GB.
 * @throws Error in plain words when the disk is short; npm's own when it fails
 */
export function installWholeN8n(): InstalledN8n {
	refuseShortDisk();
	const nodeFolder = installNode(NODE_VERSION);
	const folder = installOnce(
		`n8n-${N8N_VERSION}`,
		{ 'package.json': JSON.stringify({ private: true, dependencies: { n8n: N8N_VERSION } }) },
		['install', '--ignore-scripts', '--omit=optional'],
		(partial) => {
			rebuild(partial, nodeFolder);
			prune(partial);
		},
	);
	return {
		script: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		node: join(nodeFolder, 'node'),
		nodeFolder,
	};
}

/** The two native parts that n8n cannot start without; the checks load them, so that a broken build is seen here. */
function rebuild(folder: string, nodeFolder: string): void {
	console.log('Building the native parts of n8n …');
	const env = { ...withPath(nodeFolder), ...nodeHeaders(nodeFolder) };
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	execFileSync('npm', ['rebuild', 'sqlite3', 'isolated-vm', ...quiet], {
		cwd: folder,
		stdio: 'inherit',
		env,
	});
	const check = "require('sqlite3'); require('isolated-vm')";
	execFileSync(join(nodeFolder, 'node'), ['-e', check], { cwd: folder, stdio: 'inherit' });
}

/** The headers that came along with this Node, so that nothing more is downloaded. */
function nodeHeaders(nodeFolder: string): NodeJS.ProcessEnv {
	const around = join(nodeFolder, '..', 'node_modules');
	const platform = existsSync(around)
		? readdirSync(around).find((name) => existsSync(join(around, name, 'include', 'node')))
		: undefined;
	return platform ? { npm_config_nodedir: join(around, platform) } : {};
}

/** Source maps, types and readme files are a third of n8n, and nobody here reads them. */
function prune(folder: string): void {
	console.log('Removing what nobody needs …');
	const pattern = 'node_modules/**/*.{map,d.ts,d.mts,d.cts,md}';
	for (const file of globSync(pattern, { cwd: folder }))
		rmSync(join(folder, file), { force: true });
}

function refuseShortDisk(): void {
	if (existsSync(join(cacheRoot, `n8n-${N8N_VERSION}`))) return;
	mkdirSync(cacheRoot, { recursive: true });
	const { bavail, bsize } = statfsSync(cacheRoot);
	const free = (bavail * bsize) / 1e9;
	if (free >= NEEDED_GB) return;
	throw new Error(
		`n8n needs ${NEEDED_GB} GB in ${cacheRoot}, and ${free.toFixed(1)} GB are free. Free some, or set XDG_CACHE_HOME to a folder on another disk.`,
	);
}
