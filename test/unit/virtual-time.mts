import type { Surroundings } from '../../nodes/shared/requests/surroundings.ts';

/** Time that passes only when everything waits: pauses end in the order of their time, without any real waiting. */
interface VirtualTime extends Surroundings {
	/** Runs work until it has settled, moving the clock on whenever nothing else can happen. */
	run<T>(work: Promise<T>): Promise<T>;
	/** As n8n does when somebody stops the execution. */
	cancel(): void;
}

const nothingElseHappens = () => new Promise<void>((resolve) => setImmediate(resolve));

/** @param random what chance gives, from 0 to 1 */
export function virtualTime(random: () => number = () => 1): VirtualTime {
	let clock = 1_000_000;
	const alarms: Array<{ at: number; ring: () => void }> = [];
	let cancel = () => {};
	const cancelled = new Promise<never>((_resolve, reject) => {
		cancel = () => reject(new Error('cancelled'));
	});
	cancelled.catch(() => {});
	const wait = (ms: number) =>
		new Promise<void>((ring) => alarms.push({ at: clock + Math.max(0, ms), ring }));
	return {
		now: () => clock,
		random,
		cancelled,
		cancel: () => cancel(),
		pause: async (ms) => await Promise.race([cancelled, wait(ms)]),
		async run(work) {
			let isDone = false;
			const done = work.finally(() => (isDone = true));
			done.catch(() => {});
			await nothingElseHappens();
			while (!isDone) {
				const next = alarms.sort((a, b) => a.at - b.at).shift();
				if (!next) throw new Error('Nothing will ever happen again');
				clock = Math.max(clock, next.at);
				next.ring();
				await nothingElseHappens();
			}
			return await done;
		},
	};
}
