import { describe, expect, it } from '@jest/globals';
import { GROUPS, TEMPLATES } from 'pilotstatus-reference-server';

import { locator } from '../workflow/rows.mts';
import { KEYS, useFaults } from './bench.mts';
import { execute, outputOf, toRetry } from './executions.mts';
import { askAgain, checkFirst, wordsOf } from './expectations.mts';
import { sentMessages } from './operations.mts';

const { server, account, show, run, count } = useFaults();
const SEND = 'POST /messages/send';
const mayHave = 'The message may have been sent';
const parameters = {
	resource: 'message',
	operation: 'sendText',
	sendTo: 'group',
	groupId: locator('={{ $json.chat ?? "120363000000000001@g.us" }}', 'id'),
	text: 'Oi',
};
const own = { ...parameters, options: { idempotencyKey: 'pedido-1', maxWait: 1 } };
const upstream = { status: 502, body: { code: 'WHATSAPP_UPSTREAM_ERROR' }, after: true };
const inUse = { status: 409, body: { code: 'IDEMPOTENCY_KEY_IN_USE' } };
const reused = { status: 409, body: { code: 'IDEMPOTENCY_KEY_REUSED' } };

it('what the API failed at is not sent again, although the response before it had got lost', async () => {
	server().fault({ route: SEND, nth: 1, reset: 'before' });
	server().fault({ route: SEND, nth: 2, ...upstream });
	const sketch = { parameters, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const failed = await execute(account(KEYS.go), sketch);
	const again = await execute(account(KEYS.go), sketch, [], undefined, toRetry(failed));
	show(failed, again);
	expect(again.data.resultData.error!.description).toContain(checkFirst(mayHave));
	expect(sentMessages(server().state)).toHaveLength(1);
	expect(count(SEND)).toBe(2);
});

it('a message whose own key is in use by another one is not taken for sent', async () => {
	server().fault({ route: SEND, nth: 1, ...inUse });
	server().fault({ route: SEND, nth: 2, ...reused });
	const result = await run({ number: 'go', parameters: own });
	expect(wordsOf(result).hint).toMatch(/[Nn]othing was sent/);
	expect(result.error!.context.code).toBe('IDEMPOTENCY_KEY_REUSED');
});

it('nor when it was in use until the node failed, and n8n tries again', async () => {
	server().fault({ route: SEND, nth: [1, 2], ...inUse });
	server().fault({ route: SEND, nth: [3, 4], ...reused });
	const sketch = { parameters: { ...own, options: { ...own.options, maxWait: 0 } } };
	const failed = await execute(account(KEYS.go), sketch);
	const again = await execute(account(KEYS.go), sketch, [], undefined, toRetry(failed));
	show(failed, again);
	expect(outputOf(again)).toEqual([]);
	expect(again.data.resultData.error!.description).toMatch(/[Nn]othing was sent/);
});

it('a doubt does not end with words that deny it', async () => {
	// The first one is asked for again when the other one has stopped everything.
	server().fault({ route: SEND, nth: 1, reset: 'after', delayMs: 200 });
	server().fault({ route: SEND, nth: 2, delayMs: 100, status: 400 });
	const chats = [GROUPS.modern, GROUPS.legacy].map((chat) => ({ json: { chat } }));
	const { error } = await run({ number: 'go', parameters, input: chats });
	show(error);
	expect(error!.description).toContain(askAgain(mayHave));
	expect(error!.description).not.toMatch(/not sent/);
});

describe('a doubt from before', () => {
	const inDoubt = `${mayHave}. Use n8n's Retry`;

	it('is told when the next try stops before its turn', async () => {
		// Refused, and meanwhile the other one was accepted and its response got lost, and once more.
		server().fault({ route: SEND, nth: 1, delayMs: 200, status: 400 });
		server().fault({ route: SEND, nth: 2, reset: 'after' });
		server().fault({ route: SEND, nth: 3, reset: 'before' });
		const chats = [GROUPS.modern, GROUPS.legacy].map((chat) => ({ json: { chat } }));
		const sketch = { parameters: { ...parameters, options: { maxWait: 0 } } };
		const failed = await execute(account(KEYS.go), sketch, chats);
		expect(sentMessages(server().state)).toHaveLength(1);
		server().fault({ route: SEND, nth: 1, status: 400 });
		const oneByOne = { parameters: { ...parameters, options: { maxParallel: 1 } } };
		const again = await execute(account(KEYS.go), oneByOne, [], undefined, toRetry(failed));
		show(failed, again);
		expect(count(SEND)).toBe(4);
		const { description } = again.data.resultData.error!;
		expect(description).toMatch(/No item was accepted; failed too: item 1 \(counted from 0\)\.$/);
	});

	it('is not told as unsent when the next try stops while it waits', async () => {
		server().fault({ route: SEND, nth: 1, reset: 'after' });
		server().fault({ route: SEND, nth: 2, reset: 'before' });
		const chats = [GROUPS.modern, GROUPS.legacy].map((chat) => ({ json: { chat } }));
		const oneByOne = { parameters: { ...parameters, options: { maxParallel: 1, maxWait: 0 } } };
		const failed = await execute(account(KEYS.go), oneByOne, chats);
		expect(failed.data.resultData.error!.description).toContain(inDoubt);
		server().fault({ route: SEND, nth: 1, status: 429, headers: { 'retry-after': '30' } });
		server().fault({ route: SEND, nth: 2, status: 400, delayMs: 300 });
		const again = await execute(account(KEYS.go), { parameters }, [], undefined, toRetry(failed));
		show(failed, again);
		const { description } = again.data.resultData.error!;
		expect(description).toContain(inDoubt);
		expect(description).not.toContain('not sent');
	});

	it.each([
		['its template cannot be looked up', { templateId: locator(TEMPLATES.marketing) }],
		['its parameters cannot be used any more', { options: { deliverAt: 'amanhã' } }],
	])('is told when %s', async (_what, changed) => {
		const template = {
			...parameters,
			operation: 'sendTemplate',
			templateId: locator(TEMPLATES.marketing),
			options: { maxWait: 0 },
		};
		server().fault({ route: SEND, nth: 1, reset: 'after' });
		server().fault({ route: SEND, nth: 2, reset: 'before' });
		const failed = await execute(account(KEYS.go), { parameters: template });
		expect(failed.data.resultData.error!.description).toContain(inDoubt);
		server().fault({ route: 'GET /templates/:templateId', status: 403 });
		const sketch = { parameters: { ...template, ...changed } };
		const again = await execute(account(KEYS.go), sketch, [], undefined, toRetry(failed));
		show(failed, again);
		expect(again.data.resultData.error!.description).toContain(inDoubt);
		expect(count(SEND)).toBe(2);
	});
});
