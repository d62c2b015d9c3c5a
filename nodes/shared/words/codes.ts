/** A sentence for what happened, and what to do next. */
export interface Advice {
	sentence: string;
	hint: string;
}

const notEligible: Advice = {
	sentence: 'This WhatsApp number cannot use groups',
	hint: 'A number on the Meta Cloud API needs an approved Official Business Account with groups enabled. Use a number paired by QR code, or apply for the account in the Pilot Status dashboard.',
};

const reconnect =
	'Open the Pilot Status dashboard, connect the number again by QR code, and try again.';
const askUpstream =
	'Wait a minute and look at the group or chat on the phone before you repeat a change. When it happens again, reconnect the number in the Pilot Status dashboard.';
const missingNumber =
	"Check in the Pilot Status dashboard that this number still exists, and copy its key, or its ID for 'WhatsApp Number ID', into the credential again.";
const openWindow =
	'Use Send Template with an approved template, or wait until the customer writes: that opens the window for 24 hours.';
const otherDestination =
	'Check country code, area code and number. Brazilian mobiles exist with and without the ninth digit: try the spelling that the chat shows.';
const sendAgain = 'Look at the chat on the phone, then send the message again where it is missing.';

/**
 * Every stable code of the API (sections 1 to 5 of its documentation) with its own advice.
 * Those of the last block come later, as the reason of a failed message.
 */
export const ADVICE = {
	INVALID_API_KEY: {
		sentence: 'Pilot Status does not know this API key',
		hint: 'Copy the key of your WhatsApp number from the Pilot Status dashboard into the credential again.',
	},
	TENANT_SCOPE_NOT_ALLOWED: {
		sentence: 'This is a tenant key, which cannot send messages or manage groups',
		hint: "Put the key of one WhatsApp number into the credential (Pilot Status dashboard → number → API key). With 'WhatsApp Number ID' a tenant key works where Pilot Status lets it.",
	},
	NUMBER_NOT_IN_GRANT: {
		sentence:
			"The API key may not use the number that 'WhatsApp Number ID' of the credential names",
		hint: 'Copy the ID of the number from the Pilot Status dashboard again, and check there which numbers the key may use.',
	},
	PERMISSION_DENIED: {
		sentence: 'The API key lacks a permission that this needs',
		hint: 'Give the key the permission in the Pilot Status dashboard (e.g. chat:read or analytics:read), or use another key.',
	},
	NUMBER_SCOPE_NOT_ALLOWED: {
		sentence: 'This is the key of one WhatsApp number, and the request needs a tenant key',
		hint: 'Use a credential with the tenant key for this step: Number → Get Many, Get and Connect need one.',
	},
	META_GROUPS_NOT_ELIGIBLE: notEligible,
	NOT_SUPPORTED_FOR_META: {
		...notEligible,
		sentence: 'This WhatsApp number cannot use groups or newsletters',
	},
	NOT_SUPPORTED: {
		sentence: 'This WhatsApp number does not support the operation',
		hint: 'Pinning does not work on Evolution v2 numbers, and perhaps on no number paired by QR code. Use a number of another kind, or leave this step out.',
	},
	FEATURE_NOT_SUPPORTED: {
		sentence: 'The service behind this WhatsApp number cannot do this',
		hint: 'Use a number of another kind (Meta Cloud API, or paired by QR code), or leave this step out.',
	},
	VALIDATION_ERROR: {
		sentence: 'Pilot Status does not accept a value of the request',
		hint: 'Correct the value that the message names.',
	},
	CONFIRMATION_REQUIRED: {
		sentence: 'Pilot Status wants this to be confirmed first',
		hint: 'Do this step in the Pilot Status dashboard, which asks for the confirmation.',
	},
	RATE_LIMITED: {
		sentence: 'Pilot Status takes no more requests for now',
		hint: "Raise 'Max Wait', or spread the items over more time.",
	},
	NUMBER_BLOCKED: {
		sentence: 'Sending is blocked for this WhatsApp number until its extra charge is paid',
		hint: 'Pay the open charge of the number in the Pilot Status dashboard, then run this again.',
	},
	UPSTREAM_TIMEOUT: {
		sentence: 'The service behind this WhatsApp number did not answer in time',
		hint: askUpstream,
	},
	UPSTREAM_ERROR: {
		sentence: 'The service behind this WhatsApp number could not answer',
		hint: askUpstream,
	},
	EVOLUTION_API_KEY_MISSING: {
		sentence: 'Pilot Status lacks its own key for the service behind this number',
		hint: 'Trying again does not help: write to the support of Pilot Status.',
	},
	WHATSAPP_INSTANCE_NOT_CONNECTED: {
		sentence: 'The WhatsApp number is not connected',
		hint: reconnect,
	},
	WHATSAPP_UPSTREAM_ERROR: {
		sentence: 'WhatsApp did not carry out the request',
		hint: askUpstream,
	},
	WHATSAPP_INVALID_JSON: {
		sentence: 'WhatsApp gave Pilot Status a response that it could not read',
		hint: askUpstream,
	},
	LINKED_WHATSAPP_INSTANCE_NOT_FOUND: {
		sentence: 'No WhatsApp number is linked to this API key',
		hint: 'Link a number to the key in the Pilot Status dashboard, or use the key of another number.',
	},
	INVALID_DATE_RANGE: {
		sentence: 'The start date is after the end date',
		hint: "Set 'Start Date' to a time before 'End Date'.",
	},
	MISSING_TEMPLATE_VARIABLES: {
		sentence: 'The template needs variables that have no value',
		hint: 'Fill the missing variables. The list of a template is renewed only when a new version is saved in the dashboard.',
	},
	INVALID_TEMPLATE_VARIABLE_VALUE: {
		sentence: 'The template has variables whose values cannot be sent',
		hint: 'Give each of them a text that is not blank; on Meta numbers it may hold no new line, no tab and no four blanks in a row.',
	},
	TEMPLATE_EXAMPLES_REQUIRED: {
		sentence: 'Meta wants an example for every variable of the template',
		hint: 'Give an example for each variable that the message names.',
	},
	META_TEMPLATE_SUBMIT_FAILED: {
		sentence: 'Meta did not take the template',
		hint: 'Correct what the message or the Pilot Status dashboard names, and save the template again.',
	},
	TEMPLATE_CATEGORY_MARKETING_REQUIRES_OWN_NUMBER: {
		sentence: 'Templates of the category MARKETING need a WhatsApp number of your own',
		hint: 'Use a template of the category UTILITY, or connect your own number in the Pilot Status dashboard.',
	},
	TEMPLATE_NOT_FOUND: {
		sentence: 'Pilot Status does not know this template',
		hint: 'Pick the template from the list. It may have been renamed, or belong to another number.',
	},
	SUBSCRIPTION_REQUIRED_FOR_MEDIA: {
		sentence: 'Sending media needs a paid plan',
		hint: 'Upgrade the plan in the Pilot Status dashboard, or send a text with a link to the file.',
	},
	WEBHOOK_NOT_FOUND: {
		sentence: 'Pilot Status does not know this webhook',
		hint: 'Unpublish and publish the workflow, so that the webhook is registered anew.',
	},
	NUMBER_REQUIRED: {
		sentence: 'The key does not say which WhatsApp number is meant',
		hint: "Put the key of one WhatsApp number into the credential, or fill in 'WhatsApp Number ID' beside the tenant key.",
	},
	NUMBER_MISMATCH: {
		sentence: 'The key belongs to another WhatsApp number than the request',
		hint: missingNumber,
	},
	NUMBER_NOT_FOUND: {
		sentence: 'Pilot Status does not find this WhatsApp number',
		hint: missingNumber,
	},
	INVALID_SOURCE_TYPE: {
		sentence: 'The source of a referral is either an ad or a post',
		hint: "Set 'Source Type' to one of the two, or remove the filter.",
	},
	LEAD_NOT_FOUND: {
		sentence: 'Pilot Status does not know this lead',
		hint: "Give the 'id' of Get Many, or the 'leadId' of the trigger. The lead must belong to the number of this key.",
	},
	FLOW_WINDOW_CLOSED: {
		sentence: 'The customer has not written in the last 24 hours, so Meta refuses the flow',
		hint: openWindow,
	},
	META_OUTSIDE_24H_WINDOW: {
		sentence:
			'The customer has not written in the last 24 hours, so Meta refuses plain texts and media',
		hint: openWindow,
	},
	META_NO_CONVERSATION: {
		sentence: 'There is no open conversation with this customer on the Meta number',
		hint: openWindow,
	},
	META_TEMPLATE_NOT_APPROVED: {
		sentence: 'Meta has not approved this template',
		hint: 'Wait for the approval, or pick a template whose state is APPROVED.',
	},
	TEMPLATE_VERSION_NOT_FOUND: {
		sentence: 'The template has no version that can be sent',
		hint: 'Save a new version of the template in the Pilot Status dashboard.',
	},
	DELIVERED_NOT_CONFIRMED: {
		sentence: 'The message was sent, but WhatsApp never confirmed that it arrived',
		hint: 'Look at the chat on the phone before you send it again: it may have arrived.',
	},
	INVALID_DESTINATION: {
		sentence: 'WhatsApp does not accept this destination',
		hint: otherDestination,
	},
	PILOT_SELF_NUMBER: {
		sentence: 'The destination is the sending number itself',
		hint: 'Give the number of another person, or a group.',
	},
	NEVER_ATTEMPTED_MAX_AGE_EXCEEDED: {
		sentence: 'The message waited too long in the queue and was never sent',
		hint: `Keep the number connected. ${sendAgain}`,
	},
	EXPIRED_AFTER_ATTEMPTS: {
		sentence: 'The message was tried several times, and then its time ran out',
		hint: `Check that the number is connected. ${sendAgain}`,
	},
	MESSAGE_EXPIRED: {
		sentence: "The message was not sent before the time in 'Deliver Until' was over",
		hint: `Give it more time, and keep the number connected. ${sendAgain}`,
	},
	DELIVERY_TIMEOUT: {
		sentence: 'WhatsApp did not answer in time for this message',
		hint: sendAgain,
	},
	NUMBER_NOT_FOUND_REMOVED: {
		sentence: 'The sending number was removed from Pilot Status',
		hint: missingNumber,
	},
	WHATSAPP_NOT_EXIST: {
		sentence: 'The destination has no WhatsApp account',
		hint: otherDestination,
	},
	IDEMPOTENCY_KEY_REUSED: {
		sentence:
			"The 'Idempotency Key' was used within the last 24 hours for a message with other content",
		hint: 'That message was accepted, and nothing was sent now. Give this message a key of its own.',
	},
	IDEMPOTENCY_KEY_IN_USE: {
		sentence: 'Another request with the same key has not been answered yet',
		hint: 'Wait a minute and try again with the same key: the message goes out once.',
	},
	IDEMPOTENCY_KEY_INVALID: {
		sentence: "Pilot Status does not take this 'Idempotency Key'",
		hint: 'Use 1 to 255 letters, digits and signs without accents.',
	},
	PROVIDER_NOT_CONFIGURED: {
		sentence: 'Pilot Status has not set up the service behind this number',
		hint: 'Trying again does not help: write to the support of Pilot Status.',
	},
} satisfies Record<string, Advice>;

const BY_CODE = new Map<string, Advice>(Object.entries(ADVICE));

/** The advice of a stable code, or undefined when the API gave another code or none. */
export function adviceForCode(code: string | undefined): Advice | undefined {
	return code === undefined ? undefined : BY_CODE.get(code);
}
