import { expect } from '@jest/globals';

import { KEYS, SHAPE_VALUES } from 'pilotstatus-reference-server';
import {
	bodyOf,
	expectOneFitting,
	failureOf,
	giveToken,
	newCalls,
	picking,
	put,
	TOKEN,
} from './trigger-lifecycle-bench.mts';
import type { Bench, Row } from './trigger-lifecycle-bench.mts';

/** What a number cannot send, and how the user knows it. */
const dropped = [
	[
		KEYS.metaOba,
		['message.group', 'message.newsletter'],
		["'Message in Newsletter'", 'this event'],
	],
	[KEYS.meta, ['message.group'], ["'Message in Group'", 'this event']],
	[KEYS.evo, ['calls', 'call.ringing'], ["'Calls', 'Call Ringing'", 'these events']],
	[KEYS.evo, ['message.read', 'call.missed'], ["'Call Missed'", 'this event']],
] as const;

const sentenceFor = ([names, these]: readonly [string, string]) =>
	`This WhatsApp number cannot send ${names}: remove ${these} from 'Trigger On'`;

const HINT =
	'What a number can send depends on how it is connected: calls need a Meta number, newsletters a number paired by QR code, and groups on Meta an approved Official Business Account.';

export const droppedEvents: Row[] = [
	...dropped.map(
		([apiKey, events, said]): Row => ({
			promise: `fails when ${apiKey} silently drops one of ${events.join(', ')}, and leaves nothing`,
			async run(bench) {
				const listener = await bench.start(picking(...events), { apiKey });
				expect(await listener.hook('checkExists')).toBe(false);
				const error = await failureOf(listener.hook('create'));
				expect(error.message).toBe(sentenceFor(said));
				expect(error.description).toBe(HINT);
				expect(newCalls(bench).at(-1)).toMatch(/^DELETE /);
				expect(bench.server.state.webhooks).toEqual([]);
			},
		}),
	),
	...dropped.map(
		([apiKey, events, said]): Row => ({
			promise: `fails when ${apiKey} drops one of ${events.join(', ')} from what is mended, and leaves nothing`,
			async run(bench) {
				const listener = await bench.start(picking('message.sent'), { apiKey });
				await listener.activate();
				listener.options.parameters = { events: [...events] };
				const error = await failureOf(listener.activate());
				expect(error.message).toBe(sentenceFor(said));
				expect(newCalls(bench).filter((call) => !call.startsWith('GET'))).toEqual([
					'POST /webhooks',
					expect.stringMatching(/^PATCH /),
					expect.stringMatching(/^DELETE /),
				]);
				expect(bench.server.state.webhooks).toEqual([]);
			},
		}),
	),
	...SHAPE_VALUES.webhookCreateBody.flatMap((form) => [
		{
			promise: `finds a dropped event when creating answers with the form '${form}'`,
			async run(bench: Bench) {
				bench.server.shapes.webhookCreateBody = form;
				const listener = await bench.start(picking('calls'), { apiKey: KEYS.evo });
				const { message } = await failureOf(listener.activate());
				expect(message).toContain("'Calls'");
				expect(bench.server.state.webhooks).toEqual([]);
				const asked = newCalls(bench).filter((call) => call.startsWith('GET /webhooks/'));
				expect(asked).toHaveLength(form === 'id' ? 1 : 0);
			},
		},
		{
			promise: `keeps what was picked when creating answers with the form '${form}'`,
			async run(bench: Bench) {
				bench.server.shapes.webhookCreateBody = form;
				const listener = await bench.start(picking('message.group', 'message.read'));
				await listener.activate();
				const events = ['message.group', 'message.read', 'message.reply'];
				expectOneFitting(bench, listener, events);
			},
		},
		{
			promise: `passes when the API never shows events, with the form '${form}'`,
			async run(bench: Bench) {
				bench.server.shapes.webhookCreateBody = form;
				bench.server.shapes.webhookEvents = 'absent';
				const options = picking('message.group', 'calls');
				const listener = await bench.start(options, { apiKey: KEYS.evo });
				await listener.activate();
				const { id } = expectOneFitting(bench, listener);
				expect(newCalls(bench)).toEqual(['GET /webhooks', 'POST /webhooks', `GET /webhooks/${id}`]);
			},
		},
	]),
	{
		promise:
			'does without replies where the API keeps none of them, and asks for them at the next publish',
		async run(bench) {
			const route = 'POST /webhooks';
			const body = { id: 'wh_1', events: ['message.group'] };
			bench.server.fault({ route, status: 201, body });
			const listener = await bench.start();
			expect(await listener.hook('create')).toBe(true);
			giveToken(listener, TOKEN);
			put(bench, `${listener.address()}?token=${TOKEN}`, { events: ['message.group'] });
			expect(await listener.hook('checkExists')).toBe(true);
			expect(bodyOf(bench, 'PATCH')).toEqual({ events: ['message.group', 'message.reply'] });
		},
	},
	...[
		{ kept: ['message.group', 'message.read', 'number.connected'], isTaken: true },
		{ kept: ['*'], isTaken: true },
		{ kept: [], isTaken: false },
	].map(
		({ kept, isTaken }): Row => ({
			promise: `${isTaken ? 'takes' : 'does not take'} [${kept.join(', ')}] for all events`,
			async run(bench) {
				const body = { id: 'wh_1', events: kept };
				bench.server.fault({ route: 'POST /webhooks', status: 201, body });
				const listener = await bench.start(picking('*'));
				const created = listener.hook('create');
				if (isTaken) expect(await created).toBe(true);
				else
					expect((await failureOf(created)).message).toBe(
						sentenceFor(["'All Events'", 'this event']),
					);
			},
		}),
	),
	...SHAPE_VALUES.webhookStar.map(
		(form): Row => ({
			promise: `registers and mends all events, which the API gives back in the form '${form}'`,
			async run(bench) {
				bench.server.shapes.webhookStar = form;
				const listener = await bench.start(picking('message.read'));
				await listener.activate();
				listener.options.parameters = { events: ['*'] };
				await listener.activate();
				await listener.activate();
				expect(bench.server.state.webhooks).toMatchObject([{ events: ['*'] }]);
				listener.options.parameters = { events: ['message.read'] };
				await listener.activate();
				expectOneFitting(bench, listener, ['message.read']);
			},
		}),
	),
	{
		promise: 'takes back a new webhook whose events cannot be read',
		async run(bench) {
			bench.server.shapes.webhookCreateBody = 'id';
			bench.server.fault({ route: 'GET /webhooks/:webhookId', status: 500 });
			const listener = await bench.start();
			const { message } = await failureOf(listener.hook('create'));
			expect(message).toBe('Pilot Status could not answer (status 500)');
			expect(bench.server.state.webhooks).toEqual([]);
		},
	},
	{
		promise: 'asks the webhook itself when the answer to mending shows no events',
		async run(bench) {
			const listener = await bench.start(picking('message.read'), { apiKey: KEYS.evo });
			await listener.activate();
			listener.options.parameters = { events: ['message.read', 'calls'] };
			const route = 'PATCH /webhooks/:webhookId';
			bench.server.fault({ route, status: 200, body: { success: true }, after: true });
			const { message } = await failureOf(listener.hook('checkExists'));
			expect(message).toBe(sentenceFor(["'Calls'", 'this event']));
		},
	},
];
