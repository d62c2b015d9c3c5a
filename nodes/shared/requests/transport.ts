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
} from '../words/errors';
import type { RequestContext } from '../words/errors';
import { Failure, quote } from '../words/failure';
import { Gate } from './gate';
import type { Pace, Patience } from './gate';
import { readRetryAfter, withPolicy } from './policy';
import { realSurroundings } from './surroundings';

const CREDENTIAL = 'pilotStatusApi';

/** How much time everything may take, in ms. */
export interface Limits extends Patience {
	/** For one answer. */
	timeout: number;
	/** Where the time of the next send is kept; by default for this transport alone. */
	pace?: Pace;
}

/** For pickers and for publishing: somebody sits before the screen. */
const IN_EDITOR: Limits = {
	timeout: 20_000,
	maxWait: 10_000,
	delayBetweenSends: 0,
	isFixed: true,
};

/** One call to the API: `path` starts after the version, e.g. `/groups`. */
export interface ApiRequest extends RequestContext {
	method: IHttpRequestMethods;
	path: string;
	qs?: IDataObject;
	/** JSON, as an object or written already. */
	body?: IDataObject | Buffer;
	/** A message: the delay between sends counts for it. */
	isSend?: boolean;
	/** Never to be sent twice for one item, also when n8n runs the node again. */
	isOnce?: boolean;
	/** Called when the request is sent again although the first one may have been carried out. */
	onRepeat?: () => void;
}

/**
 * Sends one request and resolves to the answer's JSON, or to undefined for an empty one.
 * It rejects with a Failure for everything else.
 */
export type Send = (request: ApiRequest) => Promise<unknown>;

/** The one way to the API, for everything that a node does. */
export interface Transport {
	send: Send;
	/** From now on nothing leaves; whoever waits fails with `NOT_SENT`. */
	stop(): void;
}

/**
 * Opens the way to the API: requests of one transport share a gate, and are repeated where `withPolicy` says so.
 * @throws Failure when the credential's address cannot be used
 */
export async function openTransport(
	context: IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions,
	limits: Limits = IN_EDITOR,
): Promise<Transport> {
	const data = await context.getCredentials(CREDENTIAL);
	const base = readBaseUrl(data.baseUrl);
	// Decrypted once: n8n would do it for every request, which takes longer than the request.
	const credentialsDecrypted = { id: '', name: '', type: CREDENTIAL, data };
	const surroundings = realSurroundings(
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined,
	);
	const gate = new Gate(surroundings, limits, limits.pace);
	const attempt: Send = async ({ method, path, qs, body, ...request }) => {
		const options: IHttpRequestOptions = {
			method,
			url: base + path,
			qs,
			headers: { accept: 'application/json' },
			timeout: limits.timeout,
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
			.call(context, CREDENTIAL, options, { credentialsDecrypted })
			.catch((error: unknown) => {
				throw failureFromNetwork(error, limits.timeout, request);
			});
		return readAnswer(response, request);
	};
	return { send: withPolicy(attempt, gate, surroundings), stop: () => gate.stop() };
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
		const waitMs = readRetryAfter(headers['retry-after'], headers.date, Date.now());
		throw failureFromAnswer(statusCode, json, request, waitMs);
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
