import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import {
	failureFromAnswer,
	failureFromNetwork,
	failureFromOddAnswer,
	failureFromRedirect,
} from './errors';
import type { RequestContext } from './errors';
import { Failure, quote } from './failure';

const CREDENTIAL = 'pilotStatusApi';

/** How long one request may take, in ms, unless the user sets another time. */
export const DEFAULT_TIMEOUT = 60_000;

/** One call to the API: `path` starts after the version, e.g. `/groups`. */
export interface ApiRequest extends RequestContext {
	method: IHttpRequestMethods;
	path: string;
	qs?: IDataObject;
	/** JSON, as an object or written already. */
	body?: IDataObject | Buffer;
}

/**
 * Sends one request and resolves to the answer's JSON, or to undefined for an empty one.
 * It rejects with a Failure for everything else.
 */
export type Send = (request: ApiRequest) => Promise<unknown>;

/**
 * The one way to the API, for everything that a node does.
 * @param timeout in ms, for each request
 * @throws Failure when the credential's address cannot be used
 */
export async function openTransport(
	context: IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions,
	timeout = DEFAULT_TIMEOUT,
): Promise<Send> {
	const { baseUrl } = await context.getCredentials(CREDENTIAL);
	const base = readBaseUrl(baseUrl);
	return async ({ method, path, qs, body, ...request }) => {
		const options: IHttpRequestOptions = {
			method,
			url: base + path,
			qs,
			headers: { accept: 'application/json' },
			timeout,
			// The key travels in a header of its own, which clients do not strip on the way to another host.
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// As text, so that broken JSON is seen here and not passed on.
			encoding: 'text',
		};
		if (body) {
			// n8n leaves an empty object out, and the API wants JSON with every POST.
			options.body = Buffer.isBuffer(body) ? body : JSON.stringify(body);
			options.headers!['content-type'] = 'application/json';
		}
		const response: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication
			.call(context, CREDENTIAL, options)
			.catch((error: unknown) => {
				throw failureFromNetwork(error, timeout, request);
			});
		return readAnswer(response, request);
	};
}

function readAnswer(
	{ statusCode, headers, body }: IN8nHttpFullResponse,
	request: RequestContext,
): unknown {
	const text = typeof body === 'string' ? body.trim() : '';
	const json = parse(text);
	if (statusCode >= 300 && statusCode < 400) {
		throw failureFromRedirect(statusCode, headers.location);
	}
	if (statusCode < 200 || statusCode >= 400) {
		throw failureFromAnswer(statusCode, json, request);
	}
	if (text !== '' && json === undefined) {
		throw failureFromOddAnswer(statusCode, 'an answer that is not JSON', request);
	}
	return json;
}

/** The value of a JSON text, or undefined when it is empty or broken. */
function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function readBaseUrl(value: unknown): string {
	const url = String(value ?? '')
		.trim()
		.replace(/\/+$/, '');
	if (/^https?:\/\/[^\s/?#]+[^\s?#]*$/i.test(url)) return url;
	throw new Failure(
		`${quote(url)} in 'Base URL' of the credential is not a web address`,
		'Use https://pilotstatus.com.br/v1, or the address of your gateway or reference server.',
	);
}
