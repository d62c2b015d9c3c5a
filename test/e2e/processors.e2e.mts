import { describe, expect, it } from '@jest/globals';

import { GROUPS } from 'pilotstatus-reference-server';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { chain, ours, trigger } from './n8n.mts';
import { useQueue } from './queue.mts';
import { group, sent } from './suites.mts';

/** Three webhook processors behind nginx, as the docs publish it. */
const n8n = useQueue(3);

/** All in all; at 10,000 two cores are busy for 26 minutes. */
const MESSAGES = Number(process.env.PILOTSTATUS_MESSAGES ?? 400);
const CHATS = 200;
/** Chats in which people write at the same time: what comes at once must be taken before it has been quiet for long. */
const AT_ONCE = 25;
const WORKFLOWS = 6;

/** A message of a chat. */
const message = (chat: number, text: string, n: number) => ({
	event: 'message.group',
	data: {
		groupId: `1203630001${String(chat).padStart(8, '0')}@g.us`,
		from: `+55119870${String(chat).padStart(5, '0')}`,
		messageId: `${text} ${n}`,
		content: text,
		createdAt: new Date(1_790_000_000_000 + n * 1000).toISOString(),
	},
});

/** Publishes workflows that send what starts them; gives the paths of their webhooks. */
async function publish(count: number, options: object): Promise<string[]> {
	for (let n = 0; n < count; n++) {
		const answer = {
			resource: 'message',
			operation: 'sendText',
			sendTo: 'group',
			groupId: group(GROUPS.modern),
			text: '={{ $json.content }}',
		};
		const nodes = [
			trigger(n8n.credential(), { options } as never),
			ours(n8n.credential(), 'Answer', answer),
		];
		const id = await n8n.make({ nodes, connections: chain('Trigger', 'Answer') });
		await n8n.publish(id, n + 1);
	}
	return n8n.server().state.webhooks.map(({ url }) => url.slice(n8n.front().url.length));
}

/** Posts some at a time, and again what n8n refuses for want of time, as the API does. */
async function post(requests: Array<{ url: string; body: object }>): Promise<void> {
	const rest = [...requests];
	const work = async () => {
		for (let next = rest.shift(); next; next = rest.shift()) {
			const { url, body } = next;
			const headers = { 'content-type': 'application/json' };
			const request = { method: 'POST', headers, body: JSON.stringify(body) };
			await until('the delivery to be taken', async () => (await fetch(url, request)).ok);
		}
	};
	await Promise.all(Array.from({ length: 24 }, work));
}

describe('copies that come at the same moment', () => {
	it('start one execution each, where every workflow has its processor; not where these take turns', async () => {
		const [path] = await publish(1, {});
		const run = async (front: string, name: string) => {
			const texts = Array.from({ length: 40 }, (_one, n) => `${name} ${n}`);
			const requests = texts.flatMap((text, n) => {
				const body = message(n, text, n);
				return [body, body].map((one) => ({ url: `${front}${path}`, body: one }));
			});
			await post(requests);
			await until('all answers', () => texts.every((text) => sent(n8n.server()).includes(text)));
			await idle();
			return sent(n8n.server()).filter((text) => String(text).startsWith(name)).length;
		};
		expect(await run(n8n.front().url, 'hashed')).toBe(40);
		const inTurn = await run(n8n.front().inTurn, 'in turn');
		console.log(`In turn, 40 messages delivered twice started ${inTurn} executions`);
		expect(inTurn).toBeGreaterThan(40);
	}, 600_000);
});

describe('bursts of messages, each delivered twice, in any order', () => {
	it('are one execution each, with all messages in order, over three processors', async () => {
		const paths = await publish(WORKFLOWS, { burst: 30 });
		const open = new Map<number, string>();
		const expected: string[] = [];
		const answers = () => new Set(sent(n8n.server()));
		let count = 0;
		let chat = 0;
		while (count < MESSAGES) {
			const requests: Array<{ url: string; body: object }> = [];
			for (let n = 0; n < AT_ONCE && count < MESSAGES; n++) {
				chat = (chat + 1) % CHATS;
				const before = open.get(chat);
				if (before !== undefined) {
					await until('the burst before to be over', () => answers().has(before), 300_000);
				}
				const size = 1 + ((expected.length * 5) % 8);
				const texts = Array.from({ length: size }, (_one, nth) => `${chat}: ${count + nth}`);
				for (const text of texts) {
					const body = message(chat, text, count++);
					const url = `${n8n.front().url}${paths[chat % WORKFLOWS]}`;
					requests.push({ url, body }, { url, body });
				}
				open.set(chat, texts.join('\n'));
				expected.push(texts.join('\n'));
			}
			await post(shuffled(requests));
		}
		await until('all bursts', () => expected.every((text) => answers().has(text)), 300_000);
		await idle();
		expect(sent(n8n.server()).sort()).toEqual(expected.sort());
		console.log(`${count} messages, each delivered twice, started ${expected.length} executions`);
	}, 3_600_000);
});

/** No order at all, and the same in every run. */
function shuffled<T>(all: T[]): T[] {
	return all
		.map((one, n) => ({ one, at: (n * 7919 + 13) % 1009 }))
		.sort((a, b) => a.at - b.at)
		.map(({ one }) => one);
}

/** Waits until no execution is left. */
async function idle(): Promise<void> {
	let before = -1;
	await until('n8n to come to rest', async () => {
		await new Promise((resolve) => setTimeout(resolve, 9_000));
		const count = sent(n8n.server()).length;
		const isStill = count === before;
		before = count;
		return isStill;
	});
}
