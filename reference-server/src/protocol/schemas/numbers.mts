import { z } from 'zod/v4';

import { refuseRepeated, timestamp, UNIQUE } from './common.mts';

const digits = z.string().regex(/^[1-9]\d{7,14}$/);

export const checkBody = z.strictObject({
	numbers: z
		.array(z.string().regex(/^\+?[1-9]\d{7,14}$/, 'must be E.164 with or without +'))
		.min(1)
		.max(20)
		.superRefine(refuseRepeated)
		.meta(UNIQUE),
});

export const checkAnswer = z.strictObject({
	results: z.array(
		z.strictObject({
			input: z.string(),
			exists: z.boolean(),
			number: digits.nullable(),
			name: z.string().nullable(),
		}),
	),
});

const text = z.string().nullable();
const time = timestamp.nullable();
const state = z.enum(['OPEN', 'CONNECTING', 'CLOSE']);
const link = z.strictObject({ state, connectedAt: time });

/** Whether a Meta number still lives in the WhatsApp Business app as well. */
const coexistence = z.strictObject({
	status: z.enum(['CONFIRMED', 'LIKELY', 'NO', 'UNKNOWN']),
	evidence: z.enum(['meta_is_on_biz_app', 'history_sync', 'phone_fields']).nullable(),
});

const listItem = z.strictObject({
	id: z.string(),
	instanceName: z.string(),
	number: digits,
	name: z.string(),
	provider: z.enum(['META', 'PILOT_STATUS', 'EVO', 'EVO_GO']),
	state,
	isFullyConnected: z.boolean(),
	primaryLink: link,
	secondaryLink: link.nullable(),
	apiKeys: z.array(z.strictObject({ name: z.string(), keyPrefix: z.string(), keyLast4: text })),
	coexistence: coexistence.optional(),
	extraChargeUnpaidSince: time,
	extraChargeDisconnectAt: time,
	createdAt: timestamp,
	updatedAt: timestamp,
});

export const numberList = z.array(listItem);

/** NumberDetail of the SDK, and what the list has. */
export const numberDetail = listItem.extend({
	coexistence: coexistence.nullable(),
	piiMode: z.enum(['RELAY_ONLY', 'STORE_X_DAYS', 'STORE_INDEFINITE']),
	piiRetentionDays: z.int().min(1).nullable(),
	settings: z.strictObject({
		historyImportEnabled: z.boolean(),
		webhookHistoricalMessages: z.boolean(),
		ignoreNewsletters: z.boolean(),
		markReadOnSend: z.boolean(),
		alwaysOnline: z.boolean().nullable(),
		rejectCall: z.boolean().nullable(),
		msgRejectCall: text,
		readMessages: z.boolean().nullable(),
		ignoreGroups: z.boolean().nullable(),
		ignoreStatus: z.boolean().nullable(),
		appliesTo: z.strictObject({
			history: z.literal('all'),
			advanced: z.enum(['evolution-go', 'none']),
			sending: z.enum(['meta', 'none']),
		}),
	}),
	health: z.strictObject({
		qualityRating: text,
		messagingLimitTier: text,
		portfolioMessagingLimitTier: text,
		metaStatus: text,
		code: text,
		reason: text,
		sendable: z.boolean(),
	}),
	meta: z.looseObject({}).nullable(),
});

export const numberParams = z.strictObject({ numberId: z.string().min(1) });
export const numberQuery = z.strictObject({ refresh: z.literal('1').optional() });
export const linkQuery = z.strictObject({
	link: z.enum(['primary', 'secondary']).default('primary'),
});

/** Where the state comes from is left out by older backends. */
export const numberStatus = z.strictObject({
	id: z.string(),
	state,
	stale: z.boolean().optional(),
	checkedAt: timestamp.optional(),
	lastKnownAt: timestamp.optional(),
});

export const connectAnswer = z.strictObject({ qrcodeBase64: text, pairingCode: text });

export type NumberItem = z.input<typeof listItem>;
export type NumberDetail = z.input<typeof numberDetail>;
export type NumberStatusAnswer = z.input<typeof numberStatus>;
export type ConnectAnswer = z.input<typeof connectAnswer>;
