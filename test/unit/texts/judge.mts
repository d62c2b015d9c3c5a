import { join } from 'node:path';

import type { Nodes } from 'mdast';

import { createRequire } from '../../harness/core.mts';

// ES modules only, which Node can require and Jest cannot.
const load = createRequire(join(process.cwd(), 'package.json'));
const { remark }: typeof import('remark') = load('remark');
const { default: gfm }: typeof import('remark-gfm') = load('remark-gfm');

/** What a text in Markdown says, as a parser of Markdown reads it: links with where they lead, if that is elsewhere. */
export function textOf(markdown: string): string {
	const read = (node: Nodes): string => {
		const inner = 'children' in node ? node.children.map(read).join(' ') : '';
		switch (node.type) {
			case 'strong':
			case 'emphasis':
			case 'delete':
				return inner;
			case 'link':
			case 'image':
				return `${node.type === 'link' ? inner : node.alt} ${node.url.replace(/^#.*/, '')}`;
			default:
				return 'value' in node ? node.value : inner;
		}
	};
	return read(remark().use(gfm).parse(markdown));
}
