import type { BrowserContext } from 'playwright-core';

/** A drawing of rooms, as the data URI of a PNG. */
export async function floorPlan(context: BrowserContext): Promise<string> {
	const page = await context.newPage();
	await page.setViewportSize({ width: 360, height: 110 });
	await page.setContent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 150" preserveAspectRatio="none"
		style="position:fixed;inset:0;width:100vw;height:100vh;background:#eef4fb" fill="none" stroke="#2b5a8c" stroke-width="4">
		<path d="M20 16h320v118H20zM140 16v44m0 30v44M140 84h90m30 0h80M230 16v40" />
		<path d="M140 60a30 30 0 0 1-30 30h30M230 84a30 30 0 0 1 30 30V84" stroke-width="1.5" />
	</svg>`);
	const png = await page.screenshot();
	await page.close();
	return `data:image/png;base64,${png.toString('base64')}`;
}
