import { describe, expect, it } from '@jest/globals';

import { RequestFailure } from '../../nodes/shared/words/failure.ts';
import type { RequestFacts } from '../../nodes/shared/words/failure.ts';
import { backoff, Gate, NOT_SENT } from '../../nodes/shared/requests/gate.ts';
import { withPolicy } from '../../nodes/shared/requests/policy.ts';
import type { ApiRequest } from '../../nodes/shared/requests/request.ts';
import { virtualTime } from './virtual-time.mts';

const read: ApiRequest = { method: 'GET', path: '/groups' };
const keyed: ApiRequest = {
	method: 'POST',
	path: '/messages/send',
	mayHave: 'It may have been sent',
	key: 'k',
};
const write: ApiRequest = { method: 'POST', path: '/messages/send', mayHave: 'Sent' };
const patience = { maxWait: 300_000, delayBetweenSends: 0 };

const failureOf = async (work: Promise<unknown>) =>
	(await work.catch((error: unknown) => error)) as RequestFailure;

/** A policy whose attempts fail as told, then succeed; and when each attempt was made, in ms from the start. */
function bench(facts: RequestFacts[], options = patience, random = () => 1) {
	const time = virtualTime(random);
	const start = time.now();
	const attempts: number[] = [];
	const gate = new Gate(time, options);
	const send = withPolicy(
		async () => {
			attempts.push(time.now() - start);
			const fact = facts[attempts.length - 1];
			if (fact) throw new RequestFailure('No', 'Hint.', fact);
			return 'done';
		},
		gate,
		time,
		options.maxWait,
	);
	return { time, gate, attempts, send };
}

describe('what is sent again', () => {
	const unknown: RequestFacts = { fate: 'unknown' };
	const notSent: RequestFacts = { fate: 'not sent' };
	const refused: RequestFacts = { fate: 'refused' };
	const broken: RequestFacts = { fate: 'unknown', statusCode: 500 };
	const lost: RequestFacts = { fate: 'lost' };
	const wait: RequestFacts = { fate: 'wait', waitMs: 10 };

	it.each([
		['a read that fails in the API, four times in all', read, Array(9).fill(broken), 4, false],
		['a read whose response got lost, four times in all', read, Array(9).fill(lost), 4, false],
		['a read that works the third time', read, [broken, lost], 3, true],
		['no read of whose response nobody knows what it means', read, [unknown], 1, false],
		['a read that is told when to come again', read, [{ ...broken, waitMs: 10 }], 2, true],
		['no write whose response got lost', write, [lost], 1, false],
		['a message under its key whose response got lost', keyed, [lost, lost, lost], 4, true],
		['no message that failed in the API, also under its key', keyed, [broken], 1, false],
		['no message that was refused after its response got lost', keyed, [lost, refused], 2, false],
		[
			'a message that did not leave after its response got lost',
			keyed,
			[lost, ...Array(5).fill(notSent)],
			7,
			true,
		],
		['no write of unknown fate', write, [unknown], 1, false],
		['a write that has not sent', write, [notSent, notSent], 3, true],
		['a write that does not arrive, four times in all', write, Array(9).fill(notSent), 4, false],
		['a write up to where its fate is unknown', write, [notSent, unknown], 2, false],
		['nothing that was refused', read, [refused], 1, false],
		['whatever was told to wait, as often as it takes', write, Array(9).fill(wait), 10, true],
		['a read after waits and faults', read, [wait, broken, wait, lost, broken, wait], 7, true],
	] as const)('is %s', async (_what, request, facts, tries, works) => {
		const { time, attempts, send } = bench([...facts]);
		const outcome = await time.run(send(request).catch((error: Error) => error.message));
		expect(outcome).toBe(works ? 'done' : 'No');
		expect(attempts).toHaveLength(tries);
	});

	it('pauses longer from try to try, by chance', async () => {
		const { time, attempts, send } = bench([broken, broken, broken], patience, () => 0.5);
		await time.run(send(read));
		expect(attempts).toEqual([0, 125, 375, 875]);
	});

	it('tells a request that its first one may have been carried out', async () => {
		const heard: string[] = [];
		const { time, send } = bench([notSent, lost]);
		const change = { method: 'POST', path: '/groups/1/participants' } as const;
		await time.run(send({ ...change, onRepeat: () => heard.push('again') }));
		expect(heard).toEqual(['again']);
	});

	it('asks for a message in doubt until the time to wait is over, and then tells the doubt', async () => {
		const options = { ...patience, maxWait: 10_000 };
		const facts: RequestFacts[] = [lost, ...Array(50).fill(notSent)];
		const { time, attempts, send } = bench(facts, options, () => 1);
		const failure = await time.run(failureOf(send(keyed)));
		expect(failure).toMatchObject({ hint: 'Hint.', facts: { fate: 'lost' } });
		expect(attempts).toEqual([0, 250, 750, 1750, 3750, 7750]);
	});

	it.each([
		['its response gets lost', lost, [0, 250, 750]],
		['it is told to wait', { ...wait, waitMs: 600 }, [0, 250, 850]],
	])(
		'does not ask for one in doubt after the life of its key, where %s',
		async (_what, fact, tries) => {
			const facts: RequestFacts[] = [lost, ...Array(50).fill(fact)];
			const { time, attempts, send } = bench(facts, { ...patience, maxWait: 100_000 }, () => 1);
			const failure = await time.run(failureOf(send({ ...keyed, keyLife: 1000 })));
			expect(failure.facts.fate).toBe('lost');
			expect(attempts).toEqual(tries);
		},
	);

	it.each([
		['a message', keyed, 'lost'],
		['a change that may be repeated', { method: 'POST', path: '/groups/1/participants' }, 'lost'],
		['a read', read, 'refused'],
	] as const)('tells of %s in doubt that was then refused: %s', async (_what, request, fate) => {
		const { time, send } = bench([lost, refused]);
		expect((await time.run(failureOf(send(request)))).facts.fate).toBe(fate);
	});

	it('knows its own message under a key that was used with other content', async () => {
		const reused: RequestFacts = { fate: 'refused', code: 'IDEMPOTENCY_KEY_REUSED' };
		const { time, send } = bench([lost, reused, reused]);
		expect((await time.run(failureOf(send(keyed)))).facts.isDoubted).toBe(true);
		expect((await time.run(failureOf(send(keyed)))).facts.isDoubted).toBeUndefined();
	});

	it('passes on what is no failure of a request', async () => {
		const time = virtualTime();
		const send = withPolicy(
			() => Promise.reject(new TypeError('bug')),
			new Gate(time, patience),
			time,
			1000,
		);
		await expect(send(read)).rejects.toThrow(TypeError);
	});
});

describe('pauses', () => {
	it('double up to a minute, times chance', () => {
		expect([1, 2, 3, 9, 99].map((nth) => backoff(nth, 1))).toEqual([
			250, 500, 1000, 60_000, 60_000,
		]);
		expect(backoff(3, 0.25)).toBe(250);
		expect(backoff(3, 0)).toBe(0);
	});
});

describe('the gate', () => {
	/** A limit of so many requests in each second, counted from the first one of a second. */
	function limited(perSecond: number, time: ReturnType<typeof virtualTime>, waitMs?: number) {
		let since = -Infinity;
		let count = 0;
		const log = { accepted: [] as number[], refused: 0 };
		const attempt = async () => {
			await time.pause(5);
			if (time.now() - since >= 1000) [since, count] = [time.now(), 0];
			if (++count > perSecond) {
				log.refused++;
				throw new RequestFailure('Slow down', 'Wait.', { fate: 'wait', statusCode: 429, waitMs });
			}
			log.accepted.push(time.now());
			return 'done';
		};
		return { attempt, log };
	}

	it('uses a limit to the brim, at the price of one refusal per pause', async () => {
		const time = virtualTime();
		const { attempt, log } = limited(20, time, 1000);
		const send = withPolicy(attempt, new Gate(time, patience), time, 1000);
		const start = time.now();
		await time.run(Promise.all(Array.from({ length: 200 }, async () => await send(write))));
		expect(log.accepted).toHaveLength(200);
		expect(time.now() - start).toBeLessThan(9 * 1010 + 10);
		// The first burst meets the limit unprepared; from then on only one in each pause does.
		expect(log.refused).toBeLessThan(180 + 9);
	});

	it('lets nobody out while one is told to wait', async () => {
		const time = virtualTime();
		const { attempt, log } = limited(3, time, 1000);
		const send = withPolicy(attempt, new Gate(time, patience), time, 1000);
		await time.run(Promise.all(Array.from({ length: 9 }, async () => await send(write))));
		const [first] = log.accepted;
		expect(log.accepted.map((at) => Math.floor((at - first!) / 1000))).toEqual([
			0, 0, 0, 1, 1, 1, 2, 2, 2,
		]);
	});

	it('finds a higher limit', async () => {
		const time = virtualTime();
		let limit = 2;
		let left = 2;
		const attempts: number[] = [];
		const send = withPolicy(
			async () => {
				attempts.push(time.now());
				await time.pause(5);
				if (--left < 0) {
					[limit, left] = [1000, 1000];
					throw new RequestFailure('Slow down', 'Wait.', { fate: 'wait', waitMs: 1000 });
				}
				return limit;
			},
			new Gate(time, patience),
			time,
			1000,
		);
		await time.run(Promise.all(Array.from({ length: 500 }, async () => await send(write))));
		expect(attempts.at(-1)! - attempts[0]!).toBeLessThan(1100);
	});

	it.each([
		['by chance where nobody says how long', undefined, [250, 750, 1750, 3750]],
		['no less where next to nothing is said', 600, [600, 1200, 2200, 4200]],
		['as long as is said where that is a second', 1000, [1000, 2000, 3000, 4000]],
	])('pauses %s', async (_how, waitMs, pauses) => {
		const waits = Array<RequestFacts>(4).fill({ fate: 'wait', waitMs });
		const { time, attempts, send } = bench(waits, patience, () => 1);
		await time.run(send(write));
		expect(attempts).toEqual([0, ...pauses]);
	});

	it('asks nobody again in the same moment, and so gives up even then', async () => {
		const waits = Array<RequestFacts>(99).fill({ fate: 'wait', waitMs: 0 });
		const { time, attempts, send } = bench(waits, { ...patience, maxWait: 500 });
		await time.run(failureOf(send(write)));
		expect(attempts).toEqual([0, 250]);
	});

	it('starts with short pauses again after an accepted one', async () => {
		const { time, attempts, send } = bench([{ fate: 'wait' }, { fate: 'wait' }], patience, () => 1);
		await time.run(send(write));
		await time.run(send(write));
		expect(attempts).toEqual([0, 250, 750, 750]);
	});

	it('gives up at once where the pause would be longer than the user allows', async () => {
		const options = { ...patience, maxWait: 5_000 };
		const { time, attempts, send } = bench([{ fate: 'wait', waitMs: 6_000 }], options);
		const failure = await time.run(failureOf(send(write)));
		expect(failure.sentence).toBe(
			'Pilot Status takes no more requests from this key for now: after waiting 0 seconds, 6 seconds more would be needed',
		);
		expect(failure.hint).toMatch(/^'Max Wait' is 5 seconds\. Raise it/);
		expect(failure.facts.statusCode).toBe(429);
		// Whoever comes next is not let out either.
		await expect(send(write)).rejects.toThrow('takes no more requests');
		expect(attempts).toEqual([0]);
	});

	it('counts waits in a row, and tells how long they were', async () => {
		const waits = Array<RequestFacts>(9).fill({ fate: 'wait', waitMs: 2_000 });
		const { time, attempts, send } = bench(waits, { ...patience, maxWait: 5_000 });
		const others = Promise.allSettled([send(write), send(write)]);
		const failure = await time.run(failureOf(send(write)));
		expect(failure.sentence).toMatch(/after waiting 4 seconds, 2 seconds more/);
		expect((await others).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(attempts.at(-1)).toBe(4_000);
	});

	it('keeps the delay between sends, for sends alone', async () => {
		const { time, attempts, send } = bench([], { ...patience, delayBetweenSends: 700 });
		const sends = Array.from({ length: 3 }, async () => await send({ ...write, isSend: true }));
		await time.run(Promise.all(sends));
		expect(attempts).toEqual([0, 700, 1400]);
		await time.run(Promise.all([send(read), send(read)]));
		expect(attempts.slice(3)).toEqual([1400, 1400]);
	});

	it('lets nobody out any more once it is stopped', async () => {
		const { time, gate, attempts, send } = bench([{ fate: 'wait', waitMs: 60_000 }]);
		const waiting = send(write).catch((error) => error);
		await new Promise((resolve) => setImmediate(resolve));
		gate.stop();
		expect(await waiting).toBe(NOT_SENT);
		await expect(send(write)).rejects.toBe(NOT_SENT);
		expect(attempts).toEqual([0]);
		await time.run(Promise.resolve());
	});

	it('ends every wait when the execution is cancelled', async () => {
		const { time, attempts, send } = bench([{ fate: 'wait', waitMs: 60_000 }]);
		const waiting = Promise.allSettled([send(write), send(write)]);
		await new Promise((resolve) => setImmediate(resolve));
		time.cancel();
		expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
		expect(attempts).toHaveLength(2);
		await expect(send(write)).rejects.toThrow('cancelled');
	});
});
