import type { IncomingHttpHeaders } from 'node:http';

import type { App } from './context.mts';

/** Names under which this machine reaches a server that listens on loopback. */
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

interface Refusal {
	code: 'FOREIGN_HOST' | 'FOREIGN_ORIGIN';
	error: string;
}

/**
 * Stands before every route, the API's as well: everybody knows the keys, so a page somewhere in the
 * web could otherwise use the API and read the logs of webhooks, by a name of its own that it points to
 * this machine (DNS rebinding). Programs, which send no `Origin`, come in by any of the names above.
 */
export function addDoors(app: App): void {
	app.addHook('onRequest', async ({ headers, method, socket }, reply) => {
		const refusal = foreignHost(headers, socket.localPort) ?? foreignOrigin(headers, method);
		if (refusal) return reply.code(403).send(refusal);
	});
}

/** A name that is not this machine's own, or another port. */
function foreignHost({ host }: IncomingHttpHeaders, port: number | undefined): Refusal | undefined {
	const names = LOOPBACK_NAMES.flatMap((name) =>
		port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
	);
	if (host !== undefined && names.includes(host.toLowerCase())) return undefined;
	return { code: 'FOREIGN_HOST', error: `This server answers to ${names.join(', ')} only.` };
}

/** Other sites may link here, which is a navigation, but neither read nor load anything. */
function foreignOrigin(headers: IncomingHttpHeaders, method: string): Refusal | undefined {
	const { host, origin } = headers;
	if (origin !== undefined && origin !== `http://${host?.toLowerCase()}`) {
		return { code: 'FOREIGN_ORIGIN', error: `Requests from ${origin} are refused.` };
	}
	const site = headers['sec-fetch-site'] ?? 'none';
	const navigates = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
	if (navigates || site === 'none' || site === 'same-origin') return undefined;
	return { code: 'FOREIGN_ORIGIN', error: 'Requests from other sites are refused.' };
}
