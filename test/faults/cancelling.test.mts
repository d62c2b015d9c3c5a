import { describe, expect, it, jest } from '@jest/globals';

import { outside } from '../harness/core.mts';
import type { INode, INodeParameters } from 'n8n-workflow';

import { GROUPS, PEOPLE, TEMPLATES } from 'pilotstatus-reference-server';
import { locator } from '../workflow/rows.mts';
import { KEYS, useFaults } from './bench.mts';
import { outputOf, start } from './executions.mts';
import { sentMessages } from './operations.mts';

const { server, account, show } = useFaults();
const SEND = 'POST /messages/send';
const chats = [GROUPS.modern, GROUPS.legacy, GROUPS.modern, GROUPS.lonely, GROUPS.modern];
const input = chats.map((chat, n) => ({ json: { chat, text: `T${n}` } }));
const send: INodeParameters = {
	resource: 'message',
	operation: 'sendText',
	sendTo: 'group',
	groupId: locator('={{ $json.chat }}', 'id'),
	text: '={{ $json.text }}',
};
const inOneChat = { ...send, groupId: locator(GROUPS.modern) };
const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const modes: Array<[string, Partial<INode>]> = [
	['stop', {}],
	['Continue', { onError: 'continueRegularOutput' }],
	['the error output', { onError: 'continueErrorOutput' }],
	['stop and Retry On Fail', retries],
	['Continue and Retry On Fail', { ...retries, onError: 'continueRegularOutput' }],
];

/** Waits until something is so; whether it ever is, is for the test's own time limit. */
async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** Requests that do not count, one after the other: what was on its way to the server has arrived by then. */
async function settle(): Promise<void> {
	const address = server().url.replace(/\/v1$/, '/openapi.json');
	for (let n = 0; n < 5; n++) await (await fetch(address)).arrayBuffer();
}

const answered = (statuses: number) => () =>
	server().log.filter(({ status }) => status !== undefined).length >= statuses;
const arrived = (requests: number) => () => server().log.length >= requests;

/** Whether the node sleeps until something long from now: n8n's `sleep` is a timer. */
function watchSleep(): () => boolean {
	const timers = jest.spyOn(outside, 'setTimeout');
	return () => timers.mock.calls.some(([, ms]) => ms !== undefined && ms > 500 && ms <= 1000);
}

/** Runs the node, cancels as soon as `isTime`, and gives the run once the node has ended. */
async function cancelled(
	sketch: Partial<INode>,
	isTime: () => boolean,
	items: Parameters<typeof start>[2] = input,
) {
	const execution = await start(account(KEYS.go), sketch, items);
	await until(isTime);
	const requests = server().log.length;
	execution.cancel();
	const run = await execution.ended;
	await settle();
	show(run);
	return { run, requests, later: server().log.length - requests };
}

describe.each(modes)('a cancelled execution, with %s,', (_name, extra) => {
	it('ends at once while it waits for the end of a pause of 60 seconds', async () => {
		server().fault({ route: SEND, status: 429, headers: { 'retry-after': '60' } });
		const { run, later } = await cancelled({ ...extra, parameters: inOneChat }, watchSleep());
		expect(later).toBe(0);
		expect(server().log).toHaveLength(1);
		expect(run.status).toBe('canceled');
		expect(sentMessages(server().state)).toEqual([]);
	});

	it('does so with several chats at once', async () => {
		server().fault({ route: SEND, nth: [3], status: 429, headers: { 'retry-after': '60' } });
		const { later, run } = await cancelled({ ...extra, parameters: send }, watchSleep());
		expect(later).toBe(0);
		expect(run.status).toBe('canceled');
	});

	it('sends nothing further when the message under way is answered', async () => {
		server().fault({ route: SEND, nth: 1, delayMs: 100 });
		const { run, later } = await cancelled({ ...extra, parameters: inOneChat }, arrived(1));
		expect(later).toBe(0);
		expect(run.status).toBe('canceled');
		expect(sentMessages(server().state).length).toBeLessThanOrEqual(1);
	});

	it('sends nothing when the look-up of the template is answered', async () => {
		server().fault({ route: 'GET /templates/:templateId', delayMs: 100 });
		const parameters = {
			...inOneChat,
			operation: 'sendTemplate',
			templateId: locator(TEMPLATES.marketing),
		};
		const { later } = await cancelled({ ...extra, parameters }, arrived(1));
		expect(later).toBe(0);
		expect(sentMessages(server().state)).toEqual([]);
	});

	it('does not wait for the time between two messages', async () => {
		const parameters = { ...send, options: { delayBetweenSends: 60_000 } };
		const isAsleep = watchSleep();
		const isTime = () => answered(1)() && isAsleep();
		const { later } = await cancelled({ ...extra, parameters }, isTime);
		expect(later).toBe(0);
		expect(sentMessages(server().state)).toHaveLength(1);
	});

	it('does not repeat what it would have repeated', async () => {
		jest.spyOn(outside.Math, 'random').mockReturnValue(0.99);
		server().fault({ route: 'POST /groups/:groupId/participants', status: 500 });
		const parameters = {
			resource: 'group',
			operation: 'addParticipants',
			groupId: locator(GROUPS.modern),
			participants: PEOPLE.dieter,
		};
		const { later } = await cancelled({ ...extra, parameters }, answered(1), input.slice(0, 1));
		expect(later).toBe(0);
	});
});

describe('the items of a cancelled execution', () => {
	it('say under Continue that it was cancelled, but for what was accepted', async () => {
		server().fault({ route: SEND, nth: 2, status: 429, headers: { 'retry-after': '60' } });
		const onError = 'continueRegularOutput';
		const { run } = await cancelled({ parameters: inOneChat, onError }, watchSleep());
		const [first, ...others] = outputOf(run).map(({ json }) => json);
		expect(first).toMatchObject({ status: 'QUEUED' });
		for (const other of others) {
			expect(other).toMatchObject({
				error: 'The execution was canceled',
				hint: expect.stringMatching(/nothing further was sent/),
			});
		}
		expect(others).toHaveLength(4);
	});

	it('say that a message may have been sent only of the one that was under way', async () => {
		server().fault({ route: SEND, nth: 2, delayMs: 100 });
		const onError = 'continueRegularOutput';
		const { run } = await cancelled({ parameters: inOneChat, onError }, arrived(2));
		const [accepted, underWay, ...untried] = outputOf(run).map(({ json }) => json);
		expect(accepted).toMatchObject({ status: 'QUEUED' });
		expect(underWay!.hint).toMatch(/^The message may have been sent\./);
		for (const one of untried) {
			expect(one).toMatchObject({ error: 'The execution was canceled' });
			expect(one.hint).not.toMatch(/may have been sent/);
		}
	});

	it('are told in the error that the one under way may have been sent', async () => {
		server().fault({ route: SEND, nth: 2, delayMs: 100 });
		const { run } = await cancelled({ parameters: inOneChat }, arrived(2));
		const { error } = run.data.resultData;
		expect(error!.description).toMatch(/The message may have been sent\./);
		expect(error!.description).toMatch(
			/Accepted: items? 0; not tried: items 2 to 4 \(counted from 0\)\.$/,
		);
		expect(run.status).toBe('canceled');
	});

	it('are told in the error which were accepted and which not tried', async () => {
		server().fault({ route: SEND, nth: 3, status: 429, headers: { 'retry-after': '60' } });
		const { run } = await cancelled({ parameters: inOneChat }, watchSleep());
		const { error } = run.data.resultData;
		expect(error!.description).toMatch(
			/Accepted: items 0 to 1; not tried: items 3 to 4 \(counted from 0\)\.$/,
		);
		expect(error!.context!.itemIndex).toBe(2);
	});
});
