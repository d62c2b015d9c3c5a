import { createServer, request } from 'node:http';

import { listenLocally } from '../harness/listening.mts';

/** What n8n's webhook processors serve; tests of webhooks and the editor are main's. */
const PRODUCTION = /^\/(webhook|form)(-waiting)?\//;

/** The one address of an n8n with several processes. */
export interface Front {
	/** e.g. `http://127.0.0.1:5678` */
	url: string;
	close(): Promise<void>;
}

/**
 * What n8n asks to be put in front of its processes: production webhooks go to the webhook processor, all else to main.
 * @param mainPort port of main
 * @param webhookPort port of the webhook processor
 */
export async function startFront(mainPort: number, webhookPort: number): Promise<Front> {
	const server = createServer((incoming, outgoing) => {
		const { method, url: path = '', headers } = incoming;
		const port = PRODUCTION.test(path) ? webhookPort : mainPort;
		// A connection each: one that was kept would break when n8n starts anew.
		const target = { host: '127.0.0.1', port, method, path, headers, agent: false };
		const passedOn = request(target, (answer) => {
			outgoing.writeHead(answer.statusCode!, answer.headers);
			answer.pipe(outgoing);
		});
		passedOn.on('error', () => outgoing.destroy());
		incoming.pipe(passedOn);
	});
	const { port, close } = await listenLocally(server);
	return { url: `http://127.0.0.1:${port}`, close };
}
