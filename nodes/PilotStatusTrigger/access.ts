import { createHash, createHmac, randomBytes, timingSafeEqual } from 'crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

/**
 * The token that only Pilot Status and this node know: 32 random bytes as hex. It stays the same for the life of
 * the node, since an old execution that ends late may write old static data back.
 * @param stored the node's static data, which keeps it
 */
export function ownToken(stored: IDataObject): string {
	if (!isToken(stored.token)) stored.token = randomBytes(32).toString('hex');
	return stored.token as string;
}

/** Whether a delivery carries the token of this node in its address. */
export function hasToken(context: IWebhookFunctions): boolean {
	const { token } = context.getWorkflowStaticData('node');
	const given = (context.getQueryData() as IDataObject).token;
	return isToken(token) && typeof given === 'string' && isEqual(given, token);
}

/** Static data may come from elsewhere; an empty token would let everybody in. */
const isToken = (value: unknown): value is string =>
	typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/**
 * Whether a header holds the HMAC-SHA256 of the body's bytes, in hex, with or without `sha256=` before it.
 * n8n unpacks gzip before, so it is the unpacked bytes that count.
 * @param header name of the header; empty for no check
 */
export async function hasSignature(context: IWebhookFunctions, header: string): Promise<boolean> {
	if (header === '') return true;
	const given = (context.getHeaderData() as IDataObject)[header.toLowerCase()];
	if (typeof given !== 'string') return false;
	const { webhookSecret } = await context.getCredentials('pilotStatusApi');
	if (typeof webhookSecret !== 'string' || webhookSecret === '') return false;
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
