import { z } from 'zod/v4';

import type { App } from '../protocol/context.mts';
import { ApiError } from '../whatsapp/api-error.mts';
import type { State } from '../whatsapp/state.mts';

/** What a browser may show; anything else, SVG and HTML above all, is a download. */
const SHOWN_TYPES = new Set([
	...['png', 'jpeg', 'gif', 'webp', 'avif'].map((name) => `image/${name}`),
	...['mp4', 'webm', 'ogg'].map((name) => `video/${name}`),
	...['mpeg', 'mp4', 'ogg', 'opus', 'wav', 'webm', 'aac', 'amr'].map((name) => `audio/${name}`),
]);

const DATA_URI = /^data:([^;,]+)[^,]*;base64,/;

/** Files that came as data URIs, so that they do not weigh down every message. */
export function addMediaRoute(app: App, state: State): void {
	app.get(
		'/media/:messageId',
		{ schema: { params: z.strictObject({ messageId: z.string().min(1) }) } },
		async (request, reply) => {
			const { messageId } = request.params;
			const url = state.messages.find(({ id }) => id === messageId)?.media?.url ?? '';
			const [start, type = ''] = DATA_URI.exec(url) ?? [];
			if (start === undefined) {
				throw new ApiError(404, 'NOT_FOUND', `The message ${messageId} holds no file.`);
			}
			const shown = SHOWN_TYPES.has(type.toLowerCase());
			return reply
				.type(shown ? type : 'application/octet-stream')
				.header('content-disposition', shown ? 'inline' : 'attachment')
				.header('content-security-policy', "default-src 'none'; sandbox")
				.send(Buffer.from(url.slice(start.length), 'base64'));
		},
	);
}
