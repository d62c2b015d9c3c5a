import { z } from 'zod/v4';

import { timestamp } from './common.mts';
import { DATA_URI, sendFields } from './send-fields.mts';
import type { SendBody } from './send-fields.mts';

export type { SendBody };
type Field = keyof SendBody;
type Refuse = (field: Field, message: string) => void;

const DESTINATIONS = ['destinationNumber', 'groupId', 'newsletterId'] as const;
/** One of them says what is sent; with a template, media is that template's. */
const MODES = ['templateId', 'text', 'media'] as const;
/** At most one of them may go with a text, and then nothing else does. */
const INTERACTIVE = ['list', 'carousel', 'flow'] as const;
const WITHOUT_CAPTION: readonly unknown[] = ['audio', 'voice', 'sticker'];
/** What a data URI must hold where the type's name does not say it. */
const MIME_OF: Record<string, string> = { voice: 'audio', sticker: 'image' };

const exactlyOne = (names: readonly string[]) => ({
	oneOf: names.map((name) => ({ required: [name] })),
});

/** Any two of these together. */
const pairs = (names: readonly string[]) =>
	names.flatMap((one, at) => names.slice(at + 1).map((other) => ({ required: [one, other] })));

export const sendBody = sendFields
	.superRefine((body, context) => {
		// How fields fit together is only looked at when each of them is right.
		if (context.issues.length > 0) return;
		const refuse: Refuse = (field, message) =>
			context.addIssue({ code: 'custom', path: [field], message });
		checkOneOf(DESTINATIONS, body, refuse);
		checkMode(body, refuse);
		checkCompanions(body, refuse);
		checkMedia(body, refuse);
		checkTimes(body, refuse);
	})
	.meta({
		allOf: [
			exactlyOne(DESTINATIONS),
			{
				oneOf: [
					{ required: ['templateId'], not: { required: ['text'] } },
					{
						required: ['text'],
						not: { anyOf: [{ required: ['templateId'] }, { required: ['media'] }] },
					},
					{
						required: ['media'],
						not: { anyOf: [{ required: ['templateId'] }, { required: ['text'] }] },
					},
				],
			},
			{
				anyOf: [{ required: ['templateId'] }, { properties: { variables: { maxProperties: 0 } } }],
			},
		],
		not: {
			anyOf: [
				...pairs([...INTERACTIVE, 'buttons']),
				...pairs(['deliverBy', 'deliverUntil']),
				...pairs(['caption', 'templateId']),
				{
					required: ['caption', 'mediaType'],
					properties: { mediaType: { enum: WITHOUT_CAPTION } },
				},
			],
		},
		dependentRequired: {
			buttons: ['text'],
			header: ['buttons'],
			footer: ['buttons'],
			caption: ['media'],
			media: ['mediaType'],
			mediaType: ['media'],
			marketingOptions: ['templateId'],
			list: ['text'],
			carousel: ['text'],
			flow: ['text'],
		},
	});

function checkOneOf(fields: readonly Field[], body: SendBody, refuse: Refuse): void {
	const given = fields.filter((field) => body[field] !== undefined);
	if (given.length === 1) return;
	for (const field of given.length ? given : fields) {
		refuse(field, `exactly one of ${fields.join(', ')} is needed`);
	}
}

function checkMode(body: SendBody, refuse: Refuse): void {
	const given = INTERACTIVE.filter((field) => body[field] !== undefined);
	if (given.length && body.text === undefined) return refuse('text', `needed for ${given[0]}`);
	if (given.length > 1) checkOneOf(INTERACTIVE, body, refuse);
	if (given.length && body.buttons) refuse('buttons', `not together with ${given[0]}`);
	checkOneOf(body.templateId === undefined ? MODES : ['templateId', 'text'], body, refuse);
}

function checkCompanions(body: SendBody, refuse: Refuse): void {
	const has = (field: Field) => body[field] !== undefined;
	const need = (field: Field, companion: Field) => {
		if (has(field) && !has(companion)) refuse(field, `only together with ${companion}`);
	};
	// The SDK sends an empty object with every message.
	if (Object.keys(body.variables ?? {}).length) need('variables', 'templateId');
	need('marketingOptions', 'templateId');
	need('buttons', 'text');
	need('header', 'buttons');
	need('footer', 'buttons');
	need('caption', 'media');
	need('mediaType', 'media');
	if (has('caption') && has('templateId')) refuse('caption', 'not together with templateId');
}

function checkMedia(body: SendBody, refuse: Refuse): void {
	const { media, mediaType, caption } = body;
	if (media === undefined) return;
	if (mediaType === undefined) return refuse('mediaType', 'needed for media');
	if (caption !== undefined && WITHOUT_CAPTION.includes(mediaType)) {
		refuse('caption', `not for ${mediaType}`);
	}
	const mime = DATA_URI.exec(media)?.[1];
	if (mime === undefined) return;
	if (mediaType === 'document' ? mime === 'video' : mime !== (MIME_OF[mediaType] ?? mediaType)) {
		refuse('mediaType', `the data URI holds ${mime}, not ${mediaType}`);
	}
}

/** That times must be in order is our choice. */
function checkTimes(body: SendBody, refuse: Refuse): void {
	if (body.deliverBy !== undefined && body.deliverUntil !== undefined) {
		refuse('deliverBy', 'not together with deliverUntil, its other name');
	}
	const start = Date.parse(body.deliverAt ?? '');
	for (const field of ['deliverBy', 'deliverUntil'] as const) {
		const time = body[field];
		if (time !== undefined && Date.parse(time) <= start) refuse(field, 'must be after deliverAt');
	}
}

/** SDK 1.15.0: 1 to 255 characters, none of them a control character. */
export const idempotencyKey = z.string().regex(/^[^\x00-\x1f\x7f]{1,255}$/);

export const sendHeaders = z.looseObject({
	'idempotency-key': idempotencyKey
		.optional()
		.describe(
			'The same key and body again within 24 hours sends nothing and gives the same answer.',
		),
});

/** A phone number of ours, as digits; with `+` and null are the open forms. */
export const sendAnswer = z.strictObject({
	id: z.string(),
	correlationId: z.string(),
	status: z.literal('QUEUED'),
	createdAt: timestamp,
	origin: z.string(),
	sourceNumber: z
		.string()
		.regex(/^\+?[1-9]\d{7,14}$/)
		.nullable(),
	flowToken: z.string().optional(),
});
