import { describe, expect, it } from '@jest/globals';

import { toGroup, toParticipant } from '../../nodes/shared/values/participants.ts';

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

	it('is missing from a group that came without a list', () => {
		expect(toGroup({ id: '1@g.us', subject: 'Obra', participants: 4 })).toEqual({
			id: '1@g.us',
			subject: 'Obra',
			participants: null,
		});
	});

	it('stands in a group with its subject, whichever name that has', () => {
		expect(toGroup({ id: '1@g.us', name: 'Obra', participants: ['5511999999999'] })).toEqual({
			id: '1@g.us',
			subject: 'Obra',
			participants: [{ number: '5511999999999', role: null }],
		});
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
		[{ id: number, role: 'owner' }, { role: null }],
		[{ id: number, role: '' }, { role: 'member' }],
		[
			{ id: number, lid: '99:7@lid' },
			{ number, id: '99@lid' },
		],
		[{ lid: 177983595790491 }, { number: null, id: '177983595790491@lid' }],
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
});
