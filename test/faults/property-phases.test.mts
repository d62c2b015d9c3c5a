import { beforeEach, describe, expect, it, jest } from '@jest/globals';

import { outside } from '../harness/core.mts';
import fc from 'fast-check';
import type { IDataObject, INode, IRun } from 'n8n-workflow';

import { GROUPS, NUMBERS, TENANT_ID } from 'pilotstatus-reference-server';
import type { Fault } from 'pilotstatus-reference-server';
import { locator } from '../workflow/rows.mts';
import { KEYS, useFaults } from './bench.mts';
import { execute, outputOf, toRetry } from './executions.mts';
import { itemsIn } from './expectations.mts';
import { sentMessages } from './operations.mts';

const { server, account, show } = useFaults();
const SEND = 'POST /messages/send';
const CHATS = [GROUPS.modern, GROUPS.legacy, GROUPS.lonely];
const gone = /nothing was sent|was not (sent|taken)/i;
/** Statuses after which nobody knows, and whose request no key protects; a 200 is an empty one here. */
const UNKNOWN = [200, 302, 303, 408, 499, 500];
const html = '<html></html>';

beforeEach(() => {
	// Pauses have their jitter, but are short.
	let last = 0;
	jest.spyOn(outside.Math, 'random').mockImplementation(() => (last = (last + 0.0037) % 0.02));
});

/** In which phase a request meets what, and how often; a third goes well. */
const troubles: Array<[weight: number, Omit<Fault, 'route' | 'nth'>]> = [
	[18, {}],
	[4, { reset: 'before' }],
	[6, { reset: 'after' }],
	[3, { truncate: true }],
	[3, { status: 502, body: html }],
	[3, { status: 504, body: html, after: true }],
	[2, { status: 429 }],
	[2, { status: 429, headers: { 'retry-after': '0.03' } }],
	[12, { status: 400, body: { code: 'INVALID_DESTINATION', message: 'No' } }],
	[1, { status: 409, body: { code: 'IDEMPOTENCY_KEY_IN_USE' } }],
	[1, { delayMs: 250, after: true }],
];
/** What comes so late that another request under its key has overtaken it. */
const overtaken: typeof troubles = [[3, { delayMs: 250 }]];
/** What may be carried out and is called a failure, so that the API keeps no key: together with those, nothing helps. */
const unkept: typeof troubles = [
	[1, { status: 500 }],
	[1, { status: 200, after: true }],
	[1, { status: 302, headers: { location: 'http://127.0.0.1:9/v1' } }],
	[2, { status: 500, after: true, body: { code: 'WHATSAPP_UPSTREAM_ERROR' } }],
	[1, { status: 408, after: true }],
	[1, { status: 303, after: true, headers: { location: 'http://127.0.0.1:9/v1' } }],
	[1, { status: 499, after: true }],
];
const manyOf = (...weighted: typeof troubles) =>
	fc.array(
		fc.oneof(...weighted.map(([weight, fault]) => ({ weight, arbitrary: fc.constant(fault) }))),
		{ minLength: 1, maxLength: 25, size: 'max' },
	);

const schedules = fc.record({
	/** Which chat each item goes to, and whether it has a key of the user's own. */
	items: fc.array(fc.record({ chat: fc.nat({ max: 2 }), isOwn: fc.boolean() }), {
		minLength: 1,
		maxLength: 6,
	}),
	/** What happens to the requests as they arrive; to further ones nothing. */
	faults: fc.oneof(
		{ weight: 2, arbitrary: manyOf(...troubles, ...overtaken) },
		manyOf(...troubles, ...unkept),
	),
	/** Whether the text is another one at each try. */
	isChanging: fc.boolean(),
	maxParallel: fc.constantFrom(1, 64),
	onError: fc.constantFrom<INode['onError']>(undefined, 'continueRegularOutput'),
});
type Schedule = typeof schedules extends fc.Arbitrary<infer Values> ? Values : never;

/** Of the schedule under way: a request that n8n has given up may come when the next one has begun. */
let schedule = 0;
const itemOf = (text: string) => {
	const [, of, item] = /^(\d+) (\d+)/.exec(text)!;
	return Number(of) === schedule ? [Number(item)] : [];
};

/** The items that became messages; twice, where they became two. */
const accepted = () => sentMessages(server().state).flatMap(({ content }) => itemOf(content!));

/** The items of which the API's word leaves a doubt that no key takes away. */
const unknown = () =>
	new Set(
		server().log.flatMap(({ body, status = 0 }) =>
			UNKNOWN.includes(status) ? itemOf((body as { text: string }).text) : [],
		),
	);

/** Whatever the user reads of an execution is true of the server. */
function expectTruth(run: IRun): void {
	show(run);
	const sent = accepted();
	expect([...new Set(sent)]).toEqual(sent);
	const { error } = run.data.resultData;
	for (const [item, { json }] of outputOf(run).entries()) {
		if (!('error' in json)) expect(sent).toContain(item);
		else if (gone.test(`${json.error} ${json.hint}`)) expect(sent).not.toContain(item);
	}
	if (!error) return;
	const hint = String(error.description);
	const first = error.context!.itemIndex as number;
	if (gone.test(`${error.message} ${hint}`)) expect(sent).not.toContain(first);
	expect(itemsIn(hint, 'not tried').filter((item) => sent.includes(item))).toEqual([]);
	expect(itemsIn(hint, 'Accepted').filter((item) => !sent.includes(item))).toEqual([]);
}

const seen = { repaired: 0, unknown: 0, good: 0 };

/** Three tries with faults, and a Retry of what failed without any. */
async function check({ items, faults, isChanging, maxParallel, onError }: Schedule) {
	server().reset();
	schedule++;
	const keyOf = { id: 'key_go2', tenantId: TENANT_ID, numberId: NUMBERS.go.id };
	server().state.keys.push({ ...keyOf, key: KEYS.go, scope: 'number' });
	const remove = faults.map((fault, index) =>
		server().fault({ route: SEND, nth: index + 1, headers: {}, ...fault }),
	);
	const isLate = faults.some(({ delayMs }) => delayMs !== undefined);
	const options: IDataObject = { maxParallel, maxWait: 0.2, timeout: isLate ? 150 : 15_000 };
	const parameters = {
		resource: 'message',
		operation: 'sendText',
		sendTo: 'group',
		groupId: locator('={{ $json.chat }}', 'id'),
		text: isChanging ? '={{ $json.text + " " + Math.random() }}' : '={{ $json.text }}',
		options: { ...options, idempotencyKey: '={{ $json.key }}' },
	};
	const input = items.map(({ chat, isOwn }, n) => ({
		json: { chat: CHATS[chat]!, text: `${schedule} ${n}`, key: isOwn ? `pedido-${n}` : '' },
	}));
	const sketch = { parameters, onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const run = await execute(account(KEYS.go), sketch, input);
	expectTruth(run);
	if (!run.data.resultData.error) {
		seen.good++;
		return;
	}
	for (const one of remove) one();
	const before = toRetry(run);
	// The machine may be slow, and this time nothing is wrong.
	before.executionData!.nodeExecutionStack[0]!.node.parameters.options = {
		...parameters.options,
		timeout: 15_000,
		maxWait: 60,
	};
	const again = await execute(account(KEYS.go), sketch, [], undefined, before);
	expectTruth(again);
	if (unknown().size > 0) {
		seen.unknown++;
		return;
	}
	expect(again.data.resultData.error).toBeUndefined();
	expect([...accepted()].sort()).toEqual([...items.keys()]);
	seen.repaired++;
}

describe('whatever happens to a message in whatever phase, over three tries and a Retry,', () => {
	it('it is accepted at most once, exactly once where a try comes through, and never denied', async () => {
		await fc.assert(fc.asyncProperty(schedules, check), { numRuns: 120 });
	}, 120_000);

	it('every end was reached', () => {
		expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
	});
});
