import { z } from 'zod/v4';

import { PLACEHOLDER } from '../../whatsapp/templates/template-text.mts';
import { templateButton } from './send-fields.mts';

/** Of Meta; documented. */
const LIMITS = { header: 60, body: 1024, footer: 60, buttons: 10, code: 15 };
const CODE = new RegExp(`^[A-Za-z0-9]{0,${LIMITS.code}}$`);
const MOST_OF_TYPE = { QUICK_REPLY: 10, URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1 } as const;

const variables = z.array(
	z.union([z.string(), z.strictObject({ name: z.string() }), z.strictObject({ key: z.string() })]),
);

/** A header's form is open. */
const header = z.union([
	z.string(),
	z.strictObject({ text: z.string() }),
	z.strictObject({ type: z.literal('TEXT'), text: z.string() }),
]);
const button = z.strictObject({
	type: z.enum(['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE']),
	text: z.string(),
	url: z.string().optional(),
	phone_number: z.string().optional(),
	example: z.string().optional(),
});

/** Other forms than text are open; as JSON text it is a string again. */
const structuredBody = z.strictObject({
	header: header.optional(),
	body: z.strictObject({ text: z.string() }),
	footer: z.strictObject({ text: z.string() }).optional(),
	buttons: z.array(button).optional(),
});

const category = z.enum(['MARKETING', 'UTILITY', 'OTP']);
const metaStatus = z.enum(['APPROVED', 'PENDING', 'REJECTED', 'DISABLED']).nullable();

/** Where the variables are is open. That templates show their buttons is our choice. */
export const template = z.strictObject({
	id: z.string(),
	name: z.string(),
	category,
	body: z.union([z.string(), structuredBody]),
	buttons: z.array(button),
	variables: variables.optional(),
	latestVersion: z.strictObject({ variables }).optional(),
	source: z.enum(['META', 'PILOT_STATUS']),
	metaStatus,
	metaLanguage: z.string().nullable(),
	sendable: z.boolean(),
});

export const templateParams = z.strictObject({ templateId: z.string().min(1) });
export const templateList = z.union([
	z.array(template),
	z.strictObject({ templates: z.array(template) }),
	z.strictObject({ data: z.array(template) }),
]);

const variablesIn = (text: string) => [...text.matchAll(PLACEHOLDER)];
const isAtEdge = (text: string) =>
	variablesIn(text.trim()).some(
		({ 0: variable, index }) => index === 0 || index + variable.length === text.trim().length,
	);

const headerText = z
	.string()
	.min(1)
	.max(LIMITS.header)
	.refine((text) => variablesIn(text).length <= 1, 'at most one variable')
	.meta({ not: { pattern: `${PLACEHOLDER.source}[\\s\\S]*${PLACEHOLDER.source}` } });
const bodyText = z
	.string()
	.min(1)
	.max(LIMITS.body)
	.refine((text) => !isAtEdge(text), 'must not begin or end with a variable')
	.meta({ not: { pattern: `^\\s*${PLACEHOLDER.source}|${PLACEHOLDER.source}\\s*$` } });
const footerText = z
	.string()
	.min(1)
	.max(LIMITS.footer)
	.refine((text) => variablesIn(text).length === 0, 'no variable')
	.meta({ not: { pattern: PLACEHOLDER.source } });

const buttons = z
	.array(
		templateButton
			.refine(({ type, example = '' }) => type !== 'COPY_CODE' || CODE.test(example), {
				path: ['example'],
				message: `at most ${LIMITS.code} letters and digits`,
			})
			.meta({
				if: { properties: { type: { const: 'COPY_CODE' } } },
				then: { properties: { example: { pattern: CODE.source } } },
			}),
	)
	.min(1)
	.max(LIMITS.buttons)
	.superRefine((all, context) => {
		for (const [type, most] of Object.entries(MOST_OF_TYPE)) {
			const at = all.map((one, index) => (one.type === type ? index : -1)).filter((n) => n >= 0);
			if (at.length <= most) continue;
			context.addIssue({ code: 'custom', path: [at[most]!], message: `at most ${most} ${type}` });
		}
	})
	.meta({
		allOf: Object.entries(MOST_OF_TYPE).map(([type, most]) => ({
			contains: { properties: { type: { const: type } } },
			minContains: 0,
			maxContains: most,
		})),
	});

/** The text alone, or with what stands above and below it. */
const newBody = z.union([
	bodyText,
	z.strictObject({
		header: z
			.union([z.strictObject({ type: z.literal('TEXT').optional(), text: headerText }), headerText])
			.optional(),
		body: z.strictObject({ text: bodyText }),
		footer: z.strictObject({ text: footerText }).optional(),
		buttons: buttons.optional(),
	}),
]);

/** That `examples` are named by their variables is our choice. */
export const updateTemplateBody = z.strictObject({
	category,
	language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2,4})?$/, 'must be a language such as pt_BR'),
	body: newBody,
	examples: z.record(z.string(), z.string().min(1)).optional(),
});

export const createTemplateBody = updateTemplateBody.extend({
	name: z.string().min(1).max(512),
});

export const writtenTemplate = template.pick({
	id: true,
	name: true,
	category: true,
	metaStatus: true,
});

export type TemplateAnswer = z.input<typeof template>;
export type TemplateBody = z.output<typeof updateTemplateBody>;
