import { describe, expect, it } from '@jest/globals';

import { createClock } from '../../src/whatsapp/clock.mts';

describe('a manual clock', () => {
	it('runs what falls due in order, each at its own time, also what comes to wait meanwhile', () => {
		const clock = createClock('manual');
		const start = clock.now();
		const seen: Array<[string, number]> = [];
		const note = (name: string) => seen.push([name, clock.now() - start]);
		clock.after(20, () => note('b'));
		clock.after(10, () => {
			note('a');
			clock.after(15, () => note('c'));
		});
		clock.after(20, () => note('b2'));
		clock.after(31, () => note('late'));
		clock.advance(30);
		expect(seen).toEqual([
			['a', 10],
			['b', 20],
			['b2', 20],
			['c', 25],
		]);
		expect(clock.now() - start).toBe(30);
		clock.advance(1);
		expect(seen.at(-1)).toEqual(['late', 31]);
	});

	it('forgets what is called off, and everything on reset', () => {
		const clock = createClock('manual');
		const seen: string[] = [];
		const callOff = clock.after(10, () => seen.push('a'));
		clock.after(10, () => seen.push('b'));
		callOff();
		clock.advance(10);
		clock.after(10, () => seen.push('c'));
		clock.reset();
		clock.advance(10);
		expect(seen).toEqual(['b']);
	});
});

describe('a real clock', () => {
	it('runs by itself and cannot be moved', async () => {
		const clock = createClock('real');
		const start = Date.now();
		await new Promise<void>((resolve) => clock.after(5, resolve));
		expect(Date.now() - start).toBeGreaterThanOrEqual(5);
		expect(() => clock.advance(1)).toThrow(/manual/);
	});

	it('waits longer than the longest timer there is', async () => {
		const clock = createClock('real');
		let early = false;
		clock.after(2 ** 32, () => {
			early = true;
		});
		await new Promise<void>((resolve) => clock.after(5, resolve));
		expect(early).toBe(false);
		clock.reset();
	});

	it('can be stopped: what waits then goes on by hand, until reset', () => {
		const clock = createClock('real');
		let runs = 0;
		clock.after(60_000, () => {
			runs += 1;
		});
		clock.manual();
		const start = clock.now();
		clock.advance(60_000);
		expect([runs, clock.now() - start]).toEqual([1, 60_000]);
		clock.reset();
		expect(() => clock.advance(1)).toThrow(/manual/);
	});
});
