import { html } from './preact.mjs';
import { useTexts } from './settings.mjs';

/** The code that links the number to its phone, while it waits for that. */
export function Pairing({ number, code }) {
	const texts = useTexts();
	if (code === null) return null;
	// Each code has an address of its own, so that a new one is not taken for the old.
	const src = `/simulator/numbers/${encodeURIComponent(number.id)}/qrcode?${code}`;
	return html`<section aria-labelledby="pairing-title">
		<h2 id="pairing-title">${texts.pairing}</h2>
		<p class="hint">${texts.pairingHint}</p>
		<img class="qrcode" src=${src} alt=${texts.qrcode} width="168" height="168" />
		<p>${texts.pairingCode} <code>${code}</code></p>
	</section>`;
}

/** The templates that the number can use, and what Meta says of each. */
export function Templates({ templates }) {
	const texts = useTexts();
	if (templates.length === 0) return null;
	return html`<section aria-labelledby="templates-title">
		<h2 id="templates-title">${texts.templates}</h2>
		<ul class="templates">
			${templates.map(
				({ id, name, metaStatus, sendable }) =>
					html`<li key=${id}>
						<span class="template-name">${name}</span>
						<span class=${sendable ? 'role' : 'tag'}>
							${texts.templateStates[metaStatus ?? 'OWN']}
						</span>
					</li>`,
			)}
		</ul>
	</section>`;
}
