import { createHash, createHmac, randomBytes, timingSafeEqual } from 'crypto';
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** What the static data keeps of the token. */
interface Stored {
	token?: unknown;
	/** Whose token it is: n8n keeps static data by the node's name, so that another node of that name would have it. */
	owner?: unknown;
}

/**
 * The token that only Pilot Status and this node know: 32 random bytes as hex. It stays the same for the life of
 * the node, since an old execution that ends late may write old static data back.
 */
export function ownToken(context: IHookFunctions): string {
	const stored = context.getWorkflowStaticData('node') as Stored;
	const owner = ownerOf(context);
	if (!isToken(stored.token) || stored.owner !== owner) {
		stored.token = randomBytes(32).toString('hex');
		stored.owner = owner;
	}
	return stored.token as string;
}

/** Whether a delivery carries the token of this node in its address. */
export function hasToken(context: IWebhookFunctions): boolean {
	const { token, owner } = context.getWorkflowStaticData('node') as Stored;
	const given = (context.getQueryData() as IDataObject).token;
	const isOurs = owner === ownerOf(context) && isToken(token);
	return isOurs && typeof given === 'string' && isEqual(given, token);
}

/** A node that is deleted and added again, copied or imported has another id or webhook. */
function ownerOf(context: IHookFunctions | IWebhookFunctions): string {
	const { id, webhookId } = context.getNode();
	return createHash('sha256').update(`${id}\n${webhookId}`).digest('base64').slice(0, 16);
}

/** Static data may come from elsewhere; an empty token would let everybody in. */
const isToken = (value: unknown): value is string =>
	typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/**
 * Whether a header holds the HMAC-SHA256 of the body's bytes, in hex, with or without `sha256=` before it; without a
 * secret in the credential, there is nothing to compare with, and everybody passes who has the token.
 * n8n unpacks gzip before, so it is the unpacked bytes that count.
 * @param header name of the header
 */
export async function hasSignature(context: IWebhookFunctions, header: string): Promise<boolean> {
	const { webhookSecret } = await context.getCredentials('pilotStatusApi');
	if (typeof webhookSecret !== 'string' || webhookSecret === '') return true;
	const given = (context.getHeaderData() as IDataObject)[header.toLowerCase()];
	if (typeof given !== 'string') return false;
	const { rawBody } = context.getRequestObject() as { rawBody?: Buffer };
	const expected = createHmac('sha256', webhookSecret)
		.update(rawBody ?? '')
		.digest('hex');
	return isEqual(given.replace(/^sha256=/i, '').toLowerCase(), expected);
}

/** Compares in a time that tells nothing about the texts; hashes have one length. */
function isEqual(given: string, expected: string): boolean {
	const hash = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(hash(given), hash(expected));
}
