/**
 * The vendor's Python SDK as a judge: it drives the reference server with every method that the server has an endpoint
 * for, and compares answers, deliveries and errors with its own types. Where the two disagree, `disagreements.json`
 * says why (its rows are patterns); a disagreement that is not in there, and a row that has become untrue, are failures.
 * `npm run test:sdk -- newest` takes the newest SDK in place of the pinned one.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
	CHECKED,
	GROUPS,
	KEYS,
	NUMBERS,
	PEOPLE,
	startReferenceServer,
} from 'pilotstatus-reference-server';
import type { ReferenceServer } from 'pilotstatus-reference-server';
import { findPython, installPinned, pipInstall } from '../python.mts';
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
	/** Endpoints whose answers it was given. */
	routes: ReadonlySet<string>;
	found: Disagreement[];
}

const here = (name: string) => join(import.meta.dirname, name);
const python = findPython();
const newest = process.argv[2] === 'newest' ? mkdtempSync(join(tmpdir(), 'pilot-status-')) : '';
if (newest) pipInstall(python, newest, ['pilot-status']);
const packages = newest || installPinned(python, 'pilot-status', here('requirements.txt'));

/** What the SDK found, once it has asked everything. */
async function judge(): Promise<Verdict> {
	const current = await startReferenceServer({ clock: 'manual' });
	const sdk = await startReferenceServer();
	const failing = await startReferenceServer();
	const redacting = await startReferenceServer();
	const servers = { newest: current, sdk, failing, redacting };
	try {
		const shapes = { groupList: 'array', newsletterList: 'array', numberStatus: 'stale' };
		Object.assign(sdk.shapes, shapes);
		for (const number of redacting.state.numbers) number.piiRelayOnly = true;
		const bodies = await deliveries(current);
		// What was asked so far was asked by us.
		current.log.length = 0;
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
			...calls(current),
			media: bodies.map(({ data }) => data).filter((data) => data?.mediaId),
			later: new Date(Date.now() + 3_600_000).toISOString(),
			deliveries: bodies,
		};
		const verdict: Omit<Verdict, 'routes'> = JSON.parse(await runPython(JSON.stringify(task)));
		const good = [...current.log, ...sdk.log].filter(
			({ status = 0 }) => status >= 200 && status < 300,
		);
		return { ...verdict, routes: new Set(good.map(({ route }) => route)) };
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
async function runPython(input: string): Promise<string> {
	return await new Promise((resolve, reject) => {
		const env = { ...process.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' };
		const options = { env, maxBuffer: 64 * 1024 * 1024 };
		const child = execFile(python, [here('check.py')], options, (error, stdout, stderr) =>
			error ? reject(new Error(stderr || error.message)) : resolve(stdout),
		);
		child.stdin!.end(input);
	});
}

const { checks, driven, notDriven, routes, found } = await judge();
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
const marked = Object.keys(CHECKED).filter((route) => CHECKED[route]!.sdk);
const unmarked = [...routes].filter((route) => !marked.includes(route));
const unasked = marked.filter((route) => !routes.has(route));
for (const route of unmarked) console.error(`Not marked in checked.mts: ${route}`);
for (const route of unasked) console.error(`Marked in checked.mts, and not asked: ${route}`);
console.log(`${driven} methods of the SDK, ${checks} checks, ${rows.length} known disagreements`);
for (const [reason, methods] of Object.entries(notDriven)) {
	console.log(`Not driven, ${reason}: ${methods.join(', ')}`);
}
if (newest) rmSync(newest, { recursive: true, force: true });
const wrong = distinct.size + untrue.length + unmarked.length + unasked.length;
process.exitCode = wrong > 0 ? 1 : 0;
