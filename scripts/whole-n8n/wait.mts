import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until something is so; n8n tells of it in no other way.
 * @param what for the error
 * @param look gives what it found, or something falsy as long as there is nothing
 * @param ms how long at most
 */
export async function until<T>(
	what: string,
	look: () => Promise<T | undefined | false> | T | undefined | false,
	ms = 120_000,
): Promise<T> {
	const deadline = Date.now() + ms;
	for (;;) {
		const found = await look();
		if (found) return found;
		if (Date.now() > deadline) throw new Error(`Waited ${ms / 1000} s in vain for ${what}`);
		await sleep(50);
	}
}
