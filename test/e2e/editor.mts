import { afterAll, beforeAll } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

import { launchBrowser, picture } from './browser.mts';
import type { WholeN8n } from './n8n.mts';

/** n8n's editor, as its users click it. The names in it are n8n's own: its `data-test-id`. */
export class Editor {
	constructor(
		readonly page: Page,
		/** Id of the workflow that is open. */
		readonly workflow: string,
	) {}

	part(name: string): Locator {
		return this.page.locator(`[data-test-id="${name}"]`);
	}

	/** What the node gave, or why it failed. */
	get output(): Locator {
		return this.part('output-panel');
	}

	/** Searches the panel of nodes for ours, as far as the list of what it can do. */
	async findNode(): Promise<void> {
		await this.part('canvas-plus-button').click();
		await this.part('node-creator-search-bar').fill('pilot st');
		await this.listed('Pilot Status').click();
		await this.part('node-creator-category-item').filter({ hasText: 'Actions' }).click();
	}

	/** Adds the node with one of its actions, or the trigger with one of its events. */
	async addNode(action: string): Promise<void> {
		await this.listed(action).click();
		await this.part('ndv').waitFor();
	}

	/** An entry of the panel of nodes. */
	listed(name: string): Locator {
		return this.part('node-creator-item-name').getByText(name, { exact: true });
	}

	/** Zooms out until all nodes are on the screen. */
	async seeAll(): Promise<void> {
		await this.part('zoom-to-fit').click();
	}

	/** Opens a node that is on the canvas. */
	async open(node: string): Promise<void> {
		await this.page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick();
		await this.part('ndv').waitFor();
	}

	/** Goes back to the canvas, and forgets what has been run. */
	async close(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.part('ndv').waitFor({ state: 'detached' });
		await this.part('clear-execution-data-button').click();
	}

	/** The box that a value is typed into. */
	box(parameter: string): Locator {
		return this.part(`parameter-input-${parameter}`).locator('input, textarea').last();
	}

	/** Types a part of a name into a searchable list, and gives what it then offers. */
	async search(parameter: string, typed: string, found: string): Promise<string[]> {
		await this.part(`resource-locator-${parameter}`).locator('input').last().click();
		const items = this.part('rlc-item');
		await items.first().waitFor();
		await this.part('rlc-search').fill(typed);
		// The list of before stays until the answer to the search is there.
		await items.filter({ hasNotText: found }).first().waitFor({ state: 'detached' });
		await items.filter({ hasText: found }).first().waitFor();
		return await items.allInnerTexts();
	}

	/** Picks from a searchable list. */
	async pick(parameter: string, typed: string, found: string): Promise<void> {
		await this.search(parameter, typed, found);
		await this.part('rlc-item').filter({ hasText: found }).click();
	}

	/** Gives an id in place of an entry of the list. */
	async giveId(parameter: string, id: string): Promise<void> {
		const locator = this.part(`resource-locator-${parameter}`);
		await locator.locator('[data-test-id="rlc-mode-selector"]').click();
		await this.page.getByRole('option', { name: 'By ID' }).click();
		await locator.locator('input').last().fill(id);
	}

	/** Runs the node, and waits for a text in its output. */
	async run(text: string): Promise<void> {
		await this.part('node-execute-button').click();
		await this.output.getByText(text).first().waitFor();
	}

	/** Runs the node, and gives what stands there about its failure. */
	async fail(): Promise<{ sentence: string; hint: string }> {
		await this.part('node-execute-button').click();
		await this.page.getByText('Problem in node').waitFor();
		const sentence = await this.part('node-error-message').innerText();
		return { sentence, hint: await this.part('node-error-description').innerText() };
	}
}

/** A browser for a test file, signed in at n8n. */
export function useEditor(n8n: WholeN8n): (
	scene: (editor: Editor) => Promise<void>,
	/** What is on the canvas already. */
	workflow?: { nodes: object[]; connections?: object; pinData?: object },
) => Promise<void> {
	let browser: Browser;
	let context: BrowserContext;
	beforeAll(async () => {
		browser = await launchBrowser();
		context = await browser.newContext({
			viewport: { width: 1440, height: 900 },
			locale: 'en-US',
			reducedMotion: 'reduce',
		});
		context.setDefaultTimeout(60_000);
		const [name, value] = n8n.rest().cookie().split('=') as [string, string];
		await context.addCookies([{ name, value, url: n8n.url() }]);
	});
	afterAll(async () => await browser?.close());

	/** A workflow on a page of its own, closed before n8n's workflows are removed: it saves by itself. */
	return async (scene, workflow = { nodes: [] }) => {
		const id = await n8n.make(workflow);
		const page = await context.newPage();
		try {
			await page.goto(`${n8n.url()}/workflow/${id}`);
			await scene(new Editor(page, id));
		} catch (error) {
			await picture(page, 'editor-stuck');
			throw error;
		} finally {
			await page.close();
		}
	};
}
