import { describe, expect, it } from '@jest/globals';

import type { Fate } from '../../nodes/shared/words/failure.ts';
import { ADVICE } from '../../nodes/shared/words/codes.ts';
import { failureFromFault } from '../../nodes/shared/requests/fate.ts';
import { NetworkFault } from '../../nodes/shared/requests/exchange.ts';
import { failureFromResponse, readErrorBody } from '../../nodes/shared/words/errors.ts';
import { adviceForStatus } from '../../nodes/shared/words/statuses.ts';

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
		['keys that are missing', { code, details: { missingKeys: ['nome'] } }, { code }],
	])('may be %s', (_name, body, expected) => {
		const { isOfApi: _isOfApi, ...read } = readErrorBody(body);
		expect(read).toEqual(expected);
	});
});

/** The stable codes of the API's documentation: of refusals, and of messages that fail later. */
const CODES = `
	META_GROUPS_NOT_ELIGIBLE WHATSAPP_INSTANCE_NOT_CONNECTED WHATSAPP_UPSTREAM_ERROR WHATSAPP_INVALID_JSON
	LINKED_WHATSAPP_INSTANCE_NOT_FOUND TENANT_SCOPE_NOT_ALLOWED NUMBER_SCOPE_NOT_ALLOWED INVALID_DATE_RANGE
	VALIDATION_ERROR FEATURE_NOT_SUPPORTED NOT_SUPPORTED NOT_SUPPORTED_FOR_META MISSING_TEMPLATE_VARIABLES
	INVALID_TEMPLATE_VARIABLE_VALUE TEMPLATE_NOT_FOUND TEMPLATE_EXAMPLES_REQUIRED META_TEMPLATE_SUBMIT_FAILED
	TEMPLATE_CATEGORY_MARKETING_REQUIRES_OWN_NUMBER SUBSCRIPTION_REQUIRED_FOR_MEDIA EVOLUTION_API_KEY_MISSING
	WEBHOOK_NOT_FOUND NUMBER_REQUIRED NUMBER_MISMATCH NUMBER_NOT_FOUND CONFIRMATION_REQUIRED
	IDEMPOTENCY_KEY_INVALID IDEMPOTENCY_KEY_REUSED IDEMPOTENCY_KEY_IN_USE NUMBER_BLOCKED FLOW_WINDOW_CLOSED
	INVALID_SOURCE_TYPE LEAD_NOT_FOUND NUMBER_NOT_IN_GRANT PERMISSION_DENIED PROVIDER_NOT_CONFIGURED
	UPSTREAM_TIMEOUT UPSTREAM_ERROR RATE_LIMITED
	DELIVERED_NOT_CONFIRMED TEMPLATE_VERSION_NOT_FOUND INVALID_DESTINATION PILOT_SELF_NUMBER
	NEVER_ATTEMPTED_MAX_AGE_EXCEEDED EXPIRED_AFTER_ATTEMPTS MESSAGE_EXPIRED DELIVERY_TIMEOUT
	NUMBER_NOT_FOUND_REMOVED WHATSAPP_NOT_EXIST META_TEMPLATE_NOT_APPROVED META_OUTSIDE_24H_WINDOW
	META_NO_CONVERSATION
`
	.trim()
	.split(/\s+/);

describe('the sentence for an answer', () => {
	it.each(Object.entries(ADVICE))('has an advice of its own for %s', (code, advice) => {
		// The one code that says nothing by itself.
		const json = code === 'VALIDATION_ERROR' ? { code } : { code, message: 'As the API says it' };
		const { sentence, hint, facts } = failureFromResponse({
			statusCode: 400,
			json,
			fate: 'refused',
		});
		expect(facts).toMatchObject({ code, statusCode: 400 });
		expect({ sentence, hint }).toEqual(advice);
	});

	it('is there for every code of the API’s documentation, and for the one that the reference server chose', () => {
		expect(Object.keys(ADVICE).sort()).toEqual([...CODES, 'INVALID_API_KEY'].sort());
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
		[
			409,
			{ error: 'Session is CLOSED' },
			'The WhatsApp number is not connected: Session is CLOSED',
		],
		[409, { error: 'Name taken.' }, 'Pilot Status did not accept the request: Name taken'],
		[409, { code: 'NAME_TAKEN' }, 'Pilot Status did not accept the request (status 409)'],
		[
			400,
			{ code: 'VALIDATION_ERROR', error: 'Bad subject' },
			'Pilot Status does not accept a value of the request: Bad subject',
		],
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

	describe('has the substance of the body', () => {
		const subject = "'Subject': too long";
		const both = `${subject}; 'Participants' no. 2: not a number`;
		const issues = [
			{ path: ['subject'], message: 'too long' },
			{ path: ['body', 'participants', 1], message: 'not a number.', code: 'invalid' },
		];
		it.each<[string, object, string]>([
			['a list of paths', { details: issues }, both],
			['issues', { issues }, both],
			['errors', { errors: issues }, both],
			['validationErrors', { validationErrors: issues }, both],
			['issues within details', { details: { issues } }, both],
			['issues within the error', { error: { message: 'Bad Request', issues } }, both],
			['a list as the error', { error: issues }, both],
			['issues as JSON text', { details: JSON.stringify(issues) }, both],
			['fields and reasons', { details: [{ field: 'subject', reason: 'too long' }] }, subject],
			['keys and reasons', { details: [{ key: 'Subject', reason: 'too long' }] }, subject],
			['a pointer', { errors: [{ instancePath: '/subject', message: 'too long' }] }, subject],
			[
				'a dotted path',
				{ errors: [{ path: 'body.participants.1', message: 'not a number' }] },
				"'Participants' no. 2: not a number",
			],
			[
				'an object by field',
				{ details: { subject: 'too long', participants: ['not a number', 'twice'] } },
				`${subject}; 'Participants': not a number; 'Participants': twice`,
			],
			['an object of objects', { errors: { subject: { message: 'too long' } } }, subject],
			[
				'flattened errors',
				{ details: { formErrors: ['All wrong'], fieldErrors: { subject: ['too long'] } } },
				`All wrong; ${subject}`,
			],
			[
				'errors as a tree',
				{ details: { subject: { _errors: ['too long'] }, _errors: [] } },
				subject,
			],
			['a text', { details: 'The subject is too long.' }, 'The subject is too long'],
			['a list of texts', { details: ['One.', 'Two.', 'One.'] }, 'One; Two'],
			['texts as the message', { message: ['One', 'Two'] }, 'One; Two'],
			['a field alone', { details: { field: 'destinationNumber', max: 15 } }, "'Phone Number'"],
			['a field that is not ours', { details: { presence: 'missing' } }, 'presence: missing'],
			['what is missing', { details: { missing: ['subject', 'foo'] } }, "missing 'Subject', foo"],
		])('from %s', (_shape, body, expected) => {
			const json = { error: 'Request validation failed', ...body };
			expect(failureFromResponse({ statusCode: 400, json, fate: 'refused' }).sentence).toBe(
				`Pilot Status did not accept the request: ${expected}`,
			);
		});

		it.each<[object, string]>([
			[
				{ code: 'MISSING_TEMPLATE_VARIABLES', details: { missingKeys: ['nome', 'text'] } },
				': nome, text',
			],
			[
				{ code: 'TEMPLATE_EXAMPLES_REQUIRED', details: { missing: [{ key: 'nome' }, 1] } },
				': nome, 1',
			],
			[
				{
					code: 'INVALID_TEMPLATE_VARIABLE_VALUE',
					details: {
						invalidKeys: [
							{ key: 'nome', reason: 'blank' },
							{ key: 'valor', reason: 'null' },
						],
					},
				},
				': nome: blank; valor: null',
			],
			[{ code: 'NUMBER_BLOCKED', details: { reason: 'extra_charge_unpaid' } }, ''],
			[
				{ code: 'VALIDATION_ERROR', error: 'Validation error', details: { subject: 'too long' } },
				`: ${subject}`,
			],
			[
				{
					code: 'INVALID_DESTINATION',
					details: [{ path: 'destinationNumber', message: 'no account' }],
				},
				": 'Phone Number': no account",
			],
		])('behind the sentence of a code: %j', (json, expected) => {
			const code = (json as { code: keyof typeof ADVICE }).code;
			expect(failureFromResponse({ statusCode: 400, json, fate: 'refused' }).sentence).toBe(
				ADVICE[code].sentence + expected,
			);
		});

		it('within bounds, whatever comes', () => {
			let deep: unknown = 'x';
			for (let n = 0; n < 10_000; n++) deep = { a: deep };
			const wide = Array.from({ length: 100_000 }, (_, n) => ({ path: `f${n}`, message: 'no' }));
			for (const details of [deep, wide, [[[wide]]], { a: [null, 1, true, {}] }]) {
				const json = { details };
				const { sentence } = failureFromResponse({ statusCode: 400, json, fate: 'refused' });
				expect(sentence.length).toBeLessThan(400);
				expect(sentence).toMatch(/^Pilot Status did not accept the request(: .*)?$/);
			}
		});

		it('keeps the text of the API beside it, unless that says nothing', () => {
			const json = { error: 'Not like this', details: { subject: 'too long' } };
			expect(failureFromResponse({ statusCode: 400, json, fate: 'refused' }).sentence).toBe(
				`Pilot Status did not accept the request: Not like this; ${subject}`,
			);
		});
	});

	it('points at the Base URL where a web page came back with 404', () => {
		const page = { statusCode: 404, json: undefined, isPage: true, fate: 'refused' as const };
		expect(failureFromResponse(page).hint).toMatch(/'Base URL'.*\/v1/);
		expect(failureFromResponse({ ...page, isPage: false }).hint).not.toMatch(/Base URL/);
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
