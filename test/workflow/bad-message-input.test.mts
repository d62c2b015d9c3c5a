import { expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, TEMPLATES } from 'pilotstatus-reference-server';
import { KEY, locator } from './rows.mts';

const { account, calls } = useServer();
const groupId = locator(GROUPS.modern);
const object = '={{ ({ a: 1 }) }}';
const text = { operation: 'sendText', groupId, text: 'Oi' };
const media = { operation: 'sendMedia', groupId, mediaUrl: 'https://example.com/a.png' };
const template = { operation: 'sendTemplate', groupId, templateId: locator(TEMPLATES.approved) };
const ask = { operation: 'sendAndWait', groupId, message: 'Aprovar?' };
const until = (values: INodeParameters) => ({ ...ask, options: { limitWaitTime: { values } } });
const filtered = (filters: INodeParameters) => ({ operation: 'getAll', filters });

const DATE =
	'Give a date and time such as 2026-11-25T10:00:00, or a date from an expression such as {{ $now.plus({ hours: 1 }) }}.';
const MESSAGE_IDS =
	"Give the 'id' that the send operation returned, or several separated by commas.";
const LATER = "Set a later time, or remove 'Limit Wait Time'.";
const LENGTH = 'Give a number above 0 and minutes, hours or days.';

/** What is wrong, and the exact sentence and hint about it. */
const rows: Array<[string, INodeParameters, string, string]> = [
	[
		'no message to look up',
		{ operation: 'get', messageId: ' ' },
		"'Message ID' is empty",
		"Give the 'id' that the send operation returned.",
	],
	[
		'an object as message to look up',
		{ operation: 'get', messageId: object },
		'"{"a":1}" in \'Message ID\' is not text',
		"Give the 'id' that the send operation returned.",
	],
	[
		'no message to cancel',
		{ operation: 'cancel', messageIds: ' , ' },
		"'Message IDs' is empty",
		MESSAGE_IDS,
	],
	[
		'an object among messages to cancel',
		{ operation: 'cancel', messageIds: '={{ [{ a: 1 }] }}' },
		'"{"a":1}" in \'Message IDs\' is not text',
		MESSAGE_IDS,
	],
	[
		'a start that is no date',
		filtered({ startDate: 'ontem' }),
		'"ontem" in \'Start Date\' is not a date',
		DATE,
	],
	[
		'an end that is no date',
		filtered({ endDate: 'hoje' }),
		'"hoje" in \'End Date\' is not a date',
		DATE,
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
		'no address of a file',
		{ ...media, mediaUrl: object },
		'"{"a":1}" in \'Media URL\' is not text',
		'Give a public address that starts with https:// or http://.',
	],
	[
		'an object as the field of a file',
		{ ...media, mediaSource: 'binary', binaryPropertyName: object },
		'"{"a":1}" in \'Input Data Field Name\' is not text',
		"Give the name of the input field that holds the file, e.g. 'data'.",
	],
	[
		'an object as caption',
		{ ...media, caption: object },
		'"{"a":1}" in \'Caption\' is not text',
		'Write the caption as text.',
	],
	[
		'no template',
		{ ...template, templateId: locator('={{ " " }}', 'id') },
		"'Template' is empty",
		'Pick a template from the list, or give its ID or name.',
	],
	[
		'labels that are no text',
		{ ...text, options: { labels: object } },
		'"{"a":1}" in \'Labels\' is not text',
		'Give labels as text, separated by commas.',
	],
	[
		'an end of delivery that is no date',
		{ ...text, options: { deliverUntil: 'logo' } },
		'"logo" in \'Deliver Until\' is not a date',
		DATE,
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

it.each(rows)('%s is refused before any request', async (_what, given, sentence, hint) => {
	const parameters = { resource: 'message', ...given };
	const { error } = await runNode(account(KEY), { parameters });
	expect([error?.message, error?.description]).toEqual([sentence, hint]);
	expect(calls()).toEqual([]);
});
