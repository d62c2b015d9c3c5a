/**
 * The vendor's Python SDK as a judge: it drives the reference server with every method that the server has an endpoint
 * for, and compares answers, deliveries and errors with its own types. Where the two disagree, `disagreements.json`
 * says why (its rows are patterns); a disagreement that is not in there, and a row that has become untrue, are failures.
 */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { GROUPS, KEYS, NUMBERS, PEOPLE, startReferenceServer } from 'pilotstatus-reference-server';
import type { ReferenceServer } from 'pilotstatus-reference-server';
import { cacheRoot } from '../cache.mts';
import { deliveries } from './deliveries.mts';
import { ERRORS, REFUSALS, SENDS } from './requests.mts';

interface Disagreement {
	where: string;
	what: string;
}

interface Verdict {
	checks: number;
	/** How many methods were called. */
	driven: number;
	/** Methods that the contract leaves out, by the reason. */
	notDriven: Record<string, string[]>;
	found: Disagreement[];
}

const here = (name: string) => join(import.meta.dirname, name);

/** The SDK in a folder of the cache, installed once for each version and hash. */
function installSdk(python: string): string {
	const requirements = here('requirements.txt');
	const version = /pilot-status==(\S+)/.exec(readFileSync(requirements, 'utf8'))![1]!;
	const folder = join(cacheRoot, `pilot-status-${version}`);
	if (existsSync(folder)) return folder;
	const partial = `${folder}.${process.pid}.partial`;
	const install = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '--no-deps'];
	execFileSync(python, [...install, '--target', partial, '-r', requirements], { stdio: 'inherit' });
	rmSync(folder, { recursive: true, force: true });
	renameSync(partial, folder);
	return folder;
}

/** The first Python that is there; undefined without one. */
function findPython(): string | undefined {
	return ['python3.11', 'python3', 'python'].find(
		(name) =>
			spawnSync(name, ['-c', 'import sys; assert sys.version_info >= (3, 11)']).status === 0,
	);
}

/** What the SDK found, once it has asked everything. */
async function judge(python: string): Promise<Verdict> {
	const newest = await startReferenceServer({ clock: 'manual' });
	const sdk = await startReferenceServer();
	const failing = await startReferenceServer();
	const redacting = await startReferenceServer();
	const servers = { newest, sdk, failing, redacting };
	try {
		const shapes = { groupList: 'array', newsletterList: 'array', numberStatus: 'stale' };
		Object.assign(sdk.shapes, shapes);
		for (const number of redacting.state.numbers) number.piiRelayOnly = true;
		const bodies = await deliveries(newest);
		ERRORS.forEach(([status, code], index) => {
			const body = { error: `About ${code}`, code };
			failing.fault({ route: 'GET /templates', nth: index + 1, status, body });
		});
		const origin = ({ url }: { url: string }) => new URL(url).origin;
		const task = {
			servers: Object.fromEntries(
				Object.entries(servers).map(([name, server]) => [name, origin(server)]),
			),
			keys: KEYS,
			number: NUMBERS.go.id,
			group: GROUPS.modern,
			sends: SENDS,
			refusals: REFUSALS,
			errors: ERRORS,
			...calls(newest),
			media: bodies.map(({ data }) => data).filter((data) => data?.mediaId),
			later: new Date(Date.now() + 3_600_000).toISOString(),
			deliveries: bodies,
		};
		return JSON.parse(await runPython(python, JSON.stringify(task)));
	} finally {
		await Promise.all(Object.values(servers).map((server) => server.close()));
	}
}

/** Somebody who lets every number call, and calls that wait to be taken and refused. */
function calls(server: ReferenceServer) {
	const { id: numberId } = NUMBERS.metaOba;
	server.state.callPermissions.push({ numberId, peer: PEOPLE.ana, status: 'PERMANENT' });
	const ringing = (name: 'go' | 'metaOba') =>
		[PEOPLE.bruno, PEOPLE.carla].map(
			(from) => server.ring({ numberId: NUMBERS[name].id, from }).id,
		);
	return {
		callable: PEOPLE.ana,
		ringing: { go: ringing('go'), metaOba: ringing('metaOba') },
	};
}

/** Runs the program; the servers answer meanwhile, so it must not block. */
async function runPython(python: string, input: string): Promise<string> {
	return await new Promise((resolve, reject) => {
		const env = { ...process.env, PYTHONPATH: installSdk(python), PYTHONDONTWRITEBYTECODE: '1' };
		const options = { env, maxBuffer: 64 * 1024 * 1024 };
		const child = execFile(python, [here('check.py')], options, (error, stdout, stderr) =>
			error ? reject(new Error(stderr || error.message)) : resolve(stdout),
		);
		child.stdin!.end(input);
	});
}

const python = findPython();
if (python === undefined) {
	console.error('The check with the vendor’s SDK needs Python 3.11 or newer, and there is none.');
	process.exit(process.env.CI ? 1 : 0);
}
const { checks, driven, notDriven, found } = await judge(python);
const rows: Array<Disagreement & { reason: string }> = JSON.parse(
	readFileSync(here('disagreements.json'), 'utf8'),
);
const explains = (row: Disagreement) => {
	const [where, what] = [new RegExp(row.where), new RegExp(row.what)];
	return (one: Disagreement) => where.test(one.where) && what.test(one.what);
};
const unexplained = found.filter((one) => !rows.some((row) => explains(row)(one)));
const untrue = rows.filter((row) => !found.some(explains(row)));
const distinct = new Set(unexplained.map(({ where, what }) => `${where} ${what}`));
for (const line of distinct) console.error(`The SDK disagrees: ${line}`);
for (const { where, what } of untrue) console.error(`No disagreement any more: ${where} ${what}`);
console.log(`${driven} methods of the SDK, ${checks} checks, ${rows.length} known disagreements`);
for (const [reason, methods] of Object.entries(notDriven)) {
	console.log(`Not driven, ${reason}: ${methods.join(', ')}`);
}
process.exitCode = distinct.size + untrue.length > 0 ? 1 : 0;
