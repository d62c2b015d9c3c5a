import { generate } from 'selfsigned';
import type { SelfsignedOptions } from 'selfsigned';

/** A certificate and its key, in PEM. */
export interface Identity {
	cert: string;
	key: string;
}

const DAY = 24 * 3_600_000;

/** Makes a certificate for an address; signed by itself, where no authority signs it. */
async function certify(ip: string, options: SelfsignedOptions = {}): Promise<Identity> {
	const names = { name: 'subjectAltName' as const, altNames: [{ type: 7 as const, ip }] };
	const { cert, private: key } = await generate([{ name: 'commonName', value: ip }], {
		keyType: 'ec',
		algorithm: 'sha256',
		extensions: [names],
		...options,
	});
	return { cert, key };
}

/** An authority for a test, a certificate of it for 127.0.0.1, and those that no client must take. */
export async function makeCertificates() {
	const ca = await certify('0.0.0.0', {
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'keyUsage', keyCertSign: true, critical: true },
		],
	});
	const [notBeforeDate, notAfterDate] = [
		new Date(Date.now() - 9 * DAY),
		new Date(Date.now() - DAY),
	];
	const tomorrow = new Date(Date.now() + DAY);
	return {
		authority: ca.cert,
		good: await certify('127.0.0.1', { ca }),
		wrong: {
			'signed by itself': await certify('127.0.0.1'),
			expired: await certify('127.0.0.1', { ca, notBeforeDate, notAfterDate }),
			'not valid yet': await certify('127.0.0.1', { ca, notBeforeDate: tomorrow }),
			'for another address': await certify('127.0.0.2', { ca }),
		},
	};
}
