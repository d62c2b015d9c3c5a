import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';

import { listenLocally } from '../../test/harness/listening.mts';
import type { Rest } from '../whole-n8n/rest.mts';

/**
 * A door that signs a browser in: cookies hold for a host whatever its port, so a page on this machine can
 * hand n8n's session over, and a newcomer needs no password. Its address is the secret.
 * @param target n8n's address
 */
export async function startEntrance(
	target: string,
	rest: Pick<Rest, 'signIn' | 'cookie'>,
): Promise<{ url: string; close(): Promise<void> }> {
	const path = `/${randomBytes(16).toString('hex')}`;
	const server = createServer((request, response) => {
		if (!isInvited(request, path)) {
			response.writeHead(403).end('Open the address that npm run dev has printed.');
			return;
		}
		void rest.signIn().then(
			() => {
				const cookie = `${rest.cookie()}; Path=/; HttpOnly; SameSite=Lax`;
				response.writeHead(302, { location: target, 'set-cookie': cookie }).end();
			},
			(error: Error) => response.writeHead(503).end(error.message),
		);
	});
	const { port, close } = await listenLocally(server);
	return { url: `http://localhost:${port}${path}`, close };
}

/** Only a page that somebody opens by itself: no script or frame of another site, and no foreign name of this machine. */
function isInvited({ method, url, headers, socket }: IncomingMessage, path: string): boolean {
	return (
		method === 'GET' &&
		url === path &&
		headers.host === `localhost:${socket.localPort}` &&
		headers.origin === undefined &&
		(headers['sec-fetch-dest'] ?? 'document') === 'document'
	);
}
