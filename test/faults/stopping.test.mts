import { describe, expect, it, jest } from '@jest/globals';

import { outside } from '../harness/core.mts';
import type { INodeParameters } from 'n8n-workflow';

import { GROUPS, PEOPLE } from 'pilotstatus-reference-server';
import { locator } from '../workflow/rows.mts';
import { KEYS, useFaults } from './bench.mts';
import { execute, outputOf } from './executions.mts';
import { checkFirst, itemsIn } from './expectations.mts';
import { groupOf, schedule, sentMessages } from './operations.mts';

const { server, account, show } = useFaults();
const SEND = 'POST /messages/send';
const mayHave = checkFirst('The message may have been sent');
const { ana, bruno, carla, dieter } = PEOPLE;
const people = [ana, bruno, carla, dieter, '4915112345679', '4915112345680'];

const toPerson = (maxParallel: number): INodeParameters => ({
	resource: 'message',
	operation: 'sendText',
	sendTo: 'phoneNumber',
	destinationNumber: '={{ $json.to }}',
	text: '={{ $json.text }}',
	options: { maxParallel },
});
const inputFor = (to: string[]) => to.map((one, n) => ({ json: { to: one, text: `T${n}` } }));

async function failure(parameters: INodeParameters, input: Parameters<typeof execute>[2]) {
	const run = await execute(account(KEYS.go), { parameters }, input);
	show(run);
	const { error } = run.data.resultData;
	return {
		sentence: error?.message,
		hint: error?.description,
		itemIndex: error?.context?.itemIndex,
	};
}
const contents = () => sentMessages(server().state).map(({ content }) => content);
/** The texts in the order of their requests. */
const asked = () => server().log.map(({ body }) => (body as { text: string }).text);

describe('without Continue, the first failure', () => {
	it('stops what has not begun, in every chat', async () => {
		server().fault({ route: SEND, nth: 3, status: 500, after: true });
		const to = [ana, bruno, ana, bruno, ana, bruno];
		const { sentence, hint, itemIndex } = await failure(toPerson(1), inputFor(to));
		expect(asked()).toEqual(['T0', 'T1', 'T2']);
		expect(contents()).toEqual(['T0', 'T1', 'T2']);
		expect(sentence).toBe('Pilot Status could not answer (status 500)');
		expect(hint).toBe(
			`${mayHave} Accepted: items 0 to 1; not tried: items 3 to 5 (counted from 0).`,
		);
		expect(itemIndex).toBe(2);
	});

	it('lets what is under way settle, and tells what became of it', async () => {
		server().fault({ route: SEND, nth: [1, 3], delayMs: 100 });
		server().fault({ route: SEND, nth: 2, status: 400 });
		const { hint, itemIndex } = await failure(toPerson(3), inputFor(people));
		expect(asked().sort()).toEqual(['T0', 'T1', 'T2']);
		const [refused] = ['T0', 'T1', 'T2'].filter((text) => !contents().includes(text));
		expect(itemIndex).toBe(Number(refused!.slice(1)));
		const others = [0, 1, 2].filter((n) => n !== itemIndex);
		const accepted = others.join(others[1]! - others[0]! === 1 ? ' to ' : ', ');
		expect(hint).toMatch(
			new RegExp(`Accepted: items ${accepted}; not tried: items 3 to 5 \\(counted from 0\\)\\.$`),
		);
	});

	it('is the first by item order, whichever came first', async () => {
		// The first one to leave is answered last.
		server().fault({ route: SEND, nth: [1, 2, 3, 4], status: 400 });
		server().fault({ route: SEND, nth: 1, delayMs: 150, status: 404 });
		const { hint, itemIndex } = await failure(toPerson(4), inputFor(people));
		expect(asked().sort()).toEqual(['T0', 'T1', 'T2', 'T3']);
		expect(itemIndex).toBe(0);
		expect(hint).toMatch(
			/No item was accepted; failed too: items 1 to 3; not tried: items 4 to 5 \(counted from 0\)\.$/,
		);
	});

	it('keeps those that wait for the end of a 429 from being sent at all', async () => {
		server().fault({ route: SEND, nth: 1, status: 429, headers: { 'retry-after': '60' } });
		server().fault({ route: SEND, nth: 2, status: 400, delayMs: 100 });
		const { hint, itemIndex } = await failure(toPerson(2), inputFor(people));
		expect(asked().sort()).toEqual(['T0', 'T1']);
		expect(contents()).toEqual([]);
		const entry = server().log.find(({ status }) => status === 400)!;
		const refused = Number((entry.body as { text: string }).text.slice(1));
		expect(itemIndex).toBe(refused);
		const untried = refused === 0 ? '1 to 5' : '0, 2 to 5';
		expect(hint).toMatch(
			new RegExp(`No item was accepted; not tried: items ${untried} \\(counted from 0\\)\\.$`),
		);
	});

	it('does not call what may have been done not tried', async () => {
		// One group's change took effect and waits for its repetition when the other one's is refused.
		jest.spyOn(outside.Math, 'random').mockReturnValue(0.99);
		const route = 'POST /groups/:groupId/participants';
		server().fault({ route, nth: 1, status: 500, after: true });
		server().fault({ route, nth: 2, status: 400, delayMs: 50 });
		const parameters = {
			resource: 'group',
			operation: 'addParticipants',
			groupId: locator('={{ $json.chat }}', 'id'),
			participants: dieter,
		};
		const chats = [GROUPS.modern, GROUPS.legacy].map((chat) => ({ json: { chat } }));
		const { hint, itemIndex } = await failure(parameters, chats);
		expect(server().log).toHaveLength(2);
		const changed = chats.findIndex(({ json }) =>
			groupOf(server().state, json.chat).participants.some(({ number }) => number === dieter),
		);
		expect([0, 1]).toContain(changed);
		// The other one may come first in item order; then this one is named in the hint.
		expect([itemIndex, ...itemsIn(hint!, 'failed too')].sort()).toEqual([0, 1]);
		expect(itemsIn(hint!, 'not tried')).toEqual([]);
	});
});

describe('cancelling hundreds of messages', () => {
	const ids = Array.from({ length: 250 }, (_, n) => `msg_many_${n}`);
	const parameters = { resource: 'message', operation: 'cancel', messageIds: ids };
	const route = 'DELETE /messages/cancel';
	const cancelled = () => server().state.messages.filter(({ status }) => status === 'CANCELED');

	it('says what the earlier hundreds did when a later one fails, and repeats none', async () => {
		schedule(server().state, ids.slice(0, 90));
		schedule(server().state, ids.slice(100));
		server().fault({ route, nth: 2, reset: 'after' });
		const { hint } = await failure(parameters, [{ json: {} }]);
		expect(server().log).toHaveLength(2);
		expect(cancelled()).toHaveLength(190);
		expect(hint).toBe(
			`${checkFirst('The messages may have been cancelled')} Before that, 90 messages were cancelled and 10 could not be.`,
		);
	});

	it('carries it as data under Continue', async () => {
		schedule(server().state, ids);
		server().fault({ route, nth: 3, status: 400 });
		const onError = 'continueRegularOutput';
		const run = await execute(account(KEYS.go), { parameters, onError });
		const [item] = outputOf(run);
		expect(item!.json).toEqual({
			error: expect.any(String),
			code: null,
			statusCode: 400,
			cancelledCount: 200,
			failedCount: 0,
			cancelled: ids.slice(0, 200),
			failed: [],
			hint: expect.stringMatching(/Before that, 200 messages were cancelled and 0 could not be\.$/),
		});
		expect(cancelled()).toHaveLength(200);
	});
});
