import { html, render, useCallback, useEffect, useReducer, useState } from './preact.mjs';
import { Bench } from './bench.mjs';
import { ChatList } from './chat-list.mjs';
import { Conversation } from './conversation.mjs';
import { knownNumber, listen } from './server.mjs';
import { Texts, useSettings } from './settings.mjs';
import { chatsWithNews, initial, ofChat, reduce } from './store.mjs';

/** What is open stands in the address, as `#number/chat`, so that it can be linked to and reloaded. */
function readPlace() {
	try {
		const [numberId, chatId] = location.hash.slice(1).split('/').map(decodeURIComponent);
		return { numberId: numberId || undefined, chatId: chatId || undefined };
	} catch {
		return {};
	}
}

function usePlace() {
	const [place, setPlace] = useState(readPlace);
	useEffect(() => {
		const onChange = () => setPlace(readPlace());
		addEventListener('hashchange', onChange);
		return () => removeEventListener('hashchange', onChange);
	}, []);
	useEffect(() => {
		void knownNumber(place.numberId).then((id) => id !== place.numberId && go(id));
	}, [place.numberId]);
	const go = useCallback((numberId, chatId = '') => {
		location.hash = [numberId, chatId].map(encodeURIComponent).join('/');
	}, []);
	return [place, go];
}

function App() {
	const settings = useSettings();
	const { texts } = settings;
	const [{ numberId, chatId }, go] = usePlace();
	const [state, dispatch] = useReducer(reduce, initial);
	const [benchOpen, setBenchOpen] = useState(false);

	useEffect(() => {
		if (numberId === undefined) return undefined;
		dispatch({ type: 'forget' });
		return listen(numberId, dispatch);
	}, [numberId]);
	useEffect(() => {
		if (chatId !== undefined) dispatch({ type: 'look', chatId });
	}, [chatId, state.messages]);
	useEffect(() => {
		if (!benchOpen) return undefined;
		document.getElementById('bench-close').focus();
		const onKey = ({ key }) => key === 'Escape' && setBenchOpen(false);
		addEventListener('keydown', onKey);
		return () => {
			removeEventListener('keydown', onKey);
			document.getElementById('bench-button')?.focus();
		};
	}, [benchOpen]);

	const { overview, messages, connected } = state;
	if (!overview) return html`<p class="waiting" role="status">${texts.connecting}</p>`;
	const chat = overview.chats.find(({ id }) => id === chatId);
	const number = overview.numbers.find(({ id }) => id === overview.numberId);
	const view = `view ${chat ? 'view-chat' : 'view-list'} ${benchOpen ? 'view-bench' : ''}`;
	return html`<${Texts.Provider} value=${texts}>
		${chat && html`<a class="skip" href="#message-box" onClick=${skipToMessage}>${texts.skip}</a>`}
		<p class="banner" role="status">${connected ? '' : texts.lost}</p>
		<div class=${view}>
			<${ChatList}
				chats=${chatsWithNews(state)}
				numbers=${overview.numbers}
				number=${number}
				chatId=${chatId}
				go=${go}
				settings=${settings}
			/>
			<${Conversation}
				key=${`${number.id} ${chat?.id}`}
				chat=${chat}
				messages=${chat ? ofChat(messages, chat.id) : []}
				number=${number}
				onBack=${() => go(number.id)}
				benchOpen=${benchOpen}
				onBench=${() => setBenchOpen(!benchOpen)}
			/>
			<${Bench}
				chat=${chat}
				number=${number}
				overview=${overview}
				onClose=${() => setBenchOpen(false)}
			/>
		</div>
	<//>`;
}

/** The address already has another use. */
function skipToMessage(event) {
	event.preventDefault();
	document.getElementById('message-box')?.focus();
}

render(html`<${App} />`, document.getElementById('app'));
