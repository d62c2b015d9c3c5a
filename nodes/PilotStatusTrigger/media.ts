import type { IBinaryData, IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { exchange } from '../shared/requests/exchange';
import { readMimeType } from '../shared/values/fileType';
import { cut } from '../shared/words/failure';

/** How long one download may take, in ms. */
const TIMEOUT = 30_000;

/** Longest name of a file, in characters: what file systems take. */
const LONGEST_NAME = 255;

/**
 * How much this process may hold of files that are on their way, in bytes; one more begins when another has ended.
 * The API has its answer by then, so that a burst of pictures would otherwise be in memory all at once.
 */
const BUDGET = 64 * 1024 * 1024;

let reserved = 0;
const waiting: Array<() => void> = [];

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
	return await withinBudget(maxSize, async () => {
		const isWanted = (status: number) => status === 200;
		const bounds = { deadline: TIMEOUT, maxBytes: maxSize, isWanted };
		const { statusCode, headers, body, broken } = await exchange(
			context,
			{ url: mediaLink },
			bounds,
		);
		if (statusCode !== 200) return `The address of the file answered with status ${statusCode}`;
		if (broken?.limit === 'size') {
			return `The file is larger than 'Max Media Size' (${maxSize / 1024 / 1024} MB)`;
		}
		if (broken) throw broken;
		// Where the header says nothing, n8n finds the type from the name and the bytes.
		const mimeType = readMimeType(String(headers['content-type'] ?? ''));
		return await context.helpers.prepareBinaryData(body, toFileName(mediaFilename), mimeType);
	}).catch((error: Error & { limit?: string; cause?: Error }) =>
		error.limit === 'deadline'
			? `The file did not arrive within ${TIMEOUT / 1000} seconds`
			: `The file could not be downloaded: ${cut(error.cause?.message ?? error.message, 120)}`,
	);
}

/** What a stranger called a file, as a name alone: a path in it would become the file's folder. */
function toFileName(name: unknown): string | undefined {
	if (typeof name !== 'string') return undefined;
	const [last = ''] = name
		.replace(/\p{Cc}/gu, '')
		.split(/[\\/]/)
		.reverse();
	const ending = /\.[^.]{1,15}$/.exec(last)?.[0] ?? '';
	const stem = last.slice(0, last.length - ending.length).slice(0, LONGEST_NAME - ending.length);
	// Half an emoji is none.
	const short = stem.replace(/[\ud800-\udbff]$/, '') + ending;
	return /^\.*$/.test(short) ? undefined : short;
}

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
