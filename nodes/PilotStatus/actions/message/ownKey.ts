import type { INodeProperties } from 'n8n-workflow';

import { Failure, quote } from '../../../shared/words/failure';
import type { Parameters } from '../../parameters';

/** Longest key, in characters (section 1 of the API's documentation). */
const LONGEST = 255;

const HINT =
	'Use something that names this one message, such as an order number: 1 to 255 letters, digits and signs without accents.';

/** What to do about a message in doubt that has a key of the user's own. */
export const AGAIN =
	"Run it again within 23 hours with the same 'Idempotency Key' and content: the message then goes out once.";

/** The key as an option of every send; a model could not know which messages are meant to be one. */
export const idempotencyKeyOption: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. pedido-1001',
	description:
		'Name of this message, such as an order number: within 24 hours, Pilot Status sends only one message under it, whichever execution asks. When empty, each message has a key of its own that outlives repetitions of this execution.',
	displayOptions: { hide: { '@tool': [true] } },
};

/**
 * The user's own key of an item's message, or undefined for the automatic one.
 * @param content gives what tells the message from others
 * @param part which one of a text's parts it is, from 1: the others have keys made from the first one's
 * @throws Failure for a key that no header can carry, or that another item gave for another message
 */
export function readOwnKey(
	parameters: Parameters,
	content: () => string,
	part: number,
): string | undefined {
	const value = parameters.options().idempotencyKey;
	if (value === undefined || value === null) return undefined;
	const given = typeof value === 'number' ? String(value) : value;
	if (typeof given === 'string' && given.trim() === '') return undefined;
	if (typeof given !== 'string' || !/^[\x20-\x7e]+$/.test(given.trim())) {
		throw new Failure(`${quote(value)} in 'Idempotency Key' cannot be used`, HINT);
	}
	const key = given.trim() + (part > 1 ? `#${part}` : '');
	if (key.length > LONGEST) {
		throw new Failure(
			`${quote(key)} in 'Idempotency Key' has ${key.length} characters, and ${LONGEST} are allowed`,
			HINT,
		);
	}
	const own = { content: content(), index: parameters.index };
	const first = parameters.once(`key ${key}`, () => own);
	if (first.content === own.content) return key;
	throw new Failure(
		`${quote(key)} in 'Idempotency Key' is the same for items ${first.index} and ${parameters.index}, whose messages differ`,
		'Only the first of them would go out. Give every message a key of its own, e.g. with an expression that holds the order number.',
	);
}
