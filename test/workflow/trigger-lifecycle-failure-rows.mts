import { expect } from '@jest/globals';

import { KEYS } from '../reference-server/seeds.mts';
import type { Fault } from '../reference-server/server.mts';
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
	hint: RegExp;
	/** Methods of the requests up to the failure; then n8n calls delete. */
	calls: string;
}

const odd = (what: string) => new RegExp(`^Pilot Status accepted the request but gave ${what}$`);
const silent = /^Pilot Status could not answer \(status 500\)$/;

const troubles: Trouble[] = [
	{
		what: 'an unknown key',
		account: { apiKey: 'ps_wrong' },
		sentence: /^Pilot Status does not know this API key$/,
		hint: /Copy the key .* into the credential/,
		calls: 'GET',
	},
	{
		what: 'something that is no key',
		account: { apiKey: 'sk_live_123' },
		sentence: /^The API key in the credential does not start with "ps_"/,
		hint: /credential/,
		calls: '',
	},
	{
		what: 'a tenant key',
		account: { apiKey: KEYS.tenant },
		sentence: /^The key does not say which WhatsApp number is meant$/,
		hint: /^Put the key of one WhatsApp number into the credential/,
		calls: 'GET POST',
	},
	{
		what: 'an address where nobody listens',
		account: { baseUrl: 'http://127.0.0.1:1/v1' },
		sentence: /^The address in the credential refuses the connection$/,
		hint: /Check 'Base URL' in the credential/,
		calls: '',
	},
	{
		what: 'an address that is none',
		account: { baseUrl: 'pilotstatus' },
		sentence: /^"pilotstatus" in 'Base URL' of the credential is not a web address$/,
		hint: /https:\/\//,
		calls: '',
	},
	...(
		[
			['a list that is none', { body: { ok: true } }, odd('no list of webhooks')],
			['an empty list answer', { status: 200 }, odd('no list of webhooks')],
			[
				'a page in place of the list',
				{ body: '<html>Login</html>' },
				odd('an answer that is not JSON'),
			],
			['a 500 in place of the list', { status: 500 }, silent],
			['a list that breaks off', { reset: 'after' }, /broke off before the answer was complete$/],
		] as const
	).map(([what, fault, sentence]) => ({
		what,
		faults: [{ route: 'GET /webhooks', nth: [1, 2, 3, 4], ...fault }],
		sentence,
		hint: /./,
		calls: 'GET',
	})),
	...(
		[
			[
				'an answer to creating without id',
				{ status: 201, body: {}, after: true },
				odd('no id of the new webhook'),
			],
			[
				'an empty answer to creating',
				{ status: 201, after: true },
				odd('no id of the new webhook'),
			],
			['a 500 in place of creating', { status: 500 }, silent],
			['a 500 although it was created', { status: 500, after: true }, silent],
			['an answer to creating that breaks off', { reset: 'after' }, /broke off/],
			[
				'a refusal that repeats what was sent',
				{ status: 400, body: echo },
				/^Pilot Status did not accept the request/,
			],
		] as const
	).map(([what, fault, sentence]) => ({
		what,
		faults: [{ route: 'POST /webhooks', ...fault }],
		sentence,
		hint: /./,
		calls: 'GET POST',
	})),
	...(
		[
			['a 500 in place of mending', { status: 500 }, silent],
			[
				'a 400 to mending that repeats what was sent',
				{ status: 400, body: echo },
				/^Pilot Status did not accept the request/,
			],
		] as const
	).map(([what, fault, sentence]) => ({
		what,
		faults: [{ route: 'PATCH /webhooks/:webhookId', ...fault }],
		mends: true as const,
		sentence,
		hint: /./,
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
			expect(error.description).toMatch(hint);
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
