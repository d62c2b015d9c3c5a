import { expect } from '@jest/globals';

import {
	expectOneFitting,
	giveToken,
	newCalls,
	OLDER_TOKEN,
	put,
	registered,
	TOKEN,
	tokenOf,
} from './trigger-lifecycle-bench.mts';
import type { Row } from './trigger-lifecycle-bench.mts';

export const cleaning: Row[] = [
	{
		promise: 'keeps the one that fits of several with our address, and removes the others',
		async run(bench) {
			const listener = await bench.start();
			giveToken(listener, TOKEN);
			const url = listener.address();
			const older = put(bench, `${url}?token=${OLDER_TOKEN}`);
			const fitting = put(bench, `${url}?token=${TOKEN}`);
			const paused = put(bench, `${url}?token=${TOKEN}`, { active: false });
			const other = put(bench, `${url}2?token=${TOKEN}`);
			expect(await listener.hook('checkExists')).toBe(true);
			expect(newCalls(bench)).toEqual([
				'GET /webhooks',
				`DELETE /webhooks/${older.id}`,
				`DELETE /webhooks/${paused.id}`,
			]);
			expect(bench.server.state.webhooks).toEqual([fitting, other]);
		},
	},
	{
		promise: 'mends one of several that do not fit, and removes the others',
		async run(bench) {
			const listener = await bench.start();
			giveToken(listener, TOKEN);
			put(bench, `${listener.address()}?token=${OLDER_TOKEN}`);
			put(bench, listener.address(), { active: false });
			put(bench, `${listener.address()}?token=${TOKEN}`, { events: [] });
			expect(await listener.hook('checkExists')).toBe(true);
			expectOneFitting(bench, listener);
			expect(newCalls(bench).join()).toMatch(/^GET [^,]+,PATCH [^,]+,DELETE [^,]+,DELETE [^,]+$/);
		},
	},
	{
		promise: 'does not mind that a duplicate is gone before it is removed',
		async run(bench) {
			const listener = await bench.start();
			giveToken(listener, TOKEN);
			put(bench, `${listener.address()}?token=${TOKEN}`);
			put(bench, `${listener.address()}?token=${TOKEN}`);
			bench.server.fault({ route: 'DELETE /webhooks/:webhookId', status: 404, after: true });
			expect(await listener.hook('checkExists')).toBe(true);
			expectOneFitting(bench, listener);
		},
	},
	{
		promise: 'is not misled by entries of the list without id or address',
		async run(bench) {
			const listener = await bench.start();
			const body = { webhooks: [{}, { id: 'a' }, { id: 'b', url: 'no address' }, null] };
			bench.server.fault({ route: 'GET /webhooks', nth: 1, body });
			await listener.activate();
			expectOneFitting(bench, listener);
		},
	},
	{
		promise: 'keeps the one that fits when a duplicate cannot be removed, and says so in the log',
		async run(bench) {
			const listener = await bench.start();
			giveToken(listener, TOKEN);
			const fitting = put(bench, `${listener.address()}?token=${TOKEN}`);
			put(bench, listener.address());
			bench.server.fault({ route: 'DELETE /webhooks/:webhookId', status: 500 });
			await listener.activate();
			expect(bench.server.state.webhooks).toContainEqual(fitting);
			const trouble = 'Pilot Status could not answer (status 500)';
			expect(listener.logs).toContain(
				`warn: A second webhook at Pilot Status could not be removed: ${trouble}`,
			);
		},
	},
];

export const oneEach: Row[] = [
	{
		promise: 'has one registration after three activations in a row',
		async run(bench) {
			const listener = await bench.start();
			for (let time = 0; time < 3; time++) await listener.activate();
			expectOneFitting(bench, listener);
			expect(newCalls(bench)).toEqual([
				'GET /webhooks',
				'POST /webhooks',
				'GET /webhooks',
				'GET /webhooks',
			]);
		},
	},
	{
		promise: 'has one registration after a restart, the same as before',
		async run(bench) {
			bench.moveTo('https://n8n.example.com/webhook/a/webhook');
			const before = await bench.start();
			await before.activate();
			const state = structuredClone(bench.server.state.webhooks);
			const after = await bench.start();
			after.staticData = structuredClone(before.staticData);
			newCalls(bench);
			await after.activate();
			expect(newCalls(bench)).toEqual(['GET /webhooks']);
			expect(bench.server.state.webhooks).toEqual(state);
		},
	},
	{
		promise: 'has one registration per address when two instances run beside each other',
		async run(bench) {
			const one = await bench.start();
			const two = await bench.start();
			for (const listener of [one, two, one, two]) await listener.activate();
			expect(expectOneFitting(bench, one)).not.toBe(expectOneFitting(bench, two));
			await two.deactivate();
			expectOneFitting(bench, one);
			expect(registered(bench, two)).toEqual([]);
		},
	},
	{
		promise: 'has one registration when an instance of the same address takes over, with its token',
		async run(bench) {
			const address = 'https://n8n.example.com/webhook/a/webhook';
			bench.moveTo(address);
			const one = await bench.start();
			const two = await bench.start();
			await one.activate();
			await two.activate();
			expect(tokenOf(one)).not.toBe(tokenOf(two));
			const url = `${address}?token=${tokenOf(two)}`;
			expect(bench.server.state.webhooks.map((webhook) => webhook.url)).toEqual([url]);
		},
	},
	{
		promise: 'has one registration again after two instances of one address registered at once',
		async run(bench) {
			bench.moveTo('https://n8n.example.com/webhook/a/webhook');
			const both = [await bench.start(), await bench.start()];
			for (const name of ['checkExists', 'create'] as const) {
				for (const listener of both) await listener.hook(name);
			}
			expect(bench.server.state.webhooks).toHaveLength(2);
			await both[0]!.activate();
			expect(bench.server.state.webhooks).toHaveLength(1);
			expect(bench.server.state.webhooks[0]!.url).toContain(tokenOf(both[0]!));
		},
	},
	{
		promise: 'registers test and production apart, each with a token of its own',
		async run(bench) {
			const listener = await bench.start();
			await listener.activate();
			await listener.activate('test');
			const [production] = registered(bench, listener);
			const [test, ...rest] = registered(bench, listener, 'test');
			expect(rest).toEqual([]);
			expect(bench.server.state.webhooks).toEqual([production, test]);
			expect(test!.url).toMatch(/\?token=[0-9a-f]{64}$/);
			expect(test!.url).not.toContain(tokenOf(listener));
		},
	},
	{
		promise: 'never touches production while a test starts and stops listening',
		async run(bench) {
			const listener = await bench.start();
			await listener.activate();
			const before = structuredClone({
				data: listener.staticData,
				hooks: bench.server.state.webhooks,
			});
			listener.options.parameters = { events: ['message.reply'] };
			await listener.activate('test');
			await listener.activate('test');
			expect(registered(bench, listener, 'test')).toHaveLength(1);
			await listener.deactivate('test');
			expect({ data: listener.staticData, hooks: bench.server.state.webhooks }).toEqual(before);
		},
	},
	{
		promise: 'never touches a test that is listening while production is published and taken back',
		async run(bench) {
			const listener = await bench.start();
			await listener.activate('test');
			const before = structuredClone(bench.server.state.webhooks);
			await listener.activate();
			expect(bench.server.state.webhooks).toHaveLength(2);
			await listener.deactivate();
			expect(bench.server.state.webhooks).toEqual(before);
		},
	},
];
