import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

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
 * Installs packages into a folder of the cache once, and reuses it afterwards.
 * The folder appears under its name only when the install is complete, so an interrupted one is never reused.
 * @param name folder name; must contain every version it depends on
 * @param files files to put there first: a package.json, and a lock file where there is one
 * @param npmArguments e.g. ['ci', '--ignore-scripts']
 * @param finish what else belongs to a complete install, in its folder
 * @returns absolute path of the installed folder
 * @throws when npm fails
 */
export function installOnce(
	name: string,
	files: Record<string, string>,
	npmArguments: string[],
	finish: (folder: string) => void = () => {},
): string {
	const folder = join(cacheRoot, name);
	const upToDate = Object.entries(files).every(
		([file, text]) =>
			existsSync(join(folder, file)) && readFileSync(join(folder, file), 'utf8') === text,
	);
	if (upToDate) return folder;
	const partial = `${folder}.${process.pid}.partial`;
	rmSync(partial, { recursive: true, force: true });
	mkdirSync(partial, { recursive: true });
	for (const [file, text] of Object.entries(files)) writeFileSync(join(partial, file), text);
	console.log(`Installing ${name} into the cache (once) …`);
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	execFileSync('npm', [...npmArguments, ...quiet], {
		cwd: partial,
		stdio: 'inherit',
		env: { ...cleanEnvironment(), npm_config_yes: 'true' },
	});
	finish(partial);
	// npm rewrites package.json in its own style; ours is what the next comparison reads.
	for (const [file, text] of Object.entries(files)) writeFileSync(join(partial, file), text);
	rmSync(folder, { recursive: true, force: true });
	renameSync(partial, folder);
	return folder;
}

/**
 * Installs a Node of a given version from its npm package.
 * @param version exact version, e.g. "20.19.6"
 * @returns the folder that holds the `node` binary, to be put first on the PATH
 */
export function installNode(version: string): string {
	const folder = installOnce(
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
