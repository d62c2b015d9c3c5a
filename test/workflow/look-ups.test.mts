import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import {
	GROUPS,
	KEYS,
	NEWSLETTERS,
	PEOPLE,
	SHAPE_VALUES,
	TEMPLATES,
} from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls } = useServer();
const run = async (parameters: INodeParameters, key: string = KEY) =>
	await runNode(account(key), { parameters });
const jsonOf = async (parameters: INodeParameters, key: string = KEY) => {
	const { items, error } = await run(parameters, key);
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
};
const { ana, bruno, carla } = PEOPLE;
const people = {
	resource: 'group',
	operation: 'getParticipants',
	groupId: locator(GROUPS.modern),
	returnAll: true,
};
const newsletters = { resource: 'newsletter', operation: 'getAll' };
const conversations = { resource: 'conversation', operation: 'getAll' };
const analytics = { resource: 'analytics', operation: 'get' };
const templates = { resource: 'template', operation: 'getAll', returnAll: true };
const DATE = 'Give a date and time such as 2026-11-25T10:00:00';

describe('group: getParticipants', () => {
	it.each([
		['superadmin', ['5511990000002']],
		['Admin', [ana]],
		['member', [bruno, carla]],
		['={{ null }}', ['5511990000002', ana, bruno, carla]],
	])('with the role %s gives %j', async (role, numbers) => {
		const found = await jsonOf({ ...people, filters: { role } });
		expect(found.map(({ number }) => number)).toEqual(numbers);
	});

	it('gives up to the limit, after the filter', async () => {
		const parameters = { ...people, returnAll: false, limit: 1, filters: { role: 'member' } };
		expect(await jsonOf(parameters)).toEqual([
			{ groupId: GROUPS.modern, number: bruno, role: 'member' },
		]);
	});

	it.each(
		(['participantRole', 'keyCase', 'groupGetId', 'participantForm'] as const).flatMap((name) =>
			SHAPE_VALUES[name].map((value) => [name, value] as const),
		),
	)('gives everybody when %s is %s', async (name, value) => {
		Object.assign(server().shapes, { [name]: value });
		const found = await jsonOf(people);
		expect(found.map(({ number }) => number)).toEqual(['5511990000002', ana, bruno, carla]);
	});

	it('gives the @lid of whom WhatsApp hides', async () => {
		server().shapes.idForm = 'lid';
		const [first] = await jsonOf(people);
		expect(first).toEqual({
			groupId: GROUPS.modern,
			number: null,
			role: 'superadmin',
			id: expect.stringMatching(/@lid$/),
		});
	});

	it('fails where the group comes without its people', async () => {
		server().fault({ route: 'GET /groups/:groupId', status: 200, body: { id: GROUPS.modern } });
		const { error } = await run(people);
		expect(error?.message).toBe('Pilot Status accepted the request but gave no list of its people');
	});
});

describe('newsletter: getAll', () => {
	it.each(SHAPE_VALUES.newsletterList)('reads the list in the form %s', async (form) => {
		server().shapes.newsletterList = form;
		expect(await jsonOf(newsletters)).toEqual([{ id: NEWSLETTERS.go, name: 'Novidades' }]);
	});

	it('gives none where listing is not available, and says so where the phone is offline', async () => {
		server().shapes.newslettersOffline = 'empty';
		expect(await jsonOf(newsletters, KEYS.offline)).toEqual([]);
		server().shapes.newslettersOffline = 'refused';
		const { error } = await run(newsletters, KEYS.offline);
		expect(error?.message).toBe('The WhatsApp number is not connected');
	});

	it('says that Meta numbers have none', async () => {
		const { error } = await run(newsletters, KEYS.metaOba);
		expect(error?.message).toBe('This WhatsApp number cannot use groups or newsletters');
	});
});

describe('template: getAll and get', () => {
	it.each(
		(['templateList', 'templateBody', 'templateVariables', 'templateHeader'] as const).flatMap(
			(name) => SHAPE_VALUES[name].map((value) => [name, value] as const),
		),
	)('give the same templates when %s is %s', async (name, value) => {
		Object.assign(server().shapes, { [name]: value });
		const ids = (await jsonOf(templates)).map(({ id }) => id);
		expect(ids).toEqual(Object.values(TEMPLATES));
		const get = { ...templates, operation: 'get', templateId: locator(TEMPLATES.approved) };
		expect(await jsonOf(get)).toMatchObject([{ id: TEMPLATES.approved, name: 'pedido_enviado' }]);
	});
});

/** A list of so many conversations, page by page. */
function have(count: number): void {
	const [model] = server().state.messages.filter(({ numberId }) => numberId === 'num_go');
	for (let nth = 0; nth < count; nth++) {
		const from = `55119876${10_000 + nth}`;
		const chat = { conversationId: from, from, groupId: null };
		server().state.messages.push({ ...model!, ...chat, id: `msg_${nth}` });
	}
}

describe('conversation: getAll', () => {
	it('reads on from page to page', async () => {
		have(150);
		const found = await jsonOf({ ...conversations, returnAll: true });
		expect(new Set(found.map(({ id }) => id)).size).toBe(151);
		expect(server().log.map(({ query }) => [query.page, query.pageSize])).toEqual([
			['1', '100'],
			['2', '100'],
		]);
	});

	it('asks for no more than the limit', async () => {
		have(10);
		expect(await jsonOf({ ...conversations, limit: 3 })).toHaveLength(3);
		expect(server().log.map(({ query }) => query.pageSize)).toEqual(['3']);
	});

	it('filters by the type here, and by the dates at the API', async () => {
		have(3);
		const filters = { type: 'group', startDate: '2026-01-01', endDate: '2026-01-05' };
		const found = await jsonOf({ ...conversations, filters });
		expect(found.map(({ type }) => type)).toEqual(['GROUP']);
		expect(server().log[0]!.query).toEqual({
			page: '1',
			pageSize: '100',
			startDate: '2026-01-01T03:00:00.000Z',
			endDate: '2026-01-06T02:59:59.999Z',
		});
	});

	it.each(SHAPE_VALUES.tenantConversations)('tell a tenant key what it lacks: %s', async (form) => {
		server().shapes.tenantConversations = form;
		const { error } = await run(conversations, KEYS.tenant);
		expect(error?.description).toMatch(/WhatsApp number/i);
	});
});

describe('analytics: get', () => {
	it("asks in the workflow's time zone, or in the one that is given", async () => {
		await run(analytics);
		await run({ ...analytics, timezone: ' Asia/Tokyo ' });
		expect(server().log.map(({ query }) => query)).toEqual([
			{ tz: 'America/Sao_Paulo' },
			{ tz: 'Asia/Tokyo' },
		]);
	});
});

describe('what cannot be used', () => {
	const choices = 'is not one of the choices of';
	it.each<[string, INodeParameters, string, string]>([
		[
			'a role',
			{ ...people, filters: { role: '={{ "owner" }}' } },
			`"owner" ${choices} 'Role'`,
			'Use superadmin, admin or member.',
		],
		[
			'a type of conversation',
			{ ...conversations, filters: { type: '={{ "CHANNEL" }}' } },
			`"CHANNEL" ${choices} 'Type'`,
			'Use DIRECT, GROUP or NEWSLETTER.',
		],
		[
			'a date',
			{ ...conversations, filters: { startDate: 'ontem' } },
			'"ontem" in \'Start Date\' is not a date',
			DATE,
		],
		[
			'dates in the wrong order',
			{ ...conversations, filters: { startDate: '2026-02-01', endDate: '2026-01-01' } },
			'\'Start Date\' "2026-02-01" is after \'End Date\' "2026-01-01"',
			"Set 'Start Date' to a time before 'End Date'.",
		],
		[
			'a time zone',
			{ ...analytics, timezone: 'São Paulo' },
			'"São Paulo" in \'Timezone\' is not a time zone',
			'Give a name such as America/Sao_Paulo, or leave it empty.',
		],
		...[newsletters, conversations, templates, { ...newsletters, resource: 'number' }].map(
			(list): [string, INodeParameters, string, string] => [
				`the limit of ${list.resource}s`,
				{ ...list, returnAll: false, limit: 0 },
				'\'Limit\' must be a whole number of at least 1, and it is "0"',
				"Set 'Limit' to 1 or more, or turn on 'Return All'.",
			],
		),
		[
			'a template without a name',
			{ ...templates, operation: 'get', templateId: locator('..', 'id') },
			'".." in \'Template\' is not the ID or name of a template',
			'Pick a template from the list, or give its ID or name.',
		],
	])('%s is refused by name, before any request', async (_what, parameters, sentence, hint) => {
		const { error } = await run(parameters);
		expect(error?.message).toBe(sentence);
		expect(error?.description).toContain(hint);
		expect(calls()).toEqual([]);
	});
});
