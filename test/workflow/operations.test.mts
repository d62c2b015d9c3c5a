import { beforeEach, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS } from 'pilotstatus-reference-server';
import { jointRows, planned, singleRows } from './all-rows.mts';
import { KEY, locator } from './rows.mts';

const { server, account, calls, body } = useServer({ planned });
const onGroups = singleRows.filter(({ parameters }) => parameters.groupId !== undefined);
const jsonOf = (items: Array<{ json: unknown }>) => items.map(({ json }) => json);

describe.each(singleRows)(
	'$name',
	({ parameters, call, body: expected, items, writes, route, key = KEY, ...row }) => {
		const { first = [], before = [], then = [] } = row;
		const turn = [...before, call, ...then];
		beforeEach(() => {
			Object.assign(server().shapes, row.forms);
			row.arrange?.(server().state);
		});

		it('sends one request and gives its answer', async () => {
			const result = await runNode(account(key), { parameters });
			expect(result.error).toBeUndefined();
			expect(calls()).toEqual([...first, ...turn]);
			expect(body(first.length + before.length)).toEqual(expected);
			expect(jsonOf(result.items)).toEqual(
				items.map((item) => expect.objectContaining(item as object)),
			);
			expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
				items.map(() => ({ item: 0 })),
			);
		});

		it('works for several items, each paired with its own', async () => {
			const input = [{ json: { n: 1 } }, { json: { n: 2 } }];
			const before = structuredClone(input);
			const result = await runNode(account(key), { parameters }, input);
			expect(result.error).toBeUndefined();
			expect(calls()).toEqual([...first, ...turn, ...turn]);
			const pairs = result.items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
			expect(pairs).toEqual([...items.map(() => 0), ...items.map(() => 1)]);
			expect(input).toEqual(before);
		});

		describe('with three items of which the second fails', () => {
			const input = [{ json: { n: 0 } }, { json: { n: 1 } }, { json: { n: 2 } }];
			const options = { ...(parameters.options as INodeParameters), maxParallel: 1 };
			const oneByOne = { ...parameters, options };
			const fail = () =>
				server().fault({
					route,
					nth: 2,
					status: 400,
					body: { code: 'WHATSAPP_UPSTREAM_ERROR', message: 'No' },
				});
			const sentence = 'WhatsApp did not carry out the request';

			it('stops, with the index of the item and what was done before', async () => {
				fail();
				const { error, items: none } = await runNode(account(key), { parameters: oneByOne }, input);
				expect(error).toMatchObject({ name: 'NodeApiError', message: sentence, httpCode: '400' });
				expect(error!.context).toMatchObject({ itemIndex: 1, code: 'WHATSAPP_UPSTREAM_ERROR' });
				expect(calls()).toEqual([...first, ...turn, ...before, call]);
				expect(none).toEqual([]);
				const progress = 'Accepted: item 0; not tried: item 2 (counted from 0).';
				expect(String(error!.description).endsWith(progress)).toBe(writes);
			});

			it('goes on under Continue', async () => {
				fail();
				const result = await runNode(
					account(key),
					{ parameters: oneByOne, onError: 'continueRegularOutput' },
					input,
				);
				expect(result.error).toBeUndefined();
				expect(calls()).toEqual([...first, ...turn, ...before, call, ...turn]);
				const failed = result.items.filter(({ json }) => 'error' in json);
				expect(failed).toEqual([
					{
						json: {
							error: sentence,
							code: 'WHATSAPP_UPSTREAM_ERROR',
							statusCode: 400,
							hint: expect.any(String),
						},
						pairedItem: { item: 1 },
					},
				]);
				expect(result.items).toHaveLength(2 * items.length + 1);
			});

			it('puts the item on the error output where that is chosen', async () => {
				fail();
				const result = await runNode(
					account(key),
					{ parameters: oneByOne, onError: 'continueErrorOutput' },
					input,
				);
				expect(result.error).toBeUndefined();
				const [good, bad] = result.outputs;
				expect(good).toHaveLength(2 * items.length);
				expect(jsonOf(good!).every((json) => !('error' in (json as object)))).toBe(true);
				expect(jsonOf(bad!)).toEqual([
					{
						// n8n puts the fields of the input item beside ours.
						n: 1,
						error: sentence,
						message: expect.stringMatching(/ \[WHATSAPP_UPSTREAM_ERROR, 400\]$/),
					},
				]);
			});
		});
	},
);

describe.each(jointRows)('$name', ({ parameters, call, body: expected, items, route, ...row }) => {
	beforeEach(() => {
		Object.assign(server().shapes, row.forms);
		row.arrange?.(server().state);
	});
	const input = [{ json: { n: 0 } }, { json: { n: 1 } }];

	it('asks once for all items, and gives each what it asked for', async () => {
		const result = await runNode(account(KEY), { parameters }, input);
		expect(result.error).toBeUndefined();
		expect(calls()).toEqual([call]);
		expect(body(0)).toEqual(expected);
		const json = items.map((item) => expect.objectContaining(item as object));
		expect(jsonOf(result.items)).toEqual([...json, ...json]);
		const pairs = result.items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
		expect(pairs).toEqual([...items.map(() => 0), ...items.map(() => 1)]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'fails for all items with one sentence under %s',
		async (onError) => {
			const body = { code: 'WHATSAPP_UPSTREAM_ERROR', message: 'No' };
			server().fault({ route, status: 400, body });
			const { outputs } = await runNode(account(KEY), { parameters, onError }, input);
			const failed = onError === 'continueErrorOutput' ? outputs[1]! : outputs[0]!;
			const error = 'WhatsApp did not carry out the request';
			expect(failed.map(({ json }) => json.error)).toEqual([error, error]);
			expect(calls()).toEqual([call]);
		},
	);
});

describe.each(onGroups)('$name', ({ parameters, call, first = [], then = [] }) => {
	it('takes the group from an expression', async () => {
		const groupId = locator('={{ $json.chat }}', 'id');
		const input = [{ json: { chat: ` ${GROUPS.modern} ` } }];
		const { error } = await runNode(
			account(KEY),
			{ parameters: { ...parameters, groupId } },
			input,
		);
		expect(error).toBeUndefined();
		expect(calls()).toEqual([...first, call, ...then]);
	});
});

describe('ids of groups on the wire', () => {
	it.each([
		[KEYS.go, GROUPS.modern, '/groups/120363000000000001%40g.us'],
		[KEYS.go, GROUPS.legacy, '/groups/5511967435133-1561472255%40g.us'],
		[KEYS.metaOba, GROUPS.opaque, '/groups/Gk%3A9_a-Z%3D%3D%40g.us'],
	])('with the key %s, %s becomes %s', async (key, id, path) => {
		const parameters = { resource: 'group', operation: 'get', groupId: locator(id, 'id') };
		const { items } = await runNode(account(key), { parameters });
		expect(calls()).toEqual([`GET ${path}`]);
		expect(items[0]!.json.id).toBe(id);
	});
});

describe('group: getAll', () => {
	it.each([
		[{ limit: 2 }, 2],
		[{ limit: 50 }, 3],
		[{ returnAll: true, limit: 1 }, 3],
	])('with %j gives %i groups in the order of the API', async (parameters, count) => {
		const { items } = await runNode(account(KEY), {
			parameters: { resource: 'group', operation: 'getAll', ...parameters },
		});
		expect(items.map(({ json }) => json.name)).toEqual(
			['Obra 42', 'Vendas', 'Condomínio Ipê'].slice(0, count),
		);
	});
});

describe('group: get', () => {
	it("gives the API's own object when not simplified", async () => {
		server().shapes.reset();
		const parameters = {
			resource: 'group',
			operation: 'get',
			groupId: locator(GROUPS.modern),
			simplify: false,
		};
		const { items } = await runNode(account(KEY), { parameters });
		expect(items[0]!.json).toMatchObject({ id: GROUPS.modern, subject: 'Obra 42' });
		expect(items[0]!.json.participants).toContainEqual(
			expect.objectContaining({ id: '5511990000002@s.whatsapp.net' }),
		);
	});
});
