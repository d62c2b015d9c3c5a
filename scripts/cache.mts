import { spawn } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { lock } from 'proper-lockfile';

/** Where heavy installs live: outside the checkout, so that lint, git and the tarball never see them. */
export const cacheRoot = join(
	process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
	'n8n-nodes-pilotstatus',
);

/** An npm within `npm run` must not take itself for the script around it; its settings (registry, proxy) stay. */
function cleanEnvironment(): NodeJS.ProcessEnv {
	const entries = Object.entries(process.env).filter(
		([key]) => !/^npm_(package|lifecycle)/.test(key),
	);
	return Object.fromEntries(entries);
}

/**
 * Runs a program, and shows what it prints.
 * @throws when it cannot be started, or ends with another code than 0
 */
export async function run(
	command: string,
	args: string[],
	options: SpawnOptions = {},
): Promise<void> {
	const child = spawn(command, args, { stdio: 'inherit', ...options });
	const [code] = await once(child, 'exit');
	if (code !== 0) throw new Error(`\`${command} ${args.join(' ')}\` ended with ${code}`);
}

/** Runs npm in a folder; see `run`. */
export async function runNpm(
	cwd: string,
	args: string[],
	env: NodeJS.ProcessEnv = {},
): Promise<void> {
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	await run('npm', [...args, ...quiet], {
		cwd,
		env: { ...cleanEnvironment(), npm_config_yes: 'true', ...env },
	});
}

/**
 * Installs packages into a folder of the cache once, and reuses it afterwards.
 * The folder appears under its name only when the install is complete, so an interrupted one is never reused; who
 * wants the same one meanwhile waits for it.
 * @param name folder name; must contain every version it depends on
 * @param files files to put there first: a package.json, and a lock file where there is one
 * @param npmArguments e.g. ['ci', '--ignore-scripts']
 * @param finish what else belongs to a complete install, in its folder
 * @returns absolute path of the installed folder
 * @throws when npm fails
 */
export async function installOnce(
	name: string,
	files: Record<string, string>,
	npmArguments: string[],
	finish: (folder: string) => Promise<void> = async () => {},
): Promise<string> {
	const folder = join(cacheRoot, name);
	const isUpToDate = () =>
		Object.entries(files).every(
			([file, text]) =>
				existsSync(join(folder, file)) && readFileSync(join(folder, file), 'utf8') === text,
		);
	if (isUpToDate()) return folder;
	mkdirSync(cacheRoot, { recursive: true });
	const release = await lock(folder, {
		realpath: false,
		retries: { forever: true, minTimeout: 500, maxTimeout: 1000 },
	});
	try {
		if (isUpToDate()) return folder;
		const partial = `${folder}.partial`;
		rmSync(partial, { recursive: true, force: true });
		mkdirSync(partial);
		const write = () => {
			for (const [file, text] of Object.entries(files)) writeFileSync(join(partial, file), text);
		};
		write();
		console.log(`Installing ${name} into the cache (once) …`);
		await runNpm(partial, npmArguments);
		await finish(partial);
		// npm rewrites package.json in its own style; ours is what the next comparison reads.
		write();
		rmSync(folder, { recursive: true, force: true });
		renameSync(partial, folder);
		return folder;
	} finally {
		await release();
	}
}

/**
 * Installs a Node of a given version from its npm package.
 * @param version exact version, e.g. "20.19.6"
 * @returns the folder that holds the `node` binary, to be put first on the PATH
 */
export async function installNode(version: string): Promise<string> {
	const folder = await installOnce(
		`node-${version}`,
		{ 'package.json': JSON.stringify({ private: true, dependencies: { node: version } }) },
		['install'],
	);
	return join(folder, 'node_modules', 'node', 'bin');
}

/** The environment with a folder put first on the PATH. */
export function withPath(folder: string): NodeJS.ProcessEnv {
	return { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
}
