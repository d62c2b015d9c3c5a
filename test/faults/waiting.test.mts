import { describe, expect, it, jest } from '@jest/globals';

import { outside } from '../harness/core.mts';
import type { INodeParameters } from 'n8n-workflow';

import { GROUPS, NUMBERS, PEOPLE, TEMPLATES } from 'pilotstatus-reference-server';
import { locator } from '../workflow/rows.mts';
import { KEYS, useFaults } from './bench.mts';
import { execute, NODE } from './executions.mts';
import { wordsOf } from './expectations.mts';
import { faults } from './faults.mts';
import { sentMessages } from './operations.mts';

const { server, account, other, run, count } = useFaults();
const SEND = 'POST /messages/send';
const chats = [GROUPS.modern, GROUPS.legacy, GROUPS.lonely];
const send: INodeParameters = {
	resource: 'message',
	operation: 'sendText',
	sendTo: 'group',
	groupId: locator('={{ $json.chat ?? "120363000000000001@g.us" }}', 'id'),
	text: '={{ $json.text ?? "Oi" }}',
};
const many = (length: number) =>
	Array.from({ length }, (_, n) => ({ json: { chat: chats[n % 3]!, text: `T${n}` } }));
const go = { number: 'go' as const };
const retryAfter = (value: string) => ({ status: 429, headers: { 'retry-after': value } });
const contents = () => sentMessages(server().state).map(({ content }) => content);

describe('one 429', () => {
	const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
	it.each([
		['seconds', { headers: { 'retry-after': '1' } }],
		['a date', { headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:01 GMT', date } }],
		['its body', { body: { error: 'Wait', code: 'RATE_LIMITED', retryAfterSeconds: 1 } }],
	])('makes all wait as long as it says in %s, and nothing is lost', async (_form, told) => {
		server().fault({ route: SEND, nth: 1, status: 429, ...told });
		// Answered well after the 429, so that none leaves between the two.
		server().fault({ route: SEND, nth: 2, delayMs: 100 });
		const parameters = { ...send, options: { maxParallel: 2 } };
		const result = await run({ ...go, parameters, input: many(7) });
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(7);
		expect(count(SEND)).toBe(8);
		expect([...contents()].sort()).toEqual(many(7).map(({ json }) => json.text));
		const [first, ...rest] = server().log.map(({ at }) => at);
		const later = rest.filter((at) => at - first! >= 1000);
		expect(later).toHaveLength(6);
	});

	it('lets those that were told to wait go first', async () => {
		// While the first one waits, the second makes room for another, and the third is told to wait as well.
		server().fault({ route: SEND, nth: 1, ...retryAfter('0.3') });
		server().fault({ route: SEND, nth: 2, delayMs: 50 });
		server().fault({ route: SEND, nth: 3, delayMs: 120, status: 429 });
		const parameters = { ...send, options: { maxParallel: 3 } };
		await run({ ...go, parameters, input: many(6) });
		const asked = server().log.map(({ body, status }) => ({
			text: (body as { text: string }).text,
			status,
		}));
		const told = asked.filter(({ status }) => status === 429).map(({ text }) => text);
		expect(told).toHaveLength(2);
		const next = asked.slice(3, 5).map(({ text }) => text);
		expect(next.sort()).toEqual(told.sort());
	});
});

describe('the longest wait', () => {
	const limited = { ...send, options: { maxWait: 2 } };
	const mode = { onError: 'continueRegularOutput' as const };

	it('is not even begun when the API asks for more', async () => {
		// A clock that has moved on whenever it is asked.
		const { now } = Date;
		let ticks = 0;
		jest.spyOn(outside.Date, 'now').mockImplementation(() => now() + ticks++);
		server().fault({ route: SEND, nth: 1, ...retryAfter('3600') });
		const result = await run({ ...go, parameters: limited, input: many(1) });
		expect(wordsOf(result)).toEqual({
			sentence:
				'Pilot Status takes no more requests from this key for now: after waiting 0 seconds, 3600 seconds more would be needed',
			hint: "'Max Wait' is 2 seconds. Raise it under 'Options', or send fewer messages at a time; this request was not taken.",
		});
		expect(result.error).toMatchObject({ httpCode: '429' });
		expect(count(SEND)).toBe(1);
	});

	it('gives the code with which the API asks for it', async () => {
		const body = { code: 'RATE_LIMITED' };
		server().fault({ route: SEND, nth: 1, ...retryAfter('3600'), body });
		const { items } = await run({ ...go, parameters: limited, input: many(1) }, mode);
		expect(items[0]!.json).toMatchObject({ code: 'RATE_LIMITED', statusCode: 429 });
	});

	it('is said when it was too short, for every item that it concerns', async () => {
		server().fault({ route: SEND, nth: 2, ...retryAfter('1') });
		server().fault({ route: SEND, nth: [3, 4, 5], ...retryAfter('2') });
		const parameters = { ...limited, options: { maxWait: 2, maxParallel: 1 } };
		const result = await run({ ...go, parameters, input: many(4) }, mode);
		const [first, ...others] = result.items.map(({ json }) => json);
		expect(first).toMatchObject({ status: 'QUEUED' });
		expect(others).toHaveLength(3);
		for (const one of others) {
			expect(one).toMatchObject({
				error: expect.stringMatching(
					/: after waiting [1-2] seconds, [1-2] seconds more would be needed$/,
				),
				statusCode: 429,
			});
		}
		expect(contents()).toEqual(['T0']);
		expect(count(SEND)).toBe(3);
	});

	it('does not say that nothing was sent where an earlier try may have arrived', async () => {
		const route = 'POST /groups/:groupId/participants';
		server().fault({ route, nth: 1, status: 500, after: true });
		server().fault({ route, nth: 2, ...retryAfter('3600') });
		const parameters = {
			resource: 'group',
			operation: 'addParticipants',
			groupId: locator(GROUPS.modern),
			participants: PEOPLE.dieter,
		};
		const result = await run({ ...go, parameters });
		expect(count(route)).toBe(2);
		expect(wordsOf(result).sentence).toBe('Pilot Status could not answer (status 500)');
		expect(wordsOf(result).hint).not.toMatch(/was not taken/);
	});

	it('ends it also where the API asks for no wait at all, again and again', async () => {
		jest.spyOn(outside.Math, 'random').mockReturnValue(0.99);
		const times = Array.from({ length: 200 }, (_, n) => n + 1);
		server().fault({ route: SEND, nth: times, ...retryAfter('0') });
		const parameters = { ...send, options: { maxWait: 0.5 } };
		const result = await run({ ...go, parameters, input: many(1) });
		expect(wordsOf(result).sentence).toMatch(/^Pilot Status takes no more requests/);
		expect(count(SEND)).toBeLessThan(50);
	});
});

describe('the look-up of a template', () => {
	const parameters = {
		...send,
		operation: 'sendTemplate',
		templateId: locator(TEMPLATES.marketing),
	};
	const route = 'GET /templates/:templateId';

	const empty = faults.filter(({ name }) => name === 'an empty 200');
	const passing = faults.filter(({ name, kind }) => name !== 'a timeout' && kind !== 'final');
	it.each([...passing, ...empty])(
		'survives $name, and the message goes out once',
		async (fault) => {
			server().fault({ route, nth: 1, ...fault.fault(other(), KEYS.go) });
			const result = await run({ ...go, parameters });
			expect(result.error).toBeUndefined();
			expect(count(route)).toBe(fault.kind === 'final' ? 1 : 2);
			expect(sentMessages(server().state)).toHaveLength(1);
		},
	);

	it.each([404, 500, 502])('is not needed with %i every time', async (status) => {
		server().fault({ route, status });
		expect((await run({ ...go, parameters })).error).toBeUndefined();
		expect(sentMessages(server().state)).toHaveLength(1);
	});

	it.each(faults.filter((fault) => fault.kind === 'final' && !empty.includes(fault)))(
		'stops $name: what is said of it concerns the message as well',
		async (fault) => {
			server().fault({ route, nth: 1, ...fault.fault(other(), KEYS.go) });
			expect(wordsOf(await run({ ...go, parameters })).sentence).toEqual(
				typeof fault.sentence === 'string'
					? fault.sentence
					: expect.stringMatching(fault.sentence!),
			);
			expect(count(SEND)).toBe(0);
		},
	);

	it('never lets a whole item out where it fails', async () => {
		server().fault({ route, status: 500 });
		const automatic = { mappingMode: 'autoMapInputData', value: null };
		const input = [{ json: { nome: 'Ana', cpf: '123.456.789-09' } }];
		const unknown = { ...go, parameters: { ...parameters, variables: automatic }, input };
		expect(wordsOf(await run(unknown)).sentence).toMatch(
			/^The variables of the template could not/,
		);
		expect(count(SEND)).toBe(0);
		const saved = { ...automatic, schema: [{ id: 'nome' }] };
		await run({ ...go, parameters: { ...parameters, variables: saved }, input });
		expect(server().log.at(-1)!.body).toMatchObject({ variables: { nome: 'Ana' } });
		expect(server().log.at(-1)!.rawBody).not.toContain('cpf');
	});
});

describe('a repeated change of participants', () => {
	const { ana, bruno, dieter } = PEOPLE;
	const change = (operation: string, ...participants: string[]) => ({
		number: 'evo' as const,
		parameters: { resource: 'group', operation, groupId: locator(GROUPS.modern), participants },
	});
	const ADD = 'POST /groups/:groupId/participants';
	const REMOVE = 'DELETE /groups/:groupId/participants';
	const statuses = (result: Awaited<ReturnType<typeof run>>) =>
		(result.items[0]!.json.participants as Array<{ success: boolean; status: number }>).map(
			({ success, status }) => [success, status],
		);

	it('takes its own earlier work for success', async () => {
		server().fault({ route: ADD, nth: 1, reset: 'after' });
		server().fault({ route: REMOVE, nth: 1, status: 503, after: true });
		const added = await run(change('addParticipants', dieter, PEOPLE.private));
		expect(statuses(added)).toEqual([
			[true, 409],
			[false, 403],
		]);
		const removed = await run(change('removeParticipants', ana, bruno));
		expect(statuses(removed)).toEqual([
			[true, 404],
			[true, 404],
		]);
		const group = server().state.groups.find(
			({ id, numberId }) => id === GROUPS.modern && numberId === NUMBERS.evo.id,
		)!;
		const numbers = group.participants.map(({ number }) => number);
		expect(numbers).toEqual(['5511990000001', PEOPLE.carla, dieter]);
	});

	it.each([{ status: 429 }, undefined])(
		'does not where none can have arrived: %j',
		async (fault) => {
			if (fault) {
				server().fault({ route: ADD, nth: 1, ...fault });
				server().fault({ route: REMOVE, nth: 1, ...fault });
			}
			expect(statuses(await run(change('addParticipants', ana)))).toEqual([[false, 409]]);
			expect(statuses(await run(change('removeParticipants', dieter)))).toEqual([[false, 404]]);
		},
	);

	it('does not take other refusals for success', async () => {
		server().fault({ route: ADD, nth: 1, reset: 'after' });
		server().fault({ route: REMOVE, nth: 1, reset: 'after' });
		expect(statuses(await run(change('addParticipants', PEOPLE.leftRecently)))).toEqual([
			[false, 408],
		]);
		expect(statuses(await run(change('removeParticipants', '5511990000001')))).toEqual([
			[false, 405],
		]);
	});
});

describe('the time between two messages', () => {
	it('holds from one run of the node to the next', async () => {
		const parameters = { ...send, options: { delayBetweenSends: 600 } };
		const result = await execute(account(KEYS.go), { parameters }, undefined, {
			Start: [NODE, NODE],
		});
		expect(result.data.resultData.runData[NODE]).toHaveLength(2);
		const [first, second] = server().log.map(({ at }) => at);
		// Half of it allows for the time that the first request is under way.
		expect(second! - first!).toBeGreaterThanOrEqual(300);
	});

	it('holds for all executions of one key together (C13)', async () => {
		const parameters = { ...send, options: { delayBetweenSends: 50 } };
		const both = [many(10), many(10)].map(
			async (input) => await execute(account(KEYS.go), { parameters }, input),
		);
		for (const { status } of await Promise.all(both)) expect(status).toBe('success');
		const times = server().log.map(({ at }) => at);
		expect(times).toHaveLength(20);
		// A twentieth of it allows for the time that the first request is under way.
		expect(Math.max(...times) - Math.min(...times)).toBeGreaterThanOrEqual(19 * 50 * 0.95);
	});

	it('lets pass whoever sets none', async () => {
		const slow = { ...send, options: { delayBetweenSends: 600 } };
		const broadcast = execute(account(KEYS.go), { parameters: slow }, many(2));
		await run({ ...go, parameters: send, input: many(5) });
		const others = server().log.length;
		await broadcast;
		expect(others).toBeGreaterThanOrEqual(5);
		expect(server().log).toHaveLength(7);
	});
});
