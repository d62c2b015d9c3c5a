import { describe, expect, it } from '@jest/globals';

import type { Fate } from '../../nodes/shared/words/failure.ts';
import { ADVICE, adviceForStatus } from '../../nodes/shared/words/codes.ts';
import { failureFromFault } from '../../nodes/shared/requests/fate.ts';
import { NetworkFault } from '../../nodes/shared/requests/exchange.ts';
import { failureFromResponse, readErrorBody } from '../../nodes/shared/words/errors.ts';

describe('an error body', () => {
	const code = 'WHATSAPP_UPSTREAM_ERROR';
	it.each<[string, unknown, object]>([
		['code, message and details', { code, message: 'Down', details: {} }, { code, text: 'Down' }],
		['code only', { code, details: { a: 1 } }, { code }],
		['an error object', { error: { code, message: 'Down' } }, { code, text: 'Down' }],
		['an error in capitals', { error: code }, { code }],
		['an error in words', { error: 'Down' }, { text: 'Down' }],
		['capitals and words', { error: code, message: 'Down' }, { code, text: 'Down' }],
		['a message', { message: 'Down' }, { text: 'Down' }],
		['one word in capitals', { error: 'DOWN' }, { text: 'DOWN' }],
		['nothing', undefined, {}],
		['a list', [1], {}],
		['other types', { code: 7, message: null, error: false }, {}],
		[
			'missing keys',
			{ code: 'MISSING_TEMPLATE_VARIABLES', details: { missingKeys: ['nome', 1] } },
			{ code: 'MISSING_TEMPLATE_VARIABLES', missing: ['nome', '1'] },
		],
	])('may be %s', (_name, body, expected) => {
		const { isOfApi: _isOfApi, ...read } = readErrorBody(body);
		expect(read).toEqual(expected);
	});
});

describe('the sentence for an answer', () => {
	it.each(Object.entries(ADVICE))('has an advice of its own for %s', (code, advice) => {
		const json = { code, message: 'As the API says it' };
		const { sentence, hint, facts } = failureFromResponse({
			statusCode: 400,
			json,
			fate: 'refused',
		});
		expect(facts).toMatchObject({ code, statusCode: 400 });
		expect({ sentence, hint }).toEqual(advice);
	});

	it('is not shared by codes that mean different things', () => {
		const sentences = Object.values(ADVICE).map(({ sentence }) => sentence);
		expect(new Set(sentences).size).toBe(sentences.length);
	});

	it.each([
		...Object.entries(ADVICE),
		...[400, 401, 402, 403, 404, 408, 409, 413, 418, 429, 500].map(
			(status) => [`status ${status}`, adviceForStatus(status)] as const,
		),
	])('for %s is one sentence, and its hint is in whole ones', (_what, { sentence, hint }) => {
		expect(sentence).toMatch(/^[A-Z].{20,}[^.]$/);
		expect(hint).toMatch(/^[A-Z].{20,}\.$/);
		expect(hint).not.toMatch(/\. *\./);
	});

	it.each<[number, unknown, string]>([
		[
			400,
			{ message: 'subject is too long' },
			'Pilot Status did not accept the request: subject is too long',
		],
		[400, '<html>', 'Pilot Status did not accept the request'],
		[401, undefined, 'Pilot Status does not know this API key'],
		[404, undefined, 'Pilot Status does not find group "1@g.us" with this key'],
		[409, undefined, 'The WhatsApp number is not connected'],
		[418, { error: 'TEAPOT_ONLY' }, 'Pilot Status did not accept the request (status 418)'],
		[502, undefined, 'Pilot Status could not answer (status 502)'],
		[503, { message: 'maintenance' }, 'Pilot Status could not answer: maintenance'],
	])('for %s with %j', (status, body, sentence) => {
		expect(
			failureFromResponse(
				{ statusCode: status, json: body, fate: 'refused' },
				{ about: 'group "1@g.us" with this key' },
			).sentence,
		).toBe(sentence);
	});

	it('names missing variables, and never repeats a key', () => {
		const missing = {
			code: 'MISSING_TEMPLATE_VARIABLES',
			details: { missingKeys: ['nome', 'valor'] },
		};
		const sentence = (json: object) =>
			failureFromResponse({ statusCode: 400, json, fate: 'refused' }).sentence;
		expect(sentence(missing)).toBe('The template needs variables that have no value: nome, valor');
		expect(sentence({ message: 'key ps_secret123 is bad' })).toBe(
			'Pilot Status did not accept the request: key ps_… is bad',
		);
	});

	it('says what may have happened when the fate of a request is in doubt, and only then', () => {
		const context = { mayHave: 'The message may have been sent' };
		const hint = (statusCode: number, fate: Fate) =>
			failureFromResponse({ statusCode, json: {}, fate }, context).hint;
		expect(hint(500, 'unknown')).toMatch(/^The message may have been sent\. Check/);
		expect(hint(400, 'refused')).not.toMatch(/may have been/);
		const fault = (code: string) =>
			failureFromFault(new NetworkFault(code, undefined, undefined), 1000, context).hint;
		expect(fault('ECONNRESET')).toMatch(/^The message may have been sent/);
		expect(fault('ECONNREFUSED')).toMatch(/^Nothing was sent/);
	});

	it('says how to ask again where the request has a key and its response got lost', () => {
		const context = { mayHave: 'The message may have been sent', again: 'Ask again.' };
		const hint = (fate: Fate) =>
			failureFromResponse({ statusCode: 502, json: undefined, fate }, context).hint;
		expect(hint('lost')).toBe('The message may have been sent. Ask again.');
		expect(hint('unknown')).toMatch(/^The message may have been sent\. Check on the phone/);
	});
});
