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

/** How long a secret is kept, in ms: n8n makes an isolate of 11 MB for expressions whenever it reads a credential. */
const KEPT = 10_000;

/** By trigger and credential. */
const secrets = new Map<string, { secret: Promise<unknown>; until: number }>();

/**
 * The secret of the credential, as it was at most ten seconds ago: one look serves all that comes meanwhile.
 * @param isNow whether it is to be looked up in any case
 */
async function secretOf(context: IWebhookFunctions, isNow = false): Promise<unknown> {
	const { id, webhookId, credentials } = context.getNode();
	const key = JSON.stringify([context.getWorkflow().id, id, webhookId, credentials]);
	const now = performance.now();
	for (const [one, { until }] of secrets)
		if (isNow ? one === key : until <= now) secrets.delete(one);
	const known = secrets.get(key);
	if (known) return await known.secret;
	const secret = context
		.getCredentials('pilotStatusApi')
		.then(({ webhookSecret }) => webhookSecret);
	secrets.set(key, { secret, until: now + KEPT });
	secret.catch(() => secrets.delete(key));
	return await secret;
}

/**
 * Whether a header holds the HMAC-SHA256 of the body's bytes, in hex, with or without `sha256=` before it; without a
 * secret in the credential, there is nothing to compare with, and everybody passes who has the token. A secret that was
 * mended counts at once, one that was replaced for ten seconds more.
 * n8n unpacks gzip before, so it is the unpacked bytes that count.
 * @param header name of the header
 */
export async function hasSignature(context: IWebhookFunctions, header: string): Promise<boolean> {
	const isSigned = (secret: unknown) => {
		if (typeof secret !== 'string' || secret === '') return true;
		const given = (context.getHeaderData() as IDataObject)[header.toLowerCase()];
		if (typeof given !== 'string') return false;
		const { rawBody } = context.getRequestObject() as { rawBody?: Buffer };
		const expected = createHmac('sha256', secret)
			.update(rawBody ?? '')
			.digest('hex');
		return isEqual(given.replace(/^sha256=/i, '').toLowerCase(), expected);
	};
	return isSigned(await secretOf(context)) || isSigned(await secretOf(context, true));
}

/** Compares in a time that tells nothing about the texts; hashes have one length. */
function isEqual(given: string, expected: string): boolean {
	const hash = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(hash(given), hash(expected));
}
