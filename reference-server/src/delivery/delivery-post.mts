import { createHmac } from 'node:crypto';

import { Agent, request } from 'undici';

/** How deliveries are signed: HMAC-SHA256 of the very bytes that are sent, in hex. */
export interface Signing {
	/** Name of the header, such as `x-signature`; the API documents none. */
	header: string;
	secret: string;
	/** What stands before the hex digits; default nothing. */
	prefix?: 'sha256=' | '';
}

/** What came of one POST. */
export interface PostResult {
	/** HTTP status; null when no whole response came. */
	statusCode: number | null;
	/** Its body; null when no whole response came. */
	response: string | null;
	/** Why none came, such as ECONNREFUSED. */
	problem?: string;
}

/**
 * An agent that leaves time limits to its caller and opens a connection for each request, so that a
 * receiver which stops and starts again never meets a stale one.
 */
export function createAgent(): Agent {
	return new Agent({ connectTimeout: 0, headersTimeout: 0, bodyTimeout: 0, pipelining: 0 });
}

/** The headers of a delivery; the `user-agent` is our choice. */
export function deliveryHeaders(bytes: Buffer, signing?: Signing): Record<string, string> {
	const headers: Record<string, string> = {
		'content-type': 'application/json',
		'user-agent': 'pilot-status-reference-server',
	};
	if (signing) {
		const hex = createHmac('sha256', signing.secret).update(bytes).digest('hex');
		headers[signing.header.toLowerCase()] = `${signing.prefix ?? ''}${hex}`;
	}
	return headers;
}

/** One POST, redirects not followed. Never rejects. An abort's reason becomes the problem. */
export async function post(
	dispatcher: Agent,
	url: string,
	headers: Record<string, string>,
	bytes: Buffer,
	signal: AbortSignal,
): Promise<PostResult> {
	try {
		const { statusCode, body } = await request(url, {
			dispatcher,
			method: 'POST',
			headers,
			body: bytes,
			signal,
		});
		return { statusCode, response: await body.text() };
	} catch (error) {
		const { code, message } = (signal.aborted ? signal.reason : error) as NodeJS.ErrnoException;
		return { statusCode: null, response: null, problem: code ?? message };
	}
}
