import { describe, expect, it } from '@jest/globals';

import { GROUPS } from 'pilotstatus-reference-server';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { chain, ours, trigger } from './n8n.mts';
import { useQueue } from './queue.mts';
import { group, sent } from './suites.mts';

/** Three webhook processors behind nginx, as the docs publish it. */
const n8n = useQueue(3);

/** The same numbers in every run. */
let state = 1;
const random = (below: number) => {
	state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
	return Math.floor((state / 2 ** 32) * below);
};

function shuffled<T>(list: T[]): T[] {
	const rest = [...list];
	return list.map(() => rest.splice(random(rest.length), 1)[0]!);
}

/** A message of a chat. */
const message = (chat: number, text: string, n: number) => ({
	event: 'message.group',
	data: {
		groupId: `1203630001${String(chat).padStart(8, '0')}@g.us`,
		from: `+55119870${String(chat).padStart(5, '0')}`,
		messageId: `m${state}${chat}x${n}`,
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

/** Posts some at a time; the API does not say how many it posts at once. */
async function post(requests: Array<{ url: string; body: object }>): Promise<void> {
	const rest = [...requests];
	const work = async () => {
		for (let next = rest.shift(); next; next = rest.shift()) {
			const headers = { 'content-type': 'application/json' };
			const body = JSON.stringify(next.body);
			const { status } = await fetch(next.url, { method: 'POST', headers, body });
			expect(status).toBe(200);
		}
	};
	await Promise.all(Array.from({ length: 24 }, work));
}

describe('copies that come at the same moment', () => {
	it('start one execution each, where every workflow has its processor; not where these take turns', async () => {
		const [path] = await publish(1, {});
		const run = async (front: string, name: string) => {
			const texts = Array.from({ length: 100 }, (_one, n) => `${name} ${n}`);
			const requests = texts.flatMap((text, n) => {
				const body = message(n, text, n);
				return [body, body].map((one) => ({ url: `${front}${path}`, body: one }));
			});
			await post(requests);
			await until('all answers', () => texts.every((text) => sent(n8n.server()).includes(text)));
			await idle();
			return sent(n8n.server()).filter((text) => String(text).startsWith(name)).length;
		};
		expect(await run(n8n.front().url, 'hashed')).toBe(100);
		const inTurn = await run(n8n.front().inTurn, 'in turn');
		console.log(`In turn, 100 messages delivered twice started ${inTurn} executions`);
		expect(inTurn).toBeGreaterThan(100);
	}, 600_000);
});

describe('bursts', () => {
	it('are one execution each, with all messages in order, none twice and none missing', async () => {
		const quiet = 8;
		const paths = await publish(3, { burst: quiet });

		for (const front of ['url', 'inTurn'] as const) {
			const chats = front === 'url' ? 120 : 40;
			const expected: string[] = [];
			const posted: Array<{ url: string; body: object }> = [];
			for (let first = 0; first < chats; first += 20) {
				const requests = Array.from({ length: 20 }, (_one, at) => {
					const chat = first + at;
					const texts = Array.from({ length: 1 + random(8) }, (_two, n) => `${front} ${chat}.${n}`);
					expected.push(texts.join('\n'));
					const url = `${n8n.front()[front]}${paths[chat % paths.length]}`;
					const bodies = texts.map((text, n) => message(chat, text, n));
					return [...bodies, ...bodies].map((body) => ({ url, body }));
				});
				await post(shuffled(requests.flat()));
				posted.push(...requests.flat());
			}
			// Copies of some come once more when their bursts are over.
			await post(shuffled(posted).slice(0, 100));
			const own = () => sent(n8n.server()).filter((text) => String(text).startsWith(front));
			const lines = () => own().flatMap((text) => String(text).split('\n'));
			const all = expected.flatMap((text) => text.split('\n'));
			await until('all messages', () => new Set(lines()).size >= all.length, 300_000);
			await idle();

			if (front === 'url') expect(own().sort()).toEqual(expected.sort());
			else expect(own().length).toBeGreaterThan(expected.length);
			console.log(
				`${front}: ${all.length} messages in ${chats} bursts, ${own().length} executions`,
			);
		}
	}, 1_800_000);
});

/** Waits until no execution is left, and none could come of a burst that is still open. */
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
