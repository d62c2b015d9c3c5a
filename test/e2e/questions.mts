import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { NUMBERS } from 'pilotstatus-reference-server';
import type { ReferenceServer, ReferenceServerOptions } from 'pilotstatus-reference-server';
import { readRunData } from '../../scripts/whole-n8n/run-data.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { chain, core, ours } from './n8n.mts';
import type { WholeN8n } from './n8n.mts';
import { group } from './suites.mts';

/** How many groups and how many private chats, two questions each; with 50, two cores are busy for half an hour. */
const CHATS = Number(process.env.PILOTSTATUS_CHATS ?? 5);
/** With more than a hundred questions, n8n needs longer for all deliveries at once than the API waits for each. */
export const api: ReferenceServerOptions = { deliveriesAtOnce: CHATS > 25 ? 20 : Infinity };
const phone = (nth: number, kind: 1 | 2) => `55119${kind}0${String(nth).padStart(6, '0')}`;
const groupId = (nth: number) => `1203630000010${String(nth).padStart(5, '0')}@g.us`;

type Attempt = ReferenceServer['deliveries'][number];

/** One question: who may answer it, and how it is answered. */
interface Asked {
	n: number;
	nth: number;
	isGroup: boolean;
	/** The second one of its chat. */
	isNewer: boolean;
	approved: boolean;
}

const asked: Asked[] = Array.from({ length: 4 * CHATS }, (_one, n) => ({
	n,
	nth: n % CHATS,
	isGroup: n < 2 * CHATS,
	isNewer: n % (2 * CHATS) >= CHATS,
	approved: n % 3 !== 0,
}));
/** Answered before n8n knows that it waits for them. */
const early = asked.filter(({ isNewer }) => isNewer).slice(-3);
const YES = ['sim', 'SIM!', '👍'];
const NO = ['não', 'No.', '👎'];
const textOf = ({ n }: Asked) => `Pedido ${n}. Aprovar?`;
const answerTo = ({ n, approved }: Asked, other = false) => (approved !== other ? YES : NO)[n % 3]!;

/** An order that is always the same, and no order at all. */
const shuffled = (all: Asked[]) =>
	[...all].sort((a, b) => ((a.n * 7919) % 211) - ((b.n * 7919) % 211));

/** Workflows that ask: one in groups, one in private chats; each is started by a call. */
async function makeWorkflows(n8n: WholeN8n): Promise<[groups: string, people: string]> {
	const make = async (path: string, destination: IDataObject) => {
		const webhook = core('Start', 'webhook', 2, { path, httpMethod: 'POST', options: {} });
		const ask = ours(n8n.credential(), 'Ask', {
			...{ resource: 'message', operation: 'sendAndWait', answerBy: 'chat', ...destination },
			message: '=Pedido {{ $json.body.n }}. Aprovar?',
			options: { answerFrom: '={{ $json.body.who }}', confirmation: '=Certo: {{ $json.body.n }}' },
		} as never);
		const nodes = [{ ...webhook, webhookId: path }, ask];
		const id = await n8n.make({ nodes, connections: chain('Start', 'Ask') });
		await n8n.publish(id, 0);
		return id;
	};
	const group50 = { sendTo: 'group', groupId: group('={{ $json.body.chat }}') };
	const person = { sendTo: 'phoneNumber', destinationNumber: '={{ $json.body.chat }}' };
	return [await make('ask-groups', group50 as never), await make('ask-people', person)];
}

/**
 * Two questions in each of many chats at once, whatever n8n it is.
 * @param front address of its webhooks
 */
export function testQuestions(n8n: WholeN8n, front: () => string): void {
	const { go } = NUMBERS;
	const server = () => n8n.server();
	/** How many there were; the server keeps the newest ones only. */
	const deliveries = () => server().deliveries.at(-1)?.n ?? 0;
	const questionOf = (one: Asked) =>
		server().state.messages.find(
			({ origin, content }) => origin === 'API' && content === textOf(one),
		);
	const quoteOf = (one: Asked) => {
		const question = questionOf(one)!;
		if (question.status === 'QUEUED') server().advance(question.id, 'SENT');
		return question.externalMessageId!;
	};
	const place = ({ isGroup, nth }: Asked) => (isGroup ? { groupId: groupId(nth) } : {});

	async function ask(one: Asked): Promise<void> {
		const who = phone(one.nth, one.isGroup ? 1 : 2);
		const body = JSON.stringify({ n: one.n, who, chat: one.isGroup ? groupId(one.nth) : who });
		const url = `${front()}/webhook/ask-${one.isGroup ? 'groups' : 'people'}`;
		const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
		await until('the question', async () => (await fetch(url, post)).ok);
	}

	/** Somebody writes about a question, quoting it, and all have heard of it. */
	async function write(one: Asked, text: string, from: string, quotes: boolean): Promise<void> {
		server().receive({
			...{ numberId: go.id, ...place(one), from, text },
			...(quotes && { quotedMessageId: quoteOf(one) }),
			createdAt: new Date(Date.now() + 2_000).toISOString(),
		});
		await server().settled();
	}

	async function answer(one: Asked): Promise<void> {
		const quotes = one.isGroup || !one.isNewer;
		const person = phone(one.nth, one.isGroup ? 1 : 2);
		// A stranger is quicker in some groups, and says the opposite.
		if (one.isGroup && one.n % 10 === 0)
			await write(one, answerTo(one, true), phone(one.nth, 2), true);
		if (one.n % 15 === 0) await write(one, 'sim, mas só amanhã', person, quotes);
		const before = deliveries();
		const written = write(one, answerTo(one), person, quotes);
		if (one.n % 5 === 0)
			server()
				.deliveries.filter(({ n }) => n > before)
				.forEach(tryAgain);
		await written;
	}
	/** Says how long n8n takes to hear a message that answers none of the open questions. */
	async function measure(): Promise<void> {
		await server().settled();
		const before = deliveries();
		const startedAt = performance.now();
		const stranger = { numberId: go.id, from: phone(CHATS, 2), text: 'Oi?' };
		server().receive({ ...stranger, quotedMessageId: quoteOf(asked[0]!) });
		await server().settled();
		const took = `${deliveries() - before} deliveries, ${Math.round(performance.now() - startedAt)} ms`;
		console.log(`${server().state.webhooks.length} questions are open: a message takes ${took}`);
	}
	const post = async ({ url, headers, rawBody: body }: Attempt) =>
		await fetch(url, { method: 'POST', headers, body });
	const tryAgain = (delivery: Attempt) => {
		try {
			server().redeliver(delivery);
		} catch {
			// Its webhook is gone.
		}
	};

	describe('questions in many groups and private chats at once', () => {
		it('resume each its execution, with the right person, once, over a restart', async () => {
			const { state } = server();
			for (let nth = 0; nth < CHATS; nth++) {
				const members = [go.phone, phone(nth, 1), phone(nth, 2)];
				const participants = members.map((number) => ({ number, role: 'member' as const }));
				state.groups.push({
					...{ ...state.groups[0]!, id: groupId(nth), numberId: go.id, subject: `Obra ${nth}` },
					participants,
				});
			}
			const ids = await makeWorkflows(n8n);
			for (const isNewer of [false, true]) {
				const round = asked.filter((one) => one.isNewer === isNewer);
				for (let from = 0; from < round.length; from += 10) {
					await Promise.all(round.slice(from, from + 10).map(ask));
				}
				await until('the questions', () => round.every(questionOf), 300_000);
				// The first ones are answered before n8n knows that it waits.
				if (isNewer) await Promise.all(early.map(answer));
			}
			const open = shuffled(asked.filter((one) => !early.includes(one)));
			await measure();
			for (const [nth, one] of open.entries()) {
				if (nth === Math.floor(open.length / 2)) await n8n.restart();
				await answer(one);
				if ([20, 1].includes(state.webhooks.length)) await measure();
			}
			await until('all webhooks to be gone', () => state.webhooks.length === 0, 120_000);
			// What was on its way meanwhile comes late, when its question is over.
			await Promise.all(server().deliveries.slice(-40).map(post));
			const found = new Map<number, IDataObject[]>();
			for (const id of ids) {
				for (const { id: execution } of await n8n.executions(id)) {
					const ended = await n8n.rest().ended(execution);
					expect(ended.status).toBe('success');
					const run = readRunData(ended.data);
					const { n } = (run.Start![0]!.data!.main![0]![0]!.json as { body: { n: number } }).body;
					const [item] = run.Ask!.at(-1)!.data!.main![0]!;
					found.set(n, [...(found.get(n) ?? []), item!.json.data as IDataObject]);
				}
			}
			expect([...found.keys()].sort((a, b) => a - b)).toEqual(asked.map(({ n }) => n));
			for (const one of asked) {
				expect(found.get(one.n)).toEqual([
					expect.objectContaining({
						approved: one.approved,
						text: answerTo(one),
						responder: expect.objectContaining({ number: phone(one.nth, one.isGroup ? 1 : 2) }),
					}),
				]);
			}
			const said = state.messages.filter(({ content }) => content?.startsWith('Certo: '));
			expect(new Set(said.map(({ content }) => content)).size).toBe(said.length);
		}, 3_600_000);
	});
}
