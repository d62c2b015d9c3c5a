import { html, useState } from './preact.mjs';
import { Link } from './formatting.mjs';
import { Icon } from './icons.mjs';
import { useTexts } from './settings.mjs';

const ELEMENTS = { image: 'img', video: 'video', audio: 'audio' };

/**
 * A file of a message. One that came along with it is shown at once. One at a URL is only told of:
 * the page asks no foreign server for anything until somebody wants to see it.
 */
export function MediaCard({ message: { id, text, media } }) {
	const texts = useTexts();
	const [wanted, setWanted] = useState(false);
	const { mediaType, url } = media;
	const src = url ?? `/simulator/media/${encodeURIComponent(id)}`;
	const element = ELEMENTS[mediaType];
	const name = media.filename ?? fileNameOf(url) ?? texts.media[mediaType];
	if (element && (url === null || wanted)) {
		return html`<${element}
			class="media"
			src=${src}
			alt=${mediaType === 'image' ? (text ?? name) : undefined}
			aria-label=${mediaType === 'image' ? undefined : name}
			controls=${mediaType !== 'image'}
			referrerpolicy="no-referrer"
		/>`;
	}
	// What comes by http would be refused by the page's own policy.
	const canShow = element && url.startsWith('https:');
	return html`<div class="file">
		<span class="file-icon"><${Icon} name=${mediaType} size="26" /></span>
		<span class="file-name">${name}</span>
		<span class="file-host">
			${texts.media[mediaType]}${url && ` ${texts.loadsFrom(new URL(url).host)}`}
		</span>
		<span class="file-actions">
			${canShow &&
			html`<button type="button" class="small" onClick=${() => setWanted(true)}>
				${texts.show}
			</button>`}
			${url
				? html`<${Link}
						href=${url}
						class="small"
						label=${`${texts.open} ${name} ${texts.opensNewTab}`}
					>
						${texts.open}
					<//>`
				: html`<a class="small" href=${src} download=${name}>${texts.download}</a>`}
		</span>
	</div>`;
}

function fileNameOf(url) {
	if (url === null) return null;
	const last = new URL(url).pathname.split('/').at(-1);
	try {
		return decodeURIComponent(last) || null;
	} catch {
		return last;
	}
}
