import { checkFeature } from '../engines/features.mts';
import { ApiError } from '../api-error.mts';
import type { SendBody } from '../../protocol/schemas/send.mts';
import type { State } from '../state.mts';
import { findGroup } from '../groups/membership.mts';
import { announce } from './message-life.mts';
import type { Message, MessageMode, Template, WhatsAppNumber } from '../model.mts';
import { filledButtons, fillIn, placeholders } from './template-text.mts';

/**
 * Accepts a message for sending. Provider, destination, template and media are checked here, for
 * they depend on several fields at once; the schema has already checked the fields themselves.
 *
 * @throws ApiError 400, 402 or 404
 */
export function sendMessage(state: State, sender: WhatsAppNumber, body: SendBody): Message {
	checkDestination(state, sender, body);
	const template =
		body.templateId === undefined ? undefined : findTemplate(state, sender, body.templateId);
	if (template) checkTemplate(template, body);
	if (body.media !== undefined) checkMedia(sender, body.media);

	const n = state.nextNumber();
	const digits = body.destinationNumber?.replace(/^\+/, '') ?? null;
	const message: Message = {
		id: `msg_${n}`,
		correlationId: `cor_${n}`,
		externalMessageId: null,
		numberId: sender.id,
		conversationId: body.groupId ?? body.newsletterId ?? digits!,
		direction: 'OUTBOUND',
		origin: 'API',
		mode: modeOf(body),
		status: 'QUEUED',
		destinationNumber: digits,
		groupId: body.groupId ?? null,
		newsletterId: body.newsletterId ?? null,
		templateId: template?.id ?? null,
		content: template
			? fillIn(template, body.variables ?? {})
			: (body.text ?? body.caption ?? null),
		media:
			body.media !== undefined && body.mediaType !== undefined
				? {
						url: body.media,
						mediaType: body.mediaType,
						caption: body.caption ?? null,
						filename: null,
					}
				: null,
		buttons: template ? filledButtons(template, body.variables ?? {}) : (body.buttons ?? []),
		header: body.header ?? null,
		footer: body.footer ?? null,
		labels: body.labels ?? [],
		quotedMessageId: null,
		from: sender.phone,
		fromName: sender.name,
		deliverAt: body.deliverAt ?? null,
		deliverUntil: body.deliverUntil ?? body.deliverBy ?? null,
		createdAt: new Date().toISOString(),
		sentAt: null,
		deliveredAt: null,
		readAt: null,
		errorMessage: null,
	};
	state.messages.push(message);
	announce(state, message, 'QUEUED');
	return message;
}

/**
 * A template of the number's tenant by its id or name.
 *
 * @throws ApiError 404 TEMPLATE_NOT_FOUND
 */
export function findTemplate(state: State, number: WhatsAppNumber, idOrName: string): Template {
	const mine = state.templates.filter(({ tenantId }) => tenantId === number.tenantId);
	const template =
		mine.find(({ id }) => id === idOrName) ?? mine.find(({ name }) => name === idOrName);
	if (template) return template;
	throw new ApiError(404, 'TEMPLATE_NOT_FOUND', `There is no template ${idOrName}.`);
}

/** The codes of the two 404 are our choice. */
function checkDestination(state: State, sender: WhatsAppNumber, body: SendBody): void {
	if (body.groupId !== undefined) {
		checkFeature(sender, 'groups');
		findGroup(state, sender, body.groupId);
	}
	if (body.newsletterId !== undefined) {
		checkFeature(sender, 'newsletters');
		const known = state.newsletters.some(
			({ id, numberId }) => id === body.newsletterId && numberId === sender.id,
		);
		if (!known) {
			throw new ApiError(
				404,
				'NEWSLETTER_NOT_FOUND',
				`The number ${sender.name} has no newsletter ${body.newsletterId}.`,
			);
		}
	}
}

/** Every placeholder of body and button labels needs a value, whatever the variable list says. */
function checkTemplate(template: Template, { variables = {}, marketingOptions }: SendBody): void {
	const missingKeys = placeholders(template).filter((name) => !Object.hasOwn(variables, name));
	if (missingKeys.length) {
		throw new ApiError(
			400,
			'MISSING_TEMPLATE_VARIABLES',
			`The template ${template.name} also needs ${missingKeys.join(', ')}.`,
			{ missingKeys },
		);
	}
	if (marketingOptions && template.category !== 'MARKETING') {
		// That the option belongs to MARKETING templates is documented, status and code are our choice.
		throw new ApiError(
			400,
			'MARKETING_OPTIONS_NOT_ALLOWED',
			`marketingOptions are for MARKETING templates, ${template.name} is ${template.category}.`,
		);
	}
}

/** That Evolution GO takes URLs only is documented, status and code are our choice. */
function checkMedia(sender: WhatsAppNumber, media: string): void {
	if (!sender.paidPlan) {
		throw new ApiError(402, 'SUBSCRIPTION_REQUIRED_FOR_MEDIA', 'Media needs a paid plan.');
	}
	if (sender.provider === 'evolution-go' && media.startsWith('data:')) {
		throw new ApiError(
			400,
			'MEDIA_URL_REQUIRED',
			'Numbers on Evolution GO take media by URL only, not as a data URI.',
		);
	}
}

function modeOf(body: SendBody): MessageMode {
	if (body.templateId !== undefined) return 'template';
	return body.text === undefined ? 'media' : 'text';
}
