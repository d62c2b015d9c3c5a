import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { Pool } from 'undici';
import type { IDataObject } from 'n8n-workflow';

import { KEYS } from 'pilotstatus-reference-server';
import { until } from '../whole-n8n/wait.mts';
import { groupId, textOf } from './messages.mts';
import { node, workflowOf } from './whole.mts';
import type { Whole } from './whole.mts';

/** A published workflow that begins with a webhook. */
export interface Receiver {
	/**
	 * Posts messages side by side, each of its own id, and waits until all that they started is over.
	 * @param count how many
	 * @param starts how many executions come of them; default as many
	 * @returns from the first request to the last end, in ms
	 */
	deliver(count: number, starts?: number): Promise<number>;
	/** How many executions there have been. */
	executions(): number;
}

let posted = 0;

/** A message in a group; every one has an id of its own, and is written by one of 500 people. */
function message(): string {
	const n = posted++;
	const phone = String(5511980000000 + (n % 500));
	const data = {
		id: `msg_${n}`,
		messageId: `3AIN${String(n).padStart(16, '0')}`,
		groupId: groupId(n % 50),
		groupName: 'Obra 42',
		from: `+${phone}`,
		participantName: 'Ana',
		to: '+5511990000001',
		numberId: 'num_evo',
		content: textOf(n),
		fromMe: false,
		type: 'text',
		createdAt: new Date().toISOString(),
	};
	return JSON.stringify({ event: 'message.group', data });
}

/** How the deliveries of a whole n8n are measured. */
export interface Deliveries {
	/** Our trigger with these options. */
	ours(options: IDataObject): Promise<Receiver>;
	/** n8n's Webhook with Header Auth, whose answer goes out before the workflow runs, as ours does. */
	webhook(): Promise<Receiver>;
	close(): Promise<void>;
}

/** Looks at n8n's database itself, which costs n8n nothing. */
export function deliveriesTo({ n8n, rest, home, credentials }: Whole): Deliveries {
	const database = new DatabaseSync(join(home, '.n8n', 'database.sqlite'), { readOnly: true });
	const ended = database.prepare(
		'SELECT COUNT(*) AS n FROM execution_entity WHERE workflowId = ? AND stoppedAt IS NOT NULL',
	);
	const pool = new Pool(n8n.url, { connections: 200 });
	const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.evo };

	const receiver = (workflowId: string, path: string): Receiver => {
		const executions = () => (ended.get(workflowId) as { n: number }).n;
		return {
			executions,
			async deliver(count, starts = count) {
				const bodies = Array.from({ length: count }, message);
				const expected = executions() + starts;
				const startedAt = performance.now();
				const post = async (body: string) => {
					const answer = await pool.request({ method: 'POST', path, headers, body });
					const text = await answer.body.text();
					if (answer.statusCode === 200) return;
					throw new Error(`n8n answered ${answer.statusCode}: ${text}\n${n8n.log().slice(-3000)}`);
				};
				await Promise.all(bodies.map(post));
				await until('the executions to end', () => executions() >= expected);
				const ms = performance.now() - startedAt;
				if (executions() !== expected) throw new Error('More executions than deliveries');
				return ms;
			},
		};
	};
	const publish = async (first: object) => {
		const workflow = workflowOf(first, node('Nothing', 'n8n-nodes-base.noOp'));
		const { id } = await rest.createWorkflow(workflow);
		await rest.publish(id);
		return id;
	};
	return {
		async ours(options) {
			const webhookId = crypto.randomUUID();
			const parameters = { events: ['message.group'], options };
			const more = { parameters, webhookId, credentials };
			const id = await publish(node('Trigger', 'n8n-nodes-pilotstatus.pilotStatusTrigger', more));
			const token = await until('the token', async () => {
				const { staticData } = await rest.call<IDataObject>('GET', `/workflows/${id}`);
				const stored = (staticData as IDataObject | null)?.['node:Trigger'];
				return (stored as IDataObject | undefined)?.token;
			});
			const path = `/webhook/${webhookId}/webhook?token=${token as string}`;
			await served(path, 401, `${path}0`);
			return receiver(id, path);
		},
		async webhook() {
			const webhookId = crypto.randomUUID();
			const parameters = { httpMethod: 'POST', path: webhookId, authentication: 'headerAuth' };
			const more = { typeVersion: 2.1, parameters, webhookId, credentials };
			const id = await publish(node('Webhook', 'n8n-nodes-base.webhook', more));
			const path = `/webhook/${webhookId}`;
			await served(path, 403, path);
			return receiver(id, path);
		},
		async close() {
			database.close();
			await pool.close();
		},
	};

	/** Publishing goes on for a moment after its answer; a request that is refused tells that it is done. */
	async function served(path: string, refused: number, probe: string): Promise<void> {
		await until(`${path} to be served`, async () => {
			const { status } = await fetch(`${n8n.url}${probe}`, { method: 'POST' });
			return status === refused;
		});
	}
}
