/**
 * How much memory a number of files takes on its way from n8n's storage to the wire, in a process of its own:
 * `memory.mts <address of the API> <files>` tells its parent the peak beyond the start, in bytes.
 */
import { randomBytes } from 'node:crypto';

import type { IBinaryData } from 'n8n-workflow';

import { core } from '../../test/harness/core.mts';
import { messages, sendMedia } from './nodes.mts';
import { startEngine } from './engine.mts';
import { requireBesideCore } from './n8n-parts.mts';

const MB = 1024 * 1024;
const [baseUrl = '', count = ''] = process.argv.slice(2);

const { Container } = requireBesideCore('@n8n/di');
const storage = Container.get(core.BinaryDataService);
await storage.init();
const engine = await startEngine(baseUrl);

/** A file as an earlier node leaves it: on disk, as is n8n's default. */
async function store(bytes: number): Promise<IBinaryData> {
	const location = { type: 'execution' as const, workflowId: 'w1', executionId: '1' };
	const file: IBinaryData = { data: '', mimeType: 'image/jpeg', fileName: 'obra.jpg' };
	return await storage.store(location, randomBytes(bytes), file);
}

async function send(file: IBinaryData, files: number): Promise<void> {
	// A group each, so that nothing but the node itself limits how many are in flight.
	const items = messages(files, files).map((item) => ({ ...item, binary: { data: file } }));
	const { items: output, error } = await engine.execute(sendMedia, items);
	if (error || output.length !== files) throw error ?? new Error(`${output.length} sent`);
}

await send(await store(1000), 200);
const file = await store(MB);
globalThis.gc?.();
const before = process.memoryUsage.rss();
let peak = before;
const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 1);
await send(file, Number(count));
clearInterval(timer);
process.send?.(peak - before);
await engine.close();
process.disconnect?.();
