import { html, useState } from './preact.mjs';
import { Avatar } from './avatar.mjs';
import { Icon, Ticks } from './icons.mjs';
import { useTexts } from './settings.mjs';
import { nameOr, phoneText, summary, whenText } from './words.mjs';

const FILTERS = ['all', 'group', 'direct', 'newsletter'];

/** Among all chats, people only count once there is something to read. */
function fits({ kind, last }, filter) {
	return filter === 'all' ? kind !== 'direct' || last !== undefined : kind === filter;
}

/** On the left: whose phone this is, and its chats. */
export function ChatList({ chats, numbers, number, chatId, go, settings }) {
	const texts = useTexts();
	const [filter, setFilter] = useState('all');
	const [wanted, setWanted] = useState('');
	const search = wanted.trim().toLocaleLowerCase();
	const shown = chats.filter(
		(chat) =>
			fits(chat, search ? chat.kind : filter) &&
			nameOr(chat.name, chat.id).toLocaleLowerCase().includes(search),
	);
	return html`<nav class="chats" aria-label=${texts.chats}>
		<header class="bar">
			<h1>${texts.chats}</h1>
			<${SettingsButtons} settings=${settings} />
		</header>
		<${NumberChoice} numbers=${numbers} number=${number} go=${go} />
		<label class="search">
			<${Icon} name="search" size="18" />
			<input
				type="search"
				aria-label=${texts.searchChats}
				placeholder=${texts.searchChats}
				value=${wanted}
				onInput=${({ target }) => setWanted(target.value)}
			/>
		</label>
		<div class="filters" role="group" aria-label=${texts.filterLabel}>
			${FILTERS.map(
				(name) =>
					html`<button
						type="button"
						class="chip"
						aria-pressed=${String(name === filter)}
						onClick=${() => setFilter(name)}
					>
						${texts.filters[name]}
					</button>`,
			)}
		</div>
		<ul class="chat-items" onKeyDown=${moveFocus}>
			${shown.map(
				(chat) =>
					html`<li key=${chat.id}>
						<${ChatItem}
							chat=${chat}
							isOpen=${chat.id === chatId}
							onOpen=${() => go(number.id, chat.id)}
						/>
					</li>`,
			)}
		</ul>
		${shown.length === 0 && html`<p class="nothing">${texts.noChats}</p>`}
	</nav>`;
}

function SettingsButtons({ settings: { language, theme, nextLanguage, nextTheme } }) {
	const texts = useTexts();
	const icon = { auto: 'auto', light: 'sun', dark: 'moon' }[theme];
	return html`<div class="buttons">
		<button
			type="button"
			class="icon-button"
			id="language"
			aria-label=${texts.language}
			title=${texts.language}
			onClick=${nextLanguage}
		>
			${language.toUpperCase()}
		</button>
		<button
			type="button"
			class="icon-button"
			id="theme"
			aria-label=${texts.theme[theme]}
			title=${texts.theme[theme]}
			onClick=${nextTheme}
		>
			<${Icon} name=${icon} />
		</button>
	</div>`;
}

function NumberChoice({ numbers, number, go }) {
	const texts = useTexts();
	const offline = ({ session }) => (session === 'OPEN' ? '' : ` (${texts.offlineMark})`);
	return html`<label class="number">
		<span class="dot ${number.session === 'OPEN' ? 'dot-on' : 'dot-off'}"></span>
		<span class="hidden">${texts.number}</span>
		<select value=${number.id} onChange=${({ target }) => go(target.value)}>
			${numbers.map(
				(one) =>
					html`<option value=${one.id} selected=${one.id === number.id}>
						${one.name} · ${phoneText(one.phone)}${offline(one)}
					</option>`,
			)}
		</select>
	</label>`;
}

function ChatItem({ chat, isOpen, onOpen }) {
	const texts = useTexts();
	const { last, unread } = chat;
	const name = nameOr(chat.name, chat.id);
	return html`<button
		type="button"
		class="chat"
		aria-current=${isOpen ? 'true' : undefined}
		onClick=${onOpen}
	>
		<${Avatar} id=${chat.id} name=${name} kind=${chat.kind} />
		<span class="chat-name">${name}</span>
		<span class="chat-when">${last && whenText(last.createdAt, texts)}</span>
		<span class="chat-last">${last ? html`<${Last} chat=${chat} />` : texts.noMessagesYet}</span>
		${!isOpen &&
		unread > 0 &&
		html`<span class="badge" role="img" aria-label=${texts.unread(unread)}>
			${unread > 99 ? '99+' : unread}
		</span>`}
	</button>`;
}

function Last({ chat: { kind, last } }) {
	const texts = useTexts();
	const text = summary(last, texts);
	if (last.direction === 'OUTBOUND') {
		return html`<${Ticks} status=${last.status} label=${texts.statuses[last.status]} /> ${text}`;
	}
	return kind === 'group' ? `${nameOr(last.fromName, last.from)}: ${text}` : text;
}

/** Arrow keys go from chat to chat. */
function moveFocus(event) {
	const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
	if (!step) return;
	const buttons = [...event.currentTarget.querySelectorAll('button')];
	const next = buttons[buttons.indexOf(document.activeElement) + step];
	if (!next) return;
	event.preventDefault();
	next.focus();
}
