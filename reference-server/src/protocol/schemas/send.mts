import { z } from 'zod/v4';

import { e164, groupId, mediaType, newsletterId, timestamp, utcTime } from './common.mts';

const DATA_URI = /^data:([a-z]+)\/[\w.+-]+;base64,[A-Za-z0-9+/]+={0,2}$/;

const dataUri = z
	.string()
	.regex(DATA_URI)
	.refine((value) => (value.length - value.indexOf(',') - 1) % 4 === 0);

/** What each type of button needs besides its text. */
const NEEDED = {
	QUICK_REPLY: undefined,
	URL: 'url',
	PHONE_NUMBER: 'phone_number',
	COPY_CODE: 'example',
} as const;

/** The shape of a button in a send is open; it is taken to be that of a template's button. */
const button = z
	.strictObject({
		type: z.enum(['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE']),
		text: z.string().min(1),
		url: z.url({ protocol: /^https?$/ }).optional(),
		phone_number: z.string().min(1).optional(),
		example: z.string().min(1).optional(),
	})
	.superRefine((value, context) => {
		const needed = NEEDED[value.type];
		if (needed && value[needed] === undefined) {
			context.addIssue({ code: 'custom', path: [needed], message: `needed for ${value.type}` });
		}
	});

const fields = z.strictObject({
	destinationNumber: z
		.string()
		.regex(
			/^(\+?[1-9]\d{7,14}|[A-Z]{2}\.[A-Za-z0-9]{5,})$/,
			'must be E.164 with or without +, or a BSUID such as BR.13491208655302741918',
		)
		.optional(),
	groupId: groupId.optional(),
	newsletterId: newsletterId.optional(),
	templateId: z.string().min(1).optional(),
	variables: z.record(z.string(), z.string()).optional(),
	text: z.string().min(1).optional(),
	buttons: z.array(button).min(1).max(3).optional(),
	header: z.string().min(1).optional(),
	footer: z.string().min(1).optional(),
	media: z
		.union([z.url({ protocol: /^https?$/ }), dataUri], {
			error: 'must be an http(s) URL or a data URI of the form data:<mime>;base64,…',
		})
		.optional(),
	mediaType: mediaType.optional(),
	caption: z.string().min(1).optional(),
	deliverAt: utcTime.optional(),
	deliverBy: utcTime.optional(),
	deliverUntil: utcTime.optional(),
	labels: z.array(z.string().min(1)).optional(),
	marketingOptions: z.strictObject({ aiRewriteEnabled: z.boolean() }).optional(),
	markRead: z.boolean().optional(),
});

export type SendBody = z.output<typeof fields>;
type Field = keyof SendBody;
type Refuse = (field: Field, message: string) => void;

const DESTINATIONS = ['destinationNumber', 'groupId', 'newsletterId'] as const;

export const sendBody = fields.superRefine((body, context) => {
	// How fields fit together is only looked at when each of them is right.
	if (context.issues.length > 0) return;
	const refuse: Refuse = (field, message) =>
		context.addIssue({ code: 'custom', path: [field], message });
	checkDestination(body, refuse);
	checkMode(body, refuse);
	checkCompanions(body, refuse);
	checkTimes(body, refuse);
});

function checkDestination(body: SendBody, refuse: Refuse): void {
	const given = DESTINATIONS.filter((field) => body[field] !== undefined);
	if (given.length === 1) return;
	for (const field of given.length ? given : DESTINATIONS) {
		refuse(field, `exactly one of ${DESTINATIONS.join(', ')} is needed`);
	}
}

/** With a template, media is that template's media and no mode of its own. */
function checkMode(body: SendBody, refuse: Refuse): void {
	const modes = (['templateId', 'text', 'media'] as const).filter(
		(field) => body[field] !== undefined && !(field === 'media' && body.templateId !== undefined),
	);
	if (modes.length === 1) return;
	for (const field of modes.length ? modes : (['templateId', 'text', 'media'] as const)) {
		refuse(field, 'exactly one of templateId, text and media is needed');
	}
}

function checkCompanions(body: SendBody, refuse: Refuse): void {
	const has = (field: Field) => body[field] !== undefined;
	const need = (field: Field, companion: Field) => {
		if (has(field) && !has(companion)) refuse(field, `only together with ${companion}`);
	};
	need('variables', 'templateId');
	need('marketingOptions', 'templateId');
	need('buttons', 'text');
	need('header', 'buttons');
	need('footer', 'buttons');
	need('caption', 'media');
	need('mediaType', 'media');
	if (has('media') && !has('mediaType')) refuse('mediaType', 'needed for media');
	if (has('caption') && has('templateId')) refuse('caption', 'not together with templateId');
	if (has('caption') && body.mediaType === 'audio') refuse('caption', 'not for audio');
	const mime = DATA_URI.exec(body.media ?? '')?.[1];
	if (mime && body.mediaType && body.mediaType !== 'document' && mime !== body.mediaType) {
		refuse('mediaType', `the data URI holds ${mime}, not ${body.mediaType}`);
	}
}

/** That times must lie ahead and in order is our choice. */
function checkTimes(body: SendBody, refuse: Refuse): void {
	if (body.deliverBy !== undefined && body.deliverUntil !== undefined) {
		refuse('deliverBy', 'not together with deliverUntil, its other name');
	}
	const now = Date.now();
	const start = body.deliverAt === undefined ? now : Date.parse(body.deliverAt);
	if (start < now) refuse('deliverAt', 'must be in the future');
	for (const field of ['deliverBy', 'deliverUntil'] as const) {
		const time = body[field];
		if (time !== undefined && Date.parse(time) <= start) {
			refuse(field, 'must be in the future and after deliverAt');
		}
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

export const sendAnswer = z.strictObject({
	id: z.string(),
	correlationId: z.string(),
	status: z.literal('QUEUED'),
	createdAt: timestamp,
	origin: z.string(),
	sourceNumber: e164,
});
