import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Ports that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
	await Promise.all(servers.map(async (server) => await once(server, 'listening')));
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(
		servers.map(async (server) => await new Promise((resolve) => server.close(resolve))),
	);
	return ports;
}

/** Rejects with the system's EADDRINUSE, which names the port, where somebody listens on one of them. */
export async function requireFree(...ports: number[]): Promise<void> {
	for (const port of ports) {
		const server = createServer().listen(port, '127.0.0.1');
		await once(server, 'listening');
		server.close();
		await once(server, 'close');
	}
}
