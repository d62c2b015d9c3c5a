import { ApiError } from '../api-error.mts';
import type { WhatsAppNumber } from '../model.mts';
import { CALL_EVENTS } from '../webhook-events.mts';
import type { WebhookEvent } from '../webhook-events.mts';

/** What some providers do not have. */
export type Feature = 'groups' | 'newsletters' | 'pins';

/**
 * Groups, newsletters and pins exist only for some providers.
 *
 * @throws ApiError 400 META_GROUPS_NOT_ELIGIBLE, NOT_SUPPORTED_FOR_META or NOT_SUPPORTED
 */
export function checkFeature(number: WhatsAppNumber, feature: Feature): void {
	if (feature === 'pins' && number.provider === 'evolution-v2') {
		// That it is not supported is documented, status and code are our choice.
		throw new ApiError(400, 'NOT_SUPPORTED', 'Evolution v2 numbers cannot pin messages.');
	}
	const isMeta = number.provider === 'meta';
	if (isMeta && feature === 'newsletters') {
		throw new ApiError(
			400,
			'NOT_SUPPORTED_FOR_META',
			'Newsletters are not supported on Meta Cloud API numbers.',
		);
	}
	const withoutGroups = number.groupsRefused || (isMeta && !number.officialBusinessAccount);
	if (feature === 'groups' && withoutGroups) {
		throw new ApiError(
			400,
			'META_GROUPS_NOT_ELIGIBLE',
			'Groups on a Meta Cloud API number need an approved Official Business Account.',
		);
	}
}

/**
 * Without the events that a number's provider cannot emit, which the API drops silently. Calls
 * belong to Meta and Evolution GO numbers, permissions and flows to Meta's; that those lack newsletter
 * events, and group events without an Official Business Account, follows from what they support.
 */
export function emittableEvents(
	number: WhatsAppNumber,
	events: readonly WebhookEvent[],
): WebhookEvent[] {
	const isMeta = number.provider === 'meta';
	const impossible = new Set<WebhookEvent>(number.provider === 'evolution-v2' ? CALL_EVENTS : []);
	if (!isMeta) impossible.add('flow.response_received').add('call.permission_updated');
	if (isMeta) {
		impossible.add('message.newsletter');
		if (!number.officialBusinessAccount) impossible.add('message.group');
	}
	return events.filter((event) => !impossible.has(event));
}
