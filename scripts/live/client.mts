import { request } from 'undici';

/** How long to wait for one answer, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** One request to the API. */
export interface Question {
	method: 'GET' | 'POST' | 'DELETE';
	/** Below the base URL, such as `/groups`. */
	path: string;
	/** Sent as JSON. */
	body?: object;
	/** In place of the caller's own key. */
	key?: string;
}

/** What came back. */
export interface Answer {
	status: number;
	headers: Readonly<Record<string, string | string[] | undefined>>;
	text: string;
	/** The text read as JSON, or the text itself where it is none. */
	body: unknown;
}

/**
 * Asks once; redirects are not followed, so the key stays with the API.
 * @param baseUrl without a slash at its end
 * @throws undici's and Node's errors when no whole answer comes
 */
export async function ask(baseUrl: string, key: string, question: Question): Promise<Answer> {
	const { method, path, body } = question;
	const response = await request(baseUrl + path, {
		method,
		headers: {
			'x-api-key': question.key ?? key,
			...(body ? { 'content-type': 'application/json' } : {}),
		},
		body: body && JSON.stringify(body),
		signal: AbortSignal.timeout(TIMEOUT_MS),
	});
	const text = await response.body.text();
	const answer = { status: response.statusCode, headers: response.headers, text };
	try {
		return { ...answer, body: JSON.parse(text) };
	} catch {
		return { ...answer, body: text };
	}
}
