import { z } from 'zod/v4';

import { groupId, mediaType, newsletterId, utcTime } from './common.mts';

export const DATA_URI = /^data:([a-z]+)\/[\w.+-]+;base64,(?=.)/;

const dataUri = z
	.string()
	.regex(DATA_URI)
	// Without a pattern that goes back: megabytes of it would be more than the stack holds.
	.refine(
		(value) => !/[^A-Za-z0-9+/]/.test(value.slice(value.indexOf(',') + 1).replace(/={1,2}$/, '')),
	)
	.refine((value) => (value.length - value.indexOf(',') - 1) % 4 === 0)
	.meta({
		pattern:
			'^data:[a-z]+/[A-Za-z0-9_.+-]+;base64,([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$',
	});
const httpUrl = z.url({ protocol: /^https?$/ });
const text = z.string().min(1);

/** Kept as it is: `z.url()` would encode the `{{…}}` that a template's may hold. */
const buttonUrl = text
	.refine((value) => /^https?:/i.test(value) && URL.canParse(value), 'must be an http(s) URL')
	.meta({ format: 'uri' });

const sdkButton = z.strictObject({
	label: text,
	url: httpUrl.optional(),
	phoneNumber: text.optional(),
	copyCode: text.optional(),
});
const ofTemplate = z.strictObject({
	text,
	url: buttonUrl.optional(),
	phone_number: text.optional(),
	example: text.optional(),
});
const templateButtons = [
	ofTemplate.extend({ type: z.literal('QUICK_REPLY') }),
	ofTemplate.extend({ type: z.literal('URL'), url: buttonUrl }),
	ofTemplate.extend({ type: z.literal('PHONE_NUMBER'), phone_number: text }),
	ofTemplate.extend({ type: z.literal('COPY_CODE'), example: text }),
] as const;

/** A button in the template's spelling. */
export const templateButton = z.discriminatedUnion('type', templateButtons);

const button = z.discriminatedUnion('type', [
	sdkButton.extend({ type: z.literal('reply') }),
	sdkButton.extend({ type: z.literal('url'), url: httpUrl }),
	sdkButton.extend({ type: z.literal('call'), phoneNumber: text }),
	sdkButton.extend({ type: z.literal('copy'), copyCode: text }),
	...templateButtons,
]);

/** The SDK's form first; plain text is an older page's. */
const header = z.union([
	z.strictObject({ type: z.enum(['text', 'image', 'video', 'document']), content: text }),
	text,
]);

const list = z.strictObject({
	buttonText: text,
	sections: z
		.array(
			z.strictObject({
				title: text.optional(),
				rows: z
					.array(
						z.strictObject({ title: text, description: text.optional(), rowId: text.optional() }),
					)
					.min(1),
			}),
		)
		.min(1),
});

const cardButton = z.strictObject({ text, url: httpUrl.optional(), payload: text.optional() });
const carousel = z.strictObject({
	cardTemplate: z.looseObject({}).optional(),
	cards: z
		.array(
			z.strictObject({
				media: z.strictObject({ url: httpUrl, format: z.enum(['IMAGE', 'VIDEO']) }),
				body: text.optional(),
				buttons: z
					.array(
						z.discriminatedUnion('type', [
							cardButton.extend({ type: z.literal('QUICK_REPLY') }),
							cardButton.extend({ type: z.literal('URL'), url: httpUrl }),
						]),
					)
					.optional(),
			}),
		)
		.min(2)
		.max(10),
});

const flow = z.strictObject({
	flowId: text,
	cta: text,
	action: z.enum(['navigate', 'data_exchange']).optional(),
	screen: text.optional(),
	data: z.looseObject({}).optional(),
	mode: z.enum(['published', 'draft']).optional(),
});

/** Every field of a send; which ones go together is `send.mts`'s. */
export const sendFields = z.strictObject({
	destinationNumber: z
		.string()
		.regex(
			/^(\+?[1-9]\d{7,14}|[A-Z]{2}\.[A-Za-z0-9]{5,})$/,
			'must be E.164 with or without +, or a BSUID such as BR.13491208655302741918',
		)
		.optional(),
	groupId: groupId.optional(),
	newsletterId: newsletterId.optional(),
	templateId: text.optional(),
	/** What the values may be is looked at once the template is known: it has a code of its own. */
	variables: z.record(z.string(), z.unknown()).optional(),
	text: text.optional(),
	buttons: z.array(button).min(1).max(3).optional(),
	header: header.optional(),
	footer: text.optional(),
	media: z
		.union([httpUrl, dataUri], {
			error: 'must be an http(s) URL or a data URI of the form data:<mime>;base64,…',
		})
		.optional(),
	mediaType: mediaType.optional(),
	caption: text.optional(),
	list: list.optional(),
	carousel: carousel.optional(),
	flow: flow.optional(),
	deliverAt: utcTime.optional(),
	deliverBy: utcTime.optional(),
	deliverUntil: utcTime.optional(),
	labels: z.array(text).optional(),
	marketingOptions: z.strictObject({ aiRewriteEnabled: z.boolean() }).optional(),
	markRead: z.boolean().optional(),
});

export type SendBody = z.output<typeof sendFields>;
