import { describe, expect, it } from '@jest/globals';

import { mapperFields, searchList } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { KEYS, SHAPE_VALUES, TEMPLATES } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls } = useServer();
const fieldsOf = async (templateId: unknown, key: string = KEY) =>
	await mapperFields(account(key), 'getTemplateVariables', { templateId } as never);

describe('the picker for templates', () => {
	it.each(SHAPE_VALUES.templateList)(
		'shows name, category and what cannot be sent, from the form %s',
		async (form) => {
			server().shapes.templateList = form;
			expect(await searchList(account(KEY), 'searchTemplates')).toEqual({
				results: [
					{
						name: 'cobranca (UTILITY), cannot be sent: REJECTED, Meta has refused it',
						value: TEMPLATES.rejected,
					},
					{
						name: 'lembrete_reuniao (UTILITY), cannot be sent: PENDING, Meta has not decided yet',
						value: TEMPLATES.pending,
					},
					{ name: 'pedido_enviado (UTILITY)', value: TEMPLATES.approved },
					{ name: 'promocao_semana (MARKETING)', value: TEMPLATES.marketing },
					{ name: 'visita_tecnica (UTILITY)', value: TEMPLATES.own },
				],
			});
			expect(calls()).toEqual(['GET /templates']);
		},
	);

	it.each([
		[{ sendable: true, metaStatus: 'PENDING' }, 'a (UTILITY)'],
		[{ metaStatus: 'DISABLED' }, 'a (UTILITY), cannot be sent: DISABLED, Meta has switched it off'],
		[{ sendable: false, metaStatus: 'PAUSED' }, 'a (UTILITY), cannot be sent: PAUSED'],
		[
			{ sendable: false, metaStatus: null },
			'a (UTILITY), cannot be sent: it has no version for that',
		],
		[{}, 'a (UTILITY)'],
	])('takes %j for %s', async (state, name) => {
		const template = { id: 't', name: 'a', category: 'UTILITY', body: '', ...state };
		server().fault({ route: 'GET /templates', status: 200, body: [template] });
		expect((await searchList(account(KEY), 'searchTemplates')).results).toEqual([
			{ name, value: 't' },
		]);
	});

	it('filters, works while the phone is offline, and names a bad key', async () => {
		const { results } = await searchList(account(KEYS.offline), 'searchTemplates', 'promoção');
		expect(results.map(({ value }) => value)).toEqual([TEMPLATES.marketing]);
		await expect(searchList(account('ps_wrong'), 'searchTemplates')).rejects.toMatchObject({
			message: 'Pilot Status does not know this API key',
		});
	});
});

describe('the fields of a template', () => {
	it.each(SHAPE_VALUES.templateVariables)('are its variables, given as %s', async (form) => {
		server().shapes.templateVariables = form;
		const { fields } = await fieldsOf(locator(TEMPLATES.approved));
		expect(fields.map(({ id, required, type }) => [id, required, type])).toEqual([
			['nome', true, 'string'],
			['pedido', true, 'string'],
			['codigo', true, 'string'],
		]);
	});

	it('are the union of a stale list and the text', async () => {
		const { fields } = await fieldsOf(locator(TEMPLATES.own));
		expect(fields.map(({ id }) => id)).toEqual(['cliente.nome', 'hora']);
	});

	it('come for a template by name, and follow the one that is picked', async () => {
		const { fields } = await fieldsOf(locator(' lembrete_reuniao ', 'id'));
		const field = {
			type: 'string',
			required: true,
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: true,
		};
		expect(fields).toEqual(['1', '2'].map((id) => ({ ...field, id, displayName: id })));
		expect(calls()).toEqual(['GET /templates/lembrete_reuniao']);
	});

	it.each([
		[locator(' '), 'Pick a template first.'],
		[undefined, 'Pick a template first.'],
		[{ ...locator(''), value: 7 }, 'Pick a template first.'],
		[
			locator('={{ $json.template }}', 'id'),
			"The template comes from an expression: set 'Variables Mode' to Name and Value to fill them in.",
		],
	])('say what to do for %j, without a request', async (templateId, notice) => {
		expect(await fieldsOf(templateId)).toEqual({ fields: [], emptyFieldsNotice: notice });
		expect(calls()).toEqual([]);
	});

	it('say that a template has none, or an answer no template', async () => {
		const none = { fields: [], emptyFieldsNotice: 'This template has no variables.' };
		expect(await fieldsOf(locator(TEMPLATES.marketing))).toEqual(none);
		server().fault({ route: 'GET /templates/:templateId', status: 200, body: [] });
		expect(await fieldsOf(locator(TEMPLATES.approved))).toEqual(none);
	});

	it('name a template that is gone, and a bad key', async () => {
		await expect(fieldsOf(locator('sumiu', 'id'))).rejects.toMatchObject({
			message: 'Pilot Status does not know the template "sumiu"',
		});
		await expect(fieldsOf(locator('x', 'id'), 'ps_wrong')).rejects.toMatchObject({
			message: 'Pilot Status does not know this API key',
		});
	});
});
