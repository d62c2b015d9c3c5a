import { ADVICE } from './codes';
import type { Advice } from './codes';

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
			hint: "Use the key of the WhatsApp number that the group or message belongs to; a tenant key needs 'WhatsApp Number ID' in the credential.",
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

/**
 * The advice of an HTTP status.
 * @param isOtherConflict whether the API says that a 409 is about something else than the phone
 * @returns also whether the sentence says what this very status means
 */
export function adviceForStatus(
	status: number,
	isOtherConflict = false,
): Advice & { isExact: boolean } {
	const exact = status === 409 && isOtherConflict ? undefined : STATUS_ADVICE.get(status);
	const rough = status >= 500 ? SERVER_ADVICE : NOT_ACCEPTED;
	return { ...(exact ?? rough), isExact: exact !== undefined };
}
