import { html } from './preact.mjs';
import { CopyButton } from './copy-button.mjs';
import { useTexts } from './settings.mjs';

const MARKS = { SUCCESS: '✓', FAILED: '!', PENDING: '…' };

/** Who listens to the number, and whether the last events reached them. */
export function Webhooks({ number, webhooks }) {
	const texts = useTexts();
	return html`<section aria-labelledby="webhooks-title">
		<h2 id="webhooks-title">${texts.webhooks}</h2>
		${webhooks.length === 0 && html`<${HowToListen} number=${number} />`}
		${webhooks.map((webhook) => html`<${Webhook} key=${webhook.id} webhook=${webhook} />`)}
	</section>`;
}

function HowToListen({ number }) {
	const texts = useTexts();
	const values = [
		[texts.baseUrl, `${location.origin}/v1`],
		[texts.apiKey, number.key],
	];
	return html`<p class="hint"><strong>${texts.noWebhooks}</strong> ${texts.noWebhooksHint}</p>
		<dl class="credential">
			${values.map(
				([name, value]) =>
					html`<div>
						<dt>${name}</dt>
						<dd><code>${value}</code></dd>
						<dd><${CopyButton} text=${value} what=${name} /></dd>
					</div>`,
			)}
		</dl>`;
}

function Webhook({ webhook: { name, url, active, events, deliveries } }) {
	const texts = useTexts();
	return html`<article class="webhook">
		<h3>${name} ${!active && html`<span class="tag">${texts.paused}</span>`}</h3>
		<p class="webhook-url" title=${url}>${url}</p>
		<p class="events">${events.map((event) => html`<code>${event}</code> `)}</p>
		<ul class="deliveries">
			${deliveries.length === 0 && html`<li class="hint">${texts.noDeliveries}</li>`}
			${deliveries.map((delivery) => html`<${Delivery} key=${delivery.n} delivery=${delivery} />`)}
		</ul>
	</article>`;
}

function Delivery({ delivery: { at, event, attempt, status, statusCode, problem } }) {
	const texts = useTexts();
	const time = new Date(at).toLocaleTimeString(texts.region);
	return html`<li class="delivery">
		<span class="mark mark-${status.toLowerCase()}" role="img" aria-label=${texts.delivery[status]}>
			${MARKS[status]}
		</span>
		<span class="delivery-event">${event}</span>
		<span class="delivery-code">${statusCode ?? problem}</span>
		<small class="delivery-when">
			<time>${time}</time>${attempt > 1 && ` · ${texts.attempt(attempt)}`}
		</small>
	</li>`;
}
