/** Promises of SECURITY.md about the package, its workflows and its stand-in, which no other test looks at. */
import { globSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { startReferenceServer } from 'pilotstatus-reference-server';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const shipped = globSync('dist/**/*.js').map((file) => readFileSync(file, 'utf8'));

describe('the package', () => {
	it('needs no other package at run time, and runs nothing when it is installed', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		const atInstall = /^(pre|post)?(install|prepare|prepublish|pack)$/;
		expect(Object.keys(manifest.scripts).filter((name) => atInstall.test(name))).toEqual([]);
	});

	it('takes nothing but n8n-workflow, luxon and crypto from outside', () => {
		expect(shipped.length).toBeGreaterThan(2);
		const taken = shipped.flatMap((code) =>
			[...code.matchAll(/(?:require|import)\(\s*([^)]*?)\s*\)/g)].map(([, name]) => name!),
		);
		const foreign = [...new Set(taken)].filter((name) => !/^["']\./.test(name));
		expect(foreign.map((name) => name.slice(1, -1)).sort()).toEqual([
			'crypto',
			'luxon',
			'n8n-workflow',
		]);
	});

	it('reads no environment variables and no files, and runs no code from texts', () => {
		const reaching = /\b(process\.|globalThis|__dirname|eval\(|new Function\()/;
		expect(shipped.filter((code) => reaching.test(code))).toEqual([]);
	});

	it('holds what is built, and neither the reference server nor tests', () => {
		expect(manifest.files).toEqual(['dist', 'index.js', 'README*', 'LICENSE*', 'CHANGELOG.md']);
		expect(globSync('dist/*', { exclude: (name) => name.endsWith('.tsbuildinfo') }).sort()).toEqual(
			['dist/credentials', 'dist/icons', 'dist/nodes'],
		);
	});
});

interface Job {
	uses?: string;
	permissions?: Record<string, string>;
	steps?: Array<{ uses?: string; run?: string }>;
}
const workflows = globSync('.github/workflows/*.yml').map((file) => {
	const text = readFileSync(file, 'utf8');
	const { permissions, jobs } = parse(text) as { permissions: object; jobs: Record<string, Job> };
	return { file, text, permissions, jobs };
});

describe('the workflows', () => {
	it('take actions by their commit only', () => {
		const used = workflows.flatMap(({ jobs }) =>
			Object.values(jobs).flatMap(({ uses, steps = [] }) => [
				uses,
				...steps.map((one) => one.uses),
			]),
		);
		const foreign = used.filter((one) => one !== undefined && !one.startsWith('./'));
		expect(foreign.length).toBeGreaterThan(5);
		expect(foreign.filter((one) => !/@[0-9a-f]{40}$/.test(one!))).toEqual([]);
	});

	it('may do nothing that a job does not ask for, and no job may write but those that publish and open issues', () => {
		const asked = workflows.flatMap(({ file, permissions, jobs }) => [
			[file, permissions],
			...Object.entries(jobs).map(([name, job]) => [name, job.permissions ?? 'all']),
		]);
		const more = asked.filter(
			([, one]) => JSON.stringify(one) !== '{}' && JSON.stringify(one) !== '{"contents":"read"}',
		);
		expect(more).toEqual([
			['publish', { 'id-token': 'write' }],
			['issue', { issues: 'write' }],
		]);
	});

	it('have no secrets', () => {
		expect(workflows.filter(({ text }) => /\bsecrets\b\s*[.[:]/.test(text))).toEqual([]);
	});

	it('publish the tarball that was tried, in a job that runs no code of the repository', () => {
		const { publish } = workflows.find(({ file }) => file.endsWith('publish.yml'))!.jobs;
		const steps = publish!.steps!;
		expect(steps.map(({ uses = '' }) => uses.split('@')[0]).filter((one) => one !== '')).toEqual([
			'actions/download-artifact',
			'actions/setup-node',
		]);
		const commands = steps.map(({ run = '' }) => run).filter((run) => run !== '');
		expect(commands[0]).toMatch(/sha256sum --check --strict$/);
		expect(commands.at(-1)).toMatch(/^npm publish "\.\/\$\{TAG%@\*\}\.tgz" --provenance/);
		const running = /\bnpm (ci|install|run|test|exec)\b|\bnpx\b|\bnode \S/;
		expect(commands.filter((run) => running.test(run))).toEqual([]);
	});
});

describe('the reference server', () => {
	it('listens on this machine only', async () => {
		const server = await startReferenceServer();
		const port = Number(new URL(server.url).port);
		const reach = async (host: string) =>
			await new Promise<boolean>((resolve) => {
				const socket = connect({ host, port, timeout: 2000 });
				const end = (isOpen: boolean) => {
					socket.destroy();
					resolve(isOpen);
				};
				socket.on('connect', () => end(true));
				for (const what of ['error', 'timeout']) socket.on(what, () => end(false));
			});
		const others = Object.values(networkInterfaces())
			.flatMap((all) => all ?? [])
			.filter(({ internal, family }) => !internal && family === 'IPv4')
			.map(({ address }) => address);
		// Linux gives this name to the machine as well, whichever networks it is in.
		const all = [...others, ...(process.platform === 'linux' ? ['127.0.0.2'] : [])];
		const reached = await Promise.all(all.map(reach));
		expect(await reach('127.0.0.1')).toBe(true);
		await server.close();
		expect(all.filter((_host, at) => reached[at])).toEqual([]);
	});
});
