import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { SMTPServer } from 'smtp-server';

/** A mail server that keeps what it is given, and how to end it. */
export async function startMailServer(): Promise<{
	port: number;
	/** Whole mails, as they came. */
	received: string[];
	close(): Promise<void>;
}> {
	const received: string[] = [];
	const smtp = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData: (stream, _session, done) =>
			void text(stream).then((mail) => {
				received.push(mail.replaceAll('\r\n', '\n'));
				done();
			}, done),
	});
	const { server } = smtp;
	smtp.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		port,
		received,
		close: async () => await new Promise<void>((resolve) => smtp.close(() => resolve())),
	};
}
