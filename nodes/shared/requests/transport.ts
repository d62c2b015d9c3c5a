import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { isObject } from '../values/json';
import {
	failureFromOddResponse,
	failureFromRedirect,
	failureFromResponse,
	readErrorBody,
} from '../words/errors';
import type { RequestContext } from '../words/errors';
import { readAccess } from './access';
import { takeFile } from './file';
import { exchange, NetworkFault } from './exchange';
import type { Response } from './exchange';
import { failureFromFault, fateOfResponse } from './fate';
import { Gate } from './gate';
import type { Patience } from './gate';
import { readWait, withPolicy } from './policy';
import type { ApiRequest, Send } from './request';
import { realSurroundings } from './surroundings';

const CREDENTIAL = 'pilotStatusApi';

/** Longest response of the API, in bytes: a hundred messages are a thousandth of it, a file of 16 MB fits as base64. */
const LARGEST_RESPONSE = 32 * 1024 * 1024;

/** How much time everything may take, in ms. */
export interface Limits extends Patience {
	/** For one response, from the request to its last byte. */
	timeout: number;
}

/** For pickers and for publishing: somebody sits before the screen. */
const IN_EDITOR: Limits = {
	timeout: 20_000,
	maxWait: 10_000,
	delayBetweenSends: 0,
	isFixed: true,
};

/** The one way to the API, for everything that a node does. */
export interface Transport {
	send: Send;
	/** From now on nothing leaves; whoever waits fails with `NOT_SENT`. */
	stop(): void;
}

/**
 * Opens the way to the API: requests of one transport share a gate, and are repeated where `withPolicy` says so.
 * @throws Failure when key or address of the credential cannot be used
 */
export async function openTransport(
	context:
		| IExecuteFunctions
		| ILoadOptionsFunctions
		| IHookFunctions
		| IPollFunctions
		| IWebhookFunctions,
	limits: Limits = IN_EDITOR,
): Promise<Transport> {
	const data = await context.getCredentials(CREDENTIAL);
	const { baseUrl, apiKey } = readAccess(data);
	// Decrypted once: n8n would do it for every request, which takes longer than the request.
	const credential = { id: '', name: '', type: CREDENTIAL, data };
	const bounds = { deadline: limits.timeout, maxBytes: LARGEST_RESPONSE };
	const surroundings = realSurroundings(
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined,
	);
	const gate = new Gate(surroundings, limits, `${baseUrl} ${apiKey}`);
	const attempt: Send = async ({ method, path, qs, body, key, ...request }) => {
		const options: IHttpRequestOptions = {
			method,
			url: baseUrl + path,
			qs,
			headers: { accept: 'application/json', ...(key && { 'idempotency-key': key }) },
			// The key travels in a header of its own, which clients do not strip on the way to another host.
			disableFollowRedirect: true,
		};
		if (body) {
			// n8n leaves an empty object out, and the API wants JSON with every POST.
			options.body = Buffer.isBuffer(body) ? body : JSON.stringify(body);
			options.headers!['content-type'] = 'application/json';
		}
		const response = await exchange(context, options, bounds, credential).catch(
			(error: unknown) => {
				if (!(error instanceof NetworkFault)) throw error;
				throw failureFromFault(error, limits.timeout, request);
			},
		);
		return readResponse(response, limits.timeout, request);
	};
	return {
		send: withPolicy(attempt, gate, surroundings, limits.maxWait),
		stop: () => gate.stop(),
	};
}

function readResponse(
	{ statusCode, headers, body, broken }: Response,
	deadline: number,
	request: Pick<ApiRequest, keyof RequestContext | 'isFile'>,
): unknown {
	const file = request.isFile && !broken ? takeFile(body) : undefined;
	const text = (file?.rest ?? body.toString()).trim();
	const json = broken ? undefined : parse(text);
	if (statusCode < 200 || statusCode >= 300) {
		const { code, isOfApi } = readErrorBody(json);
		const fate = fateOfResponse(statusCode, code, isOfApi);
		if (statusCode >= 300 && statusCode < 400) {
			throw failureFromRedirect(statusCode, headers.location, fate, request);
		}
		const waitMs = readWait(headers, json, Date.now());
		const isPage = text.startsWith('<');
		throw failureFromResponse({ statusCode, json, isPage, fate, waitMs }, request);
	}
	if (broken?.limit === 'size') {
		const what = `a response of more than ${LARGEST_RESPONSE / 1024 / 1024} MB`;
		throw failureFromOddResponse(statusCode, what, request);
	}
	if (broken) throw failureFromFault(broken, deadline, request);
	if (text !== '' && json === undefined) {
		throw failureFromOddResponse(statusCode, 'a response that is not JSON', request, 'lost');
	}
	if (file && isObject(json)) return { ...json, file: file.bytes };
	const isReplay = String(headers['idempotent-replayed']).toLowerCase() === 'true';
	return isReplay && isObject(json) ? { ...json, replayed: true } : json;
}

/** The value of a JSON text, or undefined when it is empty or broken. */
function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
