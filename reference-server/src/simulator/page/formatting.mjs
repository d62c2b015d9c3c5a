import { html } from './preact.mjs';

/**
 * What WhatsApp writes between marks, and links. A mark stands at the edge of a word and encloses no
 * space at its ends; lengths are limited so that a hostile text costs no time.
 */
const PATTERN = new RegExp(
	[
		/```(?<block>[^`]{1,10000})```/,
		/`(?<code>[^`\n]{1,2000})`/,
		/(?<link>https?:\/\/[^\s<>"]{0,2000}[^\s<>".,;:!?)\]}'*_~])/,
		/(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<marked>[^\n]{1,2000}?)(?<=\S)\k<mark>(?![\p{L}\p{N}])/,
	]
		.map(({ source }) => source)
		.join('|'),
	'gu',
);

const TAGS = { '*': 'strong', _: 'em', '~': 's' };

/** A message's text as elements; what it contains is text and never markup. */
export function formatted(text) {
	const parts = [];
	let end = 0;
	for (const match of text.matchAll(PATTERN)) {
		parts.push(text.slice(end, match.index), element(match));
		end = match.index + match[0].length;
	}
	return [...parts, text.slice(end)];
}

function element({ groups: { block, code, link, mark, marked } }) {
	if (block !== undefined) return html`<code class="block">${block.trim()}</code>`;
	if (code !== undefined) return html`<code>${code}</code>`;
	if (link !== undefined) return html`<${Link} href=${link}>${link}<//>`;
	return html`<${TAGS[mark]}>${formatted(marked)}<//>`;
}

/** The same text without its marks, for one line that stands for it. */
export function withoutMarks(text) {
	return text.replace(PATTERN, (...match) => {
		const { block, code, link, marked } = match.at(-1);
		return block ?? code ?? link ?? withoutMarks(marked);
	});
}

/** A link that leaves this page. Anything but http(s) stays text. */
export function Link({ href, children, class: className, label }) {
	const protocol = URL.canParse(href) ? new URL(href).protocol : '';
	if (protocol !== 'https:' && protocol !== 'http:') {
		return html`<span class=${className}>${children}</span>`;
	}
	return html`<a
		class=${className}
		href=${href}
		target="_blank"
		rel="noopener noreferrer"
		aria-label=${label}
		>${children}</a
	>`;
}
