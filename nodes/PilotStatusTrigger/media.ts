import type { IBinaryData, IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { exchange } from '../shared/requests/exchange';
import { readFile } from '../shared/requests/file';
import { pathTo } from '../shared/requests/path';
import { openTransport } from '../shared/requests/transport';
import type { Limits } from '../shared/requests/transport';
import { readMimeType, toFileName } from '../shared/values/fileType';
import { cut } from '../shared/words/failure';

/** How long one download may take, in ms. */
const TIMEOUT = 30_000;

/**
 * How much this process may hold of files that are on their way, in bytes; one more begins when another has ended.
 * The API has our reply by then, so that a burst of pictures would otherwise be in memory all at once.
 */
const BUDGET = 64 * 1024 * 1024;

let reserved = 0;
const waiting: Array<() => void> = [];

/** For what is asked while a delivery waits for it. */
export const IN_DELIVERY: Limits = {
	timeout: TIMEOUT,
	maxWait: 10_000,
	delayBetweenSends: 0,
	isFixed: true,
};

/** Whether a message has a file, by a link or by Meta's id (section 5 of the API's documentation, also of what follows). */
export const hasFile = ({ mediaLink, mediaId }: IDataObject) => Boolean(mediaLink || mediaId);

/**
 * The file of a message: from its link without our key, since that leads to another host, or by its id from the API.
 * @param maxSize in bytes
 * @returns the file, or in words why there is none
 */
export async function fetchFile(
	context: IWebhookFunctions,
	data: IDataObject,
	maxSize: number,
): Promise<IBinaryData | string> {
	return await withinBudget(maxSize, async () =>
		data.mediaLink ? await download(context, data, maxSize) : await ask(context, data, maxSize),
	).catch((error: Error & { limit?: string; cause?: Error }) =>
		error.limit === 'deadline'
			? `The file did not arrive within ${TIMEOUT / 1000} seconds`
			: `The file could not be downloaded: ${cut(error.cause?.message ?? error.message, 120)}`,
	);
}

async function download(
	context: IWebhookFunctions,
	{ mediaLink, mediaFilename }: IDataObject,
	maxSize: number,
): Promise<IBinaryData | string> {
	if (typeof mediaLink !== 'string' || !/^https?:\/\//i.test(mediaLink)) {
		return 'The link of the file is not a web address';
	}
	const isWanted = (status: number) => status === 200;
	const bounds = { deadline: TIMEOUT, maxBytes: maxSize, isWanted };
	const { statusCode, headers, body, broken } = await exchange(context, { url: mediaLink }, bounds);
	if (statusCode !== 200) return `The address of the file answered with status ${statusCode}`;
	if (broken?.limit === 'size') return tooLarge(maxSize);
	if (broken) throw broken;
	// Where the header says nothing, n8n finds the type from the name and the bytes.
	const mimeType = readMimeType(String(headers['content-type'] ?? ''));
	return await context.helpers.prepareBinaryData(body, toFileName(mediaFilename), mimeType);
}

/** `GET /v1/media/{mediaId}`, for Meta numbers: the file as base64, in a data URI or bare. */
async function ask(
	context: IWebhookFunctions,
	{ mediaId, phoneNumberId, mediaFilename }: IDataObject,
	maxSize: number,
): Promise<IBinaryData | string> {
	const path = pathTo('/media', String(mediaId), 'mediaId');
	const { send } = await openTransport(context, IN_DELIVERY);
	const qs = phoneNumberId ? { phoneNumberId } : undefined;
	const response = await send({ method: 'GET', path, qs, isFile: true });
	const { file, type, fileName } = readFile(response);
	if (!file) return 'The response of the API holds no file';
	if (file.length > maxSize) return tooLarge(maxSize);
	const name = toFileName(mediaFilename) ?? toFileName(fileName);
	return await context.helpers.prepareBinaryData(file, name, readMimeType(type));
}

const tooLarge = (maxSize: number) =>
	`The file is larger than 'Max Media Size' (${maxSize / 1024 / 1024} MB)`;

/** Works when the files of this process leave room for another one; one alone always has it. */
async function withinBudget<T>(bytes: number, work: () => Promise<T>): Promise<T> {
	while (reserved > 0 && reserved + bytes > BUDGET) {
		await new Promise<void>((look) => waiting.push(look));
	}
	reserved += bytes;
	try {
		return await work();
	} finally {
		reserved -= bytes;
		for (const look of waiting.splice(0)) look();
	}
}
