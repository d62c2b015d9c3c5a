import { GROUPS, KEYS, NEWSLETTERS, PEOPLE, TEMPLATES } from 'pilotstatus-reference-server';

/** A name, a raw key, and the SDK's `SendMessageInput`. */
type Send = [name: string, key: string, message: object];

const to = { destinationNumber: PEOPLE.ana };
const text = { ...to, text: 'Oi' };
const url = 'https://example.com/a';
const card = { media: { url, format: 'IMAGE' }, buttons: [{ type: 'URL', text: 'Ver', url }] };
const variables = { nome: 'Ana', pedido: '77', codigo: 'X1' };

/** What the server must accept: every mode and destination that the SDK can write. */
export const SENDS: readonly Send[] = [
	['text', KEYS.go, text],
	['group', KEYS.go, { groupId: GROUPS.modern, text: 'Oi' }],
	['newsletter', KEYS.go, { newsletterId: NEWSLETTERS.go, text: 'Oi' }],
	['labels', KEYS.go, { ...text, labels: ['a', 'b'], markRead: false }],
	['template', KEYS.metaOba, { ...to, templateId: TEMPLATES.approved, variables }],
	[
		'template with options',
		KEYS.go,
		{ ...to, templateId: TEMPLATES.marketing, marketingOptions: { aiRewriteEnabled: true } },
	],
	...(['image', 'video', 'document', 'audio', 'voice', 'sticker'] as const).map(
		(mediaType): Send => [mediaType, KEYS.evo, { ...to, media: url, mediaType }],
	),
	...(['text', 'image', 'video', 'document'] as const).map((type): Send => {
		const header = { type, content: type === 'text' ? 'Olá' : url };
		const buttons = [{ type: 'reply', label: 'Sim' }];
		return [`header ${type}`, KEYS.evo, { ...text, header, buttons, footer: 'Fim' }];
	}),
	[
		'buttons',
		KEYS.evo,
		{
			...text,
			buttons: [
				{ type: 'url', label: 'Ver', url },
				{ type: 'call', label: 'Ligar', phoneNumber: '+5511990000001' },
				{ type: 'copy', label: 'Copiar', copyCode: 'X1' },
			],
		},
	],
	[
		'list',
		KEYS.go,
		{ ...text, list: { buttonText: 'Ver', sections: [{ title: 'A', rows: [{ title: 'Um' }] }] } },
	],
	['carousel', KEYS.go, { ...text, carousel: { cards: [card, card] } }],
	['flow', KEYS.metaOba, { ...text, flow: { flowId: 'f1', cta: 'Abrir', action: 'navigate' } }],
];

/** What the server must refuse, named by the code that it must answer. */
export const REFUSALS: readonly Send[] = [
	['MISSING_TEMPLATE_VARIABLES', KEYS.go, { ...to, templateId: TEMPLATES.approved }],
	[
		'INVALID_TEMPLATE_VARIABLE_VALUE',
		KEYS.go,
		{ ...to, templateId: TEMPLATES.approved, variables: { ...variables, nome: ' ' } },
	],
	['TEMPLATE_NOT_FOUND', KEYS.go, { ...to, templateId: 'none' }],
	['SUBSCRIPTION_REQUIRED_FOR_MEDIA', KEYS.meta, { ...to, media: url }],
	['META_GROUPS_NOT_ELIGIBLE', KEYS.meta, { groupId: GROUPS.modern, text: 'Oi' }],
	['NOT_SUPPORTED_FOR_META', KEYS.metaOba, { newsletterId: NEWSLETTERS.go, text: 'Oi' }],
	['WHATSAPP_INSTANCE_NOT_CONNECTED', KEYS.offline, text],
	['TENANT_SCOPE_NOT_ALLOWED', KEYS.tenant, text],
	['FLOW_WINDOW_CLOSED', KEYS.meta, { ...text, flow: { flowId: 'f1', cta: 'Abrir' } }],
	['INVALID_API_KEY', 'ps_nobody', text],
	['VALIDATION_ERROR', KEYS.go, { ...text, groupId: GROUPS.modern }],
];

/** Every code of the contract with its status. */
export const ERRORS: ReadonlyArray<[status: number, code: string]> = [
	...[
		'META_GROUPS_NOT_ELIGIBLE',
		'INVALID_DATE_RANGE',
		'VALIDATION_ERROR',
		'FEATURE_NOT_SUPPORTED',
		'NOT_SUPPORTED',
		'NOT_SUPPORTED_FOR_META',
		'MISSING_TEMPLATE_VARIABLES',
		'INVALID_TEMPLATE_VARIABLE_VALUE',
		'TEMPLATE_EXAMPLES_REQUIRED',
		'META_TEMPLATE_SUBMIT_FAILED',
		'NUMBER_REQUIRED',
		'NUMBER_MISMATCH',
		'IDEMPOTENCY_KEY_INVALID',
		'FLOW_WINDOW_CLOSED',
		'INVALID_SOURCE_TYPE',
	].map((code): [number, string] => [400, code]),
	[401, 'INVALID_API_KEY'],
	[402, 'SUBSCRIPTION_REQUIRED_FOR_MEDIA'],
	...[
		'TENANT_SCOPE_NOT_ALLOWED',
		'NUMBER_SCOPE_NOT_ALLOWED',
		'TEMPLATE_CATEGORY_MARKETING_REQUIRES_OWN_NUMBER',
		'NUMBER_NOT_IN_GRANT',
		'PERMISSION_DENIED',
	].map((code): [number, string] => [403, code]),
	...[
		'TEMPLATE_NOT_FOUND',
		'WEBHOOK_NOT_FOUND',
		'NUMBER_NOT_FOUND',
		'LEAD_NOT_FOUND',
		'LINKED_WHATSAPP_INSTANCE_NOT_FOUND',
	].map((code): [number, string] => [404, code]),
	...[
		'WHATSAPP_INSTANCE_NOT_CONNECTED',
		'CONFIRMATION_REQUIRED',
		'IDEMPOTENCY_KEY_REUSED',
		'IDEMPOTENCY_KEY_IN_USE',
		'NUMBER_BLOCKED',
	].map((code): [number, string] => [409, code]),
	[429, 'RATE_LIMITED'],
	...[
		'EVOLUTION_API_KEY_MISSING',
		'PROVIDER_NOT_CONFIGURED',
		'UPSTREAM_TIMEOUT',
		'UPSTREAM_ERROR',
	].map((code): [number, string] => [503, code]),
];
