import { expect } from '@jest/globals';

import { KEYS } from 'pilotstatus-reference-server';
import type { Fault } from 'pilotstatus-reference-server';
import {
	echo,
	expectNoSecret,
	failureOf,
	giveToken,
	put,
	registered,
	TOKEN,
} from './trigger-lifecycle-bench.mts';
import type { AccountPart, Row } from './trigger-lifecycle-bench.mts';

interface Trouble {
	what: string;
	account?: AccountPart;
	faults?: Fault[];
	/** Whether there is a paused webhook before, which has to be mended. */
	mends?: true;
	sentence: RegExp;
	hint: string;
	/** Methods of the requests up to the failure; then n8n calls delete. */
	calls: string;
}

const odd = (what: string) => new RegExp(`^Pilot Status accepted the request but gave ${what}$`);
const AGAIN =
	"Try again. When it happens again, check 'Base URL' in the credential: another service may be answering there.";
const TROUBLE = 'The service itself is in trouble: wait a few minutes and try again.';
const MAY_BE =
	'Publish again: a webhook that was registered all the same is found, and used or removed.';
const COMPARE =
	"Compare 'Trigger On', and the public address of n8n (WEBHOOK_URL), with what the message says.";
const silent = /^Pilot Status could not answer \(status 500\)$/;

const troubles: Trouble[] = [
	{
		what: 'an unknown key',
		account: { apiKey: 'ps_wrong' },
		sentence: /^Pilot Status does not know this API key$/,
		hint: 'Copy the key of your WhatsApp number from the Pilot Status dashboard into the credential again.',
		calls: 'GET',
	},
	{
		what: 'something that is no key',
		account: { apiKey: 'sk_live_123' },
		sentence: /^The API key in the credential does not start with "ps_"/,
		hint: 'Copy the key of your WhatsApp number from the Pilot Status dashboard again. Nothing was sent.',
		calls: '',
	},
	{
		what: 'a tenant key',
		account: { apiKey: KEYS.tenant },
		sentence: /^The key does not say which WhatsApp number is meant$/,
		hint: "Put the key of one WhatsApp number into the credential, or fill in 'WhatsApp Number ID' beside the tenant key.",
		calls: 'GET POST',
	},
	{
		what: 'an address where nobody listens',
		account: { baseUrl: 'http://127.0.0.1:1/v1' },
		sentence: /^The address in the credential refuses the connection$/,
		hint: "Nothing was sent. Check 'Base URL' in the credential and the network of the machine that runs n8n.",
		calls: '',
	},
	{
		what: 'an address that is none',
		account: { baseUrl: 'pilotstatus' },
		sentence: /^"pilotstatus" in 'Base URL' of the credential is not a web address$/,
		hint: 'Use https://pilotstatus.com.br/v1, or the address of your gateway or reference server.',
		calls: '',
	},
	...(
		[
			['a list that is none', { body: { ok: true } }, odd('no list of webhooks'), AGAIN],
			['an empty list answer', { status: 200 }, odd('no list of webhooks'), AGAIN],
			[
				'a page in place of the list',
				{ body: '<html>Login</html>' },
				odd('a response that is not JSON'),
				AGAIN,
			],
			['a 500 in place of the list', { status: 500 }, silent, TROUBLE],
			[
				'a list that breaks off',
				{ reset: 'after' },
				/broke off before the response was complete$/,
				'Wait a minute and try again.',
			],
		] as const
	).map(([what, fault, sentence, hint]) => ({
		what,
		faults: [{ route: 'GET /webhooks', nth: [1, 2, 3, 4], ...fault }],
		sentence,
		hint,
		calls: 'GET',
	})),
	...(
		[
			[
				'an answer to creating without id',
				{ status: 201, body: {}, after: true },
				odd('no id of the new webhook'),
				AGAIN,
			],
			[
				'an empty answer to creating',
				{ status: 201, after: true },
				odd('no id of the new webhook'),
				AGAIN,
			],
			['a 500 in place of creating', { status: 500 }, silent, MAY_BE],
			['a 500 although it was created', { status: 500, after: true }, silent, MAY_BE],
			['an answer to creating that breaks off', { reset: 'after' }, /broke off/, MAY_BE],
			[
				'a refusal that repeats what was sent',
				{ status: 400, body: echo },
				/^Pilot Status did not accept the request/,
				COMPARE,
			],
		] as const
	).map(([what, fault, sentence, hint]) => ({
		what,
		faults: [{ route: 'POST /webhooks', ...fault }],
		sentence,
		hint,
		calls: 'GET POST',
	})),
	...(
		[
			['a 500 in place of mending', { status: 500 }, silent, TROUBLE],
			[
				'a 400 to mending that repeats what was sent',
				{ status: 400, body: echo },
				/^Pilot Status did not accept the request/,
				COMPARE,
			],
		] as const
	).map(([what, fault, sentence, hint]) => ({
		what,
		faults: [{ route: 'PATCH /webhooks/:webhookId', ...fault }],
		mends: true as const,
		sentence,
		hint,
		calls: 'GET PATCH',
	})),
];

export const failing: Row[] = troubles.map(
	({ what, account, faults = [], mends, sentence, hint, calls }): Row => ({
		promise: `says ${what} in a sentence and a hint, and leaves nothing`,
		async run(bench) {
			const listener = await bench.start({}, account);
			giveToken(listener, TOKEN);
			if (mends) put(bench, listener.address(), { active: false });
			for (const fault of faults) bench.server.fault(fault);
			const error = await failureOf(listener.activate());
			expect(error.constructor.name).toMatch(/^Node(Api|Operation)Error$/);
			expect(error.message).toMatch(sentence);
			expect(error.description).toBe(hint);
			// n8n shows nowhere that a published workflow could not be registered.
			expect(listener.logs).toEqual(
				expect.arrayContaining([
					`error: 'Pilot Status Trigger' in the workflow 'Bot da obra' hears nothing from Pilot Status until this is mended: ${error.message}. ${hint} Then publish the workflow again.`,
				]),
			);
			// What is tried again counts once.
			const methods = bench.server.log
				.map(({ method }) => method)
				.filter((method, index, all) => method !== all[index - 1])
				.join(' ');
			expect(methods).toMatch(new RegExp(`^${calls}( GET( DELETE)?)?$`));
			expect(registered(bench, listener)).toEqual([]);
			expectNoSecret(listener, error);
		},
	}),
);
