import { expect } from '@jest/globals';

import type { Webhook } from 'pilotstatus-reference-server';
import {
	bodyOf,
	expectOneFitting,
	giveToken,
	lookalikes,
	newCalls,
	OLDER_TOKEN,
	picking,
	put,
	TOKEN,
	tokenOf,
} from './trigger-lifecycle-bench.mts';
import type { Row } from './trigger-lifecycle-bench.mts';

export const creating: Row[] = [
	{
		promise: 'answers no when the API has no webhook, and writes nothing',
		async run(bench) {
			const listener = await bench.start();
			expect(await listener.hook('checkExists')).toBe(false);
			expect(newCalls(bench)).toEqual(['GET /webhooks']);
		},
	},
	{
		promise: 'answers no when there are only webhooks of others, and leaves them alone',
		async run(bench) {
			const listener = await bench.start();
			const others = lookalikes(listener).map((url) => put(bench, url));
			const before = structuredClone(others);
			expect(await listener.hook('checkExists')).toBe(false);
			expect(bench.server.state.webhooks).toEqual(before);
		},
	},
	{
		promise: 'registers the address with the token and nothing after it, a name and the events',
		async run(bench) {
			const events = ['message.reply', 'message.group'];
			const listener = await bench.start({ ...picking(...events), workflowName: 'Obra & Cia' });
			await listener.activate();
			const sent = bodyOf(bench, 'POST') as { url: string };
			expect(sent).toEqual({ url: expect.any(String), name: 'n8n: Obra & Cia', events });
			const [address, query] = sent.url.split('?');
			expect(address).toBe(listener.address());
			expect(query).toMatch(/^token=[0-9a-f]{64}$/);
			expect(query).toBe(`token=${tokenOf(listener)}`);
			expect(newCalls(bench)).toEqual(['GET /webhooks', 'POST /webhooks']);
		},
	},
	{
		promise: "registers 'All Events' as the star alone, and adopts it afterwards",
		async run(bench) {
			bench.server.shapes.webhookStar = 'star';
			const listener = await bench.start(picking('*'));
			await listener.activate();
			expect(bodyOf(bench, 'POST')).toMatchObject({ events: ['*'] });
			newCalls(bench);
			await listener.activate();
			expect(newCalls(bench)).toEqual(['GET /webhooks']);
		},
	},
	...[
		[['message.group'], ['message.group', 'message.reply']],
		[['message.received'], ['message.received', 'message.reply']],
		[
			['message.received', 'message.group'],
			['message.received', 'message.group', 'message.reply'],
		],
		[['message.newsletter'], ['message.newsletter']],
		[['message.reply'], ['message.reply']],
	].map(
		([events, registered]): Row => ({
			promise: `registers ${registered!.join(', ')} for ${events!.join(', ')}`,
			async run(bench) {
				const listener = await bench.start(picking(...events!));
				await listener.activate();
				expect(bodyOf(bench, 'POST')).toMatchObject({ events: registered });
			},
		}),
	),
	{
		promise: 'takes events and groups as text from an expression',
		async run(bench) {
			const listener = await bench.start({
				parameters: {
					events: '={{ "message.group, message.reply" }}',
					groups: '={{ "120363000000000001@g.us, 120363000000000002@g.us" }}',
				},
			});
			await listener.activate();
			expectOneFitting(bench, listener, ['message.group', 'message.reply']);
		},
	},
];

export const adopting: Row[] = [
	{
		promise: 'adopts a webhook that fits without any write',
		async run(bench) {
			const listener = await bench.start();
			giveToken(listener, TOKEN);
			put(bench, `${listener.address()}?token=${TOKEN}`);
			expect(await listener.hook('checkExists')).toBe(true);
			expect(newCalls(bench)).toEqual(['GET /webhooks']);
		},
	},
	{
		promise: 'compares events as sets: their order means nothing',
		async run(bench) {
			const listener = await bench.start(picking('message.group', 'message.reply', 'message.read'));
			giveToken(listener, TOKEN);
			const events: Webhook['events'] = ['message.read', 'message.group', 'message.reply'];
			put(bench, `${listener.address()}?token=${TOKEN}`, { events });
			expect(await listener.hook('checkExists')).toBe(true);
			expect(newCalls(bench)).toEqual(['GET /webhooks']);
		},
	},
];

interface Misfit {
	what: string;
	/** Default the node's own. */
	token?: string;
	rest?: Partial<Webhook>;
	/** Of the node's static data; empty for none. */
	stored?: string;
	/** What the PATCH has, in full. */
	changes: (url: string, token: string) => object;
}

const misfits: Misfit[] = [
	{ what: 'paused', rest: { active: false }, changes: () => ({ active: true }) },
	{
		what: 'without an event that was picked since',
		rest: { events: ['message.group'] },
		changes: () => ({ events: ['message.group', 'message.reply'] }),
	},
	{
		what: 'with an event that is picked no more',
		rest: { events: ['message.group', 'message.reply', 'message.read'] },
		changes: () => ({ events: ['message.group', 'message.reply'] }),
	},
	{
		what: 'with another event in place of one that was picked',
		rest: { events: ['message.group', 'message.read'] },
		changes: () => ({ events: ['message.group', 'message.reply'] }),
	},
	{
		what: 'with all events',
		rest: { events: ['*'] },
		changes: () => ({ events: ['message.group', 'message.reply'] }),
	},
	{
		what: 'with another token',
		token: OLDER_TOKEN,
		changes: (url) => ({ url: `${url}?token=${TOKEN}` }),
	},
	{ what: 'without a token', token: '', changes: (url) => ({ url: `${url}?token=${TOKEN}` }) },
	{
		what: 'with something after the token',
		token: `${TOKEN}&more=1`,
		changes: (url) => ({ url: `${url}?token=${TOKEN}` }),
	},
	{
		what: 'whose token is lost here (static data gone)',
		stored: '',
		changes: (url, token) => ({ url: `${url}?token=${token}` }),
	},
	{
		what: 'whose token is newer than ours (restored backup)',
		stored: OLDER_TOKEN,
		changes: (url) => ({ url: `${url}?token=${OLDER_TOKEN}` }),
	},
	{
		what: 'that differs in everything',
		token: '',
		rest: { active: false, events: [] },
		changes: (url) => ({
			url: `${url}?token=${TOKEN}`,
			active: true,
			events: ['message.group', 'message.reply'],
		}),
	},
];

export const mending: Row[] = [
	...misfits.map(
		({ what, token = TOKEN, rest, stored = TOKEN, changes }) =>
			({
				promise: `mends a webhook ${what}, with one PATCH of what differs`,
				async run(bench) {
					const listener = await bench.start(picking('message.group', 'message.reply'));
					if (stored) giveToken(listener, stored);
					const events: Webhook['events'] = ['message.group', 'message.reply'];
					const url = listener.address();
					const { id } = put(bench, token ? `${url}?token=${token}` : url, { events, ...rest });
					await listener.activate();
					expect(tokenOf(listener)).toMatch(/^[0-9a-f]{64}$/);
					expect(bodyOf(bench, 'PATCH')).toEqual(changes(url, tokenOf(listener)!));
					expect(newCalls(bench)).toEqual(['GET /webhooks', `PATCH /webhooks/${id}`]);
					expect(expectOneFitting(bench, listener, events).id).toBe(id);
					await listener.activate();
					expect(newCalls(bench)).toEqual(['GET /webhooks']);
				},
			}) satisfies Row,
	),
	{
		promise: 'makes a new token when static data is lost, and not the one in the URL',
		async run(bench) {
			const listener = await bench.start();
			await listener.activate();
			const first = tokenOf(listener);
			listener.staticData = {};
			await listener.activate();
			expect(tokenOf(listener)).not.toBe(first);
			expectOneFitting(bench, listener);
			expect((await listener.post({}, { token: first })).status).toBe(401);
			expect((await listener.post({}, { token: tokenOf(listener) })).status).toBe(200);
		},
	},
	{
		promise: 'moves a webhook along when n8n has a new address, and leaves none at the old one',
		async run(bench) {
			const listener = await bench.start();
			await listener.activate();
			const { url, id } = expectOneFitting(bench, listener);
			const moved = url.replace(/^http:\/\/127\.0\.0\.1:\d+/, 'https://n8n.example.com');
			newCalls(bench);
			bench.moveTo(moved.split('?')[0]!);
			await listener.activate();
			expect(newCalls(bench)).toEqual(['GET /webhooks', `PATCH /webhooks/${id}`]);
			expect(bench.server.state.webhooks.map((one) => one.url)).toEqual([moved]);
		},
	},
	{
		promise: 'sets the events anew where the list shows none',
		async run(bench) {
			bench.server.shapes.webhookEvents = 'absent';
			const listener = await bench.start();
			giveToken(listener, TOKEN);
			const url = `${listener.address()}?token=${TOKEN}`;
			put(bench, url, { events: ['message.read'] });
			await listener.activate();
			expect(bodyOf(bench, 'PATCH')).toEqual({ events: ['message.group', 'message.reply'] });
			const { id } = expectOneFitting(bench, listener);
			const one = `/webhooks/${id}`;
			expect(newCalls(bench)).toEqual(['GET /webhooks', `PATCH ${one}`, `GET ${one}`]);
		},
	},
];
