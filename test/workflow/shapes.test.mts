import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, MESSAGES, PEOPLE, SHAPE_VALUES } from 'pilotstatus-reference-server';
import type { ShapeName } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, calls } = useServer();
const { ana, bruno, carla, dieter } = PEOPLE;
const groupId = locator(GROUPS.modern);

/** Sets a switch of the server whose value comes from a table. */
const setShape = (name: ShapeName, value: unknown) =>
	Object.assign(server().shapes, { [name]: value });

/** Every pair of a switch and one of its values. */
const every = (...names: ShapeName[]) =>
	names.flatMap((name) => SHAPE_VALUES[name].map((value) => [name, value] as const));

async function output(parameters: INodeParameters, key: string = KEY) {
	const { items, error } = await runNode(account(key), {
		parameters: { resource: 'group', ...parameters },
	});
	expect(error).toBeUndefined();
	return items[0]!.json;
}

describe('participants of a group', () => {
	const members = [
		{ number: '5511990000002', role: 'superadmin' },
		{ number: ana, role: 'admin' },
		{ number: bruno, role: 'member' },
		{ number: carla, role: 'member' },
	];

	const named = every('participantId').filter(([, value]) => value !== 'lid');

	it.each(every('participantRole', 'keyCase', 'groupGetId').concat(named as never))(
		'are read alike when %s is %s',
		async (name, value) => {
			setShape(name, value);
			expect(await output({ operation: 'get', groupId })).toEqual({
				id: GROUPS.modern,
				subject: 'Obra 42',
				participants: members,
			});
		},
	);

	it.each(['jid', 'digits', 'device'] as const)(
		'are read alike when ids look like %s',
		async (form) => {
			server().shapes.idForm = form;
			expect((await output({ operation: 'get', groupId })).participants).toEqual(members);
		},
	);

	it('have the @lid beside the number, or alone', async () => {
		server().shapes.idForm = 'lidWithPhone';
		const both = await output({ operation: 'get', groupId });
		expect(both.participants).toEqual(
			members.map((m) => ({ ...m, id: expect.stringMatching(/@lid$/) })),
		);
		server().shapes.idForm = 'lid';
		const hidden = await output({ operation: 'get', groupId });
		expect(hidden.participants).toEqual(
			members.map(({ role }) => ({ number: null, role, id: expect.stringMatching(/@lid$/) })),
		);
	});

	it('have no known role when they are only text', async () => {
		server().shapes.participantForm = 'string';
		expect((await output({ operation: 'get', groupId })).participants).toEqual(
			members.map(({ number }) => ({ number, role: null })),
		);
	});

	it.each(every('groupCreateStatus', 'participantRole', 'keyCase').concat(named as never))(
		'are read alike after creating a group when %s is %s',
		async (name, value) => {
			setShape(name, value);
			const created = await output({ operation: 'create', subject: 'Nova', participants: dieter });
			expect(created).toMatchObject({
				subject: 'Nova',
				participants: [{ role: 'superadmin' }, { number: dieter, role: 'member' }],
			});
		},
	);
});

describe('results of a change of participants', () => {
	const told = (number: string, success: boolean, status: number, reason?: string) => ({
		number,
		success,
		verified: false,
		status,
		...(reason && { reason }),
	});
	const stranger = told(dieter, false, 404, 'Not a member of the group');
	const changes: Array<[string, string[], unknown[]]> = [
		[
			'addParticipants',
			[dieter, PEOPLE.private, PEOPLE.leftRecently, ana],
			[
				told(dieter, true, 200),
				told(
					PEOPLE.private,
					false,
					403,
					'Privacy settings do not allow adding this person: send the invite link',
				),
				told(PEOPLE.leftRecently, false, 408, 'Left the group recently: send the invite link'),
				told(ana, false, 409, 'Already a member of the group'),
			],
		],
		['removeParticipants', [bruno, dieter], [told(bruno, true, 200), stranger]],
		['promoteParticipants', [bruno, dieter], [told(bruno, true, 200), stranger]],
		['demoteParticipants', [ana, dieter], [told(ana, true, 200), stranger]],
	];

	describe.each(changes)('of %s', (operation, participants, expected) => {
		const lists = SHAPE_VALUES.groupWriteBody.filter(
			(body) => body !== 'success' && body !== 'empty' && body !== 'message',
		);
		const forms = [
			...lists.map((value) => ['groupWriteBody', value] as const),
			...every('resultId', 'resultStatus', 'resultList', 'keyCase', 'ninthDigit', 'idForm'),
			['resultsListed', 'reversed'] as const,
			['groupWriteStatus', 201] as const,
		];

		it.each(forms)('are read alike when %s is %s', async (name, value) => {
			setShape(name, value);
			const json = await output({ operation, groupId, participants }, KEYS.evo);
			expect(json).toEqual({ groupId: GROUPS.modern, participants: expected });
		});

		it.each([
			['groupWriteBody', 'success'],
			['groupWriteBody', 'message'],
			['groupWriteBody', 'empty'],
			['groupWriteStatus', 204],
		] as const)('come from the group when %s is %s', async (name, value) => {
			setShape(name, value);
			const number = participants[0]!;
			const json = await output({ operation, groupId, participants: number }, KEYS.evo);
			expect(json.participants).toEqual([{ number, success: true, verified: true }]);
			expect(calls().slice(1)).toEqual([`GET /groups/${encodeURIComponent(GROUPS.modern)}`]);
		});
	});
});

describe('pins and invite links', () => {
	it.each([...every('groupWriteStatus'), ['groupWriteBody', 'empty'] as const])(
		'are pinned and unpinned when %s is %s',
		async (name, value) => {
			setShape(name, value);
			const messageId = MESSAGES.go.whatsAppId;
			expect(await output({ operation: 'pinMessage', groupId, messageId })).toEqual({
				groupId: GROUPS.modern,
				messageId,
				pinned: true,
			});
			expect(await output({ operation: 'unpinMessage', groupId, messageId })).toEqual({
				groupId: GROUPS.modern,
				messageId,
				pinned: false,
			});
		},
	);

	it.each(every('groupCreateStatus'))('come when %s is %s', async (name, value) => {
		setShape(name, value);
		expect(await output({ operation: 'getInviteLink', groupId })).toMatchObject({
			link: expect.stringMatching(/^https/),
		});
	});

	it('has the Evolution v2 hint for any refusal of a pin without a known code', async () => {
		const parameters = { resource: 'group', operation: 'pinMessage', groupId, messageId: 'x' };
		const evolution = await runNode(account(KEYS.evo), { parameters });
		const unknown = await runNode(account(KEY), { parameters });
		expect(evolution.error!.message).toBe('This WhatsApp number does not support the operation');
		for (const { error } of [evolution, unknown]) {
			expect(error!.description).toMatch(/Pinning does not work on Evolution v2 numbers/);
		}
	});
});

describe('bodies of errors', () => {
	it.each(SHAPE_VALUES.errorBody)('tell what happened in the form %s', async (form) => {
		server().shapes.errorBody = form;
		const parameters = { resource: 'group', operation: 'getAll' };
		const { error } = await runNode(account(KEYS.offline), { parameters });
		expect(error!.message).toMatch(/^The WhatsApp number is not connected(: .+)?$/);
		expect(error!.description).toMatch(/connect the number again by QR code/);
		expect(error!.httpCode).toBe('409');
	});
});
