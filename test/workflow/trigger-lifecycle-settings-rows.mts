import { expect } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { WEBHOOK_EVENTS } from 'pilotstatus-reference-server';
import { expectOneFitting, failureOf, newCalls } from './trigger-lifecycle-bench.mts';
import type { Row } from './trigger-lifecycle-bench.mts';

const GROUP = 'Pick the group from the list, or copy its ID from Group → Get Many or the trigger.';
const SIZE = "Set 'Max Media Size' to the largest file you want, in MB, e.g. 16.";
const EVENTS = [...WEBHOOK_EVENTS].sort().join(', ');

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
					expect(description).toBe(hint);
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
