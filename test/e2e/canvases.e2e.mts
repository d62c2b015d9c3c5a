/** The examples as somebody sees them who has imported them, in n8n's real editor. */
import { beforeAll, expect, it } from '@jest/globals';

import { readExamples } from '../../scripts/dev/examples.mts';
import { withCredentials } from '../../scripts/whole-n8n/rest.mts';
import type { SavedCredential } from '../../scripts/whole-n8n/rest.mts';
import { picture } from './browser.mts';
import { useEditor } from './editor.mts';
import { useN8n } from './n8n.mts';

const n8n = useN8n({ seed: 'demo' });
const inEditor = useEditor(n8n);

/** What lies over the canvas and belongs to the editor. */
const CONTROLS = `
	[data-test-id="canvas-controls"], [data-test-id="canvas-minimap"], [data-test-id="canvas-plus-button"],
	[data-test-id="canvas-handle-plus-wrapper"], [data-test-id="execute-workflow-button"]
	{ visibility: hidden !important; }`;

const credentials: SavedCredential[] = [];
beforeAll(async () => {
	credentials.push(
		n8n.credential(),
		await n8n.rest().saveCredential('openAiApi', 'OpenAI', { apiKey: 'placeholder' }, true),
		await n8n.rest().saveCredential('smtp', 'SMTP', { host: 'mail.example.com' }, true),
	);
});

it.each([...readExamples()])('%s stands on the canvas, and lacks nothing', async (name, file) => {
	await inEditor(
		async (editor) => {
			const { page } = editor;
			await page.setViewportSize({ width: 1280, height: 640 });
			await page
				.locator('.vue-flow__node')
				.nth(file.nodes.length - 1)
				.waitFor();
			expect(await page.locator('.vue-flow__node').count()).toBe(file.nodes.length);
			expect(await editor.part('node-issues').count()).toBe(0);
			await editor.seeAll();
			await picture(editor.part('canvas'), `example-${name.replace('.json', '')}`, CONTROLS);
		},
		withCredentials(file, credentials) as { nodes: object[] },
	);
});
