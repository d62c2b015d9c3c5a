import { version } from '../../../package.json';
import { cleanAddress, cleanId } from '../values/marks';
import { Failure, quote } from '../words/failure';

/** How every request of ours names itself (section 1 of the API's documentation, our choice), so that the vendor's support can tell. */
export const USER_AGENT = `n8n-nodes-pilotstatus/${version}`;

/** What every request needs of the credential. */
export interface Access {
	apiKey: string;
	/** Without a slash at its end. */
	baseUrl: string;
	/** The number that a tenant key acts for. */
	numberId?: string;
}

const PARTS_HINT =
	'Use https://pilotstatus.com.br/v1, or the address of your gateway or reference server.';

/**
 * The fields of the credential, judged before any request (section 1 of the API's documentation).
 * @throws Failure when the key cannot be one, or the address is none; neither is ever shown with what is secret in it
 */
export function readAccess(data: {
	apiKey?: unknown;
	baseUrl?: unknown;
	whatsappNumberId?: unknown;
}): Access {
	const numberId = readNumberId(data.whatsappNumberId);
	return {
		apiKey: readKey(data.apiKey),
		baseUrl: readBaseUrl(data.baseUrl),
		...(numberId && { numberId }),
	};
}

function readKey(value: unknown): string {
	const key = cleanId(String(value ?? ''));
	if (/^ps_[\x21-\x7e]+$/.test(key)) return key;
	throw new Failure(
		'The API key in the credential does not start with "ps_", or holds spaces',
		'Copy the key of your WhatsApp number from the Pilot Status dashboard again. Nothing was sent.',
	);
}

/** As it travels in a header; empty where there is none. */
function readNumberId(value: unknown): string {
	const id = cleanId(String(value ?? ''));
	if (/^[\x21-\x7e]*$/.test(id)) return id;
	throw new Failure(
		`${quote(id)} in 'WhatsApp Number ID' of the credential is not an ID`,
		'Copy the ID of the number from the Pilot Status dashboard, or leave the field empty.',
	);
}

/** The vendor's own hosts, old ones too, and the paths that people give for the API's (section 1 of its documentation). */
const OWN_HOST = /^((www|api)\.)?pilotstatus\.com\.br$|^(www\.)?pilotstatus\.online$/;
const SLIP = /^(\/api)?(\/v1)?$/i;

function readBaseUrl(value: unknown): string {
	const text = cleanAddress(String(value ?? ''));
	const isAddress = /^https?:\/\/[^\s/?#]/i.test(text) && !/\s/.test(text) && URL.canParse(text);
	if (!isAddress) {
		throw new Failure(
			`${quote(withoutParts(text))} in 'Base URL' of the credential is not a web address`,
			PARTS_HINT,
		);
	}
	const { username, password, search, hash, pathname, host, hostname, protocol } = new URL(text);
	if (username || password || search || hash || /[?#]/.test(text)) {
		throw new Failure(
			"'Base URL' of the credential holds more than an address: a user name, or something behind ? or #",
			`Leave out what stands before an @, and everything from ? or # on. ${PARTS_HINT}`,
		);
	}
	const path = pathname.replace(/\/+$/, '');
	const isSlip = OWN_HOST.test(hostname) && SLIP.test(path);
	return `${protocol}//${host}${isSlip ? '/v1' : path}`;
}

/** What may be shown of a text that should be an address. */
const withoutParts = (text: string) => text.replace(/[?#].*$/s, '').replace(/[^/]*@/g, '');
