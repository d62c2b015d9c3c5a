/** The forms of open points that no other test looks at; `test/open-points.md` lists them all. */
import { randomUUID } from 'node:crypto';

import { afterEach, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { mapperFields, runNode, searchList } from '../harness/engine.mts';
import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NEWSLETTERS, SHAPE_VALUES, TEMPLATES } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls, body } = useServer();
const groupId = locator(GROUPS.modern);
const readGroup = { resource: 'group', operation: 'get', groupId };
const listGroups = { resource: 'group', operation: 'getAll' };
const listMessages = { resource: 'message', operation: 'getAll' };
const text = { resource: 'message', operation: 'sendText', sendTo: 'group', groupId, text: 'Oi' };

const run = async (parameters: INodeParameters, key: string = KEY) =>
	await runNode(account(key), { parameters });

describe('a tenant key', () => {
	const isTenant = /^This is a tenant key, which cannot send messages or manage groups/;

	it.each([[text], [listGroups]])('is refused for its number: %j', async (parameters) => {
		server().shapes.tenantKeyWithNumber = 'refused';
		const data = { ...account(KEYS.tenant), whatsappNumberId: 'num_go' };
		const { error } = await runNode(data, { parameters });
		expect(error!.message).toMatch(isTenant);
	});

	it.each(SHAPE_VALUES.tenantHistoryStatus)(
		'without a number has no history (%i)',
		async (status) => {
			server().shapes.tenantHistoryStatus = status;
			const { error } = await run({ ...listMessages, source: 'history' }, KEYS.tenant);
			expect([error!.message, error!.httpCode]).toEqual([
				expect.stringMatching(isTenant),
				`${status}`,
			]);
		},
	);

	it.each(SHAPE_VALUES.tenantHistoryStatus)(
		'without a number has no leads (%i)',
		async (status) => {
			server().shapes.tenantHistoryStatus = status;
			const { error } = await run({ resource: 'lead', operation: 'getAll' }, KEYS.tenant);
			expect([error!.message, error!.httpCode]).toEqual([
				expect.stringMatching(isTenant),
				`${status}`,
			]);
		},
	);

	it.each(SHAPE_VALUES.tenantConversations)(
		'without a number has no conversations (%s)',
		async (form) => {
			server().shapes.tenantConversations = form;
			const parameters = { resource: 'conversation', operation: 'getAll' };
			const { error } = await run(parameters, KEYS.tenant);
			expect(error!.message).toMatch(
				form === 'scope' ? isTenant : /does not find this WhatsApp number/,
			);
		},
	);
});

describe('an error', () => {
	it.each([
		undefined,
		{ error: 'Invalid API key' },
		{ error: 'UNAUTHORIZED_KEY' },
		{ error: 'Invalid API key', code: 'UNAUTHORIZED' },
		{ error: { code: 'INVALID_KEY', message: 'Invalid API key' } },
	])('401 is about the key, with %j', async (answer) => {
		server().fault({ route: 'GET /groups', status: 401, ...(answer && { body: answer }) });
		const { error } = await run(listGroups);
		expect(error!.message).toMatch(
			/^Pilot Status does not know this API key(: Invalid API key| \(status 401\))?$/,
		);
		expect(error!.description).toMatch(/^Copy the key of your WhatsApp number/);
	});

	const codes = [
		['WHATSAPP_UPSTREAM_ERROR', 'WhatsApp did not carry out the request'],
		['WHATSAPP_INVALID_JSON', 'WhatsApp gave Pilot Status a response that it could not read'],
		['LINKED_WHATSAPP_INSTANCE_NOT_FOUND', 'No WhatsApp number is linked to this API key'],
		[
			'FLOW_WINDOW_CLOSED',
			'The customer has not written in the last 24 hours, so Meta refuses the flow',
		],
	] as const;
	it.each(
		codes.flatMap(([code, sentence]) =>
			[400, 403, 404, 409, 422, 500, 502, 503].map((status) => [code, status, sentence] as const),
		),
	)('%s is the same with the status %i', async (code, status, sentence) => {
		server().fault({ route: 'GET /groups/:groupId', status, body: { error: 'No', code } });
		const { error } = await run(readGroup);
		expect([error!.message, error!.context.code]).toEqual([sentence, code]);
	});
});

describe('a message under its key', () => {
	it.each([200, 201, 202])('is one that went out already, with the status %i', async (status) => {
		const headers = { 'idempotent-replayed': 'true' };
		server().fault({ route: 'POST /messages/send', status, headers, body: { id: 'msg_1' } });
		const { items } = await run(text);
		expect(items.map(({ json }) => json)).toEqual([{ id: 'msg_1', replayed: true }]);
	});

	it('is the same byte for byte, however the API compares', async () => {
		const parameters = {
			...text,
			options: { idempotencyKey: 'pedido-1', labels: 'a, b', markRead: true },
		};
		await run(parameters);
		await run(parameters);
		const [first, second] = server().log;
		expect(first!.rawBody.length).toBeGreaterThan(10);
		expect(second!.rawBody).toEqual(first!.rawBody);
	});

	it.each([
		['digits', '5511990000002'],
		['plus', '+5511990000002'],
		['null', null],
	] as const)('has its sourceNumber as it came: %s', async (form, sourceNumber) => {
		server().shapes.sourceNumber = form;
		expect((await run(text)).items).toMatchObject([{ json: { sourceNumber } }]);
	});
});

it('says what the API refuses of a group without participants', async () => {
	const { error } = await run({ resource: 'group', operation: 'create', subject: 'Obra 43' });
	expect(error!.message).toBe(
		'Pilot Status did not accept the request: A group on Evolution GO needs at least one participant',
	);
});

it.each(['3EB0C767D097B7C7C4A1', 'msg_1', 'cmb2k1x0d0000'])('pins by the id %s', async (id) => {
	server().fault({ route: 'POST /groups/:groupId/pin', status: 200, body: { success: true } });
	const { items } = await run({ ...readGroup, operation: 'pinMessage', messageId: id });
	expect(body(0)).toEqual({ messageId: id, action: 'pin' });
	expect(items).toMatchObject([{ json: { messageId: id, pinned: true } }]);
});

it.each(['META_GROUPS_NOT_ELIGIBLE', 'NOT_SUPPORTED_FOR_META'])(
	'a Meta number without groups is told by %s',
	async (code) => {
		for (const route of ['GET /messages/group', 'POST /messages/send']) {
			server().fault({ route, status: 400, body: { error: 'No', code } });
		}
		for (const parameters of [listMessages, text]) {
			const { error } = await run(parameters);
			expect(error!.message).toMatch(/^This WhatsApp number cannot use groups/);
			expect(error!.description).toMatch(/needs an approved Official Business Account/);
		}
	},
);

describe('lists and templates', () => {
	it.each(SHAPE_VALUES.groupList)('groups come as %s', async (form) => {
		server().shapes.groupList = form;
		const [first] = (await run(listGroups)).items;
		expect(first!.json).toMatchObject({ id: GROUPS.modern, name: 'Obra 42' });
		const { results } = await searchList(account(KEY), 'searchGroups', 'obra');
		expect(results).toEqual([{ name: `Obra 42 (${GROUPS.modern})`, value: GROUPS.modern }]);
	});

	it.each(SHAPE_VALUES.newsletterList)('newsletters come as %s', async (form) => {
		server().shapes.newsletterList = form;
		const { results } = await searchList(account(KEY), 'searchNewsletters', 'novid');
		expect(results).toEqual([{ name: `Novidades (${NEWSLETTERS.go})`, value: NEWSLETTERS.go }]);
	});

	it.each([
		['refused', 'The WhatsApp number is not connected'],
		['empty', { results: [] }],
	] as const)('newsletters of a phone that is offline are %s', async (form, outcome) => {
		server().shapes.newslettersOffline = form;
		const search = searchList(account(KEYS.offline), 'searchNewsletters');
		expect(await search.catch(({ message }: Error) => message)).toEqual(outcome);
	});

	it.each(SHAPE_VALUES.templateBody)('variables stand in a body that is %s', async (form) => {
		Object.assign(server().shapes, { templateBody: form, templateVariables: 'missing' });
		const templateId = locator(TEMPLATES.approved);
		const mapped = await mapperFields(account(KEY), 'getTemplateVariables', { templateId });
		expect(mapped.fields.map(({ id }) => id)).toEqual(['nome', 'pedido', 'codigo']);
	});
});

describe('the trigger', () => {
	let listener: Listener;
	afterEach(async () => await listener.close());

	async function listen(parameters: INodeParameters): Promise<string> {
		listener = await startListener(account(KEYS.go), { parameters, workflowId: randomUUID() });
		await listener.activate();
		return (listener.staticData['node:Pilot Status Trigger'] as { token: string }).token;
	}
	const started = () => listener.executions.map(([item]) => item!.json);

	it.each(SHAPE_VALUES.webhookList)('finds its webhook in a list as %s', async (form) => {
		server().shapes.webhookList = form;
		await listen({});
		await listener.activate();
		expect(calls()).toEqual(['GET /webhooks', 'POST /webhooks', 'GET /webhooks']);
		await listener.deactivate();
		expect(server().state.webhooks).toEqual([]);
	});

	it.each([400, 402, 403, 409])('says that there are too many webhooks (%i)', async (status) => {
		const answer = { error: 'This number has 10 webhooks already', code: 'WEBHOOK_LIMIT' };
		server().fault({ route: 'POST /webhooks', status, body: answer });
		await expect(listen({})).rejects.toMatchObject({
			message: expect.stringMatching(/: This number has 10 webhooks already$/),
		});
	});

	it.each(['image', 'image/jpeg', 'IMAGE/JPEG'])(
		'knows a picture by the mediaType %s',
		async (mediaType) => {
			const token = await listen({ options: { messageTypes: ['image'] } });
			const data = { id: 'a', groupId: GROUPS.modern, mediaType, mediaLink: 'https://x.example/a' };
			await listener.post({ event: 'message.group', data }, { token });
			expect(started()).toMatchObject([{ mediaType }]);
		},
	);

	it.each([
		['group', { to: GROUPS.modern }],
		['absent', {}],
		['null', { to: null }],
	] as const)('hears of a send to a group whose to is %s', async (form, to) => {
		server().shapes.webhookGroupStatusTo = form;
		await listen({ events: ['message.sent'], groups: [GROUPS.modern] });
		const [sent] = (await run(text)).items;
		server().advance(String(sent!.json.id), 'SENT');
		await server().settled();
		const [json] = started();
		expect(json).toMatchObject({ event: 'message.sent', id: sent!.json.id, ...to });
		expect('to' in json!).toBe(form !== 'absent');
	});

	it('hears of every reader in a group, or of the first one only', async () => {
		const token = await listen({ events: ['message.read'] });
		const read = async (second: number) => {
			const data = { id: 'msg_1', messageId: 'w', createdAt: `2026-11-26T12:00:0${second}.000Z` };
			await listener.post({ event: 'message.read', data }, { token });
			return started().length;
		};
		expect(await read(1)).toBe(1);
		expect(await read(1)).toBe(1);
		expect(await read(2)).toBe(2);
	});
});
