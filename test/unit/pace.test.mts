import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { describe, expect, it } from '@jest/globals';

import { Gate } from '../../nodes/shared/requests/gate.ts';
import { withPolicy } from '../../nodes/shared/requests/policy.ts';
import type { ApiRequest } from '../../nodes/shared/requests/request.ts';
import { virtualTime } from './virtual-time.mts';

const message: ApiRequest = { method: 'POST', path: '/messages/send', isSend: true };

/** Executions of one API key, on one clock; the log has who sent when, in ms from the start. */
function bench() {
	const time = virtualTime();
	const start = time.now();
	const log: Array<[name: string, at: number]> = [];
	const key = {};
	/** One execution; `cancel` is what its Stop button does. */
	const execution = (name: string, delayBetweenSends: number) => {
		let cancel = () => {};
		const cancelled = new Promise<never>((_resolve, reject) => {
			cancel = () => reject(new Error('cancelled'));
		});
		cancelled.catch(() => {});
		const pause = async (ms: number) => await Promise.race([cancelled, time.pause(ms)]);
		const surroundings = { ...time, cancelled, pause };
		const gate = new Gate(surroundings, { maxWait: 300_000, delayBetweenSends }, key);
		const attempt = async () => {
			log.push([name, time.now() - start]);
			await time.pause(5);
		};
		const send = withPolicy(attempt, gate, surroundings, 1000);
		const sends = async (count: number) =>
			await Promise.all(Array.from({ length: count }, async () => await send(message)));
		return { sends, cancel, stop: () => gate.stop() };
	};
	/** Somebody gives up after some time. */
	const later = async (ms: number, act: () => void) => {
		await time.pause(ms);
		act();
	};
	return { time, log, execution, later };
}

describe('executions of one key that set a delay', () => {
	it('keep it together, and take turns (C13)', async () => {
		const { time, log, execution } = bench();
		const [a, b] = [execution('a', 1000), execution('b', 1000)];
		await time.run(Promise.all([a.sends(10), b.sends(10)]));
		expect(log.map(([, at]) => at)).toEqual(Array.from({ length: 20 }, (_, n) => n * 1000));
		// The first one asked for its second turn before the other one came.
		expect(
			log
				.slice(0, 7)
				.map(([name]) => name)
				.join(''),
		).toBe('aababab');
	});

	it('keep the longest one for as long as whoever set it has something to send', async () => {
		const { time, log, execution } = bench();
		const [a, b] = [execution('a', 1000), execution('b', 4000)];
		await time.run(Promise.all([a.sends(5), b.sends(2)]));
		expect(log).toEqual([
			['a', 0],
			['a', 4000],
			['b', 8000],
			['a', 12_000],
			['b', 16_000],
			['a', 20_000],
			['a', 21_000],
		]);
	});

	it('let pass whoever sets none', async () => {
		const { time, log, execution } = bench();
		await time.run(Promise.all([execution('a', 1000).sends(2), execution('bot', 0).sends(3)]));
		expect(log.filter(([name]) => name === 'bot').map(([, at]) => at)).toEqual([0, 0, 0]);
		expect(log.at(-1)).toEqual(['a', 1000]);
	});

	it('also where they follow each other', async () => {
		const { time, log, execution } = bench();
		const one = execution('a', 1000).sends(1);
		await time.run(one.then(async () => await execution('b', 1000).sends(1)));
		expect(log).toEqual([
			['a', 0],
			['b', 1000],
		]);
	});

	it.each(['stop', 'cancel'] as const)('do not wait for one that ends: %s', async (end) => {
		const { time, log, execution, later } = bench();
		const [a, b] = [execution('a', 1000), execution('b', 3_600_000)];
		const all = [a.sends(3), b.sends(3).catch(() => {}), later(4500, b[end])];
		await time.run(Promise.all(all));
		expect(log[0]).toEqual(['a', 0]);
		expect(log.map(([name]) => name)).toEqual(['a', 'a', 'a']);
		expect(log[1]![1]).toBeLessThanOrEqual(5500);
		expect(log[2]![1] - log[1]![1]).toBe(1000);
	});

	it('are forgotten with their key: memory stays flat over 10,000 executions', async () => {
		setFlagsFromString('--expose-gc');
		const collect = runInNewContext('gc') as () => void;
		const time = virtualTime();
		const gates: Array<WeakRef<Gate>> = [];
		const send = async () => {
			// Each execution has a signal of its own.
			const surroundings = { ...time, cancelled: new Promise<never>(() => {}) };
			const gate = new Gate(surroundings, { maxWait: 0, delayBetweenSends: 1000 });
			gates.push(new WeakRef(gate));
			await gate.enter(true, false);
			gate.pass();
		};
		for (let n = 0; n < 10_000; n++) await send();
		await time.run(time.pause(1000));
		await send();
		await new Promise((resolve) => setImmediate(resolve));
		collect();
		expect(gates.filter((gate) => gate.deref() !== undefined).length).toBeLessThan(10);
	});
});
