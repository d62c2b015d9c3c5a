import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Lets a server listen on a free port of 127.0.0.1.
 *
 * @returns the port, and a close that ends open connections too and resolves once all is closed
 * @throws the system's error when it cannot listen
 */
export async function listenLocally(
	server: Server,
): Promise<{ port: number; close(): Promise<void> }> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}
