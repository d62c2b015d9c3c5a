/**
 * Proves that the reference server works as a package of its own: packed, installed in an empty folder and started
 * with `npx`, on the oldest Node that it supports and on ours, it answers, shows the simulator and stops at Ctrl-C.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installNode, withPath } from './cache.mts';

const NODES = ['20.19.6', '24.21.0'];
const FIRST_REQUEST_MS = 10_000;

const expected = (holds: boolean, sentence: string) => {
	if (!holds) throw new Error(sentence);
};

/** Starts it with `npx` in a folder where it is installed, asks it, and ends it. */
async function start(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
	const startedAt = performance.now();
	// A group of its own, so that the signal reaches it as Ctrl-C does: npx and the server at once.
	const child = spawn('npx', ['pilotstatus-reference-server', '--port', '0'], {
		cwd: folder,
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = once(child, 'exit');
	let output = '';
	child.stdout.setEncoding('utf8');
	for await (const chunk of child.stdout) {
		output += chunk;
		if (output.includes('Ctrl-C')) break;
	}
	try {
		const address = (end: string) =>
			new RegExp(`http://127.0.0.1:\\d+/${end}\\b`).exec(output)?.[0];
		const groups = await fetch(`${address('v1')}/groups`, { headers: { 'x-api-key': 'ps_go' } });
		const ms = Math.round(performance.now() - startedAt);
		expected(groups.status === 200, `The first request was answered with ${groups.status}`);
		expected(ms <= FIRST_REQUEST_MS, `The first answer took ${ms} ms`);
		const page = await (await fetch(address('simulator')!)).text();
		const script = /src="([^"]+)"/.exec(page)?.[1];
		const part = await fetch(new URL(script!, address('simulator')));
		expected(part.status === 200, `The simulator's ${script} was answered with ${part.status}`);
		console.log(`  first answer ${ms} ms after npx, simulator at ${address('simulator')}`);
	} finally {
		process.kill(-child.pid!, 'SIGINT');
	}
	await ended;
}

const folder = mkdtempSync(join(tmpdir(), 'reference-server-'));
try {
	const workspace = ['-w', 'reference-server'];
	execFileSync('npm', ['run', 'build', ...workspace], { stdio: 'inherit' });
	const pack = ['pack', ...workspace, '--json', '--pack-destination', folder, '--loglevel=error'];
	const packed = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8' }));
	// npm 12 gives an object by package name in place of a list.
	const [{ filename, size, files }] = Object.values<any>(packed);
	const foreign = files
		.map(({ path }: { path: string }) => path)
		.filter((path: string) => !/^(dist\/.+|README\.md|LICENSE\.md|package\.json)$/.test(path));
	expected(foreign.length === 0, `The tarball holds what it should not: ${foreign.join(', ')}`);
	console.log(`${filename}: ${files.length} files, ${Math.round(size / 1024)} kB`);
	for (const version of NODES) {
		const home = mkdtempSync(join(folder, 'home-'));
		const env = withPath(await installNode(version));
		console.log(`Node ${execFileSync('node', ['--version'], { env, encoding: 'utf8' }).trim()}`);
		const install = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
		execFileSync('npm', [...install, join(folder, filename)], { cwd: home, env });
		await start(home, env);
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
