import { html } from './preact.mjs';
import { Buttons } from './buttons.mjs';
import { formatted } from './formatting.mjs';
import { Icon, Ticks } from './icons.mjs';
import { MediaCard } from './media.mjs';
import { useTexts } from './settings.mjs';
import { colourOf, nameOr, summary, timeText } from './words.mjs';

/** One message. Ours, which is what the workflow sends, stand on the right. */
export function Bubble(props) {
	const { chat, message, follows, quoted, isPinned, onReply } = props;
	const texts = useTexts();
	const ours = message.direction === 'OUTBOUND';
	const author = nameOr(message.fromName, message.from);
	const side = `${ours ? 'ours' : 'theirs'} ${follows ? 'follows' : ''}`;
	const withName = chat.kind === 'group' && !follows;
	return html`<li class="message ${side}" id=${`message-${message.id}`}>
		<div class="bubble ${message.status === 'CANCELED' ? 'bubble-canceled' : ''}">
			<p class=${withName ? `author ink-${colourOf(message.from)}` : 'hidden'}>
				${author}${ours &&
				message.origin === 'API' &&
				html` <span class="tag">${texts.viaApi}</span>`}
			</p>
			${message.quotedMessageId && html`<${Quote} message=${quoted} />`}
			${message.media && html`<${MediaCard} message=${message} />`}
			${message.header && html`<p class="header">${message.header}</p>`}
			${message.text && html`<p class="text">${formatted(message.text)}</p>`}
			${message.footer && html`<p class="footer">${message.footer}</p>`}
			<${Meta} message=${message} isPinned=${isPinned} ours=${ours} />
			${message.error && html`<${Failure} code=${message.error} />`}
			<${Buttons} ...${props} />
		</div>
		${message.whatsAppId &&
		chat.kind !== 'newsletter' &&
		html`<button
			type="button"
			class="icon-button reply"
			aria-label=${texts.replyTo(author)}
			title=${texts.reply}
			onClick=${() => onReply(message)}
		>
			<${Icon} name="reply" size="18" />
		</button>`}
	</li>`;
}

function Meta({ message, isPinned, ours }) {
	const texts = useTexts();
	const { status, deliverAt, template } = message;
	const at = new Date(deliverAt ?? 0).toLocaleString(texts.region, {
		dateStyle: 'short',
		timeStyle: 'short',
	});
	const waits = status === 'QUEUED' && deliverAt !== null;
	const label = waits ? texts.scheduledFor(at) : texts.statuses[status];
	return html`<p class="meta">
		${template && html`<span class="tag">${texts.template(template)}</span>`}
		${waits && html`<span>${label}</span>`}
		${status === 'CANCELED' && html`<span>${texts.canceled}</span>`}
		${isPinned &&
		html`<span role="img" aria-label=${texts.pinned}><${Icon} name="pin" size="13" /></span>`}
		${!waits &&
		html`<time datetime=${message.createdAt}>${timeText(message.createdAt, texts.region)}</time>`}
		${ours && html`<${Ticks} status=${status} label=${label} />`}
	</p>`;
}

function Failure({ code }) {
	const texts = useTexts();
	return html`<p class="failure">
		<strong>${texts.failed(code)}</strong>
		<span>${texts.reasons[code]}</span>
	</p>`;
}

/** The message that is answered; one that is not at hand is told as such. */
export function Quote({ message }) {
	const texts = useTexts();
	const show = () =>
		document.getElementById(`message-${message.id}`)?.scrollIntoView({ block: 'center' });
	if (!message) return html`<p class="quote">${texts.unknownMessage}</p>`;
	return html`<button
		type="button"
		class="quote edge-${colourOf(message.from ?? '')}"
		onClick=${show}
	>
		<span class="quote-author ink-${colourOf(message.from ?? '')}">
			${nameOr(message.fromName, message.from)}
		</span>
		<span class="quote-text">${summary(message, texts)}</span>
	</button>`;
}
