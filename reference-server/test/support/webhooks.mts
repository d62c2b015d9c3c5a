import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';

import type { Webhook } from '../../src/whatsapp/model.mts';
import { KEYS } from '../../src/seeds/index.mts';
import { startReferenceServer } from '../../src/server.mts';
import type { ReferenceServer, ReferenceServerOptions } from '../../src/server.mts';
import { call } from './client.mts';
import { startReceiver } from './receiver.mts';
import type { Receiver } from './receiver.mts';

export interface WebhookBench {
	server(): ReferenceServer;
	/** A fresh one in every test. */
	receiver(): Receiver;
	/** Creates a webhook that points to the receiver, or to `url`. */
	hook(events: string[], options?: { key?: string; url?: string }): Promise<Webhook>;
	/** Sends a message with the key of the Evolution GO number, unless told otherwise; gives its id. */
	send(body: object, key?: string): Promise<string>;
	/** Once nothing is being delivered: the events that arrived, in alphabetical order. */
	events(): Promise<string[]>;
}

/** A server with a manual clock for one test file, reset before every test, and a receiver. */
export function useWebhooks(options: ReferenceServerOptions = {}): WebhookBench {
	let server: ReferenceServer;
	let receiver: Receiver;
	beforeAll(async () => {
		server = await startReferenceServer({ clock: 'manual', ...options });
	});
	afterAll(() => server.close());
	beforeEach(async () => {
		server.reset();
		receiver = await startReceiver();
	});
	afterEach(() => receiver.close());
	return {
		server: () => server,
		receiver: () => receiver,
		async hook(events, { key = KEYS.go, url = receiver.url } = {}) {
			const body = { name: 'test', url, events };
			const { status, json } = await call(server, 'POST', '/webhooks', { key, body });
			expect(status).toBe(201);
			return server.state.webhooks.find(({ id }) => id === json.id)!;
		},
		async send(body, key = KEYS.go) {
			const { status, json } = await call(server, 'POST', '/messages/send', { key, body });
			expect(status).toBe(202);
			return json.id;
		},
		async events() {
			await server.settled();
			return receiver.received.map(({ json }) => json.event).sort();
		},
	};
}
