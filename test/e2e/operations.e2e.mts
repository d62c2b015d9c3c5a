import { describe, expect, it } from '@jest/globals';

import { KEYS } from 'pilotstatus-reference-server';
import type { SavedCredential } from '../../scripts/whole-n8n/rest.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { allRows, planned } from '../workflow/all-rows.mts';
import { KEY } from '../workflow/rows.mts';
import { useEditor } from './editor.mts';
import { chain, manual, ours, useN8n } from './n8n.mts';

const n8n = useN8n({ planned });
const inEditor = useEditor(n8n);

/** The credential of a row, made once for each key. */
const credentials = new Map<string, Promise<SavedCredential>>();
async function credentialFor(apiKey: string): Promise<SavedCredential> {
	if (apiKey === KEYS.go) return n8n.credential();
	const data = { apiKey, baseUrl: n8n.server().url, webhookSecret: '' };
	const saved =
		credentials.get(apiKey) ?? n8n.rest().saveCredential('pilotStatusApi', apiKey, data);
	credentials.set(apiKey, saved);
	return await saved;
}

describe("each operation, run by a click in n8n's editor", () => {
	it.each(allRows)('$name', async ({ parameters, call, items, key = KEY, forms, arrange }) => {
		const { server } = n8n;
		Object.assign(server().shapes, forms);
		arrange?.(server().state);
		const node = ours(await credentialFor(key), 'Node', parameters) as { id: string };
		const connections = chain('Manual', 'Node');
		await inEditor(
			async (editor) => {
				await editor.run(items.length === 1 ? '1 item' : `${items.length} items`);
				const [{ id }] = (await n8n.executions(editor.workflow)) as [{ id: string }];
				expect(await n8n.output(id, 'Node')).toEqual(
					items.map((item) => expect.objectContaining(item as object)),
				);
				const calls = server().log.map(({ method, path }) => `${method} ${path}`);
				expect(calls).toContain(call);
			},
			{ nodes: [manual, node], connections, open: node.id },
		);
	});
});
