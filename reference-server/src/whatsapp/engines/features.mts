import { ApiError } from '../api-error.mts';
import type { ApiCodeName } from '../api-codes.mts';
import type { WhatsAppNumber } from '../model.mts';
import { CALL_EVENTS } from '../webhook-events.mts';
import type { WebhookEvent } from '../webhook-events.mts';

type Refusal = readonly [code: ApiCodeName, sentence: string];

const isMeta = ({ provider }: WhatsAppNumber) => provider === 'meta';

/** What some providers do not have: whether a number lacks it, and how that is refused. */
const REFUSALS = {
	groups: (number) =>
		(number.groupsRefused || (isMeta(number) && !number.officialBusinessAccount)) && [
			'META_GROUPS_NOT_ELIGIBLE',
			'Groups on a Meta Cloud API number need an approved Official Business Account.',
		],
	newsletters: (number) =>
		isMeta(number) && [
			'NOT_SUPPORTED_FOR_META',
			'Newsletters are not supported on Meta Cloud API numbers.',
		],
	// That it is not supported is documented, status and code are our choice.
	pins: ({ provider }) =>
		provider === 'evolution-v2' && ['NOT_SUPPORTED', 'Evolution v2 numbers cannot pin messages.'],
	checks: (number) =>
		isMeta(number) && [
			'NOT_SUPPORTED_FOR_META',
			'Meta Cloud API numbers cannot look up whether numbers have WhatsApp.',
		],
	pairing: (number) =>
		isMeta(number) && ['NOT_SUPPORTED_FOR_META', 'Meta Cloud API numbers have no QR code.'],
	calls: ({ provider }) =>
		provider === 'evolution-v2' && [
			'FEATURE_NOT_SUPPORTED',
			'Calls are for Evolution GO and Meta Cloud API numbers.',
		],
	callPermissions: (number) =>
		!isMeta(number) && [
			'FEATURE_NOT_SUPPORTED',
			'Permissions to call are for Meta Cloud API numbers; QR numbers need none.',
		],
	recordings: (number) =>
		isMeta(number) && ['FEATURE_NOT_SUPPORTED', 'Recordings are played by QR numbers only.'],
	// That only Meta numbers have it is documented, the code is our choice.
	mediaDownloads: (number) =>
		!isMeta(number) && [
			'FEATURE_NOT_SUPPORTED',
			'Files are downloaded by their id on Meta Cloud API numbers only.',
		],
} satisfies Record<string, (number: WhatsAppNumber) => Refusal | false>;

export type Feature = keyof typeof REFUSALS;

/**
 * Refuses what the number's provider does not have.
 *
 * @throws ApiError 400 META_GROUPS_NOT_ELIGIBLE, NOT_SUPPORTED_FOR_META, NOT_SUPPORTED or FEATURE_NOT_SUPPORTED
 */
export function checkFeature(number: WhatsAppNumber, feature: Feature): void {
	const refusal: Refusal | false = REFUSALS[feature](number);
	if (refusal) throw new ApiError(400, ...refusal);
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
	const meta = isMeta(number);
	const impossible = new Set<WebhookEvent>(number.provider === 'evolution-v2' ? CALL_EVENTS : []);
	if (!meta) impossible.add('flow.response_received').add('call.permission_updated');
	if (meta) {
		impossible.add('message.newsletter');
		if (!number.officialBusinessAccount) impossible.add('message.group');
	}
	return events.filter((event) => !impossible.has(event));
}
