import { request } from 'undici';
import type { Dispatcher } from 'undici';

import type { ReferenceServer } from '../../src/server.mts';
import type { Answer } from './client.mts';

/** A request as the page itself makes it, unless `headers` say otherwise. */
export async function visit(
	server: ReferenceServer,
	method: Dispatcher.HttpMethod,
	path: string,
	{ body, headers = {} }: { body?: object; headers?: Record<string, string> } = {},
): Promise<Answer> {
	const { origin } = new URL(server.simulatorUrl);
	const response = await request(server.simulatorUrl + path, {
		method,
		headers: {
			...(method === 'GET' ? {} : { origin, 'content-type': 'application/json' }),
			...headers,
		},
		body: body && JSON.stringify(body),
	});
	const text = await response.body.text();
	const isJson = String(response.headers['content-type']).startsWith('application/json');
	const json = isJson ? JSON.parse(text) : undefined;
	return { status: response.statusCode, headers: response.headers, text, json };
}

/** What a page hears. */
export interface Listening {
	headers: Headers;
	/** The next event that fits; skips the others. */
	next(type: string, fits?: (data: any) => boolean): Promise<any>;
	/** Resolves when the server has ended it. */
	ended(): Promise<void>;
	close(): void;
}

/** Listens to a number's events as a browser does. */
export async function listen(server: ReferenceServer, numberId: string): Promise<Listening> {
	const controller = new AbortController();
	const { signal } = controller;
	const response = await fetch(`${server.simulatorUrl}/events?number=${numberId}`, { signal });
	const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	async function read(): Promise<{ type: string; data: any } | undefined> {
		for (;;) {
			const end = text.indexOf('\n\n');
			if (end === -1) {
				const { value, done } = await reader.read();
				if (done) return undefined;
				text += value;
				continue;
			}
			const [, type, json] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
			text = text.slice(end + 2);
			if (type && json) return { type, data: JSON.parse(json) };
		}
	}
	return {
		headers: response.headers,
		async next(type, fits = () => true) {
			for (;;) {
				const event = await read();
				if (!event) throw new Error(`the stream ended without ${type}`);
				if (event.type === type && fits(event.data)) return event.data;
			}
		},
		async ended() {
			while (await read());
		},
		close: () => controller.abort(),
	};
}
