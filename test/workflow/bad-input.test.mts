import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { account, calls } = useServer();
const groupId = locator(GROUPS.modern);
const text = { operation: 'sendText', groupId, text: 'Oi' };
const ask = { operation: 'sendAndWait', groupId, message: 'Aprovar?' };
const until = (values: INodeParameters) => ({ ...ask, options: { limitWaitTime: { values } } });
const filtered = (filters: INodeParameters) => ({ operation: 'getAll', filters });

const DATE =
	'Give a date and time such as 2026-11-25T10:00:00, or a date from an expression such as {{ $now.plus({ hours: 1 }) }}.';
const LATER = "Set a later time, or remove 'Limit Wait Time'.";
const LENGTH = 'Give a number above 0 and minutes, hours or days.';

/** What is wrong, and the exact sentence and hint about it; `inputs.test.mts` tries the values of single fields. */
const rows: Array<[string, INodeParameters, string, string]> = [
	...['add', 'remove', 'promote', 'demote'].map((what): (typeof rows)[number] => [
		`an empty list of participants to ${what}`,
		{ resource: 'group', operation: `${what}Participants`, groupId, participants: '={{ [] }}' },
		"'Participants' is empty",
		'Give at least one phone number with country and area code, e.g. 5511999999999.',
	]),
	[
		'a word among participants of a new group',
		{ resource: 'group', operation: 'create', subject: 'Obra', participants: 'todos' },
		'"todos" in \'Participants\' is not a phone number',
		'Give the whole number with country and area code, 8 to 15 digits, e.g. 5511999999999.',
	],
	[
		'a blank message id to unpin',
		{ resource: 'group', operation: 'unpinMessage', groupId, messageId: ' ' },
		"'Message ID' is empty",
		"Give the WhatsApp id of the message: 'messageId' from the trigger, or 'externalMessageId' from Message → Get.",
	],
	[
		'an unknown kind of chat',
		{ operation: 'sendText', sendTo: 'all', text: 'x' },
		'"all" in \'Send To\' is not a kind of chat',
		"Set 'Send To' to group, newsletter or phoneNumber.",
	],
	[
		'an object as the field of a file',
		{
			operation: 'sendMedia',
			groupId,
			mediaSource: 'binary',
			binaryPropertyName: '={{ ({ a: 1 }) }}',
		},
		'"{"a":1}" in \'Input Data Field Name\' is not text',
		"Give the name of the input field that holds the file, e.g. 'data'.",
	],
	[
		'a start after the end',
		filtered({ startDate: '2026-02-01', endDate: '2026-01-01' }),
		'\'Start Date\' "2026-02-01" is after \'End Date\' "2026-01-01"',
		"Set 'Start Date' to a time before 'End Date'.",
	],
	[
		'a filter that is no group',
		filtered({ groupId: 'Obra' }),
		'"Obra" in \'Group\' is not an ID, and a group ID must end in @g.us',
		'Pick the group from the list, or copy its ID from Group → Get Many or the trigger.',
	],
	[
		'an end of delivery at its very start',
		{ ...text, options: { deliverAt: '2036-01-01T10:00', deliverUntil: '2036-01-01T13:00Z' } },
		"\"2036-01-01T13:00Z\" in 'Deliver Until' is not after 'Deliver At'",
		'That is 2036-01-01T13:00:00.000Z in UTC. Set a later time, or remove the option.',
	],
	['no question', { ...ask, message: ' ' }, "'Message' is empty", 'Write what to ask.'],
	[
		'a wait until no date',
		until({ limitType: 'atSpecifiedTime', maxDateAndTime: 'amanhã' }),
		'"amanhã" in \'Max Date and Time\' is not a date',
		DATE,
	],
	[
		'a wait until the past',
		until({ limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01' }),
		'"2020-01-01" in \'Max Date and Time\' is not a time to come',
		LATER,
	],
	[
		'a wait until a time that an expression does not find',
		until({ limitType: 'atSpecifiedTime', maxDateAndTime: '={{ $json.nope }}' }),
		'"" in \'Max Date and Time\' is not a time to come',
		LATER,
	],
	[
		'a wait of no length',
		until({ limitType: 'afterTimeInterval', resumeAmount: 0, resumeUnit: 'hours' }),
		'"0" hours in \'Limit Wait Time\' is not a time to wait',
		LENGTH,
	],
	[
		'a wait in weeks',
		until({ limitType: 'afterTimeInterval', resumeAmount: 1, resumeUnit: '={{ "weeks" }}' }),
		'"1" weeks in \'Limit Wait Time\' is not a time to wait',
		LENGTH,
	],
	[
		'a wait without an end',
		until({ limitType: 'afterTimeInterval', resumeAmount: '1e9', resumeUnit: 'days' }),
		'"1e9" days in \'Limit Wait Time\' is not a time to wait',
		LENGTH,
	],
];

it.each(rows)('%s is refused before any request, naming the item', async (...row) => {
	const [, given, sentence, hint] = row;
	const parameters = { resource: 'message', ...given };
	const { error } = await runNode(account(KEY), { parameters });
	expect([error?.message, error?.description]).toEqual([sentence, hint]);
	expect(error!.context.itemIndex).toBe(0);
	const { items } = await runNode(account(KEY), { parameters, onError: 'continueRegularOutput' });
	const json = { error: sentence, code: null, statusCode: null, hint };
	expect(items.map((item) => item.json)).toEqual([json]);
	expect(calls()).toEqual([]);
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
