import { z } from 'zod/v4';

import { e164, timestamp } from './common.mts';
import { isoTime, wholeNumber } from './query.mts';

const text = z.string().nullable();
const time = timestamp.nullable();
const to = z
	.string()
	.regex(/^\+?[1-9]\d{7,14}$/, 'must be E.164 with or without +')
	.transform((number) => number.replace(/^\+/, ''));
const sdp = z.string().min(1);
const status = z.enum([
	'INITIATED',
	'RINGING',
	'ACCEPTED',
	'REJECTED',
	'COMPLETED',
	'FAILED',
	'MISSED',
]);

/** CallDetails of the SDK. */
const call = z.strictObject({
	id: z.string(),
	externalCallId: text,
	direction: z.enum(['INBOUND', 'OUTBOUND']),
	status,
	peerNumber: e164.nullable(),
	fromNumber: e164.nullable(),
	conversationId: text,
	bizOpaqueCallbackData: text,
	startedAt: time,
	connectedAt: time,
	endedAt: time,
	durationSeconds: z.int().min(0).nullable(),
	errorCode: text,
	errorMessage: text,
	createdAt: timestamp,
	updatedAt: timestamp,
});

export const callList = z.strictObject({ calls: z.array(call) });

/** The two sides of a Meta call are shown where they are asked for. */
export const callDetails = call.extend({
	sdpOffer: text.optional(),
	sdpAnswer: text.optional(),
});

export const callsQuery = z.strictObject({
	limit: wholeNumber(1, 100, 50),
	before: isoTime.optional(),
});
export const callQuery = z.strictObject({ includeSdp: z.literal('1').optional() });
export const callParams = z.strictObject({ callId: z.string().min(1) });

/** Who must give `sdp` and who must not depends on the number. */
export const startCallBody = z.strictObject({
	to,
	sdp: sdp.optional(),
	bizOpaqueCallbackData: z.string().optional(),
});
export const acceptCallBody = z.strictObject({ sdp: sdp.optional() });
export const playBody = z.strictObject({
	mediaUrl: z
		.url({ protocol: /^https?$/, abort: true })
		.refine((url) => /\.(mp3|wav|opus)$/i.test(new URL(url).pathname), {
			message: 'must be an .mp3, .wav or .opus file',
		}),
});

export const startCallAnswer = call.pick({ id: true, externalCallId: true, status: true });
export const callActionAnswer = z.strictObject({
	success: z.literal(true),
	id: z.string(),
	status,
});

export const permissionQuery = z.strictObject({ to });
export const permissionBody = z.strictObject({ to, text: z.string().min(1).optional() });
export const permissionAnswer = z.strictObject({
	permission: z.strictObject({ status: z.enum(['no_permission', 'temporary', 'permanent']) }),
	actions: z.array(z.looseObject({})),
});
export const permissionRequested = z.strictObject({ messageId: z.string() });

export type CallAnswer = z.input<typeof call>;
export type CallDetails = z.input<typeof callDetails>;
