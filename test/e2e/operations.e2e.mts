import { expect, it } from '@jest/globals';

import { KEYS } from 'pilotstatus-reference-server';
import type { SavedCredential } from '../../scripts/whole-n8n/rest.mts';
import { allRows, planned } from '../workflow/all-rows.mts';
import { KEY } from '../workflow/rows.mts';
import { useEditor } from './editor.mts';
import { manual, ours, useN8n } from './n8n.mts';

const n8n = useN8n({ planned });
const inEditor = useEditor(n8n);

/** So many nodes stand beside each other on the canvas. */
const COLUMNS = 8;

async function credentialsOf(keys: string[]): Promise<Map<string, SavedCredential>> {
	const made = new Map([[KEYS.go as string, n8n.credential()]]);
	for (const apiKey of new Set(keys)) {
		const data = { apiKey, baseUrl: n8n.server().url, webhookSecret: '' };
		if (made.has(apiKey)) continue;
		made.set(apiKey, await n8n.rest().saveCredential('pilotStatusApi', apiKey, data));
	}
	return made;
}

it("runs each operation by a click in n8n's editor", async () => {
	const { server } = n8n;
	const credentials = await credentialsOf(allRows.map(({ key = KEY }) => key));
	const nodes = allRows.map(({ name, parameters, key = KEY }, n) =>
		ours(credentials.get(key)!, name, parameters, {
			position: [200 * (n % COLUMNS), 200 * Math.floor(n / COLUMNS)],
		}),
	);
	const main = [allRows.map(({ name: node }) => ({ node, type: 'main', index: 0 }))];
	const workflow = { nodes: [{ ...manual, position: [-400, 0] }, ...nodes] };
	await inEditor(
		async (editor) => {
			await editor.seeAll();
			for (const { name, call, items, forms, arrange } of allRows) {
				server().reset();
				Object.assign(server().shapes, forms);
				arrange?.(server().state);
				await editor.open(name);
				await editor.run(items.length === 1 ? '1 item' : `${items.length} items`);
				await editor.close();
				const [execution] = await n8n.executions(editor.workflow);
				const calls = server().log.map(({ method, path }) => `${method} ${path}`);
				// The name says which operation it was that failed.
				expect({ name, calls, items: await n8n.output(execution!.id, name) }).toEqual({
					name,
					calls: expect.arrayContaining([call]),
					items: items.map((item) => expect.objectContaining(item as object)),
				});
			}
		},
		{ ...workflow, connections: { Manual: { main } }, pinData: {} },
	);
}, 900_000);
