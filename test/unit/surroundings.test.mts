import { describe, expect, it } from '@jest/globals';

import { realSurroundings } from '../../nodes/shared/requests/surroundings.ts';

describe('real time', () => {
	it('passes at least as long as told, also beyond one stretch of sleep', async () => {
		const { pause } = realSurroundings(undefined);
		const start = Date.now();
		await pause(-5);
		await pause(1_100);
		expect(Date.now() - start).toBeGreaterThanOrEqual(1_099);
	});

	it('ends when the execution is cancelled, now or before', async () => {
		const cancelled = {
			sentence: 'The execution was canceled',
			hint: 'What was accepted before stays sent; nothing further was sent.',
		};
		const controller = new AbortController();
		const { pause } = realSurroundings(controller.signal);
		const waiting = pause(60_000);
		controller.abort();
		await expect(waiting).rejects.toMatchObject(cancelled);
		await expect(realSurroundings(controller.signal).pause(60_000)).rejects.toMatchObject(
			cancelled,
		);
		await expect(realSurroundings(controller.signal).cancelled).rejects.toMatchObject(cancelled);
	});
});
