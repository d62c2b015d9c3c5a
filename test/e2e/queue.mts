import { afterAll } from '@jest/globals';

import type { ReferenceServerOptions } from 'pilotstatus-reference-server';
import { installWholeN8n } from '../../scripts/whole-n8n/install.mts';
import { startN8n } from '../../scripts/whole-n8n/instance.mts';
import type { Instance } from '../../scripts/whole-n8n/instance.mts';
import { startFront } from './front.mts';
import type { Front } from './front.mts';
import { useWhole } from './n8n.mts';
import type { WholeN8n } from './n8n.mts';
import { freePorts } from '../../scripts/whole-n8n/ports.mts';
import { startServices } from './services.mts';
import type { Services } from './services.mts';

/** An n8n in queue mode: main, webhook processors and two workers. */
export interface QueueN8n extends WholeN8n {
	/** Address of its webhooks and forms. */
	front(): Front;
	/** Ids of the executions that the first webhook processor has put into the queue. */
	enqueued(): string[];
	/** Ids of the executions that each worker has begun. */
	begun(): string[][];
	/** Kills the worker that has begun an execution; gives how to start another in its place. */
	killWorkerOf(executionId: string): Promise<() => Promise<void>>;
}

/** In ms: n8n misses a dead worker after seconds, not minutes, and then waits for 30 s more. */
const SHORT_LOCKS = {
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

/**
 * n8n in queue mode, for a test file.
 * @param processors how many webhook processors it has
 * @param api how the reference server starts
 */
export function useQueue(processors = 1, api?: ReferenceServerOptions): QueueN8n {
	const webhooks = Array.from({ length: processors }, () => ['webhook']);
	const commands = [['start'], ...webhooks, ['worker'], ['worker']];
	const firstWorker = 1 + processors;
	let services: Services | undefined;
	let front: Front | undefined;
	let ports: number[] = [];
	let home: string;
	/** In the order of their commands. */
	const processes: Instance[] = [];

	const start = async (index: number) => {
		const [port, brokerPort] = ports.slice(2 * index) as [number, number];
		const env = {
			...services!.env,
			...SHORT_LOCKS,
			EXECUTIONS_MODE: 'queue',
			// With n8n's 2, a burst waits for connections until n8n gives it up.
			DB_POSTGRESDB_POOL_SIZE: '10',
			// On a busy machine, n8n would refuse deliveries for want of its database.
			DB_PING_TIMEOUT_MS: '60000',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			WEBHOOK_URL: front!.url,
		};
		const command = commands[index]!;
		processes[index] = await startN8n(await installWholeN8n(), {
			home,
			port,
			brokerPort,
			command,
			env,
		});
	};
	const stop = async () => {
		await Promise.all(processes.splice(0).map(async (one) => await one?.stop()));
	};
	const begun = (worker: Instance) => idsIn(worker.log(), /Worker started execution (\d+)/g);

	const whole = useWhole(async (folder) => {
		home = folder;
		services = await startServices();
		ports = await freePorts(2 * commands.length);
		const portOf = (index: number) => ports[2 * index]!;
		front = await startFront(
			portOf(0),
			webhooks.map((_one, index) => portOf(1 + index)),
		);
		try {
			// Alone: it makes the tables that the others look for.
			await start(0);
			const others = await Promise.allSettled([...commands.keys()].slice(1).map(start));
			for (const other of others) if (other.status === 'rejected') throw other.reason;
		} catch (error) {
			await stop();
			throw error;
		}
		return {
			url: processes[0]!.url,
			log: () => processes.map((one) => one.log()).join('\n'),
			stop,
			async restart() {
				await processes[0]!.stop();
				await start(0);
			},
		};
	}, api);
	afterAll(async () => {
		await front?.close();
		await services?.stop();
	});

	return {
		...whole,
		front: () => front!,
		enqueued: () => idsIn(processes[1]!.log(), /Enqueued execution (\d+)/g),
		begun: () => processes.slice(firstWorker).map(begun),
		async killWorkerOf(executionId) {
			const index = processes.findIndex((one) => begun(one).includes(executionId));
			await processes[index]!.kill();
			return async () => await start(index);
		},
	};
}

const idsIn = (log: string, pattern: RegExp) => [...log.matchAll(pattern)].map(([, id]) => id!);
