import type {
	IBinaryData,
	IDataObject,
	IHttpRequestOptions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { readMimeType } from '../shared/values/fileType';
import { cut } from '../shared/words/failure';

/** How long one download may take, in ms. */
const TIMEOUT = 30_000;

/** What a streamed answer of n8n's request helper comes down to. */
interface Download {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: AsyncIterable<Buffer>;
}

/**
 * Downloads the file of a message, without our key: the link leads to another host.
 * @param data of the message; its `mediaLink` says where the file is (section 5 of the API's documentation)
 * @param maxSize in bytes
 * @returns the file, or in words why there is none
 */
export async function download(
	context: IWebhookFunctions,
	{ mediaLink, mediaFilename }: IDataObject,
	maxSize: number,
): Promise<IBinaryData | string> {
	if (typeof mediaLink !== 'string' || !/^https?:\/\//i.test(mediaLink)) {
		return 'The link of the file is not a web address';
	}
	// Its timer also ends a body that trickles, which a timeout of the client would not.
	const expired = AbortSignal.timeout(TIMEOUT);
	const done = new AbortController();
	const options: IHttpRequestOptions = {
		url: mediaLink,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		abortSignal: AbortSignal.any([expired, done.signal]) as IHttpRequestOptions['abortSignal'],
	};
	const fileName = typeof mediaFilename === 'string' ? mediaFilename : undefined;
	try {
		const answer: Download = await context.helpers.httpRequest(options);
		const file = await read(answer, maxSize);
		if (typeof file === 'string') return file;
		// Where the header says nothing, n8n finds the type from the name and the bytes.
		const mimeType = readMimeType(answer.headers['content-type'] ?? '');
		return await context.helpers.prepareBinaryData(file, fileName, mimeType);
	} catch (error) {
		if (expired.aborted) return `The file did not arrive within ${TIMEOUT / 1000} seconds`;
		return `The file could not be downloaded: ${cut((error as Error).message, 120)}`;
	} finally {
		// A body that nobody has begun to read would keep its connection.
		done.abort();
	}
}

/** The bytes of an answer, at most `maxSize`, or why they are not wanted. */
async function read(
	{ statusCode, headers, body }: Download,
	maxSize: number,
): Promise<Buffer | string> {
	const tooLarge = `The file is larger than 'Max Media Size' (${maxSize / 1024 / 1024} MB)`;
	const chunks: Buffer[] = [];
	let size = 0;
	if (statusCode !== 200) return `The address of the file answered with status ${statusCode}`;
	if (Number(headers['content-length']) > maxSize) return tooLarge;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxSize) return tooLarge;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
