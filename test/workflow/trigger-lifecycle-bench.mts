import { inspect } from 'node:util';
import { expect } from '@jest/globals';

import type { Listener, ListenerOptions, Mode } from '../harness/listener.mts';
import { KEYS, NUMBERS, TENANT_ID } from 'pilotstatus-reference-server';
import type { ReferenceServer, Webhook } from 'pilotstatus-reference-server';

/** Credential fields that differ from the usual ones. */
export type AccountPart = Partial<Record<'apiKey' | 'baseUrl' | 'webhookSecret', string>>;

/** What a promise is tried on: a fresh reference server, and as many instances of n8n as it needs. */
export interface Bench {
	server: ReferenceServer;
	/** Starts an instance of n8n, by default with the key of the Evolution GO number. */
	start(options?: ListenerOptions, account?: AccountPart): Promise<Listener>;
	/** Lets every instance believe that n8n's address of the node is this one. */
	moveTo(address: string): void;
}

/** One promise of the trigger's lifecycle, and how to see whether it is kept. */
export interface Row {
	promise: string;
	run(bench: Bench): Promise<void>;
}

/** What a trigger registers whose user picked 'Message in Group', as is the default. */
const WITH_REPLIES: Webhook['events'] = ['message.group', 'message.reply'];

/** A token as a node may have it in its static data. */
export const TOKEN = 'c0ffee42'.repeat(8);
export const OLDER_TOKEN = '0123abcd'.repeat(8);

/** What stands for the listener's node, by its id and webhook, beside its token. */
const OWNER = 'S5E7DKxYx18TopYb';

const STORE = 'node:Pilot Status Trigger';

/** The token in a node's static data. */
export const tokenOf = ({ staticData }: Listener) =>
	(staticData[STORE] as { token?: string } | undefined)?.token;

/** Puts a token into a node's static data. */
export function giveToken(listener: Listener, token: string): void {
	listener.staticData = { [STORE]: { token, owner: OWNER } };
}

/** Parameters that pick these events. */
export const picking = (...events: string[]): ListenerOptions => ({ parameters: { events } });

/** Method and path of every request since the last call of this. */
export function newCalls({ server }: Bench): string[] {
	return server.log.splice(0).map(({ method, path }) => `${method} ${path}`);
}

/** Body of the only request with this method. */
export function bodyOf({ server }: Bench, method: string): unknown {
	const found = server.log.filter((entry) => entry.method === method);
	expect(found).toHaveLength(1);
	return found[0]!.body;
}

/** Puts a webhook of the Evolution GO number into the API, as an older run, another node or a person left it. */
export function put({ server }: Bench, url: string, rest: Partial<Webhook> = {}): Webhook {
	const now = new Date().toISOString();
	const webhook: Webhook = {
		id: `wh_put_${server.state.webhooks.length}`,
		tenantId: TENANT_ID,
		name: 'put there',
		url,
		active: true,
		events: [...WITH_REPLIES],
		numberId: NUMBERS.go.id,
		lastTriggered: null,
		createdAt: now,
		updatedAt: now,
		logs: [],
		...rest,
	};
	server.state.webhooks.push(webhook);
	return webhook;
}

/** The webhooks at the API with the address of a node, whatever follows it. */
export const registered = ({ server }: Bench, listener: Listener, mode?: Mode) =>
	server.state.webhooks.filter(({ url }) => url.split('?')[0] === listener.address(mode));

/** Expects one webhook at the node's address, and that it brings the node what it wants. */
export function expectOneFitting(
	bench: Bench,
	listener: Listener,
	events: string[] = WITH_REPLIES,
): Webhook {
	const found = registered(bench, listener);
	expect(found).toHaveLength(1);
	const url = `${listener.address()}?token=${tokenOf(listener)}`;
	expect(found[0]).toMatchObject({ url, active: true });
	expect([...found[0]!.events].sort()).toEqual([...events].sort());
	return found[0]!;
}

/** What a promise rejects with; fails when it does not. */
export async function failureOf(
	promise: Promise<unknown>,
): Promise<Error & { description: string }> {
	return await promise.then(
		() => {
			throw new Error('this should have failed');
		},
		(error) => error,
	);
}

/** Addresses that look like the node's and are not. */
export function lookalikes(listener: Listener): string[] {
	const address = listener.address();
	return [
		`${address}/more?token=${TOKEN}`,
		`${address}2?token=${TOKEN}`,
		`${address}/?token=${TOKEN}`,
		address.replace(/webhook$/, `other?token=${TOKEN}`),
		address.replace('127.0.0.1', 'localhost'),
		address.replace(/127\.0\.0\.1:\d+/, `n8n.example.com`),
		`https://example.com/?next=${address}`,
		`${listener.address('test')}?token=${TOKEN}`,
	];
}

/** Texts in which the API repeats what must stay secret. */
export const echo = { message: `no: http://127.0.0.1/webhook?token=${TOKEN} with ${KEYS.evo}` };

/** Nothing that somebody reads may have the token or the key. */
export function expectNoSecret(listener: Listener, ...errors: Error[]): void {
	const texts = [...listener.logs, ...errors.map((error) => inspect(error, { depth: null }))];
	for (const text of texts) {
		expect(text).not.toContain(tokenOf(listener));
		for (const key of [listener.account.apiKey, KEYS.evo]) expect(text).not.toContain(key);
	}
}
