import { describe, expect, it } from '@jest/globals';

import { readResults } from '../../nodes/PilotStatus/actions/group/results.ts';

const [ana, bia, cia] = ['5511911111111', '5511922222222', '5511933333333'] as const;
const jid = (number: string) => `${number}@s.whatsapp.net`;
const ok = { success: true, status: 200 };
const PRIVATE = 'Privacy settings do not allow adding this person: send the invite link';
const refused = { success: false, status: 403, reason: PRIVATE };
const NO_REASON = 'WhatsApp refused this person without a reason';
const nothing = undefined;

describe('what the API says of people', () => {
	it.each<[string, unknown]>([
		['nothing', undefined],
		['an empty object', {}],
		['an empty list', []],
		['an empty list under a name', { participants: [] }],
		['success', { success: true }],
		['a sentence', { message: 'Participants added' }],
		['the word success', { message: 'success' }],
		['a status in words', { status: 'success' }],
		['the status 200', { statusCode: 200, data: null }],
		['a text', 'success'],
		['the group', { id: '1@g.us', participants: [{ id: jid(ana), admin: null }, jid(bia)] }],
		['who was asked for, and no more', [ana, bia]],
		['another person', [{ jid: jid(cia), status: 200 }]],
		['our own number', { phone: cia, success: true }],
	])('is nothing when the answer is %s', (_name, body) => {
		expect(readResults(body, [ana, bia])).toEqual([nothing, nothing]);
	});

	it.each<[unknown, object]>([
		[{ success: false, message: 'Not an admin' }, { reason: 'Not an admin' }],
		[{ success: false }, { reason: NO_REASON }],
		[{ status: 'error', message: 'Not an admin' }, { reason: 'Not an admin' }],
		[{ status: 'Error: 403' }, { status: 403, reason: PRIVATE }],
		[{ error: 'Not an admin' }, { reason: 'Not an admin' }],
		[{ error: { code: 'NOT_ADMIN', message: 'Not an admin' } }, { reason: 'Not an admin' }],
		[{ message: 'ok', data: { success: 'false', reason: 'No' } }, { reason: 'No' }],
	])('is a refusal of all when the answer is %j', (body, expected) => {
		const refusal = { success: false, ...expected };
		expect(readResults(body, [ana, bia])).toEqual([refusal, refusal]);
	});

	const list = [
		{ jid: jid(bia), status: '403' },
		{ jid: jid(ana), status: 200 },
	];
	const keyed = { [jid(bia)]: 403, [jid(ana)]: { status: '200' } };
	it.each<[string, unknown]>([
		['bare', list],
		['under participants', { participants: list }],
		['under results', { success: true, results: list }],
		['under result', { result: list }],
		['under data', { result: 'success', data: list }],
		['under updateParticipants', { updateParticipants: list }],
		['under a name in another case', { Participants: list }],
		['under two names', { data: { participants: list } }],
		['keyed', keyed],
		['keyed under a name', { participants: keyed }],
		['keyed one by one', [{ [jid(bia)]: 'Error: 403' }, { [jid(ana)]: 'success', other: 1 }]],
		[
			'as Errors',
			[
				{ JID: jid(bia), Error: 403 },
				{ JID: jid(ana), status: 200, Error: 0 },
			],
		],
		[
			'with the number beside an @lid',
			[{ id: '1@lid', PhoneNumber: jid(bia), Status: 403 }, list[1]],
		],
		['with device suffixes', [{ id: '5511922222222:3@s.whatsapp.net', code: '403' }, list[1]]],
	])('is read where results are %s', (_where, body) => {
		expect(readResults(body, [ana, bia])).toMatchObject([{ success: true }, refused]);
	});

	it.each<[object, object | undefined]>([
		[{ status: 299 }, { success: true, status: 299 }],
		[{ status: 300 }, { success: false, status: 300, reason: NO_REASON }],
		[{ status: 404 }, { success: false, status: 404, reason: 'Not a member of the group' }],
		[
			{ status: 408 },
			{ success: false, status: 408, reason: 'Left the group recently: send the invite link' },
		],
		[{ status: 409 }, { success: false, status: 409, reason: 'Already a member of the group' }],
		[
			{ status: 500, message: 'Oops' },
			{ success: false, status: 500, reason: 'Oops' },
		],
		[{ status: 99 }, nothing],
		[{ status: 600 }, nothing],
		[{ status: 2000 }, nothing],
		[{ status: 'pending' }, nothing],
		[{ status: 'Added' }, { success: true }],
		[{ status: 'failed' }, { success: false, reason: NO_REASON }],
		[{ error: 'Error: 403' }, refused],
		[{ Error: 0 }, { success: true }],
		[{ statusCode: 200, success: false }, nothing],
		[{ ok: true, error: 'x' }, nothing],
		[{ ok: true }, { success: true }],
		[
			{ ok: 'yes', reason: 'x' },
			{ success: false, reason: 'x' },
		],
		[{ reason: 'no' }, { success: false, reason: 'no' }],
		[
			{ error: { a: 1 }, message: 'm' },
			{ success: false, reason: 'm' },
		],
		[
			{ success: false, message: 'x'.repeat(301) },
			{ success: false, reason: `${'x'.repeat(300)}…` },
		],
		[{ name: 'Ana' }, nothing],
	])('is read from %j', (raw, outcome) => {
		expect(readResults([{ id: ana, ...raw }], [ana])).toStrictEqual([outcome]);
	});

	it('counts as done what a repeated request finds done', () => {
		const done = { success: true, status: 409 };
		expect(readResults([{ id: ana, status: '409', success: false }], [ana], 409)).toEqual([done]);
		expect(readResults({ success: false, status: 409 }, [ana], 409)).toEqual([nothing]);
		expect(readResults({ success: false }, [ana], 409)).toMatchObject([{ success: false }]);
	});
});

describe('results are matched', () => {
	it.each<[string, string, string]>([
		['Brazil', '5511992222222', '551192222222'],
		['Brazil', '551192222222', '5511992222222'],
		['Mexico', '525512345678', '5215512345678'],
		['Argentina', '5491123456789', '541123456789'],
	])('by the twin of %s: %s and %s', (_country, asked, answered) => {
		const body = [
			{ jid: jid(answered), status: 200 },
			{ jid: jid(ana), status: 403 },
		];
		expect(readResults(body, [ana, asked])).toEqual([refused, ok]);
	});

	it('once each, where two numbers are twins of each other', () => {
		const twins = ['5511987654321', '551187654321'];
		const body = [
			{ jid: jid(twins[1]!), status: 403 },
			{ jid: jid(twins[0]!), status: 200 },
		];
		expect(readResults(body, twins)).toEqual([ok, refused]);
	});

	it.each<[string, unknown[], unknown[]]>([
		[
			'the only one left',
			[
				{ jid: jid(cia), status: 200 },
				{ jid: '1@lid', status: 403 },
				{ jid: jid(ana), status: 200 },
			],
			[ok, refused, ok],
		],
		[
			'the only one left of a short list',
			[
				{ jid: jid(cia), status: 200 },
				{ jid: '1@lid', status: 403 },
			],
			[nothing, nothing, ok],
		],
		[
			'by position',
			[{ jid: '1@lid', status: 200 }, { jid: '2@lid', status: 403 }, { status: 200 }],
			[ok, refused, ok],
		],
		[
			'by position beside one that is known',
			[
				{ jid: jid(ana), status: 200 },
				{ jid: '2@lid', status: 403 },
				{ jid: '3@lid', status: 200 },
			],
			[ok, refused, ok],
		],
		[
			'not by position where the order is another one',
			[
				{ jid: '1@lid', status: 200 },
				{ jid: jid(ana), status: 200 },
				{ jid: '3@lid', status: 200 },
			],
			[ok, nothing, nothing],
		],
		[
			'not by position where the lengths differ',
			[
				{ jid: '1@lid', status: 403 },
				{ jid: '2@lid', status: 200 },
			],
			[nothing, nothing, nothing],
		],
		[
			'not with somebody else',
			[
				{ jid: jid(ana), status: 200 },
				{ jid: jid(bia), status: 200 },
				{ jid: '5511944444444', status: 200 },
			],
			[ok, ok, nothing],
		],
		['not where they are left out', [{ jid: jid(bia), status: 403 }], [nothing, refused, nothing]],
	])('with who hides the number: %s', (_how, body, expected) => {
		expect(readResults(body, [ana, bia, cia])).toEqual(expected);
	});

	it('in a time that grows as the list does', () => {
		const many = Array.from({ length: 20_000 }, (_, n) => `49151${String(n).padStart(8, '0')}`);
		const body = many.map((number) => ({ jid: jid(number), status: 200 })).reverse();
		expect(readResults(body, many).filter((told) => told?.status !== 200)).toEqual([]);
	});
});
