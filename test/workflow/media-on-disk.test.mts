import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { IBinaryData } from 'n8n-workflow';

import { Container, core } from '../harness/core.mts';
import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS } from 'pilotstatus-reference-server';
import { locator } from './rows.mts';

const { account, body, calls } = useServer();
const storage = Container.get(core.BinaryDataService);
// All test files of a process share it, and the others keep their files in memory.
const before = { ...storage };
beforeAll(async () => {
	Object.assign(storage, { managers: {} });
	await storage.init();
});
afterAll(() => {
	Object.assign(storage, before);
});

const parameters = {
	resource: 'message',
	operation: 'sendMedia',
	groupId: locator(GROUPS.modern),
	mediaSource: 'binary',
};

/** A file as n8n keeps it by default: on the disk, with only its id in the item. */
async function stored(content: Buffer): Promise<IBinaryData> {
	const location = core.FileLocation.ofExecution('w1', '1');
	const file = { data: '', mimeType: 'application/octet-stream', fileName: 'download' };
	return await storage.store(location, content, file);
}

const run = async (data: IBinaryData) =>
	await runNode(account(KEYS.evo), { parameters }, [{ json: {}, binary: { data } }]);

it.each([
	['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'image', 'image/png'],
	[
		'a large document',
		Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(300_000)]),
		'document',
		'application/pdf',
	],
	['three bytes', Buffer.from('abc'), 'document', 'application/octet-stream'],
])('%s on the disk is known by its bytes', async (_what, content, mediaType, mime) => {
	const { error } = await run(await stored(content));
	expect(error).toBeUndefined();
	const media = `data:${mime};base64,${content.toString('base64')}`;
	expect(body(0)).toEqual({ groupId: GROUPS.modern, media, mediaType });
});

it('an empty file on the disk is refused before any request', async () => {
	const { error } = await run(await stored(Buffer.alloc(0)));
	expect(error!.message).toMatch(/is empty \(0 bytes\)$/);
	expect(calls()).toEqual([]);
});
