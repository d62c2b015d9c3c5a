import { describe, expect, it } from '@jest/globals';
import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { RequestContext } from '../../nodes/shared/words/errors.ts';
import {
	failureFromResponse,
	failureFromOddResponse,
	failureFromRedirect,
	toNodeError,
} from '../../nodes/shared/words/errors.ts';
import { cut, Failure, quote, RequestFailure } from '../../nodes/shared/words/failure.ts';

const CHECK = 'Check on the phone or in the Pilot Status dashboard before you try again.';
const mayHave = 'The message may have been sent';
const told = ({ sentence, hint, facts }: Failure) => ({ sentence, hint, ...facts });

describe('texts of others', () => {
	it('are cut where they get too long', () => {
		expect([cut('abc', 3), cut('abcd', 3)]).toEqual(['abc', 'abc…']);
		expect(quote('x'.repeat(81))).toBe(`"${'x'.repeat(80)}…"`);
		expect([quote(undefined), quote({ a: [1] }), quote('a')]).toEqual([
			'"undefined"',
			'"{"a":[1]}"',
			'"a"',
		]);
		const circle: { self?: object } = {};
		circle.self = circle;
		expect([quote(circle), quote({ n: 1n })]).toEqual(['"[object Object]"', '"[object Object]"']);
	});

	it('lose their keys and tokens, all of them', () => {
		const token = '0123456789abcdefABCDEF'.padEnd(64, '0');
		const masked = (text: string) => new Failure(text, '').sentence;
		expect(masked(`ps_a-1 and ps_bcd, ps_ab`)).toBe('ps_… and ps_…, ps_ab');
		expect(masked(`?token=${token}&t=${token}`)).toBe('?token=…&t=…');
		expect(masked('https://ana:segredo@x.example/v1 and http://ana@x')).toBe(
			'https://…@x.example/v1 and http://…@x',
		);
		expect(new Failure('', 'Is ps_secret').hint).toBe('Is ps_…');
	});

	it('lose their keys before they are cut, so that no part of one is left', () => {
		const token = 'ab12'.repeat(16);
		for (let before = 0; before < 85; before++) {
			expect(quote('x'.repeat(before) + ' ' + token)).not.toMatch(/ab1/);
			expect(quote('x'.repeat(before) + ' ps_secret_secret')).not.toMatch(/sec/);
		}
	});

	it('are cut between characters, and an emoji is one', () => {
		expect(cut('👍👍👍', 2)).toBe('👍👍…');
		expect(quote('x'.repeat(79) + '👍👍')).toBe(`"${'x'.repeat(79)}👍…"`);
	});
});

describe('a failure', () => {
	it('is an error with a name and a sentence', () => {
		const failure = new Failure('It broke', 'Mend it.');
		expect([failure.name, failure.message, failure.facts]).toEqual(['Failure', 'It broke', {}]);
	});

	it('keeps its words and facts under a longer hint', () => {
		const facts = { statusCode: 500, fate: 'unknown' } as const;
		const failure = new RequestFailure('It broke', 'Mend it.', facts);
		expect(failure.withHint('Now.')).toBeInstanceOf(RequestFailure);
		expect(told(failure.withHint('Now.', { done: { id: 1 } }))).toEqual({
			sentence: 'It broke',
			hint: 'Mend it. Now.',
			statusCode: 500,
			fate: 'unknown',
			done: { id: 1 },
		});
	});
});

/** What a response becomes that refused a request. */
const failed = (statusCode: number, json: unknown, context?: RequestContext) =>
	failureFromResponse(
		{ statusCode, json, fate: statusCode < 500 ? 'refused' : 'unknown' },
		context,
	);

describe('a response', () => {
	it('of an unknown 4xx says what the operation advises', () => {
		const hintForRefusal = 'Look at the events.';
		const hint = (status: number, body: object) => failed(status, body, { hintForRefusal }).hint;
		expect(hint(400, { message: 'No' })).toBe(hintForRefusal);
		expect(hint(400, { code: 'INVALID_API_KEY' })).not.toBe(hintForRefusal);
		expect(hint(401, { message: 'No' })).toMatch(/^Copy the key/);
		expect(hint(500, {})).not.toBe(hintForRefusal);
		expect(failed(400, {}).hint).toMatch(/^Compare the values/);
	});

	it('may hold a long text, which is cut, and long names, which are too', () => {
		const long = 'x'.repeat(301);
		const cutAt300 = `: ${'x'.repeat(300)}…`;
		expect(failed(400, { message: long }).sentence).toMatch(cutAt300);
		const body = { code: 'MISSING_TEMPLATE_VARIABLES', details: { missingKeys: [long] } };
		expect(failed(400, body).sentence).toMatch(cutAt300);
		body.details.missingKeys = [];
		expect(failed(400, body).sentence).not.toMatch(/:/);
	});

	it('names what was sought only where that is what was not found', () => {
		const about = 'template "x"';
		expect(failed(404, {}, { about }).sentence).toBe('Pilot Status does not find template "x"');
		expect(failed(404, {}).sentence).toBe('Pilot Status does not find what the request names');
		const code = 'INVALID_API_KEY';
		expect(failed(404, { code }, { about }).sentence).not.toMatch(about);
		expect(failed(410, {}, { about }).sentence).not.toMatch(about);
	});

	it('may hold a key in place of a code', () => {
		expect(failed(400, { code: ' ps_secret ' }).facts.code).toBe('ps_…');
		expect(failed(400, { code: ' ' }).facts.code).toBeUndefined();
	});

	it.each(['a_B', 'A', 'A__B', 'A_', '1A_B', 'A_B-', ' A_B'])('has no code in "%s"', (error) => {
		const { sentence, facts } = failed(400, { error });
		expect(facts.code).toBeUndefined();
		expect(sentence).toBe(`Pilot Status did not accept the request: ${error.trim()}`);
	});

	it.each(['A_B', 'A1_2', 'A_B_C9', 'ABC_DEF'])('has the code %s', (error) => {
		expect(failed(400, { error }).facts.code).toBe(error);
	});

	it('that redirects is named without what may be secret in its address', () => {
		const failure = (location: unknown) => told(failureFromRedirect(302, location, 'unknown'));
		const hint =
			"Set 'Base URL' in the credential to the final address of the API, e.g. https://pilotstatus.com.br/v1.";
		const sentence = (where: string) =>
			`The address in the credential redirects${where}, and redirects are not followed`;
		expect(failure('https://x/y?a=1#b')).toEqual({
			sentence: sentence(' to https://x/y'),
			hint,
			statusCode: 302,
			fate: 'unknown',
		});
		expect(failure('https://x/y#b').sentence).toBe(sentence(' to https://x/y'));
		expect(failure('x'.repeat(81)).sentence).toBe(sentence(` to ${'x'.repeat(80)}…`));
		for (const nowhere of [undefined, ' ', 7]) {
			expect(failure(nowhere).sentence).toBe(sentence(' elsewhere'));
		}
	});

	it('with a body that nobody can use may have done its work', () => {
		expect(told(failureFromOddResponse(200, 'no list'))).toEqual({
			sentence: 'Pilot Status accepted the request but gave no list',
			hint: "Try again. When it happens again, check 'Base URL' in the credential: another service may be answering there.",
			statusCode: 200,
			fate: 'unknown',
		});
		expect(told(failureFromOddResponse(200, 'no list', { mayHave }))).toMatchObject({
			hint: `${mayHave}. ${CHECK}`,
			fate: 'unknown',
		});
	});
});

describe("n8n's error", () => {
	const node = { id: '1', name: 'Pilot Status', type: 'x', typeVersion: 1 } as INode;

	it('has the status and the code of the answer', () => {
		const facts = { statusCode: 409, code: 'A_B' };
		const error = toNodeError(node, new Failure('lost ENOENT', 'Mend it.', facts), 3);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'lost ENOENT',
			description: 'Mend it.',
			httpCode: '409',
			context: { itemIndex: 3, code: 'A_B' },
		});
	});

	it('has neither where there was no answer', () => {
		const error = toNodeError(node, new Failure('EPERM', 'Mend it.'));
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message: 'EPERM', description: 'Mend it.' });
		expect(error.context.itemIndex).toBeUndefined();
		expect('code' in error.context).toBe(false);
	});
});
