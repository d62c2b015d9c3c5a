import { hintForDoubt } from '../words/errors';
import type { RequestContext } from '../words/errors';
import { RequestFailure } from '../words/failure';
import type { Fate, RequestFacts } from '../words/failure';
import type { NetworkFault } from './exchange';
import { NOT_SENT } from './gate';

/**
 * Faults after which no byte of the request can have left. What is not here, nobody knows: EPROTO and `ERR_SSL_…`, for
 * one, come from the handshake and from a broken record after the request alike.
 */
const NOT_SENT_CODES = new Map([
	// What comes back for the first packet of a connection; one that stood is reset.
	['ECONNREFUSED', 'The address in the credential refuses the connection'],
	// The name is looked up before anything is connected.
	['ENOTFOUND', 'The address in the credential does not exist'],
	['EAI_AGAIN', 'The address in the credential could not be looked up'],
	// Node judges the certificate at the end of the handshake, and lets the request out only afterwards.
	...[
		'CERT_CHAIN_TOO_LONG',
		'CERT_HAS_EXPIRED',
		'CERT_NOT_YET_VALID',
		'CERT_REJECTED',
		'CERT_REVOKED',
		'CERT_SIGNATURE_FAILURE',
		'CERT_UNTRUSTED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'HOSTNAME_MISMATCH',
		'INVALID_CA',
		'INVALID_PURPOSE',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
		'UNABLE_TO_GET_ISSUER_CERT',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	].map((code) => [code, 'The certificate of the address in the credential is not valid'] as const),
]);

/** Statuses by which a server says that it did not carry the request out. */
const REFUSED = new Set([
	301, 307, 308, 400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 422, 426, 431,
	451,
]);

/** Statuses of a gateway that got no response from the API. */
const OF_GATEWAYS = new Set([502, 503, 504]);

/** Codes that come with 5xx, and yet say that nothing was done (section 1 of the API's documentation). */
const REFUSED_CODES = new Set([
	'EVOLUTION_API_KEY_MISSING',
	'PROVIDER_NOT_CONFIGURED',
	'LINKED_WHATSAPP_INSTANCE_NOT_FOUND',
]);

/** The first request under a key has no response yet: it is waited for. */
const IN_USE = 'IDEMPOTENCY_KEY_IN_USE';

/**
 * What a response outside 2xx says about its request.
 * @param code the API's stable code, where it gave one
 * @param isOfApi whether the body is the API's own: JSON with `error` or `code`
 */
export function fateOfResponse(
	statusCode: number,
	code: string | undefined,
	isOfApi: boolean,
): Fate {
	if (statusCode === 429) return 'wait';
	if (code === IN_USE) return 'lost';
	if (REFUSED.has(statusCode)) return 'refused';
	if (code !== undefined && REFUSED_CODES.has(code)) return 'refused';
	return OF_GATEWAYS.has(statusCode) && !isOfApi ? 'lost' : 'unknown';
}

/** Whether a doubt is about our own request, and not about another one that runs under the same key. */
export const isOwnDoubt = (doubt: RequestFacts | undefined) =>
	doubt !== undefined && doubt.code !== IN_USE;

/**
 * Which of two doubts about one message counts: what the API itself failed at leaves nothing under the key, so that
 * the message must not be sent again, whatever got lost before or gets lost afterwards.
 */
export function graverDoubt(
	earlier: RequestFailure | undefined,
	later: RequestFailure,
): RequestFailure {
	const gravity = ({ facts }: RequestFailure) =>
		facts.fate === 'unknown' ? 2 : isOwnDoubt(facts) ? 1 : 0;
	return earlier && gravity(earlier) >= gravity(later) ? earlier : later;
}

/**
 * A doubt, which stays the news whatever later tries end with; its hint tells how the last one that left did.
 * @param last what it ended with; nothing where it did not leave
 */
export function stillInDoubt(doubt: RequestFailure, last: unknown): RequestFailure {
	const isNews = last instanceof Error && last !== NOT_SENT && last.message !== doubt.sentence;
	if (!isNews) return doubt;
	const [hint] = doubt.hint.split(LAST_TRY) as [string];
	return new RequestFailure(doubt.sentence, `${hint}${LAST_TRY}${last.message}.`, doubt.facts);
}

const LAST_TRY = ' The last try ended with: ';

/**
 * The failure of a request that got no response at all, and what that says about it.
 * @param deadline in ms, as it was set for the request
 */
export function failureFromFault(
	{ code, limit, cause }: NetworkFault,
	deadline: number,
	context: RequestContext = {},
): RequestFailure {
	const notSent = code === undefined ? undefined : NOT_SENT_CODES.get(code);
	if (notSent !== undefined) {
		return new RequestFailure(
			notSent,
			"Nothing was sent. Check 'Base URL' in the credential and the network of the machine that runs n8n.",
			{ fate: 'not sent', cause },
		);
	}
	const isOfTls = /^(EPROTO$|ERR_SSL_)/.test(code ?? '');
	const broke = isOfTls
		? 'The secure connection to the address in the credential failed'
		: 'The connection to Pilot Status broke off before the response was complete';
	const hint = isOfTls
		? "Check 'Base URL' in the credential: an address without TLS begins with http://."
		: 'Wait a minute and try again.';
	return new RequestFailure(
		limit === 'deadline' ? `Pilot Status did not answer within ${deadline / 1000} seconds` : broke,
		hintForDoubt('lost', context) ?? hint,
		{ fate: 'lost', cause },
	);
}
