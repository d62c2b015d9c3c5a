import { createServer } from 'node:http';

import { listenLocally } from '../../test/harness/listening.mts';
import type { Rest } from '../whole-n8n/rest.mts';

/**
 * A door that signs a browser in: cookies hold for a host whatever its port, so a page on this machine can
 * hand n8n's session over, and a newcomer needs no password.
 * @param target n8n's address
 */
export async function startEntrance(
	target: string,
	rest: Rest,
): Promise<{ url: string; close(): Promise<void> }> {
	const server = createServer((_request, response) => {
		void rest.signIn().then(
			() => {
				const cookie = `${rest.cookie()}; Path=/; HttpOnly; SameSite=Lax`;
				response.writeHead(302, { location: target, 'set-cookie': cookie }).end();
			},
			(error: Error) => response.writeHead(503).end(error.message),
		);
	});
	const { port, close } = await listenLocally(server);
	return { url: `http://localhost:${port}`, close };
}
