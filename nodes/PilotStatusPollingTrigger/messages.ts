import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { withUsualNames } from '../shared/deliveries/listed';
import { timeOf } from '../shared/deliveries/message';
import { toJson } from '../shared/deliveries/read';
import { LARGEST_PAGE, readAll, STORES_NOTHING } from '../shared/requests/pages';
import type { Send } from '../shared/requests/request';
import { isObject, readField } from '../shared/values/json';
import { Failure } from '../shared/words/failure';

/** How late a message may come into the list, below newer ones, in ms. */
const LATEST = 60 * 60_000;

/** How many messages of that time are remembered: 28 kB. */
const MOST_KEPT = 2_000;

/** Characters of a message's key, and of its time in seconds, in base 36. */
const [KEY_LENGTH, TIME_LENGTH] = [8, 6];

/** How far the list of messages has been read. */
export interface Cursor {
	/** What was written up to this moment is dealt with, in ms since 1970. */
	since: number;
	/** Key and time of each later message that is dealt with, without anything between them. */
	seen: string;
}

/** When something in the list was written; undefined where it does not say. */
const timeIn = (entry: IDataObject) =>
	timeOf({
		createdAt: readField(entry, 'createdAt', 'happenedAt', 'sentAt', 'timestamp'),
	} as IDataObject);

const keyOf = (entry: IDataObject) =>
	createHash('sha256')
		.update(JSON.stringify(readField(entry, 'id', 'messageId') ?? entry))
		.digest('base64')
		.slice(0, KEY_LENGTH);

/** Entries of `GET /v1/messages/group`, newest first. */
export function listMessages(send: Send): AsyncGenerator<IDataObject> {
	const pages = { path: '/messages/group', name: 'messages' };
	return readAll(send, pages, LARGEST_PAGE, (notice) => {
		if (notice !== STORES_NOTHING) return;
		throw new Failure(
			`Pilot Status stores no messages of this number (${STORES_NOTHING}), so there are none to look for`,
			"Take 'Message in Group' out of 'Trigger On', and use Pilot Status Trigger for messages: it needs a public address.",
			{ code: STORES_NOTHING },
		);
	});
}

/**
 * What is new in the list of messages. Late ones come below known ones: it is read until a page's worth is as old as
 * the oldest that may still come.
 * @param cursor undefined for the first look, which takes the stock and has no news
 * @param now in ms since 1970
 * @returns news as they were written, the oldest first
 */
export async function readNews(
	send: Send,
	cursor: Cursor | undefined,
	now: number,
): Promise<{ news: IDataObject[]; cursor: Cursor }> {
	const seen = unpack(cursor?.seen ?? '');
	let since = cursor?.since;
	let old = 0;
	let newest = -Infinity;
	const news: Array<{ at: number; entry: IDataObject }> = [];
	for await (const entry of listMessages(send)) {
		const at = timeIn(entry);
		if (at === undefined) continue;
		// A date in the future must not make everything else old.
		newest = Math.max(newest, Math.min(at, now));
		since ??= newest - LATEST;
		old = at <= since ? old + 1 : 0;
		if (old === LARGEST_PAGE) break;
		const key = keyOf(entry);
		if (at <= since || seen.has(key)) continue;
		seen.set(key, Math.floor(at / 1000));
		news.push({ at, entry });
	}
	const sorted = news
		.reverse()
		.sort((a, b) => a.at - b.at)
		.map(({ entry }) => entry);
	const floor = Math.max(since ?? now - LATEST, newest - LATEST);
	return {
		news: cursor ? sorted : [],
		cursor: toCursor(floor, seen),
	};
}

function toCursor(floor: number, seen: Map<string, number>): Cursor {
	const kept = [...seen].filter(([, second]) => second * 1000 + 999 > floor);
	kept.sort(([, a], [, b]) => b - a);
	const [firstDropped] = kept.splice(MOST_KEPT);
	const since = firstDropped ? Math.max(floor, firstDropped[1] * 1000 + 999) : floor;
	const pack = (second: number) => second.toString(36).padStart(TIME_LENGTH, '0');
	return { since, seen: kept.map(([key, second]) => key + pack(second)).join('') };
}

function unpack(seen: string): Map<string, number> {
	const entries = seen.match(new RegExp(`.{${KEY_LENGTH + TIME_LENGTH}}`, 'g')) ?? [];
	return new Map(
		entries.map((one) => [one.slice(0, KEY_LENGTH), parseInt(one.slice(KEY_LENGTH), 36)]),
	);
}

/** The JSON of a message of the list, with the names that the webhook trigger gives. */
export function toMessage(entry: IDataObject): IDataObject {
	const { direction, fromName, media, ...rest } = withUsualNames(entry);
	const messageId = readField(entry, 'messageId', 'externalMessageId');
	const { url, fileName } = isObject(media) ? media : ({} as IDataObject);
	return toJson({
		event: 'message.group',
		data: {
			...rest,
			...(messageId !== undefined && { messageId: messageId as string }),
			participantName: fromName ?? null,
			fromMe: direction === 'OUTBOUND',
			...(isObject(media) && { mediaLink: url, mediaType: rest.type, mediaFilename: fileName }),
		},
	});
}
