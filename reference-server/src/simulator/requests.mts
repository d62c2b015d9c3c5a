import { z } from 'zod/v4';

import { mediaType, participantNumber } from '../protocol/schemas/common.mts';

const numberId = z.string().min(1);

/** WhatsApp's own limit. */
const LONGEST_TEXT = 65_536;

export const numberQuery = z.strictObject({ number: numberId });

/** What somebody writes in a chat. */
export const writeBody = z
	.strictObject({
		numberId,
		/** A group's or newsletter's id, or digits or a BSUID for a direct chat. */
		chatId: z
			.string()
			.regex(
				/^([1-9]\d{7,14}|[A-Z]{2}\.[A-Za-z0-9]{5,}|[\w:=-]+@(g\.us|newsletter))$/,
				'must be a group, a newsletter or a number',
			),
		/** In groups only: a member, or the number itself, by hand. */
		from: participantNumber.optional(),
		text: z.string().regex(/\S/, 'must not be blank').max(LONGEST_TEXT).optional(),
		media: z
			.strictObject({
				url: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }),
				mediaType,
				filename: z.string().regex(/\S/).max(255).optional(),
			})
			.optional(),
		quotedMessageId: z.string().min(1).optional(),
		/** An ad brought the writer. */
		fromAd: z.boolean().optional(),
	})
	.refine(
		({ text, media }) => text !== undefined || media !== undefined,
		'text or media is needed',
	);

/** Somebody comes into a group, goes, or gets another role. */
export const memberBody = z.strictObject({
	numberId,
	groupId: z.string().min(1),
	member: participantNumber,
	change: z.enum(['join', 'leave', 'promote', 'demote']),
});

/** Only what is given changes. */
export const switchesBody = z.strictObject({
	numberId,
	offline: z.boolean().optional(),
	notEligible: z.boolean().optional(),
	requestsPerSecond: z.int().min(0).max(1000).nullable().optional(),
	slowMs: z.int().min(0).max(120_000).optional(),
});

export type WriteBody = z.output<typeof writeBody>;
export type MemberBody = z.output<typeof memberBody>;
export type SwitchesBody = z.output<typeof switchesBody>;
