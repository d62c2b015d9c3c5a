import { jest } from '@jest/globals';

import { outside } from './core.mts';

/** Time as the nodes see it, which passes only when a test says so. */
export interface StandingClock {
	/** Lets time pass, in ms; whatever falls due meanwhile happens at its own time, one after the other. */
	advance(ms: number): Promise<void>;
}

/** Enough turns of the event loop for everything that needs no network to come to rest. */
async function rest(): Promise<void> {
	for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Stops the clock that the nodes pause by; `jest.restoreAllMocks()` lets it run again. */
export function stopClock(): StandingClock {
	// Whole, so that sums and differences of it are exact.
	let now = Math.ceil(outside.performance.now());
	const alarms: Array<{ at: number; ring(): void }> = [];
	jest.spyOn(outside.performance, 'now').mockImplementation(() => now);
	const { setTimeout } = outside;
	jest.spyOn(outside, 'setTimeout').mockImplementation(((
		...args: Parameters<typeof setTimeout>
	) => {
		const [ring, ms = 0] = args;
		// Of all timers, only those of n8n's `sleep` resolve a promise and nothing else; sockets keep theirs.
		if (!String(ring).includes('[native code]')) return setTimeout(...args);
		return alarms.push({ at: now + ms, ring: ring as () => void });
	}) as never);
	return {
		async advance(ms) {
			const end = now + ms;
			for (;;) {
				await rest();
				const [next] = alarms.sort((a, b) => a.at - b.at);
				if (!next || next.at > end) break;
				alarms.shift();
				now = Math.max(now, next.at);
				next.ring();
			}
			now = end;
		},
	};
}
