import type { Template } from '../whatsapp/model.mts';
import { TENANT_ID } from './common.mts';

/** Ids of the templates, the same in every seed. */
export const TEMPLATES = {
	/** Approved, UTILITY, `{{nome}}` and `{{pedido}}`, and `{{codigo}}` in a button. */
	approved: 'tpl_pedido',
	/** Approved, MARKETING, no variables. */
	marketing: 'tpl_promocao',
	/** Waiting for Meta. */
	pending: 'tpl_lembrete',
	/** Refused by Meta. */
	rejected: 'tpl_cobranca',
	/** Of Pilot Status' own; its variable list is stale: the body also has `{{hora}}`. */
	own: 'tpl_visita',
} as const;

/** The templates of the tenant, fresh copies each time. */
export function templates(): Template[] {
	const meta = {
		tenantId: TENANT_ID,
		source: 'META',
		metaStatus: 'APPROVED',
		metaLanguage: 'pt_BR',
		header: null,
		footer: null,
		buttons: [],
	} satisfies Partial<Template>;
	return [
		{
			...meta,
			id: TEMPLATES.approved,
			name: 'pedido_enviado',
			category: 'UTILITY',
			body: 'Olá {{nome}}, o pedido {{pedido}} saiu para entrega.',
			buttons: [
				{
					type: 'URL',
					text: 'Rastrear {{codigo}}',
					url: 'https://loja.example.com/rastrear',
				},
			],
			variables: ['nome', 'pedido', 'codigo'],
		},
		{
			...meta,
			id: TEMPLATES.marketing,
			name: 'promocao_semana',
			category: 'MARKETING',
			body: 'Ofertas da semana na loja.',
			variables: [],
		},
		{
			...meta,
			id: TEMPLATES.pending,
			name: 'lembrete_reuniao',
			category: 'UTILITY',
			body: 'Reunião {{1}} às {{2}}.',
			variables: ['1', '2'],
			metaStatus: 'PENDING',
		},
		{
			...meta,
			id: TEMPLATES.rejected,
			name: 'cobranca',
			category: 'UTILITY',
			body: 'Sua fatura {{fatura}} venceu.',
			variables: ['fatura'],
			metaStatus: 'REJECTED',
		},
		{
			...meta,
			id: TEMPLATES.own,
			name: 'visita_tecnica',
			category: 'UTILITY',
			body: 'Visita técnica para {{cliente.nome}} às {{hora}}.',
			variables: ['cliente.nome'],
			source: 'PILOT_STATUS',
			metaStatus: null,
			metaLanguage: null,
		},
	];
}
