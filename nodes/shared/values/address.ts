import { Failure, quote } from '../words/failure';
import { cleanAddress } from './marks';
import { toText } from './text';

/** Whether a text is an http(s) address that a program can open. */
function parse(text: string): URL | undefined {
	// The parser would mend blanks and backslashes, and other programs do not.
	if (!/^https?:\/\/[^\s/?#\\]/i.test(text) || /[\s\\]/.test(text)) return undefined;
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}

/**
 * A web address.
 * @param hint what to do where there is none
 * @returns without blanks around it and marks that nobody sees; empty where nothing is given
 * @throws Failure naming what is none, and why
 */
export function parseAddress(value: unknown, field: string, hint: string): string {
	const address = cleanAddress(toText(value, field, hint));
	if (address === '' || parse(address)) return address;
	if (/^https?:\/\/\S*\s/i.test(address)) {
		throw new Failure(
			`${quote(address)} in '${field}' holds a blank`,
			'Write %20 in place of each blank within the address, and take away what does not belong to it.',
		);
	}
	if (/^https?:\/\/[^/?#]*:\d+(?:[/?#]|$)/i.test(address)) {
		throw new Failure(
			`${quote(address)} in '${field}' has a port that does not exist`,
			'Ports go up to 65535; most addresses need none.',
		);
	}
	throw new Failure(`${quote(address)} in '${field}' is not a web address`, hint);
}

/** Networks and names that nobody reaches from outside (RFC 1918, 3927, 4193, 6598, 6761 and 6762, and loopback). */
const PRIVATE_IPV4 =
	/^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const PRIVATE_IPV6 = /^\[(?:::1?|f[cd][\da-f]{2}:.*|fe[89ab][\da-f]:.*|::ffff:.*)\]$/;
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa|test|invalid)\.?$/;

/**
 * Refuses an address that only this computer or its network reaches, since somebody else is to open it.
 * @param orElse what else the user could do, e.g. `, or …`
 * @throws Failure naming it
 */
export function refusePrivate(address: string, field: string, orElse = ''): void {
	if (!isPrivate(new URL(address))) return;
	throw new Failure(
		`${quote(address)} in '${field}' is not a public address`,
		`WhatsApp must be able to open it from outside: put the file on a public address${orElse}.`,
	);
}

/** Whether only this computer or its network reaches an address. */
export function isPrivate({ hostname }: URL): boolean {
	const isName = !hostname.startsWith('[') && !/^[\d.]+$/.test(hostname);
	return isName
		? PRIVATE_NAME.test(hostname) || !hostname.replace(/\.$/, '').includes('.')
		: PRIVATE_IPV4.test(hostname) || PRIVATE_IPV6.test(hostname);
}
