import { html, useEffect, useRef, useState } from './preact.mjs';
import { Avatar } from './avatar.mjs';
import { Quote } from './bubble.mjs';
import { Icon } from './icons.mjs';
import { setSwitches, write } from './server.mjs';
import { useTexts } from './settings.mjs';
import { nameOr } from './words.mjs';

const KINDS = ['image', 'document', 'video', 'audio'];
const NO_FILE = { mediaType: 'image', url: '', filename: '' };

/** At the bottom: who writes, and what. */
export function Composer({ chat, number, writers, from, onWriter, quoted, onQuoted }) {
	const texts = useTexts();
	const [text, setText] = useState('');
	const [file, setFile] = useState();
	const [problem, setProblem] = useState('');
	const box = useRef();
	useEffect(() => {
		if (quoted) box.current?.focus();
	}, [quoted]);
	const canSend = text.trim() !== '' || Boolean(file?.url);

	const send = async (event) => {
		event.preventDefault();
		if (!canSend) return;
		try {
			await write({
				numberId: number.id,
				chatId: chat.id,
				from,
				text: text.trim() === '' ? undefined : text,
				media: file?.url ? { ...file, filename: file.filename || undefined } : undefined,
				quotedMessageId: quoted?.whatsAppId,
			});
			setText('');
			setFile(undefined);
			setProblem('');
			onQuoted(undefined);
		} catch (error) {
			setProblem(error.message);
		}
		box.current?.focus();
	};
	const onKey = (event) => {
		if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
		void send(event);
	};

	if (number.session !== 'OPEN') return html`<${OfflineNotice} number=${number} />`;
	return html`<form class="composer" onSubmit=${send}>
		${problem && html`<p class="failure" role="alert">${problem}</p>`}
		${quoted &&
		html`<div class="answered">
			<${Quote} message=${quoted} />
			<button
				type="button"
				class="icon-button"
				aria-label=${texts.cancelReply}
				onClick=${() => onQuoted(undefined)}
			>
				<${Icon} name="close" />
			</button>
		</div>`}
		${file && html`<${FileFields} file=${file} onFile=${setFile} />`}
		<${Writer} chat=${chat} writers=${writers} from=${from} onWriter=${onWriter} />
		<div class="line">
			<button
				type="button"
				class="icon-button"
				aria-label=${texts.attach}
				title=${texts.attach}
				aria-expanded=${String(Boolean(file))}
				onClick=${() => setFile(file ? undefined : NO_FILE)}
			>
				<${Icon} name=${file ? 'close' : 'attach'} />
			</button>
			<textarea
				id="message-box"
				rows=${Math.min(6, text.split('\n').length)}
				aria-label=${texts.messageBox}
				placeholder=${file ? texts.captionHint : texts.messageHint}
				ref=${box}
				value=${text}
				onInput=${({ target }) => setText(target.value)}
				onKeyDown=${onKey}
			></textarea>
			<button type="submit" class="icon-button send" aria-label=${texts.send} disabled=${!canSend}>
				<${Icon} name="send" />
			</button>
		</div>
	</form>`;
}

function Writer({ chat, writers, from, onWriter }) {
	const texts = useTexts();
	if (chat.kind !== 'group') {
		const who = texts.writingAs(nameOr(chat.name, chat.id));
		return html`<p class="writer">${chat.kind === 'direct' ? who : texts.writingInChannel}</p>`;
	}
	const chosen = writers.find(({ number }) => number === from);
	return html`<label class="writer">
		<${Avatar} id=${from} name=${nameOr(chosen.name, from)} small />
		<span>${texts.writeAs}</span>
		<select id="writer" value=${from} onChange=${({ target }) => onWriter(target.value)}>
			${writers.map(
				({ number, name, isOwn }) =>
					html`<option value=${number} selected=${number === from}>
						${isOwn ? texts.byHand(name) : nameOr(name, number)}
					</option>`,
			)}
		</select>
		${writers.length === 1 && html`<small>${texts.nobodyElse}</small>`}
	</label>`;
}

function FileFields({ file, onFile }) {
	const texts = useTexts();
	const set = (field) => (event) => onFile({ ...file, [field]: event.target.value });
	return html`<fieldset class="file-fields">
		<legend class="hidden">${texts.attach}</legend>
		<select aria-label=${texts.attachKind} value=${file.mediaType} onChange=${set('mediaType')}>
			${KINDS.map((kind) => html`<option value=${kind}>${texts.media[kind]}</option>`)}
		</select>
		<input
			type="url"
			required
			aria-label=${texts.attachUrl}
			placeholder="https://…"
			value=${file.url}
			onInput=${set('url')}
		/>
		<input
			type="text"
			aria-label=${texts.attachName}
			placeholder=${texts.attachName}
			value=${file.filename}
			onInput=${set('filename')}
		/>
	</fieldset>`;
}

function OfflineNotice({ number }) {
	const texts = useTexts();
	const connect = () => setSwitches({ numberId: number.id, offline: false });
	return html`<div class="composer offline-notice">
		<${Icon} name="offline" />
		<p>${texts.offlineNotice}</p>
		<button type="button" class="small" onClick=${connect}>${texts.connectPhone}</button>
	</div>`;
}
