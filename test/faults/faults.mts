import type { Fault } from 'pilotstatus-reference-server';

/** Something that goes wrong with a request, and what the node promises then. */
export interface FaultRow {
	name: string;
	/** What the reference server does; `other` is the address of another host, `key` the API key. */
	fault(other: string, key: string): Omit<Fault, 'route'>;
	/**
	 * `lost`: its response got lost; it is sent again where that is safe, a message under its key.
	 * `trouble`: the API failed, nobody knows how far it came; it is sent again where that is safe, a message is not.
	 * `busy`: it was not taken, and is always sent again. `final`: never.
	 */
	kind: 'lost' | 'trouble' | 'busy' | 'final';
	/** Whether the request took effect all the same. */
	hasEffect: boolean;
	/** What a request may take, in ms; where there is none, so long that even a busy machine answers. */
	timeout?: number;
	/** What the user reads when it is not sent again; where there is none, it depends on the operation. */
	sentence?: string | RegExp;
	/** What the user is told to do; what may have been done and must not be done twice says how to check instead. */
	hint?: RegExp;
}

/** In ms, where the API does not answer in time. */
const TIMEOUT = 700;

const broken = 'The connection to Pilot Status broke off before the response was complete';
const later = /^Wait a minute and try again\.$/;
const trouble = /^The service itself is in trouble: wait a few minutes and try again\.$/;
const html = '<html><head><title>502 Bad Gateway</title></head></html>';

const uncertain: Array<Omit<FaultRow, 'kind'>> = [
	{
		name: 'a reset before the effect',
		fault: () => ({ reset: 'before' }),
		hasEffect: false,
		sentence: broken,
		hint: later,
	},
	{
		name: 'a reset after the effect',
		fault: () => ({ reset: 'after' }),
		hasEffect: true,
		sentence: broken,
		hint: later,
	},
	{
		name: '500',
		fault: () => ({ status: 500 }),
		hasEffect: false,
		sentence: 'Pilot Status could not answer (status 500)',
		hint: trouble,
	},
	{
		name: '500 after the effect, repeating the key',
		fault: (_other, key) => ({ status: 500, body: { message: `Oops ${key}` }, after: true }),
		hasEffect: true,
		sentence: 'Pilot Status could not answer: Oops ps_…',
		hint: trouble,
	},
	{
		name: '502 with HTML',
		fault: (_other, key) => ({ status: 502, body: html + key }),
		hasEffect: false,
		sentence: 'Pilot Status could not answer (status 502)',
		hint: trouble,
	},
	{
		name: '503',
		fault: () => ({ status: 503, body: { code: 'UNAVAILABLE' } }),
		hasEffect: false,
		sentence: 'Pilot Status could not answer (status 503)',
		hint: trouble,
	},
	{
		name: '504 after the effect',
		fault: () => ({ status: 504, after: true }),
		hasEffect: true,
		sentence: 'Pilot Status could not answer (status 504)',
		hint: trouble,
	},
	{
		name: '408',
		fault: () => ({ status: 408 }),
		hasEffect: false,
		sentence: 'Pilot Status ran out of time',
		hint: later,
	},
	{
		name: 'truncated JSON',
		fault: () => ({ truncate: true }),
		hasEffect: true,
		sentence: 'Pilot Status accepted the request but gave a response that is not JSON',
		hint: /^Try again\. When it happens again, check 'Base URL'/,
	},
	{
		name: 'a timeout',
		fault: () => ({ delayMs: 60_000 }),
		hasEffect: false,
		timeout: TIMEOUT,
		sentence: `Pilot Status did not answer within ${TIMEOUT / 1000} seconds`,
		hint: later,
	},
];

const busy: Array<Pick<FaultRow, 'name' | 'fault'>> = [
	{ name: '429 without a word on when', fault: () => ({ status: 429 }) },
	{
		name: '429 with Retry-After: 0',
		fault: () => ({ status: 429, headers: { 'retry-after': '0' }, body: { code: 'RATE_LIMITED' } }),
	},
	{
		name: '429 until a time that has passed',
		fault: () => ({
			status: 429,
			headers: { 'retry-after': 'Fri, 02 Jan 2026 03:04:05 GMT' },
			body: html,
		}),
	},
	{
		name: '429 with a Retry-After that is none',
		fault: () => ({ status: 429, headers: { 'retry-after': 'soon' } }),
	},
];

const redirect = (status: number): Omit<FaultRow, 'kind'> => ({
	name: `${status} to another host`,
	fault: (other, key) => ({ status, headers: { location: `${other}/v1?key=${key}#${key}` } }),
	hasEffect: false,
	sentence:
		/^The address in the credential redirects to http:\/\/127\.0\.0\.1:\d+\/v1, and redirects are not followed$/,
	hint: /Set 'Base URL' in the credential to the final address/,
});

const final: Array<Omit<FaultRow, 'kind'>> = [
	redirect(300),
	redirect(302),
	redirect(303),
	redirect(307),
	redirect(308),
	{
		name: '499, which a gateway says of a request that it had passed on',
		fault: () => ({ status: 499, after: true }),
		hasEffect: true,
		sentence: 'Pilot Status did not accept the request (status 499)',
		hint: /^Compare the values of this item/,
	},
	{
		name: 'an empty 200',
		fault: () => ({ status: 200, after: true }),
		hasEffect: true,
		hint: /^Try again\. When it happens again, check 'Base URL'/,
	},
];

/** What the API itself answers tells that nothing got lost on the way. */
const kindOf = ({ name }: Omit<FaultRow, 'kind'>): FaultRow['kind'] =>
	/^(500|503|408)/.test(name) ? 'trouble' : 'lost';

export const faults: FaultRow[] = [
	...uncertain.map((row) => ({ ...row, kind: kindOf(row) })),
	...busy.map((row) => ({ ...row, kind: 'busy' as const, hasEffect: false })),
	...final.map((row) => ({ ...row, kind: 'final' as const })),
];
