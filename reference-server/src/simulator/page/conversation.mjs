import { html, useEffect, useLayoutEffect, useRef, useState } from './preact.mjs';
import { Avatar } from './avatar.mjs';
import { Bubble } from './bubble.mjs';
import { Composer } from './composer.mjs';
import { Icon } from './icons.mjs';
import { useTexts } from './settings.mjs';
import { dayText, nameOr, phoneText, summary } from './words.mjs';

/** As in layout.css. */
const NARROW = '(max-width: 720px)';

/** So many messages are shown; older ones stay in the API's lists. */
const LATEST_MESSAGES = 300;

/** In the middle: one chat. */
export function Conversation({ chat, messages, number, onBack, benchOpen, onBench }) {
	const texts = useTexts();
	const writers = chat?.kind === 'group' ? chat.members : [];
	const [writer, setWriter] = useState();
	const [quoted, setQuoted] = useState();
	const title = useRef();
	// The list of chats, and with it what had the focus, is hidden on narrow screens.
	useEffect(() => {
		if (matchMedia(NARROW).matches) title.current?.focus();
	}, []);
	if (!chat) {
		return html`<main class="conversation conversation-none">
			<img class="logo" src="/simulator/page/icon.svg" alt="" width="84" height="84" />
			<h2>${texts.chooseChat}</h2>
			<p>${texts.chooseChatHint}</p>
			<${BenchButton} open=${benchOpen} onClick=${onBench} />
		</main>`;
	}
	// Whoever was chosen may have been removed meanwhile.
	const isMember = writers.some((member) => member.number === writer);
	const others = writers.filter(({ isOwn }) => !isOwn);
	const from = isMember ? writer : (others[0] ?? writers[0])?.number;
	const pinned = (chat.pinned ?? []).map(
		(id) => messages.find(({ whatsAppId }) => whatsAppId === id) ?? { whatsAppId: id },
	);
	return html`<main class="conversation" aria-labelledby="chat-title">
		<header class="bar">
			<button
				type="button"
				class="icon-button only-narrow"
				aria-label=${texts.back}
				onClick=${onBack}
			>
				<${Icon} name="back" />
			</button>
			<${Avatar} id=${chat.id} name=${nameOr(chat.name, chat.id)} kind=${chat.kind} />
			<div class="title">
				<h2 id="chat-title" tabindex="-1" ref=${title}>${nameOr(chat.name, chat.id)}</h2>
				<p>${subtitle(chat, texts)}</p>
			</div>
			<${BenchButton} open=${benchOpen} onClick=${onBench} />
		</header>
		${pinned.length > 0 && html`<${PinnedBar} messages=${pinned} />`}
		<${Messages}
			chat=${chat}
			messages=${messages}
			number=${number}
			writerName=${writers.find((member) => member.number === from)?.name ?? chat.name}
			writer=${from}
			onReply=${setQuoted}
		/>
		<${Composer}
			chat=${chat}
			number=${number}
			writers=${writers}
			from=${from}
			onWriter=${setWriter}
			quoted=${quoted}
			onQuoted=${setQuoted}
		/>
	</main>`;
}

function BenchButton({ open, onClick }) {
	const texts = useTexts();
	return html`<button
		type="button"
		class="icon-button only-medium"
		id="bench-button"
		aria-label=${texts.showBench}
		title=${texts.showBench}
		aria-expanded=${String(open)}
		aria-controls="bench"
		onClick=${onClick}
	>
		<${Icon} name="panel" />
	</button>`;
}

function subtitle({ kind, members, id }, texts) {
	if (kind === 'direct') return phoneText(id);
	if (kind === 'newsletter') return texts.kinds.newsletter;
	return members.map(({ name, number }) => nameOr(name, number)).join(', ');
}

/** The last one that was pinned; each click goes on to the one before it. */
function PinnedBar({ messages }) {
	const texts = useTexts();
	const [turn, setTurn] = useState(0);
	const index = messages.length - 1 - (turn % messages.length);
	const message = messages[index];
	const label =
		messages.length === 1 ? texts.pinned : texts.pinnedOf(messages.length - index, messages.length);
	const show = () => {
		document.getElementById(`message-${message.id}`)?.scrollIntoView({ block: 'center' });
		setTurn(turn + 1);
	};
	return html`<button type="button" class="pinned" onClick=${show}>
		<${Icon} name="pin" size="18" />
		<span class="pinned-label">${label}</span>
		<span class="pinned-text">${message.id ? summary(message, texts) : texts.unknownMessage}</span>
	</button>`;
}

function Messages({ chat, messages, number, writer, writerName, onReply }) {
	const texts = useTexts();
	const shown = messages.slice(-LATEST_MESSAGES);
	const list = useRef();
	const atEnd = useRef(true);
	useLayoutEffect(() => {
		if (atEnd.current) list.current.scrollTop = list.current.scrollHeight;
	}, [messages]);
	// The list shrinks when a reply or an attachment is being written below it.
	useEffect(() => {
		const observer = new ResizeObserver(() => {
			if (atEnd.current) list.current.scrollTop = list.current.scrollHeight;
		});
		observer.observe(list.current);
		return () => observer.disconnect();
	}, []);
	const onScroll = ({ target }) => {
		atEnd.current = target.scrollHeight - target.scrollTop - target.clientHeight < 80;
	};
	return html`<div
		class="messages"
		role="log"
		aria-live="polite"
		aria-relevant="additions"
		aria-label=${texts.messages(nameOr(chat.name, chat.id))}
		tabindex="0"
		ref=${list}
		onScroll=${onScroll}
	>
		<ol>
			${shown.length === 0 && html`<li class="day"><span>${texts.noMessagesHint}</span></li>`}
			${shown.flatMap((message, index) => {
				const before = shown[index - 1];
				const day = dayText(message.createdAt, texts);
				const isNewDay = !before || dayText(before.createdAt, texts) !== day;
				return [
					isNewDay && html`<li class="day" key=${`day ${message.id}`}><span>${day}</span></li>`,
					html`<${Bubble}
						key=${message.id}
						chat=${chat}
						message=${message}
						follows=${!isNewDay &&
						before.from === message.from &&
						before.direction === message.direction}
						quoted=${messages.find(
							({ whatsAppId }) => whatsAppId !== null && whatsAppId === message.quotedMessageId,
						)}
						isPinned=${(chat.pinned ?? []).includes(message.whatsAppId)}
						number=${number}
						writer=${writer}
						writerName=${writerName}
						onReply=${onReply}
					/>`,
				];
			})}
		</ol>
	</div>`;
}
