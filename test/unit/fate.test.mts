import { describe, expect, it } from '@jest/globals';

import { NetworkFault } from '../../nodes/shared/requests/exchange.ts';
import { failureFromFault, fateOfResponse } from '../../nodes/shared/requests/fate.ts';

const CHECK = 'Check on the phone or in the Pilot Status dashboard before you try again.';
const mayHave = 'The message may have been sent';

describe('a response', () => {
	it.each([
		...[400, 401, 402, 403, 404, 405, 409, 413, 415, 422, 301, 307, 308].map(
			(status) => [status, 'refused', 'refused'] as const,
		),
		[429, 'wait', 'wait'],
		// May stand for a request that was carried out.
		...[100, 101, 300, 302, 303, 304, 399, 408, 418, 425, 499, 500, 501, 520, 524, 599].map(
			(status) => [status, 'unknown', 'unknown'] as const,
		),
		// A gateway's own; the API keeps no failure under a key.
		...[502, 503, 504].map((status) => [status, 'unknown', 'lost'] as const),
	])('with %s leaves a request %s as the API, %s as a gateway', (status, ofApi, ofGateway) => {
		expect(fateOfResponse(status, undefined, true)).toBe(ofApi);
		expect(fateOfResponse(status, undefined, false)).toBe(ofGateway);
	});

	it.each([
		[409, 'IDEMPOTENCY_KEY_IN_USE', 'lost'],
		[409, 'IDEMPOTENCY_KEY_REUSED', 'refused'],
		[409, 'WHATSAPP_INSTANCE_NOT_CONNECTED', 'refused'],
		[503, 'PROVIDER_NOT_CONFIGURED', 'refused'],
		[503, 'EVOLUTION_API_KEY_MISSING', 'refused'],
		[503, 'UPSTREAM_TIMEOUT', 'unknown'],
		[503, 'UPSTREAM_ERROR', 'unknown'],
		[502, 'WHATSAPP_UPSTREAM_ERROR', 'unknown'],
		[502, 'WHATSAPP_INVALID_JSON', 'unknown'],
		[500, 'constructor', 'unknown'],
		[502, 'SOMETHING_NEW', 'unknown'],
	])('with %s and the code %s leaves a request %s', (status, code, fate) => {
		expect(fateOfResponse(status, code, true)).toBe(fate);
	});
});

describe('no response', () => {
	const nothingSent =
		"Nothing was sent. Check 'Base URL' in the credential and the network of the machine that runs n8n.";
	const certificate = 'The certificate of the address in the credential is not valid';
	const insecure = 'The secure connection to the address in the credential failed';
	const broke = 'The connection to Pilot Status broke off before the response was complete';

	it.each([
		['ECONNREFUSED', 'not sent', 'The address in the credential refuses the connection'],
		['ENOTFOUND', 'not sent', 'The address in the credential does not exist'],
		['EAI_AGAIN', 'not sent', 'The address in the credential could not be looked up'],
		['CERT_HAS_EXPIRED', 'not sent', certificate],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'not sent', certificate],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'not sent', certificate],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not sent', certificate],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'lost', insecure],
		['EPROTO', 'lost', insecure],
		['EPROTOTYPE', 'lost', broke],
		['CERT_SOMETHING_NEW', 'lost', broke],
		['ECONNRESET', 'lost', broke],
		['ETIMEDOUT', 'lost', broke],
		['EHOSTUNREACH', 'lost', broke],
		['HPE_INVALID_CONSTANT', 'lost', broke],
		['constructor', 'lost', broke],
		[undefined, 'lost', broke],
	])('because of %s leaves a request %s', (code, fate, sentence) => {
		const failure = failureFromFault(new NetworkFault(code, undefined, 'why'), 1500, { mayHave });
		expect(failure).toMatchObject({ sentence, facts: { fate, cause: 'why' } });
		expect(failure.hint).toBe(fate === 'lost' ? `${mayHave}. ${CHECK}` : nothingSent);
	});

	it('in time leaves it lost', () => {
		const fault = new NetworkFault('ERR_CANCELED', 'deadline', undefined);
		expect(failureFromFault(fault, 1500)).toMatchObject({
			sentence: 'Pilot Status did not answer within 1.5 seconds',
			hint: 'Wait a minute and try again.',
			facts: { fate: 'lost' },
		});
	});
});
