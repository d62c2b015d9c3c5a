import { describe, expect, it } from '@jest/globals';

import { RequestFailure } from '../../nodes/shared/words/failure.ts';
import type { RequestFacts } from '../../nodes/shared/words/failure.ts';
import { Gate } from '../../nodes/shared/requests/gate.ts';
import { withPolicy } from '../../nodes/shared/requests/policy.ts';
import type { ApiRequest } from '../../nodes/shared/requests/request.ts';
import { virtualTime } from './virtual-time.mts';

/** How long an answer takes, in ms, and what it says: nothing is acceptance. */
type Answer = [ms: number, facts?: RequestFacts];

/** Requests by name, each with its answers in order; the log has when each attempt left, in ms from the start. */
function bench(answers: Record<string, Answer[]>) {
	const time = virtualTime();
	const start = time.now();
	const log: Array<[name: string, at: number]> = [];
	const attempt = async ({ path }: ApiRequest) => {
		log.push([path, time.now() - start]);
		const [ms, facts] = answers[path]!.shift() ?? [5];
		await time.pause(ms);
		if (facts) throw new RequestFailure('No', 'Hint.', facts);
	};
	const gate = new Gate(time, { maxWait: 300_000, delayBetweenSends: 0 });
	const send = withPolicy(attempt, gate, time, 1000);
	/** Sends a request after some time. */
	const sendAt = async (name: string, at: number, more: Partial<ApiRequest> = {}) => {
		await time.pause(at);
		await send({ method: 'POST', path: name, ...more });
	};
	return { time, log, sendAt };
}

const wait = (waitMs?: number): RequestFacts => ({ fate: 'wait', waitMs });

describe('after a pause', () => {
	it('those that were refused leave before those that have just come', async () => {
		const { time, log, sendAt } = bench({ a: [[5, wait(1000)]], b: [[10, wait()]], c: [] });
		await time.run(Promise.all([sendAt('a', 0), sendAt('b', 0), sendAt('c', 7)]));
		expect(log.slice(2).map(([name]) => name)).toEqual(['b', 'a', 'c']);
		expect(log[2]).toEqual(['b', 1005]);
	});

	it.each([
		['longer', 3000, 3010],
		['shorter', 100, 1005],
		['no', undefined, 1005],
	])(
		'that another one answers with a %s wait, it is the later end that counts',
		async (_what, ms, end) => {
			const { time, log, sendAt } = bench({ a: [[5, wait(1000)]], b: [[10, wait(ms)]] });
			await time.run(Promise.all([sendAt('a', 0), sendAt('b', 0)]));
			expect(log[2]![1]).toBe(end);
		},
	);
});

describe('the news that a request is repeated', () => {
	it.each([
		['that has not sent', 'not sent', 0],
		['whose response got lost', 'lost', 1],
	] as const)('comes for one %s: %s', async (_what, fate, times) => {
		let heard = 0;
		const { time, sendAt } = bench({ a: [[5, { fate }]] });
		await time.run(sendAt('a', 0, { onRepeat: () => heard++ }));
		expect(heard).toBe(times);
	});
});
