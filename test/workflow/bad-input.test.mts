import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS } from '../reference-server/seeds.mts';
import { KEY, locator } from './rows.mts';

const { account, calls } = useServer();
const groupId = locator(GROUPS.modern);

/** What the sentence says, and which part of the hint says what to do. */
const rows: Array<[string, INodeParameters, string, RegExp]> = [
	[
		'a group id without @g.us',
		{ operation: 'get', groupId: locator('120363', 'id') },
		'"120363" in \'Group\' is not an ID, and a group ID must end in @g.us',
		/Group → Get Many/,
	],
	[
		'an invite link as group',
		{ operation: 'getInviteLink', groupId: locator('https://chat.whatsapp.com/x', 'id') },
		'"https://chat.whatsapp.com/x" in \'Group\' is an invite link, and a group ID must end in @g.us',
		/Pick the group/,
	],
	[
		'a group from an empty expression',
		{ operation: 'get', groupId: locator('={{ $json.nope }}', 'id') },
		"'Group' is empty",
		/must end in @g\.us/,
	],
	[
		'an empty list of participants to add',
		{ operation: 'addParticipants', groupId, participants: ' , ' },
		"'Participants' is empty",
		/at least one phone number/,
	],
	[
		'an empty list of participants to remove',
		{ operation: 'removeParticipants', groupId, participants: '={{ [] }}' },
		"'Participants' is empty",
		/at least one phone number/,
	],
	[
		'an empty list of participants to promote',
		{ operation: 'promoteParticipants', groupId, participants: ',' },
		"'Participants' is empty",
		/at least one phone number/,
	],
	[
		'an empty list of participants to demote',
		{ operation: 'demoteParticipants', groupId, participants: ';' },
		"'Participants' is empty",
		/at least one phone number/,
	],
	[
		'a word among participants',
		{ operation: 'addParticipants', groupId, participants: '5511911111111, Maria' },
		'"Maria" in \'Participants\' is not a phone number',
		/country and area code/,
	],
	[
		'a word among participants of a new group',
		{ operation: 'create', subject: 'Obra', participants: 'todos' },
		'"todos" in \'Participants\' is not a phone number',
		/country and area code/,
	],
	[
		'a blank subject',
		{ operation: 'create', subject: '  ' },
		"'Subject' is empty",
		/Give the group a name/,
	],
	[
		'an object as subject',
		{ operation: 'create', subject: '={{ ({ a: 1 }) }}' },
		'"{"a":1}" in \'Subject\' is not text',
		/Give the group a name/,
	],
	[
		'a limit of 0',
		{ operation: 'getAll', limit: 0 },
		'\'Limit\' must be a whole number of at least 1, and it is "0"',
		/Return All/,
	],
	[
		'a broken limit',
		{ operation: 'getAll', limit: 1.5 },
		'\'Limit\' must be a whole number of at least 1, and it is "1.5"',
		/Return All/,
	],
	[
		'a blank message id',
		{ operation: 'pinMessage', groupId, messageId: ' ' },
		"'Message ID' is empty",
		/externalMessageId/,
	],
	[
		'a blank message id to unpin',
		{ operation: 'unpinMessage', groupId, messageId: ' ' },
		"'Message ID' is empty",
		/externalMessageId/,
	],
	[
		'a timeout of 0',
		{ operation: 'getAll', options: { timeout: 0 } },
		'\'Timeout\' must be a number of at least 1, and it is "0"',
		/60000/,
	],
	[
		'a half of a place',
		{ operation: 'getAll', options: { maxParallel: 1.5 } },
		'\'Max Parallel\' must be a whole number of at least 1, and it is "1.5"',
		/^Set 'Max Parallel' to e\.g\. 4/,
	],
	[
		'a wait in words',
		{ operation: 'getAll', options: { maxWait: '={{ "an hour" }}' } },
		'\'Max Wait\' must be a number of at least 0, and it is "an hour"',
		/300/,
	],
	[
		'a negative delay',
		{
			resource: 'message',
			operation: 'sendText',
			groupId,
			text: 'Oi',
			options: { delayBetweenSends: -1 },
		},
		'\'Delay Between Sends\' must be a number of at least 0, and it is "-1"',
		/remove the option/,
	],
	[
		'a blank text',
		{ resource: 'message', operation: 'sendText', groupId, text: '\n' },
		"'Text' is empty",
		/Write what to send/,
	],
	[
		'a number with letters',
		{
			resource: 'message',
			operation: 'sendText',
			sendTo: 'phoneNumber',
			destinationNumber: '55 11 9ABC-0000',
			text: 'x',
		},
		'"55 11 9ABC-0000" in \'Phone Number\' is not a phone number',
		/8 to 15 digits/,
	],
	[
		'two numbers for one message',
		{
			resource: 'message',
			operation: 'sendText',
			sendTo: 'phoneNumber',
			destinationNumber: '5511911111111;5511922222222',
			text: 'x',
		},
		'"5511911111111;5511922222222" in \'Phone Number\' holds 2 numbers, and a message goes to one',
		/item of its own/,
	],
	[
		'no number for a message',
		{
			resource: 'message',
			operation: 'sendText',
			sendTo: 'phoneNumber',
			destinationNumber: '={{ null }}',
			text: 'x',
		},
		"'Phone Number' is empty",
		/8 to 15 digits/,
	],
	[
		'a group as newsletter',
		{
			resource: 'message',
			operation: 'sendText',
			sendTo: 'newsletter',
			newsletterId: groupId,
			text: 'x',
		},
		`"${GROUPS.modern}" in 'Newsletter' is not an ID, and a newsletter ID must end in @newsletter`,
		/Pick the newsletter/,
	],
	[
		'an unknown kind of chat',
		{ resource: 'message', operation: 'sendText', sendTo: 'all', text: 'x' },
		'"all" in \'Send To\' is not a kind of chat',
		/phoneNumber/,
	],
];

describe.each(rows)('%s', (_name, given, sentence, hint) => {
	const parameters = { resource: 'group', ...given };

	it('stops the run before any request, naming the item', async () => {
		const { error } = await runNode(account(KEY), { parameters });
		expect(error!.message).toBe(sentence);
		expect(error!.description).toMatch(hint);
		expect(error!.context.itemIndex).toBe(0);
		expect(calls()).toEqual([]);
	});

	it('becomes an item under Continue', async () => {
		const { items } = await runNode(account(KEY), { parameters, onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json)).toEqual([
			{ error: sentence, code: null, statusCode: null, hint: expect.stringMatching(hint) },
		]);
		expect(calls()).toEqual([]);
	});
});

describe('one bad item among good ones', () => {
	const parameters = {
		resource: 'message',
		operation: 'sendText',
		groupId: locator('={{ $json.to }}', 'id'),
		text: 'Oi',
	};
	const input = [GROUPS.modern, 'Obra', GROUPS.legacy].map((to) => ({ json: { to } }));

	it('keeps everything from being sent', async () => {
		const { error } = await runNode(account(KEY), { parameters }, input);
		expect(error!.context.itemIndex).toBe(1);
		expect(calls()).toEqual([]);
	});

	it('lets the others through under Continue', async () => {
		const { items } = await runNode(
			account(KEY),
			{ parameters, onError: 'continueRegularOutput' },
			input,
		);
		expect(items.map(({ json }) => json.status ?? json.error)).toEqual([
			'QUEUED',
			'"Obra" in \'Group\' is not an ID, and a group ID must end in @g.us',
			'QUEUED',
		]);
		expect(calls()).toHaveLength(2);
	});

	it('goes to the error output alone, with exactly two fields of ours', async () => {
		const { outputs } = await runNode(
			account(KEY),
			{ parameters, onError: 'continueErrorOutput' },
			input,
		);
		expect(outputs[0]).toHaveLength(2);
		expect(outputs[1]!.map(({ json }) => Object.keys(json).sort())).toEqual([
			['error', 'message', 'to'],
		]);
	});

	it('is known by its expression when that is what cannot be read', async () => {
		const broken = { ...parameters, text: '={{ $json.to.nope.deeper }}' };
		const { items } = await runNode(
			account(KEY),
			{ parameters: broken, onError: 'continueRegularOutput' },
			[{ json: { to: GROUPS.modern } }],
		);
		expect(items[0]!.json).toMatchObject({ error: expect.any(String), hint: expect.any(String) });
		expect(calls()).toEqual([]);
	});
});
