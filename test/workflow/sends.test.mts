import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, SHAPE_VALUES, TEMPLATES } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls, body } = useServer();
const to = { resource: 'message', sendTo: 'group', groupId: locator(GROUPS.modern) };
const text = { ...to, operation: 'sendText', text: 'Oi' };
const run = async (parameters: INodeParameters, extra: object = {}, input?: object[]) =>
	await runNode(account(KEY), { parameters, ...extra }, input?.map((json) => ({ json })) as never);

/** The sentence and hint of a run that must not have sent anything. */
async function refusal(parameters: INodeParameters) {
	const { error } = await run(parameters);
	expect(calls().filter((call) => !call.startsWith('GET'))).toEqual([]);
	return [error?.message, error?.description];
}

describe('times', () => {
	it.each([
		['{{ $now.plus({ hours: 2 }) }}'],
		['{{ $now.plus({ hours: 2 }).toJSDate() }}'],
		['{{ $now.plus({ hours: 2 }).toISO() }}'],
	])('come from the expression %s', async (expression) => {
		const { error } = await run({ ...text, options: { deliverAt: `=${expression}` } });
		expect(error).toBeUndefined();
		const { deliverAt } = body(0) as { deliverAt: string };
		expect(deliverAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
		expect(Date.parse(deliverAt) / 3_600_000).toBeCloseTo(Date.now() / 3_600_000 + 2, 1);
	});

	it.each<[INodeParameters, string, RegExp]>([
		[
			{ deliverAt: '2020-01-01T10:00' },
			'"2020-01-01T10:00" in \'Deliver At\' lies in the past',
			/2020-01-01T13:00:00\.000Z in UTC/,
		],
		[
			{ deliverUntil: '2020-01-01' },
			'"2020-01-01" in \'Deliver Until\' lies in the past',
			/later time/,
		],
		[
			{ deliverAt: '2036-01-02T10:00', deliverUntil: '2036-01-02T09:00' },
			"\"2036-01-02T09:00\" in 'Deliver Until' is not after 'Deliver At'",
			/later time/,
		],
	])('%j are refused before any request', async (options, sentence, hint) => {
		expect(await refusal({ ...text, options })).toEqual([sentence, expect.stringMatching(hint)]);
	});
});

describe('buttons', () => {
	const values = (...buttons: INodeParameters[]) => ({ buttons: { values: buttons } });
	const yes = { type: 'QUICK_REPLY', text: 'Sim' };

	it('copy a code', async () => {
		await run({ ...text, options: values({ type: 'COPY_CODE', text: 'Copiar', code: 'PIX' }) });
		expect(body(0)).toMatchObject({
			buttons: [{ type: 'copy', label: 'Copiar', copyCode: 'PIX' }],
		});
	});

	const fill = (label: string) => `Fill '${label}' of this button, or choose another type for it.`;
	const beside = "Add a button under 'Options', or move the line into 'Text'.";

	it.each<[INodeParameters, string, string]>([
		[
			values(yes, yes, yes, yes),
			"'Buttons' holds 4 buttons, and WhatsApp shows at most 3",
			'Remove buttons, or send a second message with the others.',
		],
		[values(yes, { type: 'QUICK_REPLY', text: ' ' }), "Button 2 has no 'Label'", fill('Label')],
		[values({ type: 'URL', text: 'Ver', url: '' }), "Button 1 has no 'URL'", fill('URL')],
		[
			values({ type: 'URL', text: 'Ver', url: '={{ ({ a: 1 }) }}' }),
			'"{"a":1}" in \'URL\' is not text',
			fill('URL'),
		],
		[
			values({ type: 'URL', text: 'Ver', url: 'example.com' }),
			'"example.com" in \'URL of Button 1\' is not a web address',
			'A URL button needs an address that starts with https:// or http://.',
		],
		[
			values({ type: 'PHONE_NUMBER', text: 'Ligar' }),
			"Button 1 has no 'Phone Number'",
			fill('Phone Number'),
		],
		[
			values({ type: 'PHONE_NUMBER', text: 'Ligar', phoneNumber: 'me' }),
			'"me" in \'Phone Number of Button 1\' is not a phone number',
			'Give the whole number with country and area code, 8 to 15 digits, e.g. 5511999999999.',
		],
		[
			values({ type: 'PHONE_NUMBER', text: 'Ligar', phoneNumber: '551132654321, 551132654322' }),
			"'Phone Number of Button 1' holds 2 numbers, and a button calls one",
			'Leave one number in it, or add a button for each.',
		],
		[
			values({ type: 'PHONE_NUMBER', text: 'Ligar', phoneNumber: 'BR.13491208655302741918' }),
			'"BR.13491208655302741918" in \'Phone Number of Button 1\' is not a phone number',
			'Give the whole number with country and area code, 8 to 15 digits, e.g. 5511999999999.',
		],
		[values({ type: 'COPY_CODE', text: 'Copiar' }), "Button 1 has no 'Code'", fill('Code')],
		[
			values({ type: 'LIST', text: 'x' }),
			'"LIST" is not a type of button',
			'Use QUICK_REPLY, URL, PHONE_NUMBER or COPY_CODE.',
		],
		[{ header: 'Obra' }, '"Obra" in \'Header\' needs a button beside it', beside],
		[{ footer: 'Obra' }, '"Obra" in \'Footer\' needs a button beside it', beside],
	])('%j are refused before any request', async (options, sentence, hint) => {
		expect(await refusal({ ...text, options })).toEqual([sentence, hint]);
	});

	it('are quick replies where an expression does not find their type', async () => {
		await run({ ...text, options: values({ ...yes, type: '={{ $json.nope }}' }) });
		expect(body(0)).toMatchObject({ buttons: [{ type: 'reply', label: 'Sim' }] });
	});
});

describe('labels', () => {
	it.each([
		['a, b;\nb,,', ['a', 'b']],
		["={{ ['x', 'y'] }}", ['x', 'y']],
		['', undefined],
	])('%j go out as %j', async (labels, expected) => {
		await run({ ...text, options: { labels } });
		expect((body(0) as { labels?: string[] }).labels).toEqual(expected);
	});
});

describe('the variables of a template', () => {
	const template = { ...to, operation: 'sendTemplate', templateId: locator(TEMPLATES.approved) };
	const mapped = (value: INodeParameters, mode = 'defineBelow') => ({
		...template,
		variables: { mappingMode: mode, value },
	});
	const all = { nome: 'Ana', pedido: 42, codigo: true };

	it.each(SHAPE_VALUES.templateVariables)(
		'are known when the API gives them as %s',
		async (shape) => {
			server().shapes.templateVariables = shape;
			const input = [{ ...all, extra: 'x' }];
			const { error } = await run(mapped({}, 'autoMapInputData'), {}, input);
			expect(error).toBeUndefined();
			expect(body(1)).toMatchObject({ variables: { nome: 'Ana', pedido: '42', codigo: 'true' } });
			expect(body(1)).not.toMatchObject({ variables: { extra: 'x' } });
		},
	);

	it.each(SHAPE_VALUES.templateVariables)(
		'are named when missing and given as %s',
		async (shape) => {
			server().shapes.templateVariables = shape;
			const [sentence, hint] = await refusal(mapped({ pedido: '42', codigo: '' }));
			expect(sentence).toBe(
				'The template pedido_enviado needs variables that have no value: nome, codigo',
			);
			expect(hint).toMatch(/Variables Mode/);
		},
	);

	it('leave out values of variables that the template no longer has', async () => {
		await run(mapped({ ...all, antigo: 'x' }));
		expect((body(1) as { variables: object }).variables).toEqual({
			nome: 'Ana',
			pedido: '42',
			codigo: 'true',
		});
	});

	it('stop everything before the first message when one item lacks some', async () => {
		const parameters = mapped({ nome: '={{ $json.nome }}', pedido: '1', codigo: '2' });
		const { error } = await run(parameters, {}, [{ nome: 'Ana' }, { nome: '' }]);
		expect(error!.context.itemIndex).toBe(1);
		expect(calls()).toEqual([`GET /templates/${TEMPLATES.approved}`]);
	});

	it('keep names such as 1 and cliente.nome', async () => {
		const pending = { ...template, templateId: locator(TEMPLATES.pending) };
		await run({
			...pending,
			variables: { mappingMode: 'defineBelow', value: { 1: 'dia', 2: '={{ "10h" }}' } },
		});
		expect(body(1)).toMatchObject({ variables: { 1: 'dia', 2: '10h' } });
		server().reset();
		const own = { ...template, templateId: locator(TEMPLATES.own) };
		await run({
			...own,
			variables: { mappingMode: 'defineBelow', value: { 'cliente.nome': 'Ana', hora: '8h' } },
		});
		expect(body(1)).toMatchObject({ variables: { 'cliente.nome': 'Ana', hora: '8h' } });
		server().reset();
		const input = [{ cliente: { nome: 'Bia' }, hora: '9h' }];
		await run({ ...own, variables: { mappingMode: 'autoMapInputData', value: null } }, {}, input);
		expect(body(1)).toMatchObject({ variables: { 'cliente.nome': 'Bia', hora: '9h' } });
	});

	it('are looked up once per template, whatever the number of items', async () => {
		const names = ['promocao_semana', TEMPLATES.marketing, 'promocao_semana'];
		const input = names.map((name) => ({ name }));
		await run({ ...template, templateId: locator('={{ $json.name }}', 'id') }, {}, input);
		expect(calls()).toEqual([
			'GET /templates/promocao_semana',
			`GET /templates/${TEMPLATES.marketing}`,
			...names.map(() => 'POST /messages/send'),
		]);
	});

	it.each([{ status: 500 }, { status: 502, body: '<html>' }, { status: 200, body: {} }] as const)(
		'are left to the API when the look-up ends in %j',
		async (fault) => {
			server().fault({ route: 'GET /templates/:templateId', ...fault });
			const good = await run(mapped(all));
			expect(good.items[0]!.json.status).toBe('QUEUED');
			const bad = await run(mapped({ nome: 'Ana' }));
			expect(bad.error!.message).toBe(
				'The template needs variables that have no value: pedido, codigo',
			);
			expect(bad.error!.description).toMatch(/new version is saved in the dashboard/);
		},
	);

	it('are not asked for when the template is gone, which is named', async () => {
		const { error } = await run({ ...template, templateId: locator('sumiu', 'id') });
		expect(error!.message).toBe('Pilot Status does not know the template "sumiu"');
		expect(error!.context.code).toBe('TEMPLATE_NOT_FOUND');
	});

	it('are not sent when there are none', async () => {
		await run({ ...template, templateId: locator(TEMPLATES.marketing) });
		expect(body(1)).toEqual({ groupId: GROUPS.modern, templateId: TEMPLATES.marketing });
	});
});

describe('a plan without media', () => {
	it('is named', async () => {
		const parameters = {
			resource: 'message',
			operation: 'sendMedia',
			sendTo: 'phoneNumber',
			destinationNumber: '5511987654321',
			mediaUrl: 'https://example.com/a.png',
		};
		const { error } = await runNode(account(KEYS.meta), { parameters });
		expect(error).toMatchObject({ message: 'Sending media needs a paid plan', httpCode: '402' });
	});
});
