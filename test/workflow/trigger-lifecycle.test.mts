import { afterEach, describe, it, jest } from '@jest/globals';

import { core } from '../harness/core.mts';
import { startListener } from '../harness/listener.mts';
import type { Listener } from '../harness/listener.mts';
import { useServer } from '../harness/server.mts';
import { KEYS } from 'pilotstatus-reference-server';
import type { Bench } from './trigger-lifecycle-bench.mts';
import { droppedEvents } from './trigger-lifecycle-events-rows.mts';
import { failing } from './trigger-lifecycle-failure-rows.mts';
import { cleaning, oneEach } from './trigger-lifecycle-one-each-rows.mts';
import { removing } from './trigger-lifecycle-removal-rows.mts';
import { adopting, creating, mending } from './trigger-lifecycle-rows.mts';
import { secrets } from './trigger-lifecycle-secret-rows.mts';
import { wrongSettings } from './trigger-lifecycle-settings-rows.mts';

// Rows of their own look at the rest: where the API does not show the events, it is asked for them.
const { server, account } = useServer(undefined, {
	webhookEvents: 'present',
	webhookCreateBody: 'object',
	errorBody: 'errorCodeDetails',
});
const listeners: Listener[] = [];

const bench: Bench = {
	get server() {
		return server();
	},
	async start(options, rest) {
		const listener = await startListener({ ...account(KEYS.go), ...rest }, options);
		listeners.push(listener);
		return listener;
	},
	moveTo(address) {
		jest.spyOn(core.HookContext.prototype, 'getNodeWebhookUrl').mockReturnValue(address);
	},
};

afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all(listeners.splice(0).map(async (listener) => await listener.close()));
});

/** What the trigger's lifecycle promises, one by one. */
describe.each([
	['A new registration', creating],
	['One that fits', adopting],
	['One that does not fit', mending],
	['Several with our address', cleaning],
	['One registration per address', oneEach],
	['Removal', removing],
	['Dropped events', droppedEvents],
	['Failures', failing],
	['Settings', wrongSettings],
	['Token and log', secrets],
])('%s', (_topic, rows) => {
	it.each(rows)('$promise', async ({ run }) => await run(bench));
});
