import { describe, expect, it } from '@jest/globals';

import { toGroup, toParticipant, toResults } from '../../nodes/shared/participants.ts';

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

	it('is not held against a number that a shorter list leaves out', () => {
		expect(toResults([{ jid: `${bia}@s.whatsapp.net`, status: 409 }], asked)).toMatchObject([
			{ number: ana, success: true },
			{ number: bia, success: false, status: 409 },
		]);
	});
});
