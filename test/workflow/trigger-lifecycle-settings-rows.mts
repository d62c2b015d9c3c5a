import { expect } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { expectOneFitting, failureOf, newCalls } from './trigger-lifecycle-bench.mts';
import type { Row } from './trigger-lifecycle-bench.mts';

const GROUP = 'Pick the group from the list, or copy its ID from Group → Get Many or the trigger.';
const SIZE = "Set 'Max Media Size' to the largest file you want, in MB, e.g. 16.";
const EVENTS =
	'*, call.connected, call.ended, call.missed, call.permission_updated, call.ringing, calls, flow.response_received, lead.received, message.delivered, message.failed, message.group, message.newsletter, message.read, message.received, message.reply, message.sent, number.connected, number.created, number.disconnected, number.removed, number.restored';
const TYPES =
	'audio, button, contacts, document, image, interactive, location, reaction, sticker, text, video';
const BURST =
	"Set 'Burst (Seconds)' to how long somebody must be silent before the workflow starts, e.g. 5, or remove the option.";
const SENDERS =
	"Give the numbers of those who may, e.g. +5511999999999, or remove 'Senders' to let everybody.";
const nobody = "'Senders' is empty, so nobody could start this workflow";
const noPattern = "'Text Pattern' is empty, so no text would match it";
const PATTERN = "Write at least one text into 'Text Pattern', or remove 'Text Match'.";

/** Wrong settings, the sentence that names them, and the hint. */
const settings: Array<[string, INodeParameters, string, string]> = [
	[
		'no event',
		{ events: [] },
		"'Trigger On' is empty, so nothing would start this workflow",
		'Pick at least one event.',
	],
	[
		'no event from an expression',
		{ events: '={{ undefined }}' },
		"'Trigger On' is empty, so nothing would start this workflow",
		'Pick at least one event.',
	],
	[
		'an unknown event from an expression',
		{ events: '={{ ["message.group", "message.grupo"] }}' },
		'"message.grupo" in \'Trigger On\' is not an event of Pilot Status',
		`Use one of these: ${EVENTS}.`,
	],
	[
		'an object as event',
		{ events: '={{ [{ a: 1 }] }}' },
		'"{"a":1}" in \'Trigger On\' is not text',
		'Pick the events from the list.',
	],
	[
		'an object as group',
		{ groups: '={{ [{ a: 1 }] }}' },
		'"{"a":1}" in \'Group Names or IDs\' is not text',
		'Pick the groups from the list.',
	],
	[
		'a group that is none',
		{ groups: ['120363000000000001@g.us', 'Obra 42'] },
		'"Obra 42" in \'Group Names or IDs\' is not an ID, and a group ID must end in @g.us',
		GROUP,
	],
	[
		'an invite link among groups as text',
		{ groups: '={{ "120363000000000001@g.us, https://chat.whatsapp.com/x" }}' },
		'"https://chat.whatsapp.com/x" in \'Group Names or IDs\' is an invite link, and a group ID must end in @g.us',
		GROUP,
	],
	[
		'a media size of 0',
		{ options: { maxMediaSize: 0 } },
		'\'Max Media Size\' must be more than 0 MB, and it is "0"',
		SIZE,
	],
	[
		'a media size below 0',
		{ options: { maxMediaSize: -1.5 } },
		'\'Max Media Size\' must be more than 0 MB, and it is "-1.5"',
		SIZE,
	],
	[
		'a word as media size from an expression',
		{ options: { maxMediaSize: '={{ "big" }}' } },
		'\'Max Media Size\' must be more than 0 MB, and it is "big"',
		SIZE,
	],
	[
		'a burst of 0',
		{ options: { burst: 0 } },
		'\'Burst (Seconds)\' must be whole seconds from 1 to 60, and it is "0"',
		BURST,
	],
	[
		'a burst of 61',
		{ options: { burst: 61 } },
		'\'Burst (Seconds)\' must be whole seconds from 1 to 60, and it is "61"',
		BURST,
	],
	[
		'a burst of 2.5',
		{ options: { burst: 2.5 } },
		'\'Burst (Seconds)\' must be whole seconds from 1 to 60, and it is "2.5"',
		BURST,
	],
	[
		'a burst of -1',
		{ options: { burst: -1 } },
		'\'Burst (Seconds)\' must be whole seconds from 1 to 60, and it is "-1"',
		BURST,
	],
	[
		'a burst of cinco',
		{ options: { burst: '={{ "cinco" }}' } },
		'\'Burst (Seconds)\' must be whole seconds from 1 to 60, and it is "cinco"',
		BURST,
	],
	['an empty list of senders', { options: { senders: '' } }, nobody, SENDERS],
	['a list of senders that is empty', { options: { senders: '={{ [] }}' } }, nobody, SENDERS],
	['senders that are not there', { options: { senders: '={{ undefined }}' } }, nobody, SENDERS],
	['blank senders', { options: { senders: ' ; ' } }, nobody, SENDERS],
	[
		'a sender who is none',
		{ options: { senders: 'Ana' } },
		'"Ana" in \'Senders\' is not a phone number',
		expect.any(String) as never,
	],
	['a text match without a pattern', { options: { textMatch: 'named' } }, noPattern, PATTERN],
	[
		'patterns that show nothing',
		{ options: { textMatch: 'contains', textPattern: '\n \u200b\r\n' } },
		noPattern,
		PATTERN,
	],
	[
		'an unknown way to match',
		{ options: { textMatch: 'regex', textPattern: 'a' } },
		'"regex" in \'Text Match\' is not a way to match',
		'Use one of these: contains, named, startsWith.',
	],
	[
		'an unknown type of message',
		{ options: { messageTypes: '={{ ["text", "foto"] }}' } },
		'"foto" in \'Message Types\' is not a type of message',
		`Use one of these: ${TYPES}.`,
	],
	[
		'an age of 0',
		{ options: { maxAge: 0 } },
		'\'Max Age (Minutes)\' must be more than 0 minutes, and it is "0"',
		"Set 'Max Age (Minutes)' to the age from which on a message comes too late, e.g. 10, or remove the option.",
	],
];

export const wrongSettings: Row[] = [
	...settings.map(
		([what, parameters, sentence, hint]): Row => ({
			promise: `stops ${what} before the first request`,
			async run(bench) {
				const listener = await bench.start({ parameters });
				const errors = [
					await failureOf(listener.hook('checkExists')),
					await failureOf(listener.hook('create')),
					await failureOf(listener.hook('checkExists', 'test')),
				];
				for (const { message, description, constructor } of errors) {
					expect(message).toBe(sentence);
					expect(description).toEqual(hint);
					expect(constructor.name).toBe('NodeOperationError');
				}
				expect(newCalls(bench)).toEqual([]);
			},
		}),
	),
	...[
		['a signature header with a secret', 'x-signature', 's3cret'],
		['a signature header without one', 'x-signature', ''],
		['a blank one', ' ', 's3cret'],
	].map(
		([what, signatureHeader, webhookSecret]): Row => ({
			promise: `takes ${what}, and keeps the secret`,
			async run(bench) {
				const parameters = { options: { signatureHeader: signatureHeader! } };
				const listener = await bench.start({ parameters }, { webhookSecret });
				await listener.activate();
				expectOneFitting(bench, listener);
				expect(JSON.stringify(bench.server.log)).not.toContain('s3cret');
			},
		}),
	),
];
