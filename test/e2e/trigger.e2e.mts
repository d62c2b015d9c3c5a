/** What SECURITY.md and the docs say of the trigger's token and registration, where n8n has a part in it. */
import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { KEYS } from 'pilotstatus-reference-server';
import { trigger, useN8n } from './n8n.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

const n8n = useN8n();
const TOKEN = /^[0-9a-f]{64}$/;

/** Addresses at the API, as address and token. */
const registered = () =>
	n8n.server().state.webhooks.map(({ url, numberId }) => {
		const { origin, pathname, searchParams } = new URL(url);
		return { url, origin, place: origin + pathname, token: searchParams.get('token')!, numberId };
	});
/** What n8n answers to a delivery at an address. */
const deliver = async (url: string) => {
	const body = JSON.stringify({ event: 'message.group', data: { id: 'msg_1' } });
	const headers = { 'content-type': 'application/json' };
	return (await fetch(url, { method: 'POST', headers, body })).status;
};

/** n8n keeps a token a moment after the API has it. */
const keptToken = async (url: string) =>
	await until('the token in n8n', async () => (await deliver(url)) === 200);

const read = async (id: string) =>
	await n8n.rest().call<IDataObject & { versionId: string }>('GET', `/workflows/${id}`);

/** n8n's public API, with a key that may read and change workflows; gives the text of its answer. */
async function publicApi(method: string, path: string, body?: object): Promise<string> {
	const scopes = ['workflow:read', 'workflow:list', 'workflow:update'];
	const key = { label: crypto.randomUUID(), scopes, expiresAt: null };
	const { rawApiKey } = await n8n.rest().call<{ rawApiKey: string }>('POST', '/api-keys', key);
	const headers = { 'x-n8n-api-key': rawApiKey, 'content-type': 'application/json' };
	const options = { method, headers, body: body && JSON.stringify(body) };
	const answer = await fetch(`${n8n.url()}/api/v1/workflows${path}`, options);
	expect(answer.status).toBe(200);
	return await answer.text();
}

/** The only registration, once it is another one: n8n answers before its hooks have run. */
const only = async (what: string, is: (one: ReturnType<typeof registered>[number]) => boolean) =>
	await until(what, () => {
		const [one, ...others] = registered();
		return others.length === 0 && one && is(one) && one;
	});

/** Saves other nodes, and publishes them in place of those before. */
async function republish(id: string, nodes: object[]): Promise<void> {
	const { versionId } = await read(id);
	await n8n.rest().call('PATCH', `/workflows/${id}`, { nodes, connections: {}, versionId });
	await n8n.rest().publish(id);
}

async function publishTrigger() {
	const node = trigger(n8n.credential()) as { id: string; webhookId: string };
	const id = await n8n.make({ nodes: [node] });
	await n8n.publish(id);
	const [first] = registered();
	expect(first!.token).toMatch(TOKEN);
	await keptToken(first!.url);
	return { id, node, ...first! };
}

describe('the token', () => {
	it.each([
		['deleted and added again', crypto.randomUUID(), 404],
		// As by a version of the workflow from elsewhere.
		['replaced under the address it had', undefined, 401],
	])('goes with its node: %s, under one name', async (_how, webhookId, status) => {
		const { id, node, url, token } = await publishTrigger();
		const added = { ...node, id: crypto.randomUUID(), webhookId: webhookId ?? node.webhookId };
		await republish(id, [added]);
		const now = await only('another token', (one) => one.token !== token);
		expect(now.token).toMatch(TOKEN);
		await keptToken(now.url);
		expect(await deliver(url)).toBe(status);
		expect(await deliver(`${now.place}?token=${token}`)).toBe(401);
	});

	it('stays when n8n publishes the same node again, or starts anew', async () => {
		const { id, node, url, token } = await publishTrigger();
		await republish(id, [{ ...node, parameters: { events: ['message.reply'] } }]);
		await until('the other event', () =>
			n8n.server().state.webhooks.some(({ events }) => events.join() === 'message.reply'),
		);
		await keptToken(url);
		await n8n.rest().unpublish(id);
		await until('no webhook to be left', () => registered().length === 0);
		await n8n.publish(id);
		expect(registered()).toMatchObject([{ token }]);
		await keptToken(url);
		await n8n.restart();
		expect(registered()).toMatchObject([{ token }]);
		expect(await deliver(url)).toBe(200);
	});

	it('of a copied workflow, and of one with the same nodes, is its own', async () => {
		const { id, node, url, token } = await publishTrigger();
		const { staticData } = await read(id);
		const copies = [
			// The editor gives a copy's nodes new ids, a file that is imported keeps them.
			{ ...node, id: crypto.randomUUID(), webhookId: crypto.randomUUID() },
			{ ...node, webhookId: crypto.randomUUID() },
		];
		for (const copy of copies) {
			const count = registered().length + 1;
			const copied = await n8n.make({ nodes: [copy] });
			// With all that n8n gives out of the first one, its token included.
			const all = { name: 'Copy', nodes: [copy], connections: {}, settings: {}, staticData };
			await publicApi('PUT', `/${copied}`, all);
			expect((await read(copied)).staticData).toEqual(staticData);
			await n8n.publish(copied, count);
		}
		const all = registered();
		expect(new Set(all.map((one) => one.token)).size).toBe(3);
		expect(new Set(all.map((one) => one.place)).size).toBe(3);
		for (const one of all.filter((other) => other.url !== url)) {
			await keptToken(one.url);
			expect(await deliver(`${one.place}?token=${token}`)).toBe(401);
		}
		expect(await deliver(url)).toBe(200);
	});

	it('can be read by whoever may read workflows in n8n, through both of its APIs', async () => {
		const { id, token } = await publishTrigger();
		const { staticData } = await read(id);
		expect(JSON.stringify(staticData)).toContain(token);
		expect(await publicApi('GET', `/${id}`)).toContain(token);
		expect(await publicApi('GET', '')).toContain(token);
	});
});

describe('the registration', () => {
	it('moves to the other number with the credential', async () => {
		const { id, node, numberId, token } = await publishTrigger();
		expect(numberId).toBe('num_go');
		const data = { apiKey: KEYS.evo, baseUrl: n8n.server().url, webhookSecret: '' };
		const { id: other, name } = await n8n.rest().saveCredential('pilotStatusApi', 'Other', data);
		await republish(id, [{ ...node, credentials: { pilotStatusApi: { id: other, name } } }]);
		const moved = await only('the other number', (one) => one.numberId === 'num_evo');
		expect(moved.token).toBe(token);
		await keptToken(moved.url);
	});

	it('moves to a new WEBHOOK_URL when the workflow is published again, and not before', async () => {
		const { id, url, place, token } = await publishTrigger();
		const other = n8n.url().replace('localhost', '127.0.0.1');
		await n8n.restart({ env: { WEBHOOK_URL: `${other}/` } });
		expect(registered()).toMatchObject([{ url }]);
		expect(await deliver(url)).toBe(200);
		expect(registered()).toMatchObject([{ url }]);

		await n8n.rest().unpublish(id);
		await n8n.rest().publish(id);
		const moved = await only('the new address', ({ origin }) => origin === other);
		expect(moved).toMatchObject({ place: place.replace(n8n.url(), other), token });
	});
});
