import { describe, expect, it } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readLimits } from '../../nodes/PilotStatus/limits.ts';
import { Memory } from '../../nodes/PilotStatus/memory.ts';
import { failed, success, withProgress } from '../../nodes/PilotStatus/output.ts';
import type { Outcome } from '../../nodes/PilotStatus/output.ts';
import { Parameters } from '../../nodes/PilotStatus/parameters.ts';
import { Failure } from '../../nodes/shared/failure.ts';
import { realSurroundings } from '../../nodes/shared/surroundings.ts';

/** What a node has of n8n here: its parameters, how it is set up, and what the execution keeps. */
function execution(
	parameters: IDataObject,
	setUp: object = {},
	context: IDataObject = {},
	runIndex = 0,
) {
	return {
		getNode: () => ({ parameters, credentials: { pilotStatusApi: { id: '1' } }, ...setUp }),
		getNodeParameter: (name: string, _index: number, fallback: unknown) =>
			parameters[name] ?? fallback,
		getContext: (type: string) => (type === 'node' ? context : {}),
		evaluateExpression: (text: string) => (text === '{{ $runIndex }}' ? runIndex : undefined),
		getTimezone: () => 'UTC',
	} as unknown as IExecuteFunctions;
}

const failureOf = (work: () => unknown) => {
	try {
		work();
	} catch (error) {
		return [(error as Failure).sentence, (error as Failure).hint];
	}
	throw new Error('Nothing was refused');
};

describe('the limits of an execution', () => {
	const limits = (options: IDataObject, resource = 'message') =>
		readLimits(new Parameters(execution({ resource, options }), 0));

	it('have defaults, and take the least that makes sense', () => {
		expect(limits({})).toEqual({
			timeout: 60_000,
			maxWait: 300_000,
			maxParallel: 64,
			delayBetweenSends: 0,
		});
		expect(limits({}, 'group').maxParallel).toBe(4);
		const least = { timeout: 1, maxWait: 0, maxParallel: 1, delayBetweenSends: 0 };
		expect(limits(least)).toEqual(least);
		expect(limits({ timeout: 1.5, maxWait: 0.25 })).toMatchObject({ timeout: 1.5, maxWait: 250 });
	});

	it.each<[IDataObject, string, string]>([
		[
			{ timeout: 0 },
			'\'Timeout\' must be a number of at least 1, and it is "0"',
			"Set 'Timeout' to e.g. 60000, or remove the option.",
		],
		[
			{ maxWait: -1 },
			'\'Max Wait\' must be a number of at least 0, and it is "-1"',
			"Set 'Max Wait' to e.g. 300, or remove the option.",
		],
		[
			{ maxParallel: 1.5 },
			'\'Max Parallel\' must be a whole number of at least 1, and it is "1.5"',
			"Set 'Max Parallel' to e.g. 64, or remove the option.",
		],
		[
			{ delayBetweenSends: '5' },
			'\'Delay Between Sends\' must be a number of at least 0, and it is "5"',
			"Set 'Delay Between Sends' to e.g. 0, or remove the option.",
		],
	])('refuse %j', (options, sentence, hint) => {
		expect(failureOf(() => limits(options))).toEqual([sentence, hint]);
	});

	it('refuse what has no end', () => {
		expect(() => limits({ timeout: Infinity })).toThrow("'Timeout' must be a number");
	});
});

describe('parameters', () => {
	const parameters = (values: IDataObject) => new Parameters(execution(values), 0);

	it('are worked out once, also where there is nothing to find', () => {
		let times = 0;
		const shared = new Map<string, unknown>();
		const work = () => void times++;
		for (const index of [0, 1]) new Parameters(execution({}), index, shared).once('a', work);
		new Parameters(execution({}), 2, shared).once('b', work);
		expect(times).toBe(2);
	});

	it('are flags only when they are true', () => {
		expect([true, 'true', 1, false].map((a) => parameters({ a }).flag('a'))).toEqual([
			true,
			false,
			false,
			false,
		]);
	});

	it('hold how many results to give', () => {
		expect(parameters({ returnAll: true, limit: 0 }).limit()).toBe(Infinity);
		expect(parameters({ limit: 1 }).limit()).toBe(1);
		expect(parameters({ limit: '7' }).limit()).toBe(7);
		for (const limit of [0, 1.5, -1, 'a']) {
			expect(failureOf(() => parameters({ limit }).limit())).toEqual([
				`'Limit' must be a whole number of at least 1, and it is "${limit}"`,
				"Set 'Limit' to 1 or more, or turn on 'Return All'.",
			]);
		}
	});

	it('hold text that is not blank', () => {
		expect(parameters({ text: ' a ' }).text('text', 'Text', 'Write.')).toBe(' a ');
		expect(failureOf(() => parameters({ text: ' ' }).text('text', 'Text', 'Write.'))).toEqual([
			"'Text' is empty",
			'Write.',
		]);
	});

	it('name the fields of groups, newsletters and people', () => {
		const empty = parameters({});
		expect(failureOf(() => empty.groupId())[0]).toBe("'Group' is empty");
		expect(failureOf(() => empty.newsletterId())[0]).toBe("'Newsletter' is empty");
		expect(failureOf(() => empty.destinationNumber())[0]).toBe("'Phone Number' is empty");
		expect(failureOf(() => empty.participants())).toEqual([
			"'Participants' is empty",
			'Give at least one phone number with country and area code, e.g. 5511999999999.',
		]);
		expect(failureOf(() => parameters({ participants: 'x' }).optionalParticipants())[0]).toMatch(
			"in 'Participants' is not",
		);
		expect(parameters({}).optionalParticipants()).toEqual([]);
	});
});

describe('the memory of sends', () => {
	const once = { method: 'POST', path: '/messages/send', isOnce: true } as const;

	/** A way to the API that gives these, one after the other; failures are thrown. */
	function giving(...outcomes: unknown[]) {
		let times = 0;
		const send = async () => {
			const outcome = outcomes[times++];
			if (outcome instanceof Error) throw outcome;
			return outcome;
		};
		return { send, times: () => times };
	}

	it('answers from what was accepted, for the same item of the same run of the same node', async () => {
		const kept = {};
		const { send, times } = giving('a', undefined, 'c', 'd', 'e', 'f', 'g');
		const ask = async (index: number, ...rest: Array<IDataObject | number>) =>
			await new Memory(execution({ text: 'Oi' }, rest[0] as object, kept, rest[1] as number)).for(
				index,
				send,
			)(once);
		expect([await ask(0), await ask(0)]).toEqual(['a', 'a']);
		expect([await ask(1), await ask(1)]).toEqual([undefined, undefined]);
		expect(await ask(0, {}, 1)).toBe('c');
		expect(await ask(0, { parameters: { text: 'Olá' } })).toBe('d');
		expect(await ask(0, { credentials: {} })).toBe('e');
		expect(await ask(0)).toBe('a');
		expect(times()).toBe(5);
		for (const key of Object.keys(kept)) expect(key).toMatch(/^sends [01] [0-9a-f]{16}$/);
	});

	it('asks again for what may be repeated, and for what was refused', async () => {
		const memory = new Memory(execution({}));
		const { send } = giving('a', 'b', new Failure('No', 'Hint.', { fate: 'refused' }), 'c');
		expect(await memory.for(0, send)({ ...once, isOnce: false })).toBe('a');
		expect(await memory.for(0, send)({ ...once, isOnce: false })).toBe('b');
		await expect(memory.for(0, send)(once)).rejects.toThrow('No');
		expect(await memory.for(0, send)(once)).toBe('c');
	});

	it('does not ask again for what may have gone out, and says the same', async () => {
		const kept = {};
		const facts = { fate: 'unknown', statusCode: 500 } as const;
		const { send, times } = giving(new Failure('Broke', 'Look.', facts));
		const ask = async () =>
			(await new Memory(execution({}, {}, kept))
				.for(
					0,
					send,
				)(once)
				.catch((error) => error)) as Failure;
		const [first, second] = [await ask(), await ask()];
		expect(times()).toBe(1);
		expect(second).toBeInstanceOf(Failure);
		expect(second).toMatchObject({ sentence: 'Broke', hint: 'Look.', facts });
		expect(first.facts).toEqual(facts);
		// As the database keeps it.
		const [outcomes] = Object.values(JSON.parse(JSON.stringify(kept)));
		expect(outcomes).toEqual({ 0: { failure: { sentence: 'Broke', hint: 'Look.', facts } } });
	});

	it('passes on what is no failure of a request, and remembers nothing of it', async () => {
		const kept = {};
		const { send } = giving(new TypeError('bug'));
		const memory = new Memory(execution({}, {}, kept));
		await expect(memory.for(0, send)(once)).rejects.toThrow(TypeError);
		expect(Object.values(kept)).toEqual([{}]);
	});

	it('is cleared as a whole', async () => {
		const kept = { other: {} };
		const memory = new Memory(execution({}, {}, kept));
		await memory.for(0, giving('a').send)(once);
		memory.clear();
		expect(kept).toEqual({ other: {} });
	});
});

describe('the output of an item', () => {
	it('has no `error` where it went well', () => {
		expect(success({ id: 1, error: 'x' })).toEqual({ id: 1, errorMessage: 'x' });
		expect(success({ id: 1, error: null })).toEqual({ id: 1, errorMessage: null });
		expect(success({ id: 1 })).toEqual({ id: 1 });
		expect(Object.keys(success({ id: 1 }))).toEqual(['id']);
	});

	it.each<[string, object, object, object]>([
		['regular', {}, {}, { error: 'No', code: null, statusCode: null, hint: 'Mend it.' }],
		[
			'regular',
			{},
			{ code: 'A_B', statusCode: 400, done: { id: 1 } },
			{ error: 'No', code: 'A_B', statusCode: 400, hint: 'Mend it.', id: 1 },
		],
		['error', { onError: 'continueErrorOutput' }, {}, { error: 'No', message: 'Mend it.' }],
		[
			'error',
			{ onError: 'continueErrorOutput' },
			{ code: 'A_B', statusCode: 400 },
			{ error: 'No', message: 'Mend it. [A_B, 400]' },
		],
		[
			'error',
			{ onError: 'continueErrorOutput' },
			{ statusCode: 400 },
			{ error: 'No', message: 'Mend it. [400]' },
		],
	])('for the %s branch tells why it failed', (_branch, setUp, facts, json) => {
		expect(failed(execution({}, setUp), new Failure('No', 'Mend it.', facts))).toEqual(json);
	});

	const no = new Failure('No', 'Mend it.', { statusCode: 400 });
	it.each<[string, Outcome[], string]>([
		['nothing further', [no], 'Mend it.'],
		['none', [no, undefined], 'Mend it. No item was accepted; not tried: item 1 (counted from 0).'],
		['one', [[], no], 'Mend it. Accepted: item 0 (counted from 0).'],
		['several', [[], [], [], no, []], 'Mend it. Accepted: items 0 to 2, 4 (counted from 0).'],
		[
			'all kinds',
			[[], no, no, undefined, [], undefined, no],
			'Mend it. Accepted: items 0, 4; failed too: items 2, 6; not tried: items 3, 5 (counted from 0).',
		],
		['two in a row', [no, [], []], 'Mend it. Accepted: items 1 to 2 (counted from 0).'],
	])('that failed says what became of the others: %s', (_what, outcomes, hint) => {
		const failure = withProgress(no, outcomes.indexOf(no), outcomes);
		expect(failure).toMatchObject({ sentence: 'No', hint, facts: { statusCode: 400 } });
	});
});

describe('real time', () => {
	it('passes as long as told', async () => {
		const { now, pause, random } = realSurroundings(undefined);
		const start = Date.now();
		await pause(0);
		await pause(-5);
		expect(Date.now() - start).toBeLessThan(50);
		await pause(60);
		expect(Date.now() - start).toBeGreaterThanOrEqual(59);
		expect(Date.now() - start).toBeLessThan(500);
		expect(Math.abs(now() - Date.now())).toBeLessThan(50);
		expect(random()).toBeLessThan(1);
	});

	it('passes in stretches, so that the last sleep of a cancelled execution is short', async () => {
		const start = Date.now();
		await realSurroundings(undefined).pause(1_100);
		expect(Date.now() - start).toBeGreaterThanOrEqual(1_099);
		expect(Date.now() - start).toBeLessThan(1_900);
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
