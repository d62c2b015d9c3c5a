import { expect } from '@jest/globals';

import { SHAPE_VALUES } from 'pilotstatus-reference-server';
import {
	expectOneFitting,
	failureOf,
	giveToken,
	lookalikes,
	newCalls,
	OLDER_TOKEN,
	put,
	TOKEN,
} from './trigger-lifecycle-bench.mts';
import type { Row } from './trigger-lifecycle-bench.mts';

export const removing: Row[] = [
	...SHAPE_VALUES.webhookDeleteStatus.map(
		(status): Row => ({
			promise: `removes the webhook of its address and no other, when the API answers ${status}`,
			async run(bench) {
				bench.server.shapes.webhookDeleteStatus = status;
				const listener = await bench.start();
				const others = lookalikes(listener).map((url) => put(bench, url));
				await listener.activate();
				const { id } = expectOneFitting(bench, listener);
				newCalls(bench);
				expect(await listener.hook('delete')).toBe(true);
				expect(newCalls(bench)).toEqual(['GET /webhooks', `DELETE /webhooks/${id}`]);
				expect(bench.server.state.webhooks).toEqual(others);
			},
		}),
	),
	{
		promise: 'removes all webhooks of its address, also those with another token',
		async run(bench) {
			const listener = await bench.start();
			giveToken(listener, TOKEN);
			for (const query of ['', `?token=${OLDER_TOKEN}`, `?token=${TOKEN}`]) {
				put(bench, listener.address() + query);
			}
			await listener.deactivate();
			expect(bench.server.state.webhooks).toEqual([]);
		},
	},
	{
		promise: 'takes a 404 for success, and goes on with the next one',
		async run(bench) {
			const listener = await bench.start();
			put(bench, listener.address());
			put(bench, listener.address());
			const body = { code: 'WEBHOOK_NOT_FOUND' };
			bench.server.fault({
				route: 'DELETE /webhooks/:webhookId',
				nth: 1,
				status: 404,
				body,
				after: true,
			});
			expect(await listener.hook('delete')).toBe(true);
			expect(bench.server.state.webhooks).toEqual([]);
		},
	},
	{
		promise: 'sends no DELETE when nothing is registered',
		async run(bench) {
			const listener = await bench.start();
			expect(await listener.hook('delete')).toBe(true);
			expect(newCalls(bench)).toEqual(['GET /webhooks']);
		},
	},
	{
		promise: 'says that a webhook could not be removed',
		async run(bench) {
			const listener = await bench.start();
			await listener.activate();
			bench.server.fault({ route: 'DELETE /webhooks/:webhookId', status: 500 });
			const sentence = 'Pilot Status could not answer (status 500)';
			expect((await failureOf(listener.hook('delete'))).message).toBe(sentence);
			await listener.deactivate();
			expect(listener.logs).toContain(`error: ${sentence}`);
		},
	},
	{
		promise: 'says that the webhooks could not be listed, and removes nothing on a guess',
		async run(bench) {
			const listener = await bench.start();
			await listener.activate();
			listener.account.apiKey = 'ps_revoked';
			newCalls(bench);
			const { message } = await failureOf(listener.hook('delete'));
			expect(message).toBe('Pilot Status does not know this API key');
			expect(newCalls(bench)).toEqual(['GET /webhooks']);
		},
	},
	{
		promise: 'can be removed although the settings are wrong by now',
		async run(bench) {
			const listener = await bench.start();
			await listener.activate();
			listener.options.parameters = { events: [] };
			await listener.deactivate();
			expect(bench.server.state.webhooks).toEqual([]);
		},
	},
];
