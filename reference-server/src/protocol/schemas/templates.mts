import { z } from 'zod/v4';

import { newsletterId } from './common.mts';

const variables = z.array(
	z.union([z.string(), z.strictObject({ name: z.string() }), z.strictObject({ key: z.string() })]),
);

const button = z.strictObject({
	type: z.enum(['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE']),
	text: z.string(),
	url: z.string().optional(),
	phone_number: z.string().optional(),
	example: z.string().optional(),
});

/** Other forms than text are open; as JSON text it is a string again. */
const structuredBody = z.strictObject({
	body: z.strictObject({ text: z.string() }),
	buttons: z.array(button).optional(),
});

/** Where the variables are is open. That templates show their buttons is our choice. */
export const template = z.strictObject({
	id: z.string(),
	name: z.string(),
	category: z.enum(['MARKETING', 'UTILITY', 'OTP']),
	body: z.union([z.string(), structuredBody]),
	buttons: z.array(button),
	variables: variables.optional(),
	latestVersion: z.strictObject({ variables }).optional(),
	source: z.enum(['META', 'PILOT_STATUS']),
	metaStatus: z.enum(['APPROVED', 'PENDING', 'REJECTED', 'DISABLED']).nullable(),
	metaLanguage: z.string().nullable(),
	sendable: z.boolean(),
});

export const templateParams = z.strictObject({ templateId: z.string().min(1) });
export const templateList = z.union([
	z.array(template),
	z.strictObject({ templates: z.array(template) }),
	z.strictObject({ data: z.array(template) }),
]);

const newsletters = z.array(z.strictObject({ id: newsletterId, name: z.string() }));
export const newsletterList = z.union([z.strictObject({ newsletters }), newsletters]);

export type TemplateAnswer = z.input<typeof template>;
