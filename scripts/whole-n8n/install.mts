import { existsSync, mkdirSync, readdirSync, statfsSync } from 'node:fs';
import { glob, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { cacheRoot, installNode, installOnce, run, runNpm, withPath } from '../cache.mts';

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
 * Installs a whole n8n into the cache, once: 5 to 15 minutes, 1.4 GB in the end.
 * @throws Error in plain words when the disk is short; npm's own when it fails
 */
export async function installWholeN8n(): Promise<InstalledN8n> {
	refuseShortDisk();
	const nodeFolder = await installNode(NODE_VERSION);
	const folder = await installOnce(
		`n8n-${N8N_VERSION}`,
		{ 'package.json': JSON.stringify({ private: true, dependencies: { n8n: N8N_VERSION } }) },
		['install', '--ignore-scripts', '--omit=optional'],
		async (partial) => {
			await rebuild(partial, nodeFolder);
			await prune(partial);
		},
	);
	return {
		script: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		node: join(nodeFolder, 'node'),
		nodeFolder,
	};
}

/** The two native parts that n8n cannot start without; the checks load them, so that a broken build is seen here. */
async function rebuild(folder: string, nodeFolder: string): Promise<void> {
	console.log('Building the native parts of n8n …');
	const env = { PATH: withPath(nodeFolder).PATH, ...nodeHeaders(nodeFolder) };
	await runNpm(folder, ['rebuild', 'sqlite3', 'isolated-vm'], env);
	const check = "require('sqlite3'); require('isolated-vm')";
	await run(join(nodeFolder, 'node'), ['-e', check], { cwd: folder });
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
async function prune(folder: string): Promise<void> {
	console.log('Removing what nobody needs …');
	const pattern = 'node_modules/**/*.{map,d.ts,d.mts,d.cts,md}';
	for await (const file of glob(pattern, { cwd: folder })) {
		await rm(join(folder, file), { force: true });
	}
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
