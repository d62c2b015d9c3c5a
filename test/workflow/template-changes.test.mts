import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { mapperFields, runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { KEYS, SHAPE_VALUES, TEMPLATES } from 'pilotstatus-reference-server';
import { locator } from './rows.mts';
import { changed, FIXED, made } from './template-parameters.mts';

const { server, account, calls, body } = useServer();
const META = KEYS.metaOba;
const run = async (parameters: INodeParameters, key: string = META, json: IDataObject = {}) =>
	await runNode(account(key), { parameters }, [{ json }]);
const buttons = (...values: INodeParameters[]) => ({ buttons: { values } });

describe('template: create', () => {
	it.each<[INodeParameters, string, string]>([
		[{ name: ' ' }, "'Name' is empty", 'Give the template a name, e.g. pedido_enviado.'],
		[{ bodyText: ' ' }, "'Body' is empty", 'Write what the template says.'],
		[{ language: ' ' }, "'Language' is empty", 'Write it as Meta does, e.g. pt_BR.'],
		[{ category: '={{ "" }}' }, "'Category' is empty", 'Use MARKETING, UTILITY or OTP.'],
	])('refuses %j before any request', async (parameters, sentence, hint) => {
		const { error } = await run({ ...made, ...parameters });
		expect([error?.message, error?.description]).toEqual([sentence, hint]);
		expect(calls()).toEqual([]);
	});

	it('sends only what is set', async () => {
		await run(made);
		expect(body(0)).toEqual({
			name: 'visita',
			category: 'UTILITY',
			language: 'pt_BR',
			body: { body: { text: 'Sua visita foi marcada.' } },
		});
	});

	it('says which examples Meta wants, and that a name is taken', async () => {
		const without = await run({ ...made, bodyText: 'Oi {{nome}}, às {{hora}}.' });
		expect(without.error?.message).toBe(
			'Meta wants an example for every variable of the template: nome, hora',
		);
		await run(made);
		const again = await run(made);
		expect(again.error?.message).toMatch(/^Pilot Status did not accept the request: .*visita/);
		expect(again.error?.description).toMatch(/a name that is taken needs another one/);
	});
});

describe('template: update', () => {
	it.each(SHAPE_VALUES.templateBody)(
		'keeps what is not given, from a body in the form %s',
		async (form) => {
			server().shapes.templateBody = form;
			const value = { nome: 'Ana', pedido: '42', codigo: 'BR42' };
			const { error } = await run({ ...changed, footerText: 'Loja', examples: { value } } as never);
			expect(error).toBeUndefined();
			expect(body(1)).toEqual({
				category: 'UTILITY',
				language: 'pt_BR',
				body: {
					body: { text: 'Olá {{nome}}, o pedido {{pedido}} saiu para entrega.' },
					footer: { text: 'Loja' },
					buttons: [
						{ type: 'URL', text: 'Rastrear {{codigo}}', url: 'https://loja.example.com/rastrear' },
					],
				},
				examples: value,
			});
		},
	);

	it.each(SHAPE_VALUES.templateHeader)('keeps a header in the form %s', async (form) => {
		Object.assign(server().shapes, { templateHeader: form, templateBody: 'object' });
		server().state.templates[0]!.header = 'Pedido';
		const value = { nome: 'Ana', pedido: '42', codigo: 'BR42' };
		const { error } = await run({
			...changed,
			category: 'MARKETING',
			examples: { value },
		} as never);
		expect(error).toBeUndefined();
		expect(server().state.templates[0]).toMatchObject({ header: 'Pedido', category: 'MARKETING' });
	});

	it('asks for the language of a template that has none yet', async () => {
		const own = {
			...changed,
			templateId: locator(TEMPLATES.own),
			bodyText: 'Visita às {{hora}}h.',
		};
		const { error } = await run(own, KEYS.go);
		expect(error?.message).toBe("'Language' is empty");
		expect((await run({ ...own, language: 'pt_BR' }, KEYS.go)).error).toBeUndefined();
	});

	it('names a template that is not there', async () => {
		const { error } = await run({ ...changed, templateId: locator('sumiu', 'id') });
		expect(error?.message).toBe('Pilot Status does not know the template "sumiu"');
	});
});

describe('template: delete', () => {
	const gone = { resource: 'template', operation: 'delete' };

	it.each(SHAPE_VALUES.templateDeleteStatus)('succeeds with the status %s', async (status) => {
		server().shapes.templateDeleteStatus = status;
		const { items } = await run({ ...gone, templateId: locator(TEMPLATES.pending) });
		expect(items.map(({ json }) => json)).toEqual([{ deleted: true, id: TEMPLATES.pending }]);
	});

	it('finds the id of a template that is given by its name', async () => {
		const { items } = await run({ ...gone, templateId: locator('lembrete_reuniao', 'id') });
		expect(items[0]!.json).toEqual({ deleted: true, id: TEMPLATES.pending });
		expect(calls()).toEqual([
			'DELETE /templates/lembrete_reuniao',
			'GET /templates/lembrete_reuniao',
			`DELETE /templates/${TEMPLATES.pending}`,
		]);
	});

	it('names a template that is not there', async () => {
		const { error } = await run({ ...gone, templateId: locator('sumiu', 'id') });
		expect(error?.message).toBe('Pilot Status does not know the template "sumiu"');
	});
});

describe('the examples of a template', () => {
	const ask = async (parameters: INodeParameters) =>
		await mapperFields(account(META), 'getTemplateExamples', parameters);
	const names = ({ fields }: Awaited<ReturnType<typeof ask>>) => fields.map(({ id }) => id);

	it('are asked for each variable in header, body and buttons that is typed', async () => {
		const typed = {
			headerText: 'Visita de {{nome}}',
			bodyText: 'Olá {{ nome }}, às {{hora}}.',
			...buttons({ type: 'URL', text: 'Ver', url: 'https://example.com/{{codigo}}' }),
		};
		expect(names(await ask(typed))).toEqual(['nome', 'hora', 'codigo']);
		expect(calls()).toEqual([]);
	});

	it('are asked for what a stored template keeps', async () => {
		const typed = { templateId: locator(TEMPLATES.approved) as never, bodyText: 'Oi {{cliente}}!' };
		expect(names(await ask(typed))).toEqual(['cliente', 'codigo']);
	});

	it('are not asked for in expressions', async () => {
		expect(await ask({ bodyText: '=Oi {{nome}}' })).toEqual({
			fields: [],
			emptyFieldsNotice: FIXED,
		});
		expect(names(await ask({}))).toEqual([]);
	});
});
