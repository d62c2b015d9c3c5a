import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How the API behaves in a run. */
export interface Conditions {
	/** Requests that it takes in a second; 429 with `Retry-After: 1` beyond. */
	perSecond?: number;
	/** It answers after this many milliseconds, from and to. */
	latency?: [number, number];
}

/** What reached the API in a run. */
export interface Report {
	accepted: number;
	refused: number;
	/** Different texts among the accepted ones; fewer than `accepted` where some went out twice. */
	distinct: number;
	outOfOrder: number;
}

export interface ServerAddresses {
	/** The reference server. */
	api: string;
	/** Answers every send, and keeps nothing. */
	sink: string;
}

/** The API in its own process. */
export interface Api extends ServerAddresses {
	reset(conditions: Conditions): Promise<void>;
	report(): Promise<Report>;
	stop(): void;
}

/** Starts it; what is asked rejects with an Error when its process has ended. */
export async function startApi(): Promise<Api> {
	const child = fork(fileURLToPath(new URL('server.mts', import.meta.url)));
	let waiting: { resolve(message: unknown): void; reject(error: Error): void } | undefined;
	child.on('message', (message) => waiting?.resolve(message));
	child.once('exit', () => waiting?.reject(new Error('The API of the benchmarks has ended')));
	const answer = async <T,>() =>
		(await new Promise((resolve, reject) => (waiting = { resolve, reject }))) as T;
	const addresses = await answer<ServerAddresses>();
	return {
		...addresses,
		async reset(conditions) {
			child.send({ reset: conditions });
			await answer();
		},
		async report() {
			child.send({});
			return await answer<Report>();
		},
		stop: () => void child.kill(),
	};
}
