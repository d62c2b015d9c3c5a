import { describe, expect, it } from '@jest/globals';

import {
	toGroup,
	toParticipant,
	toResults,
} from '../../nodes/PilotStatus/actions/group/participants.ts';

describe('a participant', () => {
	it.each<[unknown, unknown]>([
		['5511999999999@s.whatsapp.net', { number: '5511999999999', role: null }],
		['5511999999999', { number: '5511999999999', role: null }],
		[
			{ id: '5511999999999@s.whatsapp.net', role: 'superadmin' },
			{ number: '5511999999999', role: 'superadmin' },
		],
		[
			{ jid: '5511999999999:12@s.whatsapp.net', admin: 'admin' },
			{ number: '5511999999999', role: 'admin' },
		],
		[
			{ id: '5511999999999@s.whatsapp.net', admin: null },
			{ number: '5511999999999', role: 'member' },
		],
		[
			{
				JID: '99@lid',
				PhoneNumber: '5511999999999@s.whatsapp.net',
				IsAdmin: true,
				IsSuperAdmin: false,
			},
			{ number: '5511999999999', role: 'admin', id: '99@lid' },
		],
		[
			{ id: '99@lid', isAdmin: false },
			{ number: null, role: 'member', id: '99@lid' },
		],
		[
			{ phone: 5511999999999, isSuperAdmin: true, isAdmin: true },
			{ number: '5511999999999', role: 'superadmin' },
		],
		[{ number: '+5511999999999' }, { number: '5511999999999', role: null }],
		[
			{ id: '5511999999999@c.us', role: 'MEMBER' },
			{ number: '5511999999999', role: 'member' },
		],
	])('from %j', (raw, expected) => {
		expect(toParticipant(raw)).toEqual(expected);
	});

	it('stands in a group with its subject, whichever name that has', () => {
		expect(toGroup({ id: '1@g.us', name: 'Obra', participants: ['5511999999999'] })).toEqual({
			id: '1@g.us',
			subject: 'Obra',
			participants: [{ number: '5511999999999', role: null }],
		});
	});
});

describe('what became of participants', () => {
	const [ana, bia] = ['5511911111111', '5511922222222'];
	const asked = [ana, bia] as string[];
	const added = { success: true, status: 200 };

	it.each<[string, unknown]>([
		['nothing', undefined],
		['an empty object', {}],
		['success', { success: true }],
		['a sentence', { message: 'Participants added' }],
		['a status in words', { status: 'success' }],
	])('is acceptance when the answer is %s', (_name, body) => {
		expect(toResults(body, asked)).toEqual([
			{ number: ana, success: true },
			{ number: bia, success: true },
		]);
	});

	it('is refusal of all when the answer says so', () => {
		expect(toResults({ success: false, message: 'Not an admin' }, asked)).toEqual([
			{ number: ana, success: false, reason: 'Not an admin' },
			{ number: bia, success: false, reason: 'Not an admin' },
		]);
	});

	it.each(['participants', 'results', 'data'])('comes under %s', (name) => {
		const list = [
			{ jid: `${bia}@s.whatsapp.net`, status: '403' },
			{ jid: `${ana}@s.whatsapp.net`, status: 200 },
		];
		expect(toResults({ [name]: list }, asked)).toEqual([
			{ number: ana, ...added },
			{
				number: bia,
				success: false,
				status: 403,
				reason: 'Privacy settings do not allow adding this person: send the invite link',
			},
		]);
	});

	it.each([
		[404, 'Not a member of the group'],
		[408, 'Left the group recently: send the invite link'],
		[409, 'Already a member of the group'],
		[500, 'WhatsApp refused this person without a reason'],
	])('explains the status %s', (status, reason) => {
		expect(toResults([{ id: ana, status }], [ana!])).toEqual([
			{ number: ana, success: false, status, reason },
		]);
	});

	it('is matched by the Brazilian twin, and shows the number asked for', () => {
		const body = [
			{ jid: '551111111111@s.whatsapp.net', status: 200 },
			{ jid: '551192222222@s.whatsapp.net', status: 409 },
		];
		const [first, second] = toResults(body, ['5511992222222', '551111111111']);
		expect(first).toMatchObject({ number: '5511992222222', status: 409 });
		expect(second).toMatchObject({ number: '551111111111', status: 200 });
	});

	it('is matched by position where ids are hidden and the lengths agree', () => {
		const body = [
			{ jid: '1@lid', status: 200 },
			{ jid: '2@lid', status: '408' },
		];
		expect(toResults(body, asked).map(({ status }) => status)).toEqual([200, 408]);
	});

	it('does not give one answer to two numbers that are twins of each other', () => {
		const twins = ['5511987654321', '551187654321'];
		const body = [
			{ jid: '551187654321@s.whatsapp.net', status: 403 },
			{ jid: '5511987654321@s.whatsapp.net', status: 200 },
		];
		expect(toResults(body, twins).map(({ number, status }) => [number, status])).toEqual([
			['5511987654321', 200],
			['551187654321', 403],
		]);
	});

	it('is not matched by position where the lengths differ, or what stands there is another person', () => {
		const cia = '5511933333333';
		expect(toResults([{ jid: '1@lid', status: 403 }], asked)).toMatchObject([
			{ number: ana, success: true },
			{ number: bia, success: true },
		]);
		const mixed = [
			{ jid: `${bia}@s.whatsapp.net`, status: 403 },
			{ jid: `${cia}@s.whatsapp.net`, status: 200 },
		];
		expect(toResults(mixed, asked)).toMatchObject([
			{ number: ana, success: true },
			{ number: bia, success: false, status: 403 },
		]);
	});

	it('is not held against a number that a shorter list leaves out', () => {
		expect(toResults([{ jid: `${bia}@s.whatsapp.net`, status: 409 }], asked)).toMatchObject([
			{ number: ana, success: true },
			{ number: bia, success: false, status: 409 },
		]);
	});
});

describe('participants in odd forms', () => {
	const number = '5511911111111';

	it.each<[unknown, object]>([
		[{ id: number, role: true }, { role: 'admin' }],
		[{ id: number, isAdmin: true }, { role: 'admin' }],
		[{ id: number, isadmin: false }, { role: 'member' }],
		[{ id: number, isSuperAdmin: false }, { role: 'member' }],
		[{ id: number, role: null }, { role: 'member' }],
		[{ id: number, admin: 'superadmin' }, { role: 'superadmin' }],
		[{ id: number, role: 'owner' }, { role: 'member' }],
		[{ id: number, xrole: 'a', roles: 'b', adminx: 1 }, { role: null }],
		[
			{ id: 'x@lid', phoneNumber: ` ${number} ` },
			{ number, id: 'x@lid' },
		],
		[{ id: `x${number}` }, { number: null }],
		[{ id: `${number}@g.us` }, { number: null }],
		[{ id: `${number}@s.whatsapp.net.x` }, { number: null }],
		[{ id: '123456' }, { number: '123456' }],
		[{ id: '12345' }, { number: null }],
		[{ id: '1234567890123456' }, { number: null }],
		[{ id: `${number}:1@c.us` }, { number }],
		[{ id: `${number}:123@c.us` }, { number }],
		[{ phoneNumber: {}, number }, { number }],
		[7, { number: null, role: null }],
	])('from %j', (raw, expected) => {
		expect(toParticipant(raw)).toMatchObject(expected);
	});

	it.each<[object, object]>([
		[{ status: 299 }, { success: true, status: 299 }],
		[{ status: 300 }, { success: false, status: 300 }],
		[{ status: 409 }, { success: true, status: 409 }],
		[{ status: 99 }, { success: true }],
		[{ status: 600 }, { success: true }],
		[{ status: 2000 }, { success: true }],
		[{ status: 1200 }, { success: true }],
		[{ code: '403' }, { success: false, status: 403 }],
		[
			{ statusCode: 200, success: false },
			{ success: true, status: 200 },
		],
		[{ ok: true, error: 'x' }, { success: true }],
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
			{ success: false },
			{ success: false, reason: 'WhatsApp refused this person without a reason' },
		],
	])('and what became of them, from %j', (raw, outcome) => {
		expect(toResults([{ id: number, ...raw }], [number], 409)).toEqual([
			expect.objectContaining({ number, ...outcome }),
		]);
		const keys = Object.keys(toResults([{ id: number, ...raw }], [number], 409)[0]!);
		expect(keys.includes('status')).toBe('status' in outcome);
	});
});
