import { describe, expect, it } from '@jest/globals';

import { readAccess } from '../../nodes/shared/requests/access.ts';

const apiKey = 'ps_1';
const baseUrl = 'https://pilotstatus.com.br/v1';
const MARKS = '\u200b\ufeff\u2060';

describe('the address in the credential', () => {
	it.each<[string, string]>([
		['https://pilotstatus.com.br/v1', baseUrl],
		['https://pilotstatus.com.br/v1//', baseUrl],
		['https://pilotstatus.com.br', baseUrl],
		['https://pilotstatus.com.br/', baseUrl],
		['https://PilotStatus.com.br/V1', baseUrl],
		['https://pilotstatus.com.br/api/v1', baseUrl],
		['https://pilotstatus.com.br/api/v1/', baseUrl],
		['https://pilotstatus.com.br/api', baseUrl],
		['https://www.pilotstatus.com.br', 'https://www.pilotstatus.com.br/v1'],
		['https://api.pilotstatus.com.br', 'https://api.pilotstatus.com.br/v1'],
		['https://api.pilotstatus.com.br/v1', 'https://api.pilotstatus.com.br/v1'],
		['https://pilotstatus.online', 'https://pilotstatus.online/v1'],
		['https://pilotstatus.online/api/v1', 'https://pilotstatus.online/v1'],
		[`${MARKS} https://pilotstatus\u00ad.com.br/${MARKS}`, baseUrl],
		// Whoever names another version, or a gateway, means it.
		['https://pilotstatus.com.br/v2', 'https://pilotstatus.com.br/v2'],
		['https://pilotstatus.com.br/api/layer/meta', 'https://pilotstatus.com.br/api/layer/meta'],
		['https://gateway.example', 'https://gateway.example'],
		['https://gateway.example/api/v1/', 'https://gateway.example/api/v1'],
		['https://pilotstatus.com.br.example', 'https://pilotstatus.com.br.example'],
		['https://notpilotstatus.com.br', 'https://notpilotstatus.com.br'],
		['http://127.0.0.1:3000/v1', 'http://127.0.0.1:3000/v1'],
	])('%j is %s', (given, expected) => {
		expect(readAccess({ apiKey, baseUrl: given }).baseUrl).toBe(expected);
	});

	it.each([
		'https://user:Secret1@pilotstatus.com.br',
		'https://pilotstatus.com.br?key=Secret1',
		'https://pilotstatus.com.br/v1#Secret1',
		'https://pilotstatus.com.br/v1?',
	])('is refused, and not repeated, as %s', (given) => {
		expect(() => readAccess({ apiKey, baseUrl: given })).toThrow(
			expect.objectContaining({
				sentence: expect.stringMatching(/holds more than an address/),
				hint: expect.not.stringContaining('Secret1'),
			}),
		);
	});
});

describe('the number in the credential', () => {
	it.each([
		[undefined, undefined],
		['', undefined],
		[' \u200b', undefined],
		[' wn_42\u200b\n', 'wn_42'],
		[42, '42'],
	])('%j is %j', (whatsappNumberId, numberId) => {
		expect(readAccess({ apiKey, baseUrl, whatsappNumberId }).numberId).toBe(numberId);
	});

	it.each(['num 42', 'num\r\nx: y', 'número'])('is refused as %j', (whatsappNumberId) => {
		expect(() => readAccess({ apiKey, baseUrl, whatsappNumberId })).toThrow(
			/in 'WhatsApp Number ID' of the credential is not an ID$/,
		);
	});
});
