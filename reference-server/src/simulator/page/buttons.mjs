import { html, useState } from './preact.mjs';
import { Link } from './formatting.mjs';
import { Icon } from './icons.mjs';
import { write } from './server.mjs';
import { useTexts } from './settings.mjs';
import { nameOr } from './words.mjs';

/** The buttons of a message. Tapping a quick reply answers with its label, quoting the message. */
export function Buttons({ chat, message, number, writer, writerName }) {
	const texts = useTexts();
	const [problem, setProblem] = useState('');
	if (message.buttons.length === 0) return null;
	const isGroup = chat.kind === 'group';
	const tap = async (text) => {
		const quotedMessageId = message.whatsAppId ?? undefined;
		const from = isGroup ? writer : undefined;
		try {
			await write({ numberId: number.id, chatId: chat.id, from, text, quotedMessageId });
			setProblem('');
		} catch (error) {
			setProblem(error.message);
		}
	};
	return html`<div class="message-buttons">
		${message.buttons.map(
			(button) =>
				html`<${MessageButton}
					button=${button}
					label=${texts.tap(button.text, nameOr(writerName, writer ?? chat.id))}
					onTap=${tap}
				/>`,
		)}
		${problem && html`<p class="failure" role="alert">${problem}</p>`}
	</div>`;
}

function MessageButton({ button, label, onTap }) {
	const texts = useTexts();
	const { type, text, url, phone_number: phone, example } = button;
	if (type === 'URL') {
		return html`<${Link} href=${url} class="message-button" label=${`${text} ${texts.opensNewTab}`}>
			<${Icon} name="link" size="16" /> ${text}
		<//>`;
	}
	if (type === 'PHONE_NUMBER') {
		const title = texts.callNumber(phone);
		return html`<span class="message-button" title=${title}>${text} <small>${phone}</small></span>`;
	}
	const isCode = type === 'COPY_CODE';
	const act = () => (isCode ? navigator.clipboard.writeText(example ?? text) : onTap(text));
	return html`<button
		type="button"
		class="message-button"
		aria-label=${isCode ? texts.copyCode(example ?? text) : label}
		onClick=${act}
	>
		<${Icon} name=${isCode ? 'copy' : 'reply'} size="16" /> ${text}
	</button>`;
}
