import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { GROUPS, KEYS, PEOPLE } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer } from '../../src/server.mts';
import { call, groupPath } from '../support/client.mts';
import type { Answer } from '../support/client.mts';

let server: ReferenceServer;
beforeAll(async () => {
	server = await startReferenceServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const lid = '1234567891155@lid';
const group = groupPath(GROUPS.modern);
const getGroup = () => call(server, 'GET', group);
const ofAna = ({ json }: Answer) => json.participants[1];
const addAna = () =>
	call(server, 'POST', `${group}/participants`, {
		key: KEYS.evo,
		body: { participants: [PEOPLE.ana] },
	});
const firstResult = ({ json }: Answer) => json[0];

describe('switches together', () => {
	it('give the participants of a Go library', async () => {
		Object.assign(server.shapes, {
			keyCase: 'pascal',
			participantId: 'jid',
			participantRole: 'isAdmin',
			idForm: 'lidWithPhone',
			ninthDigit: 'absent',
		});
		expect(ofAna(await getGroup())).toEqual({
			JID: lid,
			PhoneNumber: '551187654321@s.whatsapp.net',
			IsAdmin: true,
			IsSuperAdmin: false,
		});
		server.shapes.resultStatus = 'number';
		expect(firstResult(await addAna())).toEqual({
			JID: lid,
			PhoneNumber: '551187654321@s.whatsapp.net',
			Status: 409,
		});
	});

	it('say null for the admin field of a plain member', async () => {
		server.shapes.participantRole = 'admin';
		const { json } = await getGroup();
		expect(json.participants.map((one: { admin: string | null }) => one.admin)).toEqual([
			'superadmin',
			'admin',
			null,
			null,
		]);
	});

	it('leave pins without a list of results, and without a body at 204', async () => {
		const pin = () =>
			call(server, 'POST', `${group}/pin`, {
				body: { messageId: '3EB0A1B2C3D4E5F60002', action: 'pin' },
			});
		expect((await pin()).json).toEqual({ success: true });
		server.shapes.groupWriteBody = 'empty';
		expect(await pin()).toMatchObject({ status: 200, text: '' });
		server.shapes.groupWriteStatus = 204;
		expect(await pin()).toMatchObject({ status: 204, text: '' });
	});
});
