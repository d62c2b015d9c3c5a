import { beforeEach, describe, expect, it } from '@jest/globals';

import { Repeats } from '../../nodes/PilotStatusTrigger/repeats.ts';
import type { Stored } from '../../nodes/PilotStatusTrigger/repeats.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let now: number;
let memory: Repeats;
let stored: Stored;
const claim = (identity: string) => memory.claim(identity, stored) !== undefined;
const restart = () => (memory = new Repeats(() => now));
beforeEach(() => {
	now = 0;
	stored = {};
	restart();
});

describe('this process', () => {
	it('knows a copy that comes every minute for two days, with thousands of others in between (R03)', () => {
		expect(claim('x')).toBe(true);
		for (let minute = 1; minute < 2_880; minute++) {
			now += MINUTE;
			expect(claim(`other ${minute}`)).toBe(true);
			expect(claim('x')).toBe(false);
		}
	});

	it('forgets after a day', () => {
		claim('x');
		now += 24 * HOUR;
		expect(claim('x')).toBe(false);
		now += 24 * HOUR + 1;
		expect(claim('x')).toBe(true);
	});

	it('remembers fifty thousand at most, and forgets the oldest first', () => {
		for (let n = 0; n <= 50_000; n++) claim(`${n}`);
		expect(claim('1')).toBe(false);
		expect(claim('0')).toBe(true);
	});

	it('takes back what is given back, and never stores it', () => {
		memory.claim('x', stored)!();
		memory.save(stored);
		expect(stored).toEqual({});
		expect(claim('x')).toBe(true);
	});
});

describe('what is stored', () => {
	it('is written at once, and then at most once in ten seconds', () => {
		claim('a');
		memory.save(stored);
		expect(stored.seen).toHaveLength(10);
		now += 9_999;
		claim('b');
		memory.save(stored);
		expect(stored.seen).toHaveLength(10);
		now += 1;
		memory.save(stored);
		expect(stored.seen).toHaveLength(20);
	});

	it('is left alone where nothing is new', () => {
		claim('a');
		memory.save(stored);
		now += HOUR;
		Object.freeze(stored);
		claim('a');
		memory.save(stored);
	});

	it('is known after a restart', () => {
		claim('a');
		memory.save(stored);
		restart();
		expect(claim('a')).toBe(false);
		expect(claim('b')).toBe(true);
	});

	it('is the newest five hundred', () => {
		for (let n = 0; n <= 500; n++) claim(`${n}`);
		memory.save(stored);
		expect(stored.seen).toHaveLength(5_000);
		restart();
		expect(claim('1')).toBe(false);
		expect(claim('0')).toBe(true);
	});

	it('keeps what other processes have stored', () => {
		claim('a');
		memory.save(stored);
		restart();
		claim('b');
		memory.save(stored);
		restart();
		expect([claim('a'), claim('b')]).toEqual([false, false]);
	});

	it('is written whole again where it was lost', () => {
		claim('a');
		memory.save(stored);
		stored = {};
		now += HOUR;
		claim('b');
		memory.save(stored);
		restart();
		expect([claim('a'), claim('b')]).toEqual([false, false]);
	});

	it.each([null, 42, {}, ['a'], '', 'short'])('may be %j, which is nothing', (seen) => {
		stored = { seen };
		expect(claim('a')).toBe(true);
		memory.save(stored);
		restart();
		expect(claim('a')).toBe(false);
	});
});
