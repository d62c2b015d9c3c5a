import { expect } from '@jest/globals';

import {
	echo,
	expectNoSecret,
	expectOneFitting,
	failureOf,
	giveToken,
	TOKEN,
	tokenOf,
} from './trigger-lifecycle-bench.mts';
import type { Row } from './trigger-lifecycle-bench.mts';

/** Hosts of n8n, and whether Pilot Status can reach them. */
const hosts: Array<[string, boolean]> = [
	['localhost:5678', false],
	['n8n:5678', false],
	['10.1.2.3', false],
	['172.16.0.1', false],
	['172.20.0.5', false],
	['172.31.0.1', false],
	['192.168.1.10', false],
	['169.254.1.1', false],
	['[::1]:5678', false],
	['[fd00::1]', false],
	['n8n.example.com', true],
	['10.0.0.1.example.com', true],
	['172.15.0.5', true],
	['172.32.0.5', true],
	['8.8.8.8:5678', true],
	['[2001:db8::1]', true],
];

export const secrets: Row[] = [
	{
		promise: 'keeps its token of 64 hex digits over unpublishing and publishing again',
		async run(bench) {
			const listener = await bench.start();
			await listener.activate();
			const token = tokenOf(listener);
			expect(token).toMatch(/^[0-9a-f]{64}$/);
			await listener.deactivate();
			await listener.activate();
			expect(tokenOf(listener)).toBe(token);
			expectOneFitting(bench, listener);
		},
	},
	{
		promise: 'makes another token for every node',
		async run(bench) {
			const listeners = [await bench.start(), await bench.start(), await bench.start()];
			for (const listener of listeners) await listener.activate();
			expect(new Set(listeners.map(tokenOf)).size).toBe(3);
		},
	},
	{
		promise: 'writes neither token nor key into the log over a whole life',
		async run(bench) {
			const listener = await bench.start();
			giveToken(listener, TOKEN);
			await listener.activate();
			listener.options.parameters = { events: ['message.read'] };
			await listener.activate();
			bench.server.fault({ route: 'DELETE /webhooks/:webhookId', status: 500, body: echo });
			const error = await failureOf(listener.hook('delete'));
			await listener.deactivate();
			expect(listener.logs.length).toBeGreaterThan(2);
			expectNoSecret(listener, error);
		},
	},
	...hosts.map(
		([host, isReachable]): Row => ({
			promise: `${isReachable ? 'logs nothing' : 'warns, and does not fail,'} when n8n is at ${host}`,
			async run(bench) {
				const address = `http://${host}/webhook/a/webhook`;
				bench.moveTo(address);
				const listener = await bench.start();
				await listener.activate();
				expect(bench.server.state.webhooks).toHaveLength(1);
				for (const line of listener.logs) {
					expect(line).toBe(
						`warn: Pilot Status cannot reach ${address} from outside: set WEBHOOK_URL to the public address of n8n, unless the API runs in the same network.`,
					);
				}
				expect(listener.logs.length > 0).toBe(!isReachable);
				expectNoSecret(listener);
			},
		}),
	),
];
