import { html, useState } from './preact.mjs';
import { Icon } from './icons.mjs';
import { useTexts } from './settings.mjs';

/** Says for a moment that it has copied. */
export function CopyButton({ text, what }) {
	const texts = useTexts();
	const [copied, setCopied] = useState(false);
	const copy = async () => {
		await navigator.clipboard.writeText(text);
		setCopied(true);
		setTimeout(() => setCopied(false), 2000);
	};
	const label = copied ? texts.copied : texts.copy;
	return html`<button
		type="button"
		class="icon-button"
		aria-label=${`${label}: ${what}`}
		title=${label}
		onClick=${copy}
	>
		<${Icon} name=${copied ? 'check' : 'copy'} size="18" />
	</button>`;
}
