import { z } from 'zod/v4';

import { WEBHOOK_EVENTS } from '../../whatsapp/webhook-events.mts';
import { refuseRepeated, UNIQUE, timestamp } from './common.mts';
import { wholeNumber } from './query.mts';

const url = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });
const name = z.string().trim().min(1);
const event = z.enum(WEBHOOK_EVENTS);
const events = z.array(event).superRefine(refuseRepeated).meta(UNIQUE);

export const webhookParams = z.strictObject({ webhookId: z.string().min(1) });

export const createWebhookBody = z.strictObject({
	url,
	name,
	events,
	whatsappNumberId: z.string().min(1).optional(),
});

export const updateWebhookBody = z
	.strictObject({ name, url, active: z.boolean(), events })
	.partial()
	.refine((body) => Object.keys(body).length > 0, 'at least one field is needed')
	.meta({ minProperties: 1 });

export const logsQuery = z.strictObject({
	limit: wholeNumber(1, 50, 50),
	event: event.optional(),
});

const webhookFields = z.strictObject({
	id: z.string(),
	tenantId: z.string(),
	name: z.string(),
	url,
	environment: z.literal('LIVE'),
	active: z.boolean(),
	events: z.array(event),
	apiKeys: z.array(z.string()),
	lastTriggered: timestamp.nullable(),
	whatsappNumberIds: z.array(z.string()),
	whatsappInstanceIds: z.array(z.string()),
	createdAt: timestamp,
	updatedAt: timestamp,
});

/** Whether a webhook that is read shows its events is open. */
export const webhook = webhookFields.partial({ events: true });
export const webhookList = z.union([
	z.array(webhook),
	z.strictObject({ data: z.array(webhook) }),
	z.strictObject({ webhooks: z.array(webhook) }),
]);

/** A change answers less of it. */
export const changedWebhook = webhook.pick({
	id: true,
	tenantId: true,
	name: true,
	url: true,
	environment: true,
	active: true,
	events: true,
	createdAt: true,
	updatedAt: true,
});

/** The form of the answer to creating one is open. */
export const createWebhookAnswer = z.union([
	webhook,
	z.strictObject({ id: z.string() }),
	z.strictObject({ data: webhook }),
	z.strictObject({ webhook }),
]);

export const webhookLogs = z.array(
	z.strictObject({
		event: z.string(),
		status: z.enum(['SUCCESS', 'FAILED']),
		statusCode: z.int().nullable(),
		payload: z.unknown(),
		response: z.string().nullable(),
		durationMs: z.number().min(0),
		createdAt: timestamp,
	}),
);

export type WebhookAnswer = z.input<typeof webhook>;
export type CreateWebhookAnswer = z.input<typeof createWebhookAnswer>;
