import { Pool } from 'undici';

import { KEYS } from 'pilotstatus-reference-server';
import { groupId, textOf } from './messages.mts';

/**
 * How many sends a second the API answers when nothing but bare requests asks it, each over a connection of its
 * own: n8n keeps none, whichever node sends.
 * @param baseUrl of the API
 */
export async function throughput(baseUrl: string, count: number): Promise<number> {
	const { origin, pathname } = new URL(baseUrl);
	const pool = new Pool(origin, { connections: 64 });
	let next = 0;
	const work = async () => {
		for (let index = next++; index < count; index = next++) {
			const { statusCode, body } = await pool.request({
				method: 'POST',
				path: `${pathname}/messages/send`,
				reset: true,
				headers: { 'x-api-key': KEYS.evo, 'content-type': 'application/json' },
				body: JSON.stringify({ groupId: groupId(index % 50), text: textOf(index) }),
			});
			await body.dump();
			if (statusCode !== 202) throw new Error(`The API answered ${statusCode} to a bare request`);
		}
	};
	const startedAt = performance.now();
	await Promise.all(Array.from({ length: 64 }, work));
	const seconds = (performance.now() - startedAt) / 1000;
	await pool.close();
	return count / seconds;
}
