import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startPoller } from '../harness/poller.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS, NUMBERS, PEOPLE } from 'pilotstatus-reference-server';

const { server, account, calls } = useServer();
const { ana } = PEOPLE;
const MINUTE = 60_000;
const PAGE = '/messages/group';

/** Ana writes in a group, so many ms ago. */
const write = (text: string, age = 0, more: object = {}) =>
	server().receive({
		numberId: NUMBERS.go.id,
		groupId: GROUPS.modern,
		from: ana,
		text,
		createdAt: new Date(Date.now() - age).toISOString(),
		...more,
	});
const own = { from: undefined, fromMe: true };
/** A trigger that has taken the stock. */
async function watch(parameters: INodeParameters = {}) {
	const poller = await startPoller(account(KEYS.go), { events: ['message.group'], ...parameters });
	expect(await poller.poll()).toEqual([]);
	return poller;
}
const texts = (found: IDataObject[]) => found.map(({ content }) => content);

describe('messages of groups', () => {
	it('come as the webhook trigger gives them, the oldest first, once', async () => {
		write('before');
		const poller = await watch();
		write('later', 1000);
		write('last');
		write('earlier', 2000);
		const found = await poller.poll();
		expect(texts(found)).toEqual(['earlier', 'later', 'last']);
		expect(found[2]).toEqual({
			event: 'message.group',
			id: expect.any(String),
			conversationId: expect.any(String),
			type: 'text',
			content: 'last',
			from: `+${ana}`,
			participantName: 'Ana',
			fromMe: false,
			groupId: GROUPS.modern,
			groupName: 'Obra 42',
			createdAt: expect.stringMatching(/Z$/),
		});
		expect(await poller.poll()).toEqual([]);
		expect(calls()).toEqual([`GET ${PAGE}`, `GET ${PAGE}`, `GET ${PAGE}`]);
	});

	it('have the names of the webhook trigger for a file', async () => {
		const poller = await watch();
		const media = { url: 'https://example.com/a.pdf', mediaType: 'document', filename: 'a.pdf' };
		write('a planta', 0, { media });
		const [found] = await poller.poll();
		expect(found).toMatchObject({
			type: 'document',
			mediaLink: 'https://example.com/a.pdf',
			mediaType: 'document',
			mediaFilename: 'a.pdf',
		});
		expect(found).not.toHaveProperty('media');
	});

	it.each<[INodeParameters, string[]]>([
		[{}, ['vendas', 'obra']],
		[{ options: { includeOwnMessages: true } }, ['vendas', 'obra', 'meu']],
		[{ groups: [GROUPS.modern] }, ['obra']],
		[{ groups: GROUPS.legacy }, ['vendas']],
	])('with %j', async (parameters, expected) => {
		const poller = await watch(parameters);
		write('vendas', 3000, { groupId: GROUPS.legacy });
		write('obra', 2000);
		write('meu', 1000, own);
		expect(texts(await poller.poll())).toEqual(expected);
		expect(await poller.poll()).toEqual([]);
	});

	it('start with the first one where there was none', async () => {
		server().state.messages = [];
		const poller = await watch();
		write('oi');
		expect(texts(await poller.poll())).toEqual(['oi']);
	});

	it('are found below known ones for an hour', async () => {
		for (let nth = 0; nth < 250; nth++) write(`known ${nth}`, nth * 20_000);
		const poller = await watch();
		write('late', 59 * MINUTE);
		write('too late', 61 * MINUTE);
		expect(texts(await poller.poll())).toEqual(['late']);
		poller.restart();
		expect(await poller.poll()).toEqual([]);
	});

	it('come after one with a date in the future as well', async () => {
		const poller = await watch();
		write('future', -24 * 60 * MINUTE);
		expect(texts(await poller.poll())).toEqual(['future']);
		write('now');
		expect(texts(await poller.poll())).toEqual(['now']);
	});

	it('come whole or not at all when a page cannot be read', async () => {
		const poller = await watch();
		for (let nth = 0; nth < 150; nth++) write(`${nth}`, (200 - nth) * 1000);
		const end = server().fault({ route: `GET ${PAGE}`, nth: 2, status: 409, body: {} });
		expect(await poller.poll()).toEqual([]);
		end();
		expect(texts(await poller.poll())).toEqual(
			Array.from({ length: 150 }, (_one, nth) => `${nth}`),
		);
	});

	it('do not come again after a list that came empty', async () => {
		const poller = await watch();
		write('oi');
		expect(await poller.poll()).toHaveLength(1);
		const empty = { messages: [], total: 0, page: 1, pageSize: 100, totalPages: 0 };
		const end = server().fault({ route: `GET ${PAGE}`, body: empty });
		expect(await poller.poll()).toEqual([]);
		end();
		expect(await poller.poll()).toEqual([]);
	});

	it('cannot be had from a number that stores nothing, which is said by name', async () => {
		server().state.numbers.find(({ id }) => id === NUMBERS.go.id)!.piiRelayOnly = true;
		const poller = await startPoller(account(KEYS.go), { events: ['message.group'] });
		for (const ask of [poller.poll, poller.test]) {
			await expect(ask()).rejects.toThrow(
				'Pilot Status stores no messages of this number (PII_RELAY_ONLY), so there are none to look for',
			);
		}
	});

	it('remember 2,000 at most, in 28 kB', async () => {
		for (let nth = 0; nth < 2500; nth++) write(`${nth}`, (3000 - nth) * 1000);
		const poller = await watch();
		expect(JSON.stringify(poller.staticData).length).toBeLessThanOrEqual(28_200);
		write('new');
		expect(texts(await poller.poll())).toEqual(['new']);
		expect(JSON.stringify(poller.staticData).length).toBeLessThanOrEqual(28_200);
	});

	it('all 5,000 of six hours arrive once, in order in each chat, some of them late', async () => {
		const chats = [GROUPS.modern, GROUPS.legacy];
		const poller = await watch();
		poller.restart();
		const SIX_HOURS = 6 * 60 * MINUTE;
		const made = Array.from({ length: 5000 }, (_one, nth) => ({
			text: `${nth}`,
			age: SIX_HOURS - nth * (SIX_HOURS / 5000),
			groupId: chats[nth % 7 === 0 ? 1 : 0]!,
			// Of the last hour, every tenth comes into the list only after the others were read.
			isLate: nth > 4200 && nth % 10 === 0,
		}));
		const writeAll = (isLate: boolean) => {
			for (const one of made.filter((message) => message.isLate === isLate)) {
				write(one.text, one.age, { groupId: one.groupId });
			}
		};
		writeAll(false);
		const found = await poller.poll();
		poller.restart();
		writeAll(true);
		const late = await poller.poll();
		poller.restart();
		expect(await poller.poll()).toEqual([]);
		for (const [messages, isLate] of [
			[found, false],
			[late, true],
		] as const) {
			for (const chat of chats) {
				const expected = made.filter((one) => one.isLate === isLate && one.groupId === chat);
				expect(texts(messages.filter(({ groupId }) => groupId === chat))).toEqual(
					expected.map(({ text }) => text),
				);
			}
		}
		expect(found.length + late.length).toBe(5000);
	}, 120_000);
});
