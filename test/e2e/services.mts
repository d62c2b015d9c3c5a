import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePorts } from '../../scripts/whole-n8n/ports.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

/** Redis and PostgreSQL, for n8n's queue mode. */
export interface Services {
	/** What n8n has to know of them. */
	env: NodeJS.ProcessEnv;
	/** Ends them, and removes what they stored. */
	stop(): Promise<void>;
}

/**
 * Starts both, empty, in a temporary folder.
 * @throws Error when Debian's package `redis-server` or `postgresql` is missing, or one of them does not start
 */
export async function startServices(): Promise<Services> {
	const folder = mkdtempSync(join(tmpdir(), 'pilotstatus-services-'));
	const ends: Array<() => Promise<void>> = [];
	const stop = async () => {
		for (const end of ends) await end();
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		const [redisPort] = await freePorts(1);
		const address = ['--bind', '127.0.0.1', '--port', String(redisPort)];
		const redis = [...address, '--dir', folder, '--save', ''];
		await run('redis-server', redis, { cwd: folder }, ends);
		await runPostgres(folder, ends);
		const env = {
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			DB_TYPE: 'postgresdb',
			// A folder: its socket is there.
			DB_POSTGRESDB_HOST: folder,
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
		};
		return { env, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** On a socket in the folder, without a port, and without care for its files when the machine breaks down. */
async function runPostgres(folder: string, ends: Array<() => Promise<void>>): Promise<void> {
	const bin = globSync('/usr/lib/postgresql/*/bin').sort().pop();
	if (!bin) throw new Error("PostgreSQL is missing: install Debian's package postgresql");
	const account = postgresAccount();
	if (account.uid !== undefined) chownSync(folder, account.uid, account.gid!);
	const data = join(folder, 'data');
	const make = ['-D', data, '-U', 'n8n', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
	execFileSync(join(bin, 'initdb'), make, { ...account, cwd: folder, stdio: 'pipe' });
	const settings = [
		'listen_addresses=',
		`unix_socket_directories=${folder}`,
		'fsync=off',
		'synchronous_commit=off',
		'full_page_writes=off',
	].flatMap((setting) => ['-c', setting]);
	await run(join(bin, 'postgres'), ['-D', data, ...settings], { ...account, cwd: folder }, ends);
}

/** PostgreSQL refuses root, for whom it runs as the user of Debian's package. */
function postgresAccount(): { uid?: number; gid?: number } {
	if (process.getuid!() !== 0) return {};
	const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']));
	return { uid: id('-u'), gid: id('-g') };
}

/** Starts a service, and waits until it says that it is ready. */
async function run(
	command: string,
	args: string[],
	options: { cwd: string; uid?: number; gid?: number },
	ends: Array<() => Promise<void>>,
): Promise<void> {
	const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	let text = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
	}
	await once(child, 'spawn');
	const ended = once(child, 'exit');
	ends.push(async () => {
		child.kill('SIGINT');
		await ended;
	});
	await until(`${command} to be ready`, () => {
		if (child.exitCode !== null) throw new Error(`${command} did not start:\n${text}`);
		return /ready to accept connections/i.test(text);
	});
}
