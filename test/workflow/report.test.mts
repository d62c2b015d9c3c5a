import { describe, expect, it } from '@jest/globals';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { NUMBERS } from 'pilotstatus-reference-server';
import { KEY } from './rows.mts';

const { server, account, calls } = useServer();
const ROUTE = 'GET /messages/:messageId';
const report = { resource: 'message', operation: 'getReport', messageIds: '={{ $json.id }}' };
const items = (...ids: unknown[]) => ids.map((id) => ({ json: { id } })) as INodeExecutionData[];

/** Messages that went through the API. */
function have(...messages: Array<{ id: string; status: string; [field: string]: unknown }>) {
	const [model] = server().state.messages;
	for (const one of messages) {
		const base = { ...model!, numberId: NUMBERS.go.id, origin: 'API' as const };
		const destination = { groupId: null, destinationNumber: '+5511987654321' };
		server().state.messages.push({ ...base, ...destination, ...one } as never);
	}
}

describe('message: getReport', () => {
	it('counts the messages of all items, each once, and says why some failed', async () => {
		have(
			{ id: 'm1', status: 'READ' },
			{ id: 'm2', status: 'FAILED', errorCode: 'WHATSAPP_NOT_EXIST' },
			{ id: 'm3', status: 'FAILED', errorCode: 'SOMETHING_NEW' },
			{ id: 'm4', status: 'QUEUED' },
		);
		const result = await runNode(
			account(KEY),
			{ parameters: report },
			items('m1, m2', ['m3', 'm1'], undefined, 'm4', 'msg_gone'),
		);
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json)).toEqual([
			{
				total: 5,
				queued: 1,
				sent: 0,
				delivered: 0,
				read: 1,
				failed: 2,
				canceled: 0,
				unknown: 1,
				failures: [
					{
						id: 'm2',
						destinationNumber: '+5511987654321',
						reason: 'The destination has no WhatsApp account',
					},
					{ id: 'm3', destinationNumber: '+5511987654321', reason: expect.any(String) },
				],
			},
		]);
		expect(result.items[0]!.pairedItem).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
		expect(calls().sort()).toEqual(
			['m1', 'm2', 'm3', 'm4', 'msg_gone'].map((id) => `GET /messages/${id}`),
		);
	});

	it('gives the messages as well where that is wanted', async () => {
		have({ id: 'm1', status: 'SENT' });
		const parameters = { ...report, includeMessages: true };
		const { items: out } = await runNode(account(KEY), { parameters }, items('m1', 'msg_gone'));
		expect(out[0]!.json.messages).toEqual([
			expect.objectContaining({ id: 'm1', status: 'SENT' }),
			{ id: 'msg_gone' },
		]);
	});

	it('fails where no item has an id', async () => {
		const { error } = await runNode(account(KEY), { parameters: report }, items('', undefined));
		expect([error?.message, error?.description]).toEqual([
			"'Message IDs' is empty",
			"Give the 'id' that the send operation returned, or several separated by commas.",
		]);
		expect(calls()).toEqual([]);
	});

	it.each(['history', '..', 'a b'])('refuses %j before any request', async (id) => {
		const { error } = await runNode(account(KEY), { parameters: report }, items('m1', id));
		expect(error?.message).toContain("in 'Message IDs'");
		expect(error?.context.itemIndex).toBe(1);
		expect(calls()).toEqual([]);
	});

	it('reports on the others under Continue', async () => {
		have({ id: 'm1', status: 'SENT' });
		const sketch = { parameters: report, onError: 'continueRegularOutput' as const };
		const { items: out } = await runNode(account(KEY), sketch, items('a b', 'm1'));
		expect(out.map(({ json, pairedItem }) => [json.total ?? json.error, pairedItem])).toEqual([
			['"a b" in \'Message IDs\' holds blanks, brackets or quotation marks', { item: 0 }],
			[1, [{ item: 1 }]],
		]);
	});

	it.each<[INodeParameters, number]>([
		[{}, 4],
		[{ options: { maxParallel: 1 } }, 2],
	])('with %j ends at the first failure, as one item', async (more, most) => {
		server().fault({ route: ROUTE, nth: 2, status: 403, body: { code: 'PERMISSION_DENIED' } });
		const sketch = { parameters: { ...report, ...more }, onError: 'continueErrorOutput' as const };
		const { outputs } = await runNode(account(KEY), sketch, items('m1', 'm2', 'm3', 'm4'));
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]!.map(({ json }) => json.error)).toEqual([
			'The API key lacks a permission that this needs',
		]);
		expect(calls().length).toBeLessThanOrEqual(most);
	});
});
