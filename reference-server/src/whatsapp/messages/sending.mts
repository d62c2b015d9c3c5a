import { ApiError } from '../api-error.mts';
import { checkFeature } from '../engines/features.mts';
import { findGroup } from '../groups/membership.mts';
import type {
	Header,
	MediaType,
	Message,
	MessageMode,
	TemplateButton,
	WhatsAppNumber,
} from '../model.mts';
import type { State } from '../state.mts';
import { checkInteractive } from './interactive.mts';
import type { Interactive } from './interactive.mts';
import { announce } from './message-life.mts';
import { findTemplate } from '../templates/managing.mts';
import { checkTemplate, filled } from '../templates/template-text.mts';

/** What is to be sent; the fields themselves are right. */
export interface Outgoing extends Interactive {
	/** Digits without `+`, or a BSUID. */
	destinationNumber?: string;
	groupId?: string;
	newsletterId?: string;
	/** Id or name. */
	templateId?: string;
	variables?: Record<string, unknown>;
	text?: string;
	buttons?: TemplateButton[];
	header?: Header;
	footer?: string;
	media?: string;
	mediaType?: MediaType;
	caption?: string;
	deliverAt?: string;
	deliverUntil?: string;
	labels?: string[];
	marketingOptions?: object;
}

/**
 * Accepts a message for sending. Provider, destination, template and media are checked here, for
 * they depend on several fields at once; the schema has already checked the fields themselves.
 *
 * @param now milliseconds since the epoch
 * @throws ApiError 400, 402, 404 or 409
 */
export function sendMessage(
	state: State,
	sender: WhatsAppNumber,
	outgoing: Outgoing,
	now: number,
): Message {
	if (sender.blocked) {
		const reason = { reason: 'extra_charge_unpaid' };
		throw new ApiError(
			409,
			'NUMBER_BLOCKED',
			'An unpaid charge blocks this number.',
			undefined,
			reason,
		);
	}
	checkDestination(state, sender, outgoing);
	const { templateId, media, mediaType, caption = null } = outgoing;
	const template = templateId === undefined ? undefined : findTemplate(state, sender, templateId);
	if (template) checkTemplate(template, sender, outgoing);
	if (media !== undefined) checkMedia(sender, media);
	const conversationId = outgoing.groupId ?? outgoing.newsletterId ?? outgoing.destinationNumber!;
	checkInteractive(state, sender, conversationId, outgoing);

	const n = state.nextNumber();
	const values = (outgoing.variables ?? {}) as Record<string, string>;
	const interactive = outgoing.list ?? outgoing.carousel ?? outgoing.flow ?? null;
	const message: Message = {
		id: `msg_${n}`,
		correlationId: `cor_${n}`,
		externalMessageId: null,
		numberId: sender.id,
		conversationId,
		direction: 'OUTBOUND',
		origin: 'API',
		mode: modeOf(outgoing),
		status: 'QUEUED',
		destinationNumber: outgoing.destinationNumber ?? null,
		groupId: outgoing.groupId ?? null,
		newsletterId: outgoing.newsletterId ?? null,
		templateId: template?.id ?? null,
		content: outgoing.text ?? caption,
		media:
			media !== undefined && mediaType !== undefined
				? { url: media, mediaType, caption, filename: null }
				: null,
		buttons: outgoing.buttons ?? [],
		header: outgoing.header ?? null,
		footer: outgoing.footer ?? null,
		...(template && filled(template, values)),
		interactive,
		flowToken: outgoing.flow ? `flow_${n}` : null,
		labels: outgoing.labels ?? [],
		quotedMessageId: null,
		tapped: null,
		referral: null,
		from: sender.phone,
		fromName: sender.name,
		deliverAt: outgoing.deliverAt ?? null,
		deliverUntil: outgoing.deliverUntil ?? null,
		createdAt: new Date(now).toISOString(),
		sentAt: null,
		deliveredAt: null,
		readAt: null,
		errorCode: null,
	};
	state.messages.push(message);
	announce(state, message, 'QUEUED');
	return message;
}

/** The codes of the two 404 are our choice. */
function checkDestination(state: State, sender: WhatsAppNumber, outgoing: Outgoing): void {
	const { groupId, newsletterId } = outgoing;
	if (groupId !== undefined) {
		checkFeature(sender, 'groups');
		findGroup(state, sender, groupId);
	}
	if (newsletterId === undefined) return;
	checkFeature(sender, 'newsletters');
	const known = state.newsletters.some(
		({ id, numberId }) => id === newsletterId && numberId === sender.id,
	);
	if (known) return;
	throw new ApiError(
		404,
		'NEWSLETTER_NOT_FOUND',
		`The number ${sender.name} has no newsletter ${newsletterId}.`,
	);
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

function modeOf({ templateId, list, carousel, flow, text }: Outgoing): MessageMode {
	if (templateId !== undefined) return 'template';
	if (list) return 'list';
	if (carousel) return 'carousel';
	if (flow) return 'flow';
	return text === undefined ? 'media' : 'text';
}
