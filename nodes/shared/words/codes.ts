/** A sentence for what happened, and what to do next. */
interface Advice {
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
	'Check in the Pilot Status dashboard that this number still exists, and copy its key into the credential again.';
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
		hint: 'Put the key of one WhatsApp number into the credential (Pilot Status dashboard → number → API key).',
	},
	NUMBER_SCOPE_NOT_ALLOWED: {
		sentence: 'This is the key of one WhatsApp number, and the request needs a tenant key',
		hint: 'Use a credential with the tenant key for this step.',
	},
	META_GROUPS_NOT_ELIGIBLE: notEligible,
	NOT_SUPPORTED_FOR_META: {
		...notEligible,
		sentence: 'This WhatsApp number cannot use groups or newsletters',
	},
	NOT_SUPPORTED: {
		sentence: 'This WhatsApp number does not support the operation',
		hint: 'Pinning does not work on Evolution v2 numbers. Use a number on Evolution GO, or leave this step out.',
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
		hint: 'Put the key of one WhatsApp number into the credential instead of a tenant key.',
	},
	NUMBER_MISMATCH: {
		sentence: 'The key belongs to another WhatsApp number than the request',
		hint: missingNumber,
	},
	NUMBER_NOT_FOUND: {
		sentence: 'Pilot Status does not find this WhatsApp number',
		hint: missingNumber,
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

const NOT_ACCEPTED: Advice = {
	sentence: 'Pilot Status did not accept the request',
	hint: 'Compare the values of this item with what the message says, and correct the one it names.',
};

/** What to say for a status whose code is missing or unknown. */
const STATUS_ADVICE = new Map<number, Advice>(
	Object.entries({
		400: NOT_ACCEPTED,
		401: ADVICE.INVALID_API_KEY,
		402: {
			sentence: 'Pilot Status asks for a paid plan for this',
			hint: 'Upgrade the plan in the Pilot Status dashboard.',
		},
		403: {
			sentence: 'The API key may not do this',
			hint: 'Use the key of the WhatsApp number that the group or message belongs to, not a tenant key.',
		},
		404: {
			sentence: 'Pilot Status does not find what the request names',
			hint: 'Check the ID. It must belong to the WhatsApp number of this key; of a group, that number must still be a member.',
		},
		408: {
			sentence: 'Pilot Status ran out of time',
			hint: 'Wait a minute and try again.',
		},
		409: ADVICE.WHATSAPP_INSTANCE_NOT_CONNECTED,
		413: {
			sentence: 'The request is larger than Pilot Status accepts',
			hint: 'Send a smaller file, or a link to it.',
		},
	}).map(([status, advice]) => [Number(status), advice]),
);

/** What to say for 5xx. */
const SERVER_ADVICE: Advice = {
	sentence: 'Pilot Status could not answer',
	hint: 'The service itself is in trouble: wait a few minutes and try again.',
};

/** The advice of a stable code, or undefined when the API gave another code or none. */
export function adviceForCode(code: string | undefined): Advice | undefined {
	return code === undefined ? undefined : BY_CODE.get(code);
}

/**
 * The advice of an HTTP status.
 * @returns also whether the sentence says what this very status means
 */
export function adviceForStatus(status: number): Advice & { isExact: boolean } {
	const exact = STATUS_ADVICE.get(status);
	const rough = status >= 500 ? SERVER_ADVICE : NOT_ACCEPTED;
	return { ...(exact ?? rough), isExact: exact !== undefined };
}
