import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { NODE } from '../faults/executions.mts';
import { sentMessages } from '../faults/operations.mts';
import { outside } from '../harness/core.mts';
import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { PEOPLE } from 'pilotstatus-reference-server';
import { campaign, people } from './campaigns.mts';
import { KEY } from './rows.mts';

const { server, account } = useServer({ clock: 'manual' });
const SEND = 'POST /messages/send';
const keyed = campaign({ jitter: 50 }, { idempotencyKey: '=natal-{{ $json.number }}' });

const run = async (parameters: typeof keyed, input: INodeExecutionData[]) =>
	await runNode(account(KEY), { parameters }, input);

/** Time at n8n and at the API. */
const passUntil = (time: string) => {
	jest.spyOn(outside.Date, 'now').mockReturnValue(Date.parse(time));
	server().clock.advance(Date.parse(time) - server().clock.now());
};

afterEach(() => void jest.restoreAllMocks());

describe('a campaign that is started again', () => {
	const counts = (items: INodeExecutionData[]) => ({
		all: items.length,
		replayed: items.filter(({ json }) => json.replayed === true).length,
		changed: items.filter(({ json }) => json.changed === true).length,
	});
	const partly = async () => {
		server().fault({ route: SEND, nth: 41, status: 400 });
		const stopped = await run(
			{ ...keyed, options: { ...(keyed.options as object), maxParallel: 1 } },
			people(100),
		);
		expect(stopped.error).toBeDefined();
		expect(sentMessages(server().state)).toHaveLength(40);
		return sentMessages(server().state).map(({ deliverAt }) => deliverAt);
	};

	it('is the same plan before its start: those that were taken are told, the others sent (C10)', async () => {
		const before = await partly();
		const { items, error } = await run(keyed, people(100));
		expect(error).toBeUndefined();
		expect(counts(items)).toEqual({ all: 100, replayed: 40, changed: 0 });
		expect(items.slice(0, 40).map(({ json }) => json.deliverAt)).toEqual(before);
		expect(sentMessages(server().state)).toHaveLength(100);
	});

	it('goes over the rest of its time after its start; nobody gets it twice (C11)', async () => {
		passUntil('2036-12-01T10:00:00Z');
		const before = await partly();
		passUntil('2036-12-01T13:30:00Z');
		const { items, error, run: whole } = await run(keyed, people(100));
		expect(error).toBeUndefined();
		expect(counts(items)).toEqual({ all: 100, replayed: 40, changed: 40 });
		expect(items[0]!.json).toEqual({ id: null, status: 'QUEUED', replayed: true, changed: true });
		const messages = sentMessages(server().state);
		expect(new Set(messages.map(({ destinationNumber }) => destinationNumber)).size).toBe(100);
		const later = messages
			.slice(40)
			.map(({ deliverAt }) => deliverAt!)
			.sort();
		expect(later).toHaveLength(60);
		// 100 gaps in 90 minutes less 30 seconds; the 41st begins 40 of them after the start, a half of one is jitter.
		expect(later[0]! >= '2036-12-01T14:06:00.000Z').toBe(true);
		expect(later[0]! <= '2036-12-01T14:07:00.000Z').toBe(true);
		expect(later.at(-1)! < '2036-12-01T15:00:00.000Z').toBe(true);
		expect(before.every((time) => time! < later[0]!)).toBe(true);
		const [{ hints = [] } = {}] = whole.data.resultData.runData[NODE]!;
		expect(hints[0]!.message).toMatch(/^Messages that an earlier try had sent already.*: 40 /);
	});

	it('writes once to who is in the list twice', async () => {
		const twins = [PEOPLE.ana, PEOPLE.ana].map((number) => ({ json: { number } }));
		const { items } = await run(keyed, twins);
		expect(sentMessages(server().state)).toHaveLength(1);
		expect(items.map(({ json }) => json.replayed)).toEqual([undefined, true]);
	});
});

it('a campaign is undone, as far as it has not left (C12)', async () => {
	await run(campaign({ end: '2036-12-01T18:00' }), people(250));
	const messages = sentMessages(server().state);
	for (const { id } of messages.slice(0, 30)) server().advance(id, 'SENT');
	const messageIds = messages.map(({ id }) => id).join('\n');
	const cancel = { resource: 'message', operation: 'cancel', messageIds };
	const { items } = await run(cancel, people(1));
	const asked = server().log.filter(({ route }) => route === 'DELETE /messages/cancel');
	const sizes = asked.map((entry) => (entry.body as { messageIds: string[] }).messageIds.length);
	expect(sizes).toEqual([100, 100, 50]);
	expect(items[0]!.json).toMatchObject({ cancelledCount: 220, failedCount: 30 });
});
