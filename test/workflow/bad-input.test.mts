import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { account, calls } = useServer();
const groupId = locator(GROUPS.modern);

const PICK = 'Pick the group from the list, or copy its ID from Group → Get Many or the trigger.';
const SOMEBODY = 'Give at least one phone number with country and area code, e.g. 5511999999999.';
const WHOLE =
	'Give the whole number with country and area code, 8 to 15 digits, e.g. 5511999999999.';
const NAME = 'Give the group a name, e.g. Obra 42.';
const LIMIT = "Set 'Limit' to 1 or more, or turn on 'Return All'.";
const PINNED =
	"Give the WhatsApp id of the message: 'messageId' from the trigger, or 'externalMessageId' from Message → Get.";

/** What is wrong, and the exact sentence and hint about it. */
const rows: Array<[string, INodeParameters, string, string]> = [
	[
		'a group id without @g.us',
		{ operation: 'get', groupId: locator('120363', 'id') },
		'"120363" in \'Group\' is not an ID, and a group ID must end in @g.us',
		PICK,
	],
	[
		'an invite link as group',
		{ operation: 'getInviteLink', groupId: locator('https://chat.whatsapp.com/x', 'id') },
		'"https://chat.whatsapp.com/x" in \'Group\' is an invite link, and a group ID must end in @g.us',
		PICK,
	],
	[
		'a group from an empty expression',
		{ operation: 'get', groupId: locator('={{ $json.nope }}', 'id') },
		"'Group' is empty",
		'Pick a group from the list, or give its ID, which must end in @g.us.',
	],
	[
		'an empty list of participants to add',
		{ operation: 'addParticipants', groupId, participants: ' , ' },
		"'Participants' is empty",
		SOMEBODY,
	],
	[
		'an empty list of participants to remove',
		{ operation: 'removeParticipants', groupId, participants: '={{ [] }}' },
		"'Participants' is empty",
		SOMEBODY,
	],
	[
		'an empty list of participants to promote',
		{ operation: 'promoteParticipants', groupId, participants: ',' },
		"'Participants' is empty",
		SOMEBODY,
	],
	[
		'an empty list of participants to demote',
		{ operation: 'demoteParticipants', groupId, participants: ';' },
		"'Participants' is empty",
		SOMEBODY,
	],
	[
		'a word among participants',
		{ operation: 'addParticipants', groupId, participants: '5511911111111, Maria' },
		'"Maria" in \'Participants\' is not a phone number',
		WHOLE,
	],
	[
		'a word among participants of a new group',
		{ operation: 'create', subject: 'Obra', participants: 'todos' },
		'"todos" in \'Participants\' is not a phone number',
		WHOLE,
	],
	['a blank subject', { operation: 'create', subject: '  ' }, "'Subject' is empty", NAME],
	[
		'an object as subject',
		{ operation: 'create', subject: '={{ ({ a: 1 }) }}' },
		'"{"a":1}" in \'Subject\' is not text',
		NAME,
	],
	[
		'a limit of 0',
		{ operation: 'getAll', limit: 0 },
		'\'Limit\' must be a whole number of at least 1, and it is "0"',
		LIMIT,
	],
	[
		'a broken limit',
		{ operation: 'getAll', limit: 1.5 },
		'\'Limit\' must be a whole number of at least 1, and it is "1.5"',
		LIMIT,
	],
	[
		'a blank message id',
		{ operation: 'pinMessage', groupId, messageId: ' ' },
		"'Message ID' is empty",
		PINNED,
	],
	[
		'a blank message id to unpin',
		{ operation: 'unpinMessage', groupId, messageId: ' ' },
		"'Message ID' is empty",
		PINNED,
	],
	[
		'a timeout of 0',
		{ operation: 'getAll', options: { timeout: 0 } },
		'\'Timeout\' must be a number of at least 1, and it is "0"',
		"Set 'Timeout' to e.g. 60000, or remove the option.",
	],
	[
		'a half of a place',
		{ operation: 'getAll', options: { maxParallel: 1.5 } },
		'\'Max Parallel\' must be a whole number of at least 1, and it is "1.5"',
		"Set 'Max Parallel' to e.g. 4, or remove the option.",
	],
	[
		'a wait in words',
		{ operation: 'getAll', options: { maxWait: '={{ "an hour" }}' } },
		'\'Max Wait\' must be a number of at least 0, and it is "an hour"',
		"Set 'Max Wait' to e.g. 300, or remove the option.",
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
		"Set 'Delay Between Sends' to e.g. 0, or remove the option.",
	],
	[
		'a blank text',
		{ resource: 'message', operation: 'sendText', groupId, text: '\n' },
		"'Text' is empty",
		'Write what to send.',
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
		WHOLE,
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
		'Give every number an item of its own, e.g. with Split Out.',
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
		WHOLE,
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
		'Pick the newsletter from the list, or copy its ID from the trigger.',
	],
	[
		'an unknown kind of chat',
		{ resource: 'message', operation: 'sendText', sendTo: 'all', text: 'x' },
		'"all" in \'Send To\' is not a kind of chat',
		"Set 'Send To' to group, newsletter or phoneNumber.",
	],
];

describe.each(rows)('%s', (_name, given, sentence, hint) => {
	const parameters = { resource: 'group', ...given };

	it('stops the run before any request, naming the item', async () => {
		const { error } = await runNode(account(KEY), { parameters });
		expect(error!.message).toBe(sentence);
		expect(error!.description).toBe(hint);
		expect(error!.context.itemIndex).toBe(0);
		expect(calls()).toEqual([]);
	});

	it('becomes an item under Continue', async () => {
		const { items } = await runNode(account(KEY), { parameters, onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json)).toEqual([
			{ error: sentence, code: null, statusCode: null, hint },
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
