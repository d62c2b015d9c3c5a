/**
 * How much memory one file of 16 MB takes on its way from a binary field to the wire, and from the wire to a binary
 * field, in n8n's engine.
 * The server runs in a process of its own, so that only the node's side is measured.
 */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { INodeParameters } from 'n8n-workflow';

const MB = 1024 * 1024;
const FILE_SIZE = 16 * MB;

/** Answers every send without keeping its body, and every download with as many bytes as its id says. */
function serve(): void {
	const server = createServer((request, response) => {
		request.resume().on('end', () => {
			response.writeHead(200, { 'content-type': 'application/json' });
			const size = /\/media\/(\d+)/.exec(request.url!)?.[1];
			const file = Buffer.alloc(Number(size ?? 0), 7).toString('base64');
			const base64 = `data:video/mp4;base64,${file}`;
			const answer = size
				? { base64, mimeType: 'video/mp4', fileName: 'obra.mp4' }
				: { id: 'msg_1', correlationId: 'cor_1', status: 'QUEUED' };
			response.end(JSON.stringify(answer));
		});
	});
	server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
}

async function measure(): Promise<void> {
	const { disposeCore } = await import('../test/harness/core.mts');
	const { runNode } = await import('../test/harness/engine.mts');
	const child = fork(fileURLToPath(import.meta.url), ['serve']);
	const port = await new Promise((resolve) => child.once('message', resolve));
	const account = { apiKey: 'ps_memory', baseUrl: `http://127.0.0.1:${port}/v1` };
	const send = {
		resource: 'message',
		operation: 'sendMedia',
		groupId: { __rl: true, mode: 'id', value: '1@g.us' },
		mediaSource: 'binary',
	};
	const download = { resource: 'media', operation: 'download', phoneNumberId: '1' };
	const run = async (parameters: INodeParameters, size: number) => {
		const data = Buffer.alloc(size, 7).toString('base64');
		const binary = { data: { data, mimeType: 'video/mp4', fileName: 'obra.mp4' } };
		globalThis.gc?.();
		const before = process.memoryUsage().rss;
		let peak = before;
		const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 1);
		const { error } = await runNode(account, { parameters }, [{ json: {}, binary }]);
		clearInterval(timer);
		if (error) throw error;
		return Math.max(peak, process.memoryUsage().rss) - before;
	};
	const ways = [
		['sent', send, FILE_SIZE, 4],
		['downloaded', download, 0, 5],
	] as const;
	try {
		const base64 = Math.ceil(FILE_SIZE / 3) * 4;
		console.log(`File ${FILE_SIZE / MB} MB, as base64 ${(base64 / MB).toFixed(1)} MB`);
		for (const [what, way, size, most] of ways) {
			await run({ ...way, mediaId: '1000' }, 1000);
			const growth = await run({ ...way, mediaId: `${FILE_SIZE}` }, size);
			const times = growth / base64;
			console.log(
				`Peak RSS beyond the start, ${what}: ${(growth / MB).toFixed(1)} MB = ${times.toFixed(2)} × base64 (at most ${most})`,
			);
			if (times > most) process.exitCode = 1;
		}
	} finally {
		child.kill();
		disposeCore();
	}
}

if (process.argv[2] === 'serve') serve();
else await measure();
