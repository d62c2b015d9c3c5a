/** What `npm run test:live -- --record` keeps, replayed against schemas and the node: of the reference server, and of the real API where it was recorded. */
import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { checkApi, schemaDifferences, stepsOf } from '../../scripts/live/check.mts';
import type { Exchange } from '../../scripts/live/check.mts';
import { createRedaction } from '../../scripts/live/redact.mts';
import { mapperFields, runNode, searchList } from '../harness/engine.mts';
import { startListener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { CHECKED, GROUPS, KEYS, NUMBERS, PEOPLE, TEMPLATES } from 'pilotstatus-reference-server';
import { locator } from '../workflow/rows.mts';

const { server, account } = useServer({ clock: 'manual' });

/** Things for the check to find: messages, files, statuses, and webhooks with their logs. */
async function record(): Promise<Exchange[]> {
	const hook = { url: 'https://example.invalid/h?token=secret', name: 'Minha obra', events: ['*'] };
	await fetch(`${server().url}/webhooks`, {
		method: 'POST',
		headers: { 'x-api-key': KEYS.go, 'content-type': 'application/json' },
		body: JSON.stringify(hook),
	});
	const text = {
		resource: 'message',
		operation: 'sendText',
		sendTo: 'phoneNumber',
		text: 'Segredo',
	};
	const { items } = await runNode(account(KEYS.go), {
		parameters: { ...text, destinationNumber: PEOPLE.ana },
	});
	server().advance(String(items[0]!.json.id));
	const ana = { numberId: NUMBERS.go.id, from: PEOPLE.ana };
	server().receive({ ...ana, groupId: GROUPS.modern, text: 'Segredo também' });
	server().receive({ ...ana, text: 'Meu CPF' });
	await server().settled();
	const exchanges: Exchange[] = [];
	const options = { key: KEYS.go, baseUrl: server().url, group: GROUPS.modern, write: true };
	await checkApi({ ...options, record: (one) => void exchanges.push(one) }, () => {});
	return exchanges;
}

const recorded = globSync('test/live/recordings/*.json').map((file) => {
	const recording = JSON.parse(readFileSync(file, 'utf8')) as {
		checkedOn: string;
		exchanges: Exchange[];
	};
	return [file, async () => recording.exchanges, recording.checkedOn] as const;
});

const toRoute = (title: string) => title.replace(/\{(\w+)\}/g, ':$1');

/** What the node asks, by the check's question. */
const READERS: Readonly<Record<string, (answer: Exchange) => Promise<unknown>>> = {
	'GET /templates': async () => await searchList(account(KEYS.go), 'searchTemplates'),
	'GET /templates/{templateId}': async () =>
		await mapperFields(account(KEYS.go), 'getTemplateVariables', {
			templateId: locator(TEMPLATES.approved),
		}),
	'GET /groups': async () => await run({ resource: 'group', operation: 'getAll' }),
	'GET /groups/{groupId}': async () =>
		await run({ resource: 'group', operation: 'get', groupId: locator(GROUPS.modern) }),
	...Object.fromEntries(
		['group', 'history', 'unread'].map((source) => [
			`GET /messages/${source}`,
			async () => await run({ resource: 'message', operation: 'getAll', source }),
		]),
	),
	'GET /messages/{messageId}': async () =>
		await run({ resource: 'message', operation: 'get', messageId: 'id-1' }),
	'GET /newsletters': async () => await searchList(account(KEYS.go), 'searchNewsletters'),
	'GET /webhooks': async () => await listening(async (listener) => await listener.activate()),
	'GET /webhooks/{webhookId}/logs': async ({ body }) =>
		await listening(async (listener) => {
			server().fault({ route: 'GET /webhooks', status: 200, body: [] });
			await listener.activate();
			const { token } = Object.values(listener.staticData)[0] as { token: string };
			for (const { payload } of body as Array<{ payload: unknown }>) {
				expect(await listener.post(payload, { token })).toMatchObject({ status: 200 });
			}
			expect(listener.thrown).toEqual([]);
		}),
};

async function run(parameters: INodeParameters): Promise<void> {
	const { error } = await runNode(account(KEYS.go), { parameters });
	expect(error).toBeUndefined();
}

async function listening(
	work: (listener: Awaited<ReturnType<typeof startListener>>) => Promise<unknown>,
): Promise<void> {
	const parameters = { events: ['*'] };
	const options = { parameters, workflowId: randomUUID() };
	const listener = await startListener(account(KEYS.go), options);
	try {
		await work(listener);
	} finally {
		await listener.close();
	}
}

describe.each([['the reference server', record, ''] as const, ...recorded])(
	'a recording of %s',
	(_whose, load) => {
		let exchanges: Exchange[];
		beforeEach(async () => {
			exchanges = await load();
			server().reset();
		});

		it('differs from the schemas where the answers themselves did, and nowhere else', () => {
			expect(exchanges.length).toBeGreaterThan(10);
			const steps = new Map(stepsOf(true).map((step) => [step.title, step]));
			for (const { title, status, body, differences } of exchanges) {
				const found = schemaDifferences(steps.get(title)!, { status, body });
				expect([title, found]).toEqual([title, differences]);
			}
		});

		it.each(Object.entries(READERS))('%s is read by the node', async (title, read) => {
			const exchange = exchanges.find((one) => one.title === title && one.status < 300);
			// The number that was recorded may have none.
			if (!exchange) return;
			const route = toRoute(title);
			server().fault({ route, status: exchange.status, body: exchange.body });
			await read(exchange);
		});
	},
);

it('the table of the reference server says which endpoints of the real API were recorded, and when', async () => {
	const { routes } = server();
	const seen = await Promise.all(
		recorded.map(async ([, load, checkedOn]) =>
			(await load())
				.filter(({ status, differences }) => status < 300 && differences.length === 0)
				.map(({ title }) => [toRoute(title), checkedOn] as const)
				.filter(([route]) => routes.has(route)),
		),
	);
	const marked = Object.entries(CHECKED).flatMap(([route, { live }]) =>
		live === undefined ? [] : [[route, live]],
	);
	expect(Object.fromEntries(marked)).toEqual(Object.fromEntries(seen.flat()));
	expect(Object.keys(CHECKED).filter((route) => !routes.has(route))).toEqual([]);
});

describe('a recording', () => {
	it('says nothing of whose it is', async () => {
		const { people, groups, keys, numbers } = server().state;
		const secrets = [
			...people.flatMap(({ name, number }) => [name, number]),
			...groups.flatMap(({ id, subject }) => [id, subject]),
			...keys.map(({ key }) => key),
			...numbers.flatMap(({ phone, id }) => [phone, id]),
			...['Segredo', 'CPF', 'token', 'Minha obra', 'example.invalid'],
		].filter((secret) => secret !== '');
		const text = JSON.stringify(await record());
		expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
		expect(text).not.toMatch(new RegExp(`${new Date().getUTCFullYear()}-(?!01-01)`));
	});

	it('has one name for one thing, in all of its answers', async () => {
		const exchanges = await record();
		const of = (title: string) => exchanges.find((one) => one.title === title)!.body as any;
		const [group] = of('GET /groups').groups;
		expect(group).toEqual({ id: 'g1@g.us', name: expect.stringMatching(/^text-\d+$/) });
		expect(of('GET /messages/group').messages[0]).toMatchObject({ groupId: group.id });
		expect(of('GET /groups/{groupId}').subject).toBe(group.name);
	});

	it.each<[unknown, unknown]>([
		['', ''],
		[null, null],
		[true, true],
		[7, 7],
		[5511987650001, 1000],
		['+5511987650001', '+5500990000001'],
		['551187650001@s.whatsapp.net', '550090000001@s.whatsapp.net'],
		['5511987650001:12@s.whatsapp.net', '5500990000001:1@s.whatsapp.net'],
		['4915112345678', '12025550001'],
		['177983595790491@lid', '1@lid'],
		['BR.13491208655302741918', 'BR.00001'],
		['2026-11-26T12:34:56.789Z', '2026-01-01T00:00:00.000Z'],
		['2026-11-26T12:34:56-03:00', '2026-01-01T00:00:00-03:00'],
		['https://chat.whatsapp.com/AbCd', 'https://chat.whatsapp.com/1'],
		['<p>Ana</p>', '<html></html>'],
		['oi', 'text-1'],
		['Oi {{nome}}', 'text-2 {{text-1}}'],
		[
			{ status: 'SENT', content: 'SENT' },
			{ status: 'SENT', content: 'text-1' },
		],
		[{ status: 'Ana Souza' }, { status: 'text-1' }],
		[
			{ event: 'message.group', mimeType: 'image/png' },
			{ event: 'message.group', mimeType: 'image/png' },
		],
		[
			{ id: 'msg_1', messageIds: ['msg_1'] },
			{ id: 'id-1', messageIds: ['id-1'] },
		],
		[
			{ '5511987650001': 1, 'Ana Souza': 2 },
			{ '5500990000001': 1, 'text-1': 2 },
		],
		['{"text":"Ana"}', '{"text":"text-1"}'],
		['{ no JSON', 'text-1'],
	])('keeps %j as %j', (value, kept) => {
		expect(createRedaction()(value)).toEqual(kept);
	});
});
