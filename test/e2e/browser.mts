import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import axe from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, Locator, Page } from 'playwright-core';

const KNOWN_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is; the variable CHROMIUM names one that is elsewhere. */
function findChromium(): string | undefined {
	return [process.env.CHROMIUM ?? '', ...KNOWN_PLACES].find((path) => existsSync(path));
}

/** Starts Chromium, headless. Throws an Error where there is none. */
export async function launchBrowser(): Promise<Browser> {
	const executablePath = findChromium();
	if (!executablePath) throw new Error('Chromium is missing: apt-get install chromium');
	return await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-lcd-text'],
	});
}

/** Where pictures go: artefacts of the tests, outside of the checkout unless somebody wants them there. */
const PICTURES = process.env.E2E_SCREENSHOTS ?? join(tmpdir(), 'pilotstatus-screenshots');

/** Takes a picture of a page or a part of it, as `<name>.png`, with what still moves at its end, and more CSS. */
export async function picture(of: Page | Locator, name: string, style?: string): Promise<void> {
	await of.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled', style });
}

/** What breaks the rules of accessibility (WCAG 2.2 A and AA, and axe's best practice) on a page, as `rule: where`. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const { violations } = await page.evaluate(
		async (runOnly) => await (globalThis as unknown as typeof window).axe.run({ runOnly }),
		['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	);
	return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

declare global {
	interface Window {
		axe: typeof axe;
	}
}
