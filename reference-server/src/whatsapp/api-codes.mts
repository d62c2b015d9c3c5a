import type { Basis, Mark } from '../basis.mts';

/** A code of the API: the statuses it comes with, and how well that is known. */
export interface ApiCode extends Basis {
	statuses: readonly number[];
}

const code = (statuses: number | readonly number[], mark: Mark, source: string): ApiCode => ({
	statuses: [statuses].flat(),
	mark,
	source,
});

const errors = 'the page of error codes';

/** Every code that the server answers by itself; others come by faults. */
export const API_CODES = {
	CALL_NOT_FOUND: code(404, 'chosen', 'no page names a code'),
	CALL_NOT_POSSIBLE: code(409, 'chosen', 'no page says what comes of a call that is over'),
	CALL_PERMISSION_REQUIRED: code(403, 'chosen', 'the rule is documented, no code'),
	FEATURE_NOT_SUPPORTED: code(400, 'documented', errors),
	FLOW_WINDOW_CLOSED: code(400, 'sdk', 'FlowMessage; the status is our choice'),
	GROUP_NOT_FOUND: code(404, 'chosen', 'no page names a code'),
	GROUP_PARTICIPANTS_REQUIRED: code(400, 'chosen', 'that Evolution GO wants one is open'),
	GROUP_PARTICIPANT_LIMIT: code(400, 'chosen', 'the limit is Meta’s, no page names a code'),
	IDEMPOTENCY_KEY_INVALID: code(400, 'sdk', 'MessagesResource.send'),
	IDEMPOTENCY_KEY_IN_USE: code(409, 'sdk', 'MessagesResource.send'),
	IDEMPOTENCY_KEY_REUSED: code(409, 'sdk', 'MessagesResource.send'),
	INVALID_API_KEY: code(401, 'chosen', 'the status is documented, no page names a code'),
	INVALID_DATE_RANGE: code(400, 'documented', errors),
	INVALID_TEMPLATE_VARIABLE_VALUE: code(400, 'documented', errors),
	INVALID_SOURCE_TYPE: code(400, 'sdk', 'ReferralsResource.list'),
	LEAD_NOT_FOUND: code(404, 'sdk', 'LeadsResource.get'),
	LINKED_WHATSAPP_INSTANCE_NOT_FOUND: code(404, 'documented', `${errors}; the status is ours`),
	MARKETING_OPTIONS_NOT_ALLOWED: code(400, 'chosen', 'the rule is documented, no code'),
	MEDIA_URL_REQUIRED: code(400, 'chosen', 'that Evolution GO takes URLs only is documented'),
	MEDIA_NOT_FOUND: code(404, 'chosen', 'WhatsApp keeps files for a while; no page names a code'),
	MESSAGE_NOT_FOUND: code(404, 'chosen', 'the status is documented, no page names a code'),
	META_GROUPS_NOT_ELIGIBLE: code(400, 'documented', errors),
	META_TEMPLATE_SUBMIT_FAILED: code(400, 'documented', errors),
	MISSING_TEMPLATE_VARIABLES: code(400, 'documented', errors),
	NEWSLETTER_NOT_FOUND: code(404, 'chosen', 'no page names a code'),
	NOT_SUPPORTED: code(400, 'documented', `${errors}; that pins answer it is our choice`),
	NOT_SUPPORTED_FOR_META: code(400, 'documented', errors),
	NUMBER_BLOCKED: code(409, 'sdk', 'WhatsAppNumberListItem.extraChargeUnpaidSince'),
	NUMBER_MISMATCH: code(400, 'documented', errors),
	NUMBER_NOT_FOUND: code([404, 400], 'documented', `${errors}; 400 is conversations/list’s`),
	NUMBER_NOT_IN_GRANT: code(403, 'sdk', 'README'),
	NUMBER_REQUIRED: code(400, 'documented', errors),
	NUMBER_SCOPE_NOT_ALLOWED: code(403, 'documented', errors),
	PERMISSION_DENIED: code(403, 'sdk', 'README'),
	REFERENCE_SERVER_FAILED: code(500, 'chosen', 'a slip of this server'),
	REFERENCE_SERVER_WRONG_ANSWER: code(500, 'chosen', 'an answer of this server breaks its schema'),
	SUBSCRIPTION_REQUIRED_FOR_MEDIA: code(402, 'documented', errors),
	TEMPLATE_EXAMPLES_REQUIRED: code(400, 'documented', errors),
	TEMPLATE_NAME_TAKEN: code(409, 'chosen', 'the status is documented, no page names a code'),
	TEMPLATE_NOT_FOUND: code(404, 'documented', errors),
	TENANT_SCOPE_NOT_ALLOWED: code([403, 400], 'documented', errors),
	VALIDATION_ERROR: code(400, 'documented', `${errors}; what it comes with is our choice`),
	WEBHOOK_NOT_FOUND: code(404, 'documented', errors),
	WHATSAPP_INSTANCE_NOT_CONNECTED: code(409, 'documented', errors),
} as const satisfies Record<string, ApiCode>;

export type ApiCodeName = keyof typeof API_CODES;
