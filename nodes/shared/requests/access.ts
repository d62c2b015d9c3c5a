import { Failure, quote } from '../words/failure';

/** What every request needs of the credential. */
export interface Access {
	apiKey: string;
	/** Without a slash at its end. */
	baseUrl: string;
}

const PARTS_HINT =
	'Use https://pilotstatus.com.br/v1, or the address of your gateway or reference server.';

/**
 * The fields of the credential, judged before any request (section 1 of the API's documentation).
 * @throws Failure when the key cannot be one, or the address is none; neither is ever shown with what is secret in it
 */
export function readAccess(data: { apiKey?: unknown; baseUrl?: unknown }): Access {
	return { apiKey: readKey(data.apiKey), baseUrl: readBaseUrl(data.baseUrl) };
}

/**
 * The API key as it travels in `x-api-key`.
 * @throws Failure when the value cannot be a key
 */
export function readKey(value: unknown): string {
	const key = String(value ?? '').trim();
	if (/^ps_[\x21-\x7e]+$/.test(key)) return key;
	throw new Failure(
		'The API key in the credential does not start with "ps_", or holds spaces',
		'Copy the key of your WhatsApp number from the Pilot Status dashboard again. Nothing was sent.',
	);
}

function readBaseUrl(value: unknown): string {
	const text = String(value ?? '').trim();
	const isAddress = /^https?:\/\/[^\s/?#]/i.test(text) && !/\s/.test(text) && URL.canParse(text);
	if (!isAddress) {
		throw new Failure(
			`${quote(withoutParts(text))} in 'Base URL' of the credential is not a web address`,
			PARTS_HINT,
		);
	}
	const { username, password, search, hash, pathname, host, protocol } = new URL(text);
	if (username || password || search || hash || /[?#]/.test(text)) {
		throw new Failure(
			"'Base URL' of the credential holds more than an address: a user name, or something behind ? or #",
			`Leave out what stands before an @, and everything from ? or # on. ${PARTS_HINT}`,
		);
	}
	return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
}

/** What may be shown of a text that should be an address. */
const withoutParts = (text: string) => text.replace(/[?#].*$/s, '').replace(/[^/]*@/g, '');
