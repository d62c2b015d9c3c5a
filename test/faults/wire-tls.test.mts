import tls from 'node:tls';
import { beforeAll, beforeEach, jest } from '@jest/globals';

import { useFaults } from './bench.mts';
import { makeCertificates } from './certificates.mts';
import { openDoor } from './wire.mts';
import type { Break, Client } from './wire.mts';
import { answered, BROKE, INSECURE } from './wire-rows.mts';
import type { WireRow } from './wire-rows.mts';
import { checkRows } from './wire-suite.mts';

const faults = useFaults();
let certificates: Awaited<ReturnType<typeof makeCertificates>>;
beforeAll(async () => {
	certificates = await makeCertificates();
});
beforeEach(() => {
	// Whom Node trusts is settled when it starts (NODE_EXTRA_CA_CERTS); here as if the authority had been named then.
	const { createSecureContext } = tls;
	jest
		.spyOn(tls, 'createSecureContext')
		.mockImplementation((options) =>
			createSecureContext({ ...options, ca: certificates.authority }),
		);
});

/** A record of TLS in plain text, which nobody may take once the handshake is over. */
const FATAL_ALERT = Buffer.from('15030300020228', 'hex');
/** A record that was not made with the connection's key. */
const FORGED_RECORD = Buffer.concat([Buffer.from('1703030020', 'hex'), Buffer.alloc(32)]);

const lost = (
	name: string,
	words: WireRow['words'],
	how: Break,
	more: Partial<WireRow> = {},
): WireRow => ({ name, words, kind: 'lost', reaches: false, break: how, ...more });

const handshakes: WireRow[] = [
	lost('a closed handshake', BROKE, { atHandshake: (raw) => raw.end() }),
	lost('a reset handshake', BROKE, { atHandshake: (raw) => raw.resetAndDestroy() }),
	lost('a refused handshake', INSECURE, { atHandshake: (raw) => raw.end(FATAL_ALERT) }),
	lost('a forged handshake', INSECURE, { atHandshake: (raw) => raw.end(FORGED_RECORD) }),
	lost('plain HTTP where TLS is expected', INSECURE, {
		atHandshake: (raw) => raw.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
	}),
	lost('a handshake without end', BROKE, { atHandshake: () => {} }, { isLate: true }),
	// With TLS 1.3 the client is told only once its request has left; whether by the alert or by a reset, is chance.
	lost(
		'a certificate that the client lacks',
		{ sentence: /^The (secure )?connection to /, hint: INSECURE.hint },
		{
			get tls() {
				return { ...certificates.good, requestCert: true, rejectUnauthorized: true };
			},
		},
	),
];

const names = ['signed by itself', 'expired', 'not valid yet', 'for another address'] as const;
const wrong = names.map(
	(name): WireRow => ({
		name: `a certificate ${name}`,
		kind: 'not sent',
		reaches: false,
		words: {
			sentence: 'The certificate of the address in the credential is not valid',
			hint: "Nothing was sent. Check 'Base URL' in the credential and the network of the machine that runs n8n.",
		},
		break: {
			get tls() {
				return certificates.wrong[name];
			},
		},
	}),
);

/** What ends the connection below TLS, without the word by which TLS ends one. */
const ends: Array<[string, WireRow['words'], (client: Client) => void]> = [
	['an alert', INSECURE, ({ raw }) => raw.write(FATAL_ALERT)],
	['a forged record', INSECURE, ({ raw }) => raw.write(FORGED_RECORD)],
	['bytes that are no record', INSECURE, ({ raw }) => raw.write('HTTP/1.1 200 OK\r\n\r\n')],
	['an end', BROKE, ({ raw }) => raw.end()],
	['a reset', BROKE, ({ raw }) => raw.resetAndDestroy()],
	['a good end', BROKE, ({ socket }) => socket.end()],
];
const afterwards = ends.flatMap(([name, words, end]) => [
	answered(`${name} in place of the response`, words, (_response, client) => end(client)),
	// Once a response has begun, Node tells no longer why it does not end.
	answered(`${name} within the response`, BROKE, ({ head, body }, client) => {
		const half = `${head.join('\r\n')}\r\n\r\n${body.toString().slice(0, 5)}`;
		client.socket.write(half, () => end(client));
	}),
]);

const plain = lost('TLS where plain HTTP is expected', BROKE, {
	get tls() {
		return certificates.good;
	},
});

checkRows(faults, [...handshakes, ...wrong, ...afterwards, plain], async (row, isBroken) =>
	openDoor(
		faults.server().url,
		(nth) => (isBroken(nth) ? row.break : undefined),
		row === plain ? undefined : certificates.good,
	),
);
