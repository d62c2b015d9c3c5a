import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { cacheRoot } from '../cache.mts';
import { installWholeN8n, N8N_VERSION } from '../whole-n8n/install.mts';
import type { InstalledN8n } from '../whole-n8n/install.mts';
import { startN8n } from '../whole-n8n/instance.mts';
import type { Instance } from '../whole-n8n/instance.mts';
import { installIntoN8n } from '../whole-n8n/package.mts';
import type { Progress } from './progress.mts';

/** Installs n8n where it is not there yet. Rejects with an Error; what went wrong has been printed then. */
export async function install(progress: Progress): Promise<InstalledN8n> {
	if (!existsSync(join(cacheRoot, `n8n-${N8N_VERSION}`))) {
		console.log(
			`The first start downloads and builds n8n ${N8N_VERSION}: 5 to 15 minutes with two cores, 1.4 GB in ${cacheRoot}.`,
		);
		const script = join(import.meta.dirname, 'install.mts');
		const child = spawn(process.execPath, [...process.execArgv, script], {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		// Not inherited: on a terminal npm would draw there, over the seconds.
		child.stderr.pipe(process.stderr);
		for await (const line of createInterface(child.stdout)) {
			// The rest is npm's.
			if (line.endsWith('…')) progress.step(line);
		}
		if (child.exitCode === null) await once(child, 'exit');
		if (child.exitCode !== 0) throw new Error('n8n could not be installed.');
	}
	return await installWholeN8n();
}

/**
 * n8n, which a change of the nodes starts anew: descriptions and code are read at its start only.
 * @param home its user folder
 * @param onEnd called when it ends by itself
 * @returns how to end it
 */
export async function run(
	installed: InstalledN8n,
	{ home, port }: { home: string; port: number },
	progress: Progress,
	onEnd: () => void,
): Promise<() => Promise<void>> {
	let instance: Instance | undefined;
	/** While it is stopped on purpose. */
	let isPaused = false;
	const start = async () => {
		progress.step(`Starting n8n ${N8N_VERSION} …`);
		await installIntoN8n(home);
		instance = await startN8n(installed, { home, port, brokerPort: port + 1 });
		const { ended, log } = instance;
		void ended.then((code) => {
			if (isPaused) return;
			console.error(`n8n has ended (${code}):\n${log().slice(-2000)}`);
			onEnd();
		});
	};
	let hasChanged = false;
	const restart = async () => {
		hasChanged = true;
		if (isPaused) return;
		isPaused = true;
		while (hasChanged) {
			hasChanged = false;
			try {
				progress.step('Changed: building …');
				await promisify(execFile)('npm', ['run', 'build', '--silent']);
				await instance?.stop();
				await start();
				progress.done();
				console.log('Ready again.');
			} catch (error) {
				const { message, stdout = '' } = error as Error & { stdout?: string };
				progress.done();
				console.error(`${stdout}${message}`);
			}
		}
		isPaused = false;
	};
	await start();
	let timer: NodeJS.Timeout | undefined;
	const watchers = ['nodes', 'credentials', 'icons'].map((folder) =>
		watch(folder, { recursive: true }, () => {
			clearTimeout(timer);
			timer = setTimeout(() => void restart(), 300);
		}),
	);
	return async () => {
		isPaused = true;
		watchers.forEach((watcher) => watcher.close());
		await instance?.stop();
	};
}
