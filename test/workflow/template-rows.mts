import type { INodeParameters } from 'n8n-workflow';

import { KEYS, TEMPLATES } from 'pilotstatus-reference-server';
import { anyId, locator } from './rows.mts';
import type { Row } from './rows.mts';

const template = (
	operation: string,
	parameters: INodeParameters,
	row: Omit<Row, 'name' | 'parameters'>,
): Row => ({
	name: `template: ${operation}`,
	parameters: { resource: 'template', operation, ...parameters },
	key: KEYS.metaOba,
	...row,
});
const at = `/templates/${TEMPLATES.approved}`;
const templateId = locator(TEMPLATES.approved);

/** The operations on templates. */
export const templateRows: Row[] = [
	template(
		'getAll',
		{ limit: 2 },
		{
			call: 'GET /templates',
			route: 'GET /templates',
			items: [
				{ id: TEMPLATES.approved, name: 'pedido_enviado', metaStatus: 'APPROVED' },
				{ id: TEMPLATES.marketing, name: 'promocao_semana' },
			],
			writes: false,
		},
	),
	template(
		'get',
		{ templateId: locator('pedido_enviado', 'id') },
		{
			call: 'GET /templates/pedido_enviado',
			route: 'GET /templates/:templateId',
			forms: { templateVariables: 'strings' },
			items: [
				{ id: TEMPLATES.approved, name: 'pedido_enviado', variables: ['nome', 'pedido', 'codigo'] },
			],
			writes: false,
		},
	),
	template(
		'create',
		{
			name: '={{ "visita_" + $itemIndex }}',
			category: 'UTILITY',
			language: 'pt-BR',
			headerText: 'Visita de {{nome}}',
			bodyText: 'Olá {{nome}}, a visita é às {{hora}}.',
			footerText: 'Responda para remarcar',
			buttons: {
				values: [
					{ type: 'QUICK_REPLY', text: 'Confirmo' },
					{ type: 'URL', text: 'Ver', url: 'https://example.com/{{codigo}}' },
					{ type: 'PHONE_NUMBER', text: 'Ligar', phoneNumber: '55 11 3265-4321' },
					{ type: 'COPY_CODE', text: 'Copiar', code: 'OBRA42' },
				],
			},
			examples: {
				mappingMode: 'defineBelow',
				value: { nome: 'Ana', hora: '9h', codigo: 42, antiga: 'x' },
			},
		},
		{
			call: 'POST /templates',
			route: 'POST /templates',
			body: {
				name: 'visita_0',
				category: 'UTILITY',
				language: 'pt_BR',
				body: {
					header: { text: 'Visita de {{nome}}' },
					body: { text: 'Olá {{nome}}, a visita é às {{hora}}.' },
					footer: { text: 'Responda para remarcar' },
					buttons: [
						{ type: 'QUICK_REPLY', text: 'Confirmo' },
						{ type: 'URL', text: 'Ver', url: 'https://example.com/{{codigo}}' },
						{ type: 'PHONE_NUMBER', text: 'Ligar', phone_number: '+551132654321' },
						{ type: 'COPY_CODE', text: 'Copiar', example: 'OBRA42' },
					],
				},
				examples: { nome: 'Ana', hora: '9h', codigo: '42' },
			},
			items: [{ id: anyId, name: anyId, category: 'UTILITY', metaStatus: 'PENDING' }],
			writes: true,
		},
	),
	template(
		'update',
		{
			templateId,
			bodyText: 'Oi {{nome}}, o pedido {{pedido}} saiu!',
			examples: {
				mappingMode: 'defineBelow',
				value: { nome: 'Ana', pedido: '42', codigo: 'BR42' },
			},
		},
		{
			before: [`GET ${at}`],
			call: `PUT ${at}`,
			route: 'PUT /templates/:templateId',
			body: {
				category: 'UTILITY',
				language: 'pt_BR',
				body: {
					body: { text: 'Oi {{nome}}, o pedido {{pedido}} saiu!' },
					buttons: [
						{
							type: 'URL',
							text: 'Rastrear {{codigo}}',
							url: 'https://loja.example.com/rastrear',
						},
					],
				},
				examples: { nome: 'Ana', pedido: '42', codigo: 'BR42' },
			},
			items: [{ id: TEMPLATES.approved, name: 'pedido_enviado', metaStatus: 'PENDING' }],
			writes: true,
		},
	),
	template(
		'delete',
		{ templateId: locator('tpl_visita') },
		{
			call: 'DELETE /templates/tpl_visita',
			route: 'DELETE /templates/:templateId',
			// One for each item.
			arrange({ templates }) {
				const copy = { ...templates[0]!, id: 'tpl_visita', name: 'visita' };
				templates.push(copy, copy, copy);
			},
			items: [{ deleted: true, id: 'tpl_visita' }],
			writes: true,
		},
	),
];
