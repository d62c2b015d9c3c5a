import { z } from 'zod/v4';

import { timestamp } from './common.mts';
import { listQuery, notice, pageFields } from './query.mts';

const text = z.string().nullable();

/** Lead of the SDK. */
const lead = z.strictObject({
	id: z.string(),
	leadgenId: z.string(),
	whatsappNumberId: z.string(),
	pageId: z.string(),
	pageName: text,
	formId: z.string(),
	formName: text,
	adId: text,
	adName: text,
	adsetName: text,
	campaignName: text,
	platform: text,
	isOrganic: z.boolean().nullable(),
	createdAt: timestamp,
	fullName: text,
	email: text,
	phone: text,
	fields: z.array(
		z.strictObject({ key: z.string(), label: z.string(), values: z.array(z.string()) }),
	),
	consentGiven: z.boolean().nullable(),
	conversationId: text,
	autoSendStatus: z.string(),
	autoSendReason: text,
	source: z.string(),
	redacted: z.boolean(),
});

const id = z.string().min(1).optional();

export const leadsQuery = listQuery.extend({ formId: id, adId: id, pageId: id });
export const leadParams = z.strictObject({ leadId: z.string().min(1) });
export const leadList = z.strictObject({ leads: z.array(lead), ...pageFields, notice });
export const leadAnswer = z.strictObject({ lead, notice });

export type LeadAnswer = z.input<typeof lead>;
