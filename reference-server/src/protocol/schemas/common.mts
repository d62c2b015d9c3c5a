import { z } from 'zod/v4';

/** A group's JID. Its left part is opaque: digits, an old `number-time` pair or Meta's own letters. */
export const groupId = z
	.string()
	.regex(/^[A-Za-z0-9:=_-]+@g\.us$/, 'must be a group id that ends in @g.us');

export const newsletterId = z
	.string()
	.regex(/^[A-Za-z0-9_-]+@newsletter$/, 'must be a newsletter id that ends in @newsletter');

/** A phone number in requests about groups: E.164 digits without `+`. */
export const participantNumber = z
	.string()
	.regex(/^[1-9]\d{7,14}$/, 'must be 8 to 15 digits, country code first, without +');

export const mediaType = z.enum(['image', 'video', 'document', 'audio', 'voice', 'sticker']);

/** A time in answers: ISO 8601 in UTC with milliseconds. */
export const timestamp = z.iso.datetime({ precision: 3 }).meta({ id: 'Timestamp' });

/** A time in requests: ISO 8601 in UTC, ending in `Z`. */
export const utcTime = z.iso.datetime('must be ISO 8601 in UTC, such as 2026-01-31T12:00:00Z');

/** A phone number in answers: E.164 with `+`. */
export const e164 = z.string().regex(/^\+[1-9]\d{7,14}$/);

/** No body at all. */
export const noBody = z.literal('');

/** An answer that says only that it worked; where the documentation shows no body, our choice. */
export const success = z.strictObject({ success: z.literal(true) });

/** For the OpenAPI document, beside `refuseRepeated`. */
export const UNIQUE = { uniqueItems: true };

/** Refuses values that occur twice, pointing to the second one. */
export function refuseRepeated(values: readonly string[], context: z.RefinementCtx): void {
	values.forEach((value, index) => {
		if (values.indexOf(value) < index) {
			context.addIssue({ code: 'custom', path: [index], message: 'occurs twice' });
		}
	});
}
