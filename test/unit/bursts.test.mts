import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Bursts } from '../../nodes/PilotStatusTrigger/bursts.ts';
import { virtualTime } from './virtual-time.mts';

/** Messages with their time in ms, gathered by a store of their own; each burst with the time of its start. */
async function gather(
	messages: Array<{ at: number; talk: string; id: string }>,
	quiet = 5_000,
): Promise<Array<{ at: number; talk: string; ids: string[] }>> {
	const time = virtualTime();
	const begin = time.now();
	const bursts = new Bursts<string>(time, (first) => first);
	const started: Array<{ at: number; talk: string; ids: string[] }> = [];
	const deliver = async ({ at, talk, id }: { at: number; talk: string; id: string }) => {
		await time.pause(begin + at - time.now());
		const ids = await bursts.add(talk, id, quiet, id);
		if (ids) started.push({ at: time.now() - begin, talk, ids });
	};
	await time.run(Promise.all(messages.map(deliver)));
	return started;
}

const row = (at: number, talk: string, id: string) => ({ at, talk, id });

describe('bursts', () => {
	it('begin anew with each message, and end after the quiet', async () => {
		const messages = [row(0, 'x', 'a'), row(2_000, 'x', 'b'), row(4_000, 'x', 'c')];
		expect(await gather(messages)).toEqual([{ at: 9_000, talk: 'x', ids: ['a', 'b', 'c'] }]);
	});

	it('end at once with a hundred messages, and the next one begins another', async () => {
		const messages = Array.from({ length: 101 }, (_, at) => row(at, 'x', `m${at}`));
		const [first, second] = await gather(messages);
		expect(first).toMatchObject({ at: 99, ids: { length: 100 } });
		expect(second).toEqual({ at: 5_100, talk: 'x', ids: ['m100'] });
	});

	it('are five hundred at most: the oldest starts for the next one', async () => {
		const messages = Array.from({ length: 502 }, (_, at) => row(at, `x${at}`, 'a'));
		const started = await gather(messages);
		expect(started.slice(0, 3).map(({ at, talk }) => [at, talk])).toEqual([
			[500, 'x0'],
			[501, 'x1'],
			[5_002, 'x2'],
		]);
		expect(started).toHaveLength(502);
	});

	it.each([
		[1_000, 10_000],
		[12_000, 120_000],
		[60_000, 120_000],
	])('of %d ms of quiet end after %d ms at the latest', async (quiet, latest) => {
		const messages = Array.from({ length: 200 }, (_, at) => row(at * 900, 'x', `m${at}`));
		const bursts = await gather(messages.slice(0, 140), quiet);
		expect(Math.min(...bursts.map(({ at }) => at))).toBeLessThanOrEqual(latest);
		expect(bursts.flatMap(({ ids }) => ids)).toHaveLength(140);
	});

	it('merge a copy into its message while they are open, and no longer', async () => {
		const time = virtualTime();
		const bursts = new Bursts<string>(time, (first, again) => `${first}+${again}`);
		const burst = bursts.add('x', 'a', 1_000, 'one');
		expect(bursts.add('x', 'a', 1_000, 'two')).toBeUndefined();
		expect(bursts.repeat('x', 'a', 'three')).toBe(true);
		expect(bursts.repeat('x', 'b', 'four')).toBe(false);
		expect(bursts.repeat('y', 'a', 'five')).toBe(false);
		expect(await time.run(burst!)).toEqual(['one+two+three']);
		expect(bursts.repeat('x', 'a', 'six')).toBe(false);
	});

	it('bring every message once, whatever comes when, with all of a burst in one', async () => {
		const talks = Array.from({ length: 40 }, (_, at) => `chat ${at}`);
		const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 200, maxLength: 200 });
		await fc.assert(
			fc.asyncProperty(sizes, fc.infiniteStream(fc.nat(4_999)), async (lengths, gaps) => {
				// In each talk one burst after the other, with less than the quiet within, and more between.
				const ends = new Map<string, number>();
				const expected: string[][] = [];
				const messages = lengths.flatMap((length, burst) => {
					const talk = talks[burst % talks.length]!;
					let at = (ends.get(talk) ?? burst) + 5_001;
					const rows = Array.from({ length }, (_, n) => {
						if (n > 0) at += gaps.next().value;
						return row(at, talk, `${talk}: ${burst}.${n}`);
					});
					ends.set(talk, at);
					expected.push(rows.map(({ id }) => id));
					return rows.flatMap((one) => [one, { ...one, at: one.at + (gaps.next().value % 300) }]);
				});
				// A copy may come as the last one of its burst: only then is it later than its quiet.
				const bursts = await gather(messages);
				const once = new Set(bursts.flatMap(({ ids }) => ids));
				expect(once.size).toBe(expected.flat().length);
				expect(new Set(bursts.map(({ ids }) => ids.join()))).toEqual(
					new Set(expected.map((ids) => ids.join())),
				);
			}),
			{ numRuns: 10 },
		);
	});
});
