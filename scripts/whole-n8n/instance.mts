import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { withPath } from '../cache.mts';
import type { InstalledN8n } from './install.mts';

/** Settings of every n8n here: it stays on this machine, calls nobody, and takes a package that is not verified. */
const SETTINGS = {
	// Jest says `test`, with which n8n does not serve, and silences n8n's engine.
	NODE_ENV: 'production',
	N8N_LOG_LEVEL: 'info',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,insights',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
};

/** How long n8n may take to answer at all, in ms: a first start migrates its database. */
const START_TIME = 600_000;

/** A process of n8n. */
export interface Instance {
	/** e.g. `http://localhost:5678` */
	url: string;
	/** Of its process. */
	pid: number;
	/** Everything it has printed so far. */
	log(): string;
	/** Resolves with its exit code when it ends by itself. */
	ended: Promise<number | null>;
	/** Ends it, and resolves when it is gone. */
	stop(): Promise<void>;
	/** Ends it as the machine would when it runs out of memory. */
	kill(): Promise<void>;
}

export interface InstanceOptions {
	/** Folder with its database and its packages. */
	home: string;
	port: number;
	/** Port of its task broker; every process needs one of its own. */
	brokerPort: number;
	/** Default `start`; also `webhook` or `worker`, with arguments. */
	command?: string[];
	/** Further settings. */
	env?: NodeJS.ProcessEnv;
	/** Where it says that it is ready, default `/healthz/readiness`. */
	healthPort?: number;
}

/**
 * Starts n8n and waits until it is ready.
 * @throws Error with the end of its log when it does not get there
 */
export async function startN8n(n8n: InstalledN8n, options: InstanceOptions): Promise<Instance> {
	const { home, port, brokerPort, command = ['start'], healthPort = port } = options;
	const child = spawn(n8n.node, [n8n.script, ...command], {
		env: {
			...withPath(n8n.nodeFolder),
			...SETTINGS,
			N8N_USER_FOLDER: home,
			N8N_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			...options.env,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let text = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
	}
	const ended = once(child, 'exit').then(([code]) => code as number | null);
	// Also where this process ends before n8n is ready.
	const endWithUs = () => void child.kill();
	process.once('exit', endWithUs);
	void ended.then(() => process.off('exit', endWithUs));
	const end = async (signal: NodeJS.Signals) => {
		if (isRunning(child)) child.kill(signal);
		await ended;
	};
	const instance: Instance = {
		url: `http://localhost:${port}`,
		pid: child.pid!,
		log: () => text,
		ended,
		stop: async () => await end('SIGTERM'),
		kill: async () => await end('SIGKILL'),
	};
	const deadline = Date.now() + START_TIME;
	while (!(await isReady(healthPort))) {
		if (isRunning(child) && Date.now() < deadline) await sleep(100);
		else {
			await instance.kill();
			throw new Error(`n8n did not start:\n${text.slice(-3000)}`);
		}
	}
	return instance;
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

async function isReady(port: number): Promise<boolean> {
	const signal = AbortSignal.timeout(2000);
	const url = `http://127.0.0.1:${port}/healthz/readiness`;
	const answer = await fetch(url, { signal }).catch(() => undefined);
	return answer?.status === 200;
}
