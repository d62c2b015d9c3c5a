import type { ServerResponse } from 'node:http';

import type { Message, WhatsAppNumber } from '../whatsapp/model.mts';
import type { State } from '../whatsapp/state.mts';
import type { MessageView, Overview } from './view.mts';

/** What pages are told, as server-sent events. */
export interface FeedViews {
	overview(number: WhatsAppNumber): Overview;
	messages(number: WhatsAppNumber): MessageView[];
	message(message: Message): MessageView;
}

export interface Feed {
	/** Sends a `snapshot`, then a `message` or an `overview` whenever one changes. */
	open(number: WhatsAppNumber, response: ServerResponse): void;
	/** Lets go of the state and of all pages. */
	close(): void;
}

/** Overviews wait this long, so that a burst of changes is one event. */
const GATHER_MS = 50;
/** Keeps proxies and sleeping laptops from taking the silence for an end. */
const HEARTBEAT_MS = 15_000;

interface Page {
	number: WhatsAppNumber;
	response: ServerResponse;
}

/** Listens to the state from now on. Times are real ones, whatever the server's clock does. */
export function createFeed(state: State, views: FeedViews): Feed {
	const pages = new Set<Page>();
	let gathering: NodeJS.Timeout | undefined;
	const heartbeat = setInterval(() => {
		for (const { response } of pages) response.write(':\n\n');
	}, HEARTBEAT_MS).unref();

	const onMessage = (message: Message) => {
		for (const page of pages) {
			if (page.number.id === message.numberId) send(page, 'message', views.message(message));
		}
		// A message can start a direct chat.
		onChange();
	};
	const onChange = () => {
		if (!pages.size) return;
		gathering ??= setTimeout(() => {
			gathering = undefined;
			for (const page of pages) send(page, 'overview', views.overview(page.number));
		}, GATHER_MS).unref();
	};
	/** The lists are other ones now, and so are the numbers in them. */
	const onReset = () => {
		for (const page of pages) {
			page.number = state.numbers.find(({ id }) => id === page.number.id) ?? page.number;
			sendSnapshot(page);
		}
	};
	state.events.on('message changed', onMessage);
	state.events.on('inbound message', onMessage);
	state.events.on('changed', onChange);
	state.events.on('reset', onReset);

	return {
		open(number, response) {
			const page = { number, response };
			pages.add(page);
			response.on('close', () => pages.delete(page));
			sendSnapshot(page);
		},
		close() {
			state.events.off('message changed', onMessage);
			state.events.off('inbound message', onMessage);
			state.events.off('changed', onChange);
			state.events.off('reset', onReset);
			clearInterval(heartbeat);
			clearTimeout(gathering);
			for (const { response } of pages) response.end();
		},
	};

	function sendSnapshot(page: Page): void {
		const { number } = page;
		const snapshot = { ...views.overview(number), messages: views.messages(number) };
		send(page, 'snapshot', snapshot);
	}

	function send({ response }: Page, event: string, data: object): void {
		response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
	}
}
