import type {
	IAllExecuteFunctions,
	ICredentialsDecrypted,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { USER_AGENT } from './access';

/** Functions of n8n that can make requests. */
export type Requester = Pick<IAllExecuteFunctions, 'helpers'> & {
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

/** What a request may take. */
interface Bounds {
	/** For the whole response, in ms. */
	deadline: number;
	/** For its body, in bytes after unpacking. */
	maxBytes: number;
	/** Whether the body of a response with this status is read at all; by default, any is. */
	isWanted?(statusCode: number): boolean;
}

/** A body as n8n gives it where it is asked for a stream. */
type Stream = AsyncIterable<Buffer>;

/** A response, whole unless it says why not. */
export interface Response {
	statusCode: number;
	headers: IDataObject;
	body: Buffer;
	/** What ended the body before its end. */
	broken?: NetworkFault;
}

/** Why there is no response, or no whole one. */
export class NetworkFault extends Error {
	constructor(
		/** A code of Node, TLS or axios, such as ECONNRESET; undefined where there is none. */
		readonly code: string | undefined,
		/** What ended it was our own limit. */
		readonly limit: 'deadline' | 'size' | undefined,
		readonly cause: unknown,
	) {
		super('no whole response');
	}
}

const TOO_LARGE = new NetworkFault(undefined, 'size', undefined);

/**
 * The one function for requests, to the API and to addresses of files. n8n's own `timeout` counts idle time only, so
 * that a response that trickles would be waited for without end, and it has no limit of size.
 * @param credential type and decrypted data; without it the request carries no key
 * @throws NetworkFault when no response began
 */
export async function exchange(
	context: Requester,
	options: IHttpRequestOptions,
	{ deadline, maxBytes, isWanted = () => true }: Bounds,
	credential?: ICredentialsDecrypted,
): Promise<Response> {
	const expired = AbortSignal.timeout(deadline);
	// Ends the connection of a body that is not read to its end.
	const done = new AbortController();
	const cancelled = context.getExecutionCancelSignal?.();
	const signal = AbortSignal.any([expired, done.signal, ...(cancelled ? [cancelled] : [])]);
	const fault = (error: unknown) =>
		new NetworkFault(codeOf(error), expired.aborted ? 'deadline' : undefined, error);
	const streaming: IHttpRequestOptions = {
		...options,
		headers: { 'user-agent': USER_AGENT, ...options.headers },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		abortSignal: signal as IHttpRequestOptions['abortSignal'],
	};
	const response: IN8nHttpFullResponse = await (
		credential
			? context.helpers.httpRequestWithAuthentication.call(
					// In an execution, n8n puts its own signal in place of the option.
					Object.create(context, { getExecutionCancelSignal: { value: () => signal } }),
					credential.type,
					streaming,
					{ credentialsDecrypted: credential },
				)
			: context.helpers.httpRequest(streaming)
	).catch((error: unknown) => {
		throw fault(error);
	});
	const { statusCode, headers } = response;
	const chunks: Buffer[] = [];
	let size = Number(headers['content-length'] ?? 0);
	let broken: NetworkFault | undefined;
	try {
		if (size > maxBytes) throw TOO_LARGE;
		size = 0;
		for await (const chunk of isWanted(statusCode) ? (response.body as Stream) : []) {
			size += chunk.length;
			if (size > maxBytes) throw TOO_LARGE;
			chunks.push(chunk);
		}
	} catch (error) {
		broken = error === TOO_LARGE ? TOO_LARGE : fault(error);
	}
	if (broken || !isWanted(statusCode)) done.abort();
	return { statusCode, headers, body: Buffer.concat(chunks), broken };
}

/** n8n's NodeApiError keeps a network code where a status would be. */
function codeOf(error: unknown): string | undefined {
	const { httpCode, code } = error as { httpCode?: unknown; code?: unknown };
	const found = httpCode ?? code;
	return typeof found === 'string' ? found : undefined;
}
