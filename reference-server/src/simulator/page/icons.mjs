import { html } from './preact.mjs';

const PATHS = {
	send: 'M4 12 3 4.5l18 7.5-18 7.5L4 12zm0 0h8',
	attach:
		'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4L14.5 7.3',
	reply: 'M9 6 4 11l5 5m-5-5h10a6 6 0 0 1 6 6v1',
	close: 'M6 6l12 12M18 6 6 18',
	back: 'm14 5-7 7 7 7',
	up: 'm5 14 7-7 7 7',
	down: 'm5 10 7 7 7-7',
	search: 'M16 16l4.5 4.5M18 10.5a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0z',
	pin: 'M9 3h6l-1 7 4 4H6l4-4-1-7zm3 11v7',
	copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
	check: 'm4 12.5 5 5L20 6.5',
	sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zm0-6v2m0 16v2M2 12h2m16 0h2M5 5l1.4 1.4m11.2 11.2L19 19M5 19l1.4-1.4M17.6 6.4 19 5',
	moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
	auto: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 0v18m3-17.5v17m3-15v13',
	panel: 'M4 5h16v14H4zm10 0v14',
	image: 'M4 5h16v14H4zm0 11 5-5 4 4 3-3 4 4M15 9.5h.01',
	video: 'M4 6h11v12H4zm11 4 5-3v10l-5-3',
	audio: 'M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11v1a6 6 0 0 0 12 0v-1m-6 7v3',
	document: 'M6 3h8l4 4v14H6zm8 0v4h4M9 12h6m-6 4h6',
	offline:
		'm3 3 18 18M8.5 16a5 5 0 0 1 6 -.7M5 12.5a10 10 0 0 1 4-2.3M2 9a15 15 0 0 1 4-2.5m5-1.5a15 15 0 0 1 11 4m-5.5 1.8a10 10 0 0 1 2.5 1.7M12 19.5h.01',
	clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm0 4v4.5l3 1.5',
	megaphone: 'M4 10v4h3l8 4V6L7 10H4zm3 4 1 5h2l-1-4m9-5.5a3 3 0 0 1 0 5',
	link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7m2 3a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17',
};

/** A drawing that says nothing by itself: what it stands for is in the words beside it. */
export function Icon({ name, size = 20 }) {
	return html`<svg
		class="icon"
		viewBox="0 0 24 24"
		width=${size}
		height=${size}
		aria-hidden="true"
		focusable="false"
	>
		<path d=${PATHS[name]} />
	</svg>`;
}

const TICKS = { SENT: ['m5 8.5 3.5 3.5L15 4.5'], DELIVERED: [], READ: [] };
TICKS.DELIVERED = TICKS.READ = ['m2 8.5 3.5 3.5L12 4.5', 'm9.5 11.5.5.5L16.5 4.5'];

/** Where a message of ours is on its way: clock, one tick, two ticks, two coloured ones, or a red mark. */
export function Ticks({ status, label }) {
	const drawing =
		status === 'QUEUED' ? html`<${Icon} name="clock" size="14" />` : TICKS[status] && ticks(status);
	return html`<span
		class="ticks ticks-${status.toLowerCase()}"
		role="img"
		aria-label=${label}
		title=${label}
	>
		${drawing ?? (status === 'FAILED' ? '!' : '×')}
	</span>`;
}

function ticks(status) {
	return html`<svg class="icon" viewBox="0 0 18 16" width="18" height="16" aria-hidden="true">
		${TICKS[status].map((path) => html`<path d=${path} />`)}
	</svg>`;
}
