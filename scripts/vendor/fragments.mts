import { parse } from 'yaml';

import type { OpenApi } from './fields.mts';

/** A page of the vendor's playground ends in the part of its OpenAPI document that the page is about. */
const FRAGMENT = /^(`{3,})yaml openapi\.json [^\n]*\n(.*?)^\1$/gms;

/**
 * Puts the vendor's document together from the pages that its index names. One page after the other: there are a
 * hundred, and nobody waits.
 *
 * @param index address of the index, a list of links in Markdown
 * @throws Error for a page that cannot be read, and where no page has a fragment
 */
export async function readVendor(index: string): Promise<OpenApi> {
	const links = [...(await read(index)).matchAll(/\]\(([^)\s]+\.md)\)/g)].map(([, link]) => link!);
	// The Portuguese pages have the same, from another file.
	const pages = links.filter((link) => link.includes('/playground/') && !link.includes('/pt-BR/'));
	const whole: OpenApi & { paths: object } = { paths: {}, components: {} };
	for (const page of new Set(pages)) {
		const text = await read(new URL(page, index).href);
		for (const [, , fragment] of text.matchAll(FRAGMENT)) {
			const { paths, components } = parse(fragment!) as OpenApi;
			merge(whole.paths, paths);
			merge(whole.components, components);
		}
	}
	if (Object.keys(whole.paths).length === 0) {
		throw new Error(`None of the ${pages.length} pages that ${index} names has a fragment.`);
	}
	return whole;
}

/** Two levels deep: methods of one path stand on several pages, and so do the schemas among the components. */
function merge(into: any, from: object = {}): void {
	for (const [key, value] of Object.entries(from)) into[key] = { ...into[key], ...value };
}

async function read(address: string): Promise<string> {
	const response = await fetch(address, { signal: AbortSignal.timeout(30_000) });
	if (!response.ok) throw new Error(`${address} was answered with ${response.status}.`);
	return await response.text();
}
