import { z } from 'zod/v4';

import { e164, timestamp } from './common.mts';
import { pageFields } from './query.mts';

const text = z.string().nullable();

/** `from` is null for groups, newsletters and people without a known number; `userId` is a BSUID. */
const conversation = z.strictObject({
	id: z.string(),
	from: e164.nullable(),
	fromName: text,
	userId: text,
	username: text,
	type: z.enum(['DIRECT', 'GROUP', 'NEWSLETTER']),
	unreadCount: z.int().min(0),
	lastMessageAt: timestamp,
	lastMessagePreview: text,
	createdAt: timestamp,
});

export const conversationList = z.strictObject({
	conversations: z.array(conversation),
	...pageFields,
});

export type ConversationAnswer = z.input<typeof conversation>;
