import { z } from 'zod/v4';

import { timestamp } from './common.mts';
import { historyMessage, referral } from './messages.mts';
import { listQuery, notice, pageFields } from './query.mts';

const text = z.string().nullable();

/** So many ads a summary has at most; documented. */
export const MOST_ADS = 200 as const;

export const referralsQuery = listQuery.extend({
	sourceId: z.string().min(1).optional(),
	/** Another one has a code of its own. */
	sourceType: z.string().optional(),
});

export const referralList = z.strictObject({
	referrals: z.array(historyMessage.extend({ referral })),
	...pageFields,
	notice,
});

const ad = z.strictObject({
	sourceId: z.string(),
	sourceType: text,
	conversations: z.int().min(1),
	messages: z.int().min(1),
	firstAt: timestamp,
	lastAt: timestamp,
	lastSourceUrl: text,
	lastHeadline: text,
	adName: text,
	adsetId: text,
	adsetName: text,
	campaignId: text,
	campaignName: text,
	namesResolvedAt: timestamp.nullable(),
});

export const referralSummary = z.strictObject({
	ads: z.array(ad).max(MOST_ADS),
	total: z.int().min(0),
	limit: z.literal(MOST_ADS),
	truncated: z.boolean(),
	notice: z.string().optional(),
	piiNotice: notice,
});

export type AdAnswer = z.input<typeof ad>;
