import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { server, account, body } = useServer();
const groupId = locator(GROUPS.modern);
const CHECK = 'Check on the phone or in the Pilot Status dashboard before you try again.';

/** Runs an operation whose route answers with `answer`. */
async function answered(route: string, answer: unknown, parameters: INodeParameters) {
	server().fault({ route, status: 200, body: answer });
	const { items, error } = await runNode(account(KEY), { parameters });
	return error
		? { sentence: error.message, hint: error.description }
		: items.map(({ json }) => json);
}

const get = { resource: 'group', operation: 'get', groupId };
const create = { resource: 'group', operation: 'create', subject: 'Obra 43', participants: '' };
const invite = { resource: 'group', operation: 'getInviteLink', groupId };
const people = [{ number: '5511987654321', role: 'admin' }];
const participants = [{ id: '5511987654321@s.whatsapp.net', role: 'admin' }];
const made = { id: 'new@g.us', subject: 'Obra 43', participants: people };

describe('an answer is read', () => {
	it.each<[string, unknown]>([
		['bare', { ID: GROUPS.modern, subject: 'Obra 42', participants }],
		['under "group"', { group: { subject: 'Obra 42', participants } }],
		['under "data"', { data: { subject: 'Obra 42', participants } }],
	])('with the group %s', async (_where, answer) => {
		const group = { id: GROUPS.modern, subject: 'Obra 42', participants: people };
		expect(await answered('GET /groups/:groupId', answer, get)).toEqual([group]);
	});

	it('with the id that the API gives, however it spells the key', async () => {
		const raw = { Id: 'other@g.us' };
		expect(await answered('GET /groups/:groupId', raw, { ...get, simplify: false })).toEqual([
			{ Id: 'other@g.us', id: 'other@g.us' },
		]);
	});

	it.each<[string, unknown]>([
		['bare', { id: 'new@g.us', subject: 'Obra 43', participants }],
		[
			'under "group", with a JID and a name',
			{ group: { jid: 'new@g.us', name: 'Obra 43', participants } },
		],
		['under "data", without a name', { data: { groupId: 'new@g.us', participants } }],
	])('with the new group %s', async (_where, answer) => {
		expect(await answered('POST /groups', answer, create)).toEqual([made]);
		expect(body(0)).toEqual({ subject: 'Obra 43' });
	});

	it('with the name that the new group got', async () => {
		const answer = { id: 'new@g.us', subject: 'Obra 43 (2)' };
		expect(await answered('POST /groups', answer, create)).toMatchObject([
			{ subject: 'Obra 43 (2)' },
		]);
	});

	it.each([
		{ link: 'https://chat.whatsapp.com/a' },
		{ inviteLink: 'https://chat.whatsapp.com/a' },
		{ data: { url: 'https://chat.whatsapp.com/a' } },
	])('with the link in %j', async (answer) => {
		expect(await answered('POST /groups/:groupId/invite', answer, invite)).toEqual([
			{ groupId: GROUPS.modern, link: 'https://chat.whatsapp.com/a' },
		]);
	});
});

describe('an answer that lacks what matters is a failure', () => {
	const again = expect.stringMatching(/^Try again\. When it happens again, check 'Base URL'/);
	it.each<[string, string, unknown, INodeParameters, string, unknown]>([
		['a list', 'GET /groups/:groupId', [], get, 'no group', again],
		[
			'a group without id',
			'POST /groups',
			{ subject: 'Obra 43' },
			create,
			'no id for the new group',
			`The group may have been created. ${CHECK}`,
		],
		[
			'a text',
			'POST /groups',
			'"created"',
			create,
			'no id for the new group',
			`The group may have been created. ${CHECK}`,
		],
		['no link', 'POST /groups/:groupId/invite', { link: null }, invite, 'no link', again],
		[
			'no new link',
			'POST /groups/:groupId/invite',
			{ link: 7 },
			{ ...invite, resetLink: true },
			'no link',
			`The invite link may have been replaced. ${CHECK}`,
		],
	])('for %s from %s', async (_what, route, answer, parameters, lack, hint) => {
		expect(await answered(route, answer, parameters)).toEqual({
			sentence: `Pilot Status accepted the request but gave ${lack}`,
			hint,
		});
	});
});

it('names the group that the API does not find', async () => {
	server().fault({ route: 'GET /groups/:groupId', status: 404 });
	const { error } = await runNode(account(KEY), { parameters: get });
	expect(error!.message).toBe(`Pilot Status does not find group "${GROUPS.modern}" with this key`);
});

it('sends the id of a message to pin without the spaces around it', async () => {
	const parameters = { ...get, operation: 'pinMessage', messageId: ' 3EB0C767D097B7C7C4A1\n' };
	await runNode(account(KEY), { parameters });
	expect(body(0)).toEqual({ messageId: '3EB0C767D097B7C7C4A1', action: 'pin' });
});

it.each([
	['a resource', { resource: 'contact', operation: 'get' }, 'contact: '],
	['an operation', { resource: 'group', operation: 'rename' }, 'group: rename'],
])('knows %s of a newer version only by name', async (_what, parameters, name) => {
	const { error } = await runNode(account(KEY), { parameters: parameters as INodeParameters });
	expect(error).toMatchObject({
		message: `This version of the node has no operation "${name}"`,
		description: 'Update the package n8n-nodes-pilotstatus, or pick another operation.',
	});
});

it.each([
	[
		"={{ 'a'.hash('ps_secret_123') }}",
		/^Unknown algorithm ps_…/,
		/^Check the expressions and the input files of this node\.$/,
	],
	['={{ $json.x.extractUrl(1).foo }}', /^extractUrl can't be used/, /^To ignore this error/],
])('says what is wrong with the expression %s, without a key', async (text, message, hint) => {
	const parameters = { resource: 'message', operation: 'sendText', sendTo: 'group', groupId, text };
	const { error } = await runNode(account(KEY), { parameters });
	expect(error!.message).toMatch(message);
	expect(error!.description).toMatch(hint);
	expect(server().log).toEqual([]);
});
