import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { execute, NODE, outputOf } from '../faults/executions.mts';
import { sentMessages } from '../faults/operations.mts';
import { outside } from '../harness/core.mts';
import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, TEMPLATES } from 'pilotstatus-reference-server';
import { campaign, people } from './campaigns.mts';
import { KEY, locator } from './rows.mts';

const { server, account, body } = useServer({ clock: 'manual' });
const SEND = 'POST /messages/send';
const HOUR = 3_600_000;

const run = async (parameters: INodeParameters, input = people(4), extra: object = {}) =>
	await runNode(account(KEY), { parameters, ...extra }, input);
const bodies = () =>
	server()
		.log.filter(({ route }) => route === SEND)
		.map((entry) => entry.body as IDataObject);
const times = () => bodies().map(({ deliverAt }) => deliverAt);
afterEach(() => void jest.restoreAllMocks());

describe('a campaign', () => {
	it('has its times on the wire and in the output, in the order of the items (C01, C14)', async () => {
		const { items, error } = await run(campaign());
		expect(error).toBeUndefined();
		const expected = ['12:00', '12:45', '13:30', '14:15'].map(
			(time) => `2036-12-01T${time}:00.000Z`,
		);
		expect(times()).toEqual(expected);
		expect(items.map(({ json }) => json.deliverAt)).toEqual(expected);
		expect(items[0]!.json).toMatchObject({ status: 'QUEUED', id: expect.any(String) });
		const ends = bodies().map(({ deliverUntil }) => deliverUntil);
		expect(new Set(ends)).toEqual(new Set(['2036-12-01T23:00:00.000Z']));
	});

	it('fills a day that is start and end (C15)', async () => {
		await run(campaign({ start: '2036-12-01', end: '2036-12-01' }), people(3));
		expect(times()).toEqual([
			'2036-12-01T11:00:00.000Z',
			'2036-12-01T15:00:00.000Z',
			'2036-12-01T19:00:00.000Z',
		]);
	});

	it('gives the parts of a long text the place of their item, in their order', async () => {
		const parameters = { ...campaign({ jitter: 50 }, { splitLongText: true }) };
		const { items } = await run({ ...parameters, text: 'palavra '.repeat(1100) }, people(2));
		expect(items.map(({ json }) => json.deliverAt).sort()).toEqual(times().sort());
		const [first = [], second = []] = people(2).map(({ json }) =>
			bodies()
				.filter(({ destinationNumber }) => destinationNumber === `+${json.number as string}`)
				.map(({ deliverAt }) => Date.parse(deliverAt as string)),
		);
		for (const [one, two, three] of [first, second] as Array<[number, number, number]>) {
			expect([two - one, three - one]).toEqual([333, 666]);
		}
		expect([first.length, second.length]).toEqual([3, 3]);
		expect(second[0]! - first[2]!).toBeGreaterThanOrEqual(334);
	});

	it('keeps the end that the user gives', async () => {
		await run(campaign({}, { deliverUntil: '2036-12-01T18:00' }), people(1));
		expect(body(0)).toMatchObject({ deliverUntil: '2036-12-01T21:00:00.000Z' });
	});

	it('begins now where its start is empty or over (C07)', async () => {
		for (const start of ['', '2020-01-01']) {
			await run(campaign({ start, end: '2036-12-01', dailyFrom: '0h', dailyUntil: '24h' }));
		}
		for (const time of times()) expect(Date.parse(String(time))).toBeGreaterThan(Date.now());
	});

	it.each<[string, INodeParameters, INodeParameters, RegExp]>([
		[
			'hours over midnight (C06)',
			{ dailyFrom: '22:00', dailyUntil: '08:00' },
			{},
			/^'Daily Until' must be later than 'Daily From'$/,
		],
		['no hours', { dailyFrom: '08:00', dailyUntil: '08:00' }, {}, /^'Daily Until' must be later/],
		[
			'an end that is over (C07)',
			{ end: '2020-01-01' },
			{},
			/^"2020-01-01" in 'End' of 'Spread Over' lies in the past$/,
		],
		['no end', { end: '' }, {}, /^'End' of 'Spread Over' is empty$/],
		['no values', { end: null as never }, {}, /^'End' of 'Spread Over' is empty$/],
		[
			'an end before the start',
			{ end: '2036-12-01T08:30' },
			{},
			/^'Spread Over' leaves no time for messages$/,
		],
		[
			'more than fit (C08)',
			{},
			{ delayBetweenSends: 2 * HOUR },
			/^Only 2 of the 4 messages fit into the time of 'Spread Over', 7200 seconds apart$/,
		],
		[
			'a time beside it',
			{},
			{ deliverAt: '2036-12-01T09:00' },
			/^'Spread Over' and 'Deliver At' cannot be used together$/,
		],
		[
			'an end before its time',
			{},
			{ deliverUntil: '2036-12-01T09:30' },
			/in 'Deliver Until' is not after 2036-12-01T12:45:00\.000Z, its time in 'Spread Over'$/,
		],
		[
			'no time of day',
			{ dailyFrom: 'às oito' },
			{},
			/^"às oito" in 'Daily From' is not a time of day$/,
		],
		['25 hours', { dailyUntil: '25:00' }, {}, /^"25:00" in 'Daily Until' is not a time of day$/],
		['an unknown weekday', { weekdays: [8] as never }, {}, /^"8" in 'Weekdays' is not a weekday$/],
		[
			'too much jitter',
			{ jitter: 60 },
			{},
			/^'Jitter' must be a number from 0 to 50, and it is "?60"?$/,
		],
		['a slip in the year', { end: '2936-12-01' }, {}, /^'Spread Over' spans more than a year$/],
	])('is refused before anything is sent: %s', async (_what, spread, options, sentence) => {
		const { error } = await run(campaign(spread, options));
		expect(error?.message).toMatch(sentence);
		const tolerant = { onError: 'continueRegularOutput' };
		const { items } = await run(campaign(spread, options), people(4), tolerant);
		if (options.deliverUntil === undefined) {
			expect(items.map(({ json }) => json.error)).toEqual(
				Array(4).fill(expect.stringMatching(sentence)),
			);
			expect(bodies()).toEqual([]);
		}
	});

	it.each<[string, INodeParameters]>([
		['sendText', {}],
		['sendTemplate', { templateId: locator(TEMPLATES.marketing) }],
		['sendMedia', { mediaSource: 'url', mediaUrl: 'https://example.com/a.png', mediaType: 'auto' }],
		[
			'sendList',
			{ buttonText: 'Ver', sections: { values: [{ rows: { values: [{ title: 'Um' }] } }] } },
		],
		[
			'sendCarousel',
			{
				cards: {
					values: [1, 2].map((n) => ({
						mediaUrl: `https://example.com/${n}.png`,
						mediaFormat: 'IMAGE',
					})),
				},
			},
		],
	])('is there for %s', async (operation, more) => {
		const { error } = await run({ ...campaign(), operation, ...more }, people(1));
		expect(error).toBeUndefined();
		expect(times()).toEqual(['2036-12-01T12:00:00.000Z']);
	});

	it('says that messages of MARKETING are too close', async () => {
		const parameters = {
			...campaign({ end: '2036-12-01T09:01' }),
			operation: 'sendTemplate',
			templateId: locator(TEMPLATES.marketing),
		};
		const hints = async (count: number) => {
			const { run: whole } = await run(parameters, people(count));
			return (whole.data.resultData.runData[NODE]![0]!.hints ?? []).map(({ message }) => message);
		};
		expect(await hints(2)).toEqual([]);
		expect(await hints(3)).toEqual([
			expect.stringMatching(/^Marketing messages are planned 20 seconds apart/),
		]);
	});

	it('goes on after the last message in later rounds of a loop', async () => {
		const result = await execute(
			account(KEY),
			{ parameters: campaign({}, { delayBetweenSends: 60_000 }) },
			people(2),
			{ Start: [NODE, NODE] },
		);
		expect(result.data.resultData.error).toBeUndefined();
		expect(times()).toEqual([
			'2036-12-01T12:00:00.000Z',
			'2036-12-01T13:30:00.000Z',
			'2036-12-01T13:31:00.000Z',
			'2036-12-01T14:15:30.000Z',
		]);
	});

	it("does not move what n8n's Retry On Fail sends again", async () => {
		server().fault({ route: SEND, nth: 3, status: 400 });
		const retries = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1, parameters: campaign() };
		const result = await execute(account(KEY), { ...retries }, people(4));
		expect(result.data.resultData.error).toBeUndefined();
		const messages = sentMessages(server().state);
		expect(messages.map(({ deliverAt }) => deliverAt).sort()).toEqual([
			'2036-12-01T12:00:00.000Z',
			'2036-12-01T12:45:00.000Z',
			'2036-12-01T13:30:00.000Z',
			'2036-12-01T14:15:00.000Z',
		]);
		expect(outputOf(result).map(({ json }) => json.deliverAt)).toEqual(
			messages.map(({ deliverAt }) => deliverAt).sort(),
		);
	});

	it('is planned again over the rest where the API is slow to take it', async () => {
		const start = Date.parse('2036-12-01T11:59:00Z');
		const now = () => start + (server().log.length > 0 ? 2 * HOUR : 0);
		jest.spyOn(outside.Date, 'now').mockImplementation(now);
		await run(campaign({}, { maxParallel: 1 }), people(2));
		expect(times()).toEqual(['2036-12-01T12:00:00.000Z', '2036-12-01T14:29:45.000Z']);
	});

	it('leaves Send and Wait alone, whatever its options held before', async () => {
		const { spreadOver } = campaign().options as INodeParameters;
		await run({
			resource: 'message',
			operation: 'sendAndWait',
			sendTo: 'group',
			groupId: locator(GROUPS.modern),
			message: 'Pode?',
			responseType: 'approval',
			options: { spreadOver } as INodeParameters,
		});
		expect(body(0)).not.toHaveProperty('deliverAt');
	});
});
