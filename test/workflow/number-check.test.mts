import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, PEOPLE } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls, body } = useServer();
const { ana, bruno, carla, dieter, unreachable } = PEOPLE;
const CHECK = 'POST /numbers/check';
const SEND = 'POST /messages/send';
const asked = (nth: number) => (body(nth) as { numbers: string[] }).numbers;

describe('number: check', () => {
	const check = { resource: 'number', operation: 'check', numbers: '={{ $json.to }}' };
	const run = async (...to: unknown[]) =>
		await runNode(
			account(KEY),
			{ parameters: check },
			to.map((one) => ({ json: { to: one } })) as never,
		);

	it('asks for twenty numbers a request, each once, and gives one item for each in their order', async () => {
		const numbers = Array.from({ length: 45 }, (_, nth) => `55119876${50_000 + nth}`);
		const { items, error } = await run([...numbers, numbers[0]], numbers[44], 5_511_987_654_321);
		expect(error).toBeUndefined();
		expect(calls()).toEqual([CHECK, CHECK, CHECK]);
		const sizes = [0, 1, 2].map((nth) => asked(nth).length);
		expect(sizes.sort()).toEqual([20, 20, 6]);
		const expected = [...numbers, numbers[0], numbers[44], ana];
		expect(items.map(({ json }) => json.input)).toEqual(expected.map((one) => `+${one}`));
		expect(items.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([
			...Array(46).fill(0),
			1,
			2,
		]);
	});

	it("gives the number as WhatsApp has it, without Brazil's ninth digit too", async () => {
		server().shapes.ninthDigit = 'absent';
		const { items } = await run(ana);
		const account = { exists: true, number: '551187654321', name: 'Ana' };
		expect(items[0]!.json).toEqual({ input: `+${ana}`, ...account });
	});

	it('refuses what is no number before any request, all of it by name', async () => {
		const { error } = await run([ana, 'Ana', '11 98765']);
		expect(error?.message).toBe('"Ana", "11 98765" in \'Phone Numbers\' are not phone numbers');
		expect((await run([])).error?.message).toBe("'Phone Numbers' is empty");
		expect(calls()).toEqual([]);
	});

	it('says that Meta numbers cannot check', async () => {
		const parameters = { ...check, numbers: ana };
		const { error } = await runNode(account(KEYS.metaOba), { parameters });
		expect([error?.message, error?.description]).toEqual([
			'This WhatsApp number is on the Meta Cloud API, which cannot check numbers',
			"Use a number paired by QR code, or turn off 'Check Numbers'. Nothing was sent.",
		]);
	});

	it.each<[string, unknown]>([
		[
			'in another order, without plus',
			[
				{ input: bruno, exists: false },
				{ input: ana, exists: true, number: ana },
			],
		],
		[
			'without saying for whom',
			[
				{ exists: true, number: `+${ana}`, name: '' },
				{ exists: false, number: null },
			],
		],
	])('reads results %s', async (_how, results) => {
		server().fault({ route: CHECK, status: 200, body: { results } });
		const { items } = await run([ana, bruno]);
		expect(items.map(({ json }) => json)).toEqual([
			{ input: `+${ana}`, exists: true, number: ana, name: null },
			{ input: `+${bruno}`, exists: false, number: null, name: null },
		]);
	});

	it('fails where a number is left out', async () => {
		server().fault({
			route: CHECK,
			status: 200,
			body: { results: [{ input: ana, exists: true }] },
		});
		const { error } = await run([ana, bruno]);
		expect(error?.message).toBe(
			`Pilot Status accepted the request but gave no word on the number ${bruno}`,
		);
	});
});

describe('a send with Check Numbers', () => {
	const options = { checkNumbers: true, maxParallel: 1 };
	const text = {
		resource: 'message',
		operation: 'sendText',
		sendTo: 'phoneNumber',
		destinationNumber: '={{ $json.to }}',
		text: 'Oi',
		options,
	};
	const input = (...to: string[]) => to.map((one) => ({ json: { to: one } }));

	it('looks once for all items before the first one, and writes to the number that WhatsApp has', async () => {
		server().shapes.ninthDigit = 'absent';
		const { error } = await runNode(account(KEY), { parameters: text }, input(ana, dieter, ana));
		expect(error).toBeUndefined();
		expect(calls()).toEqual([CHECK, SEND, SEND, SEND]);
		expect(asked(0)).toEqual([`+${ana}`, `+${dieter}`]);
		const sent = server()
			.log.slice(1)
			.map(({ body: one }) => (one as IDataObject).destinationNumber);
		expect(sent).toEqual(['+551187654321', `+${dieter}`, '+551187654321']);
	});

	it('sends nothing where somebody has no account, and names who', async () => {
		const { error } = await runNode(account(KEY), { parameters: text }, input(ana, unreachable));
		expect([error?.message, error?.description]).toEqual([
			`"+${unreachable}" in 'Phone Number' has no WhatsApp account`,
			'Check country code, area code and number. Nothing was sent for this item.',
		]);
		expect(error?.context.itemIndex).toBe(1);
		expect(calls()).toEqual([CHECK]);
	});

	it('writes to the others under Continue', async () => {
		const sketch = { parameters: text, onError: 'continueRegularOutput' as const };
		const { items } = await runNode(account(KEY), sketch, input(ana, unreachable, bruno));
		expect(items.map(({ json }) => json.status ?? json.error)).toEqual([
			'QUEUED',
			`"+${unreachable}" in 'Phone Number' has no WhatsApp account`,
			'QUEUED',
		]);
		expect(calls()).toEqual([CHECK, SEND, SEND]);
	});

	it('says with a Meta number that it cannot look, and sends nothing', async () => {
		const { error } = await runNode(account(KEYS.metaOba), { parameters: text }, input(ana));
		expect(error?.message).toMatch(/on the Meta Cloud API, which cannot check numbers$/);
		expect(calls()).toEqual([CHECK]);
	});

	it('knows a number by the one that was asked for, under a key of the user’s own', async () => {
		server().shapes.ninthDigit = 'absent';
		const own = { ...text, options: { ...options, idempotencyKey: 'aviso' } };
		const { error } = await runNode(account(KEY), { parameters: own }, input(ana, '551187654321'));
		expect(error?.message).toMatch(/is the same for items 0 and 1, whose messages differ$/);
	});

	it('does not ask again for whom it knows from an earlier try', async () => {
		server().fault({
			route: SEND,
			nth: 1,
			status: 409,
			body: { code: 'NUMBER_BLOCKED', error: 'x' },
		});
		const sketch = { parameters: text, retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		const { error } = await runNode(account(KEY), sketch, input(ana));
		expect(error).toBeUndefined();
		expect(calls()).toEqual([CHECK, SEND, SEND]);
	});

	it('asks for nobody where messages go to groups', async () => {
		const toGroup = { ...text, sendTo: 'group', groupId: locator(GROUPS.modern) };
		await runNode(account(KEY), { parameters: toGroup });
		expect(calls()).toEqual([SEND]);
	});

	it('goes with templates, which are looked up as well', async () => {
		const template: INodeParameters = {
			...text,
			operation: 'sendTemplate',
			templateId: locator('promocao_semana', 'id'),
		};
		await runNode(account(KEY), { parameters: template }, input(unreachable));
		expect(calls()).toEqual([CHECK]);
		await runNode(account(KEY), { parameters: template }, input(carla));
		expect(calls().slice(1)).toEqual([CHECK, 'GET /templates/promocao_semana', SEND]);
	});
});

describe('participants with Check Numbers', () => {
	const at = '/groups/120363000000000001%40g.us/participants';
	const add = {
		resource: 'group',
		operation: 'addParticipants',
		groupId: locator(GROUPS.modern),
		options: { checkNumbers: true },
	};

	it('are added under the number that WhatsApp has, and told by the one that was asked for', async () => {
		server().shapes.ninthDigit = 'absent';
		const newcomer = '5541987650009';
		const parameters = { ...add, participants: [dieter, newcomer] };
		const { items, error } = await runNode(account(KEYS.evo), { parameters });
		expect(error).toBeUndefined();
		expect(calls()).toEqual([CHECK, `POST ${at}`]);
		expect(body(1)).toEqual({ participants: [dieter, '554187650009'] });
		expect(items[0]!.json.participants).toMatchObject([
			{ number: dieter, success: true },
			{ number: newcomer, success: true },
		]);
	});

	it.each([
		['add', add],
		['create', { ...add, operation: 'create', subject: 'Obra 43' }],
	])('stop where one of them has no account: %s', async (_what, parameters) => {
		const given = { ...parameters, participants: [dieter, unreachable] };
		const { error } = await runNode(account(KEY), { parameters: given });
		expect(error?.message).toBe(`"+${unreachable}" in 'Participants' has no WhatsApp account`);
		expect(calls()).toEqual([CHECK]);
	});
});
