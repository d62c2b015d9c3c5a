import type { IDataObject } from 'n8n-workflow';

import { isObject, withoutError } from '../values/json';
import { answersOf } from './lead';
import { isWritten, textIn } from './message';
import type { Delivery } from './message';

/** Names of the newest schema, and what older captures had in their place. */
const OLDER_NAMES: Readonly<Record<string, string>> = {
	from: 'fromNumber',
	participantName: 'fromName',
	to: 'destinationNumber',
	id: 'internalMessageId',
	quotedMessageId: 'messageRepliedId',
};

/** Older names of `createdAt`, the latest moment first: a message that was read was sent before. */
const OLDER_TIMES = [
	'happenedAt',
	...['receivedAt', 'failedAt', 'readAt', 'deliveredAt', 'sentAt'],
	...['removedAt', 'disconnectedAt', 'connectedAt'],
];

/**
 * The events in a body: one for the API's own deliveries, whether their fields are under `data` or beside `event`;
 * one per change for what Meta posts itself; none for what says nothing.
 */
export function readDeliveries(body: IDataObject): Delivery[] {
	const { event, data, ...rest } = body;
	if (typeof event !== 'string') return readChanges(body);
	if (isObject(data)) return [{ event, data: toNewest(event, data) }];
	const fields = data === undefined || data === null ? rest : { ...rest, data };
	const isNothing = isWritten(event) && Object.keys(rest).length === 0;
	return isNothing ? [] : [{ event, data: toNewest(event, fields) }];
}

/** The JSON of a delivery's item. */
export function toJson({ event, data }: Delivery): IDataObject {
	const { event: own, ...fields } = data;
	return withoutError({ ...fields, ...(own !== undefined && { dataEvent: own }), event });
}

/** The changes of a native body of Meta's: `{ object, entry: [{ id, changes: [{ field, value }] }] }`. */
function readChanges({ entry }: IDataObject): Delivery[] {
	const entries = Array.isArray(entry) ? entry.filter(isObject) : [];
	return entries.flatMap(({ id, changes }) =>
		(Array.isArray(changes) ? changes : [])
			.filter(isObject)
			.filter(({ field }) => typeof field === 'string')
			.map(({ field, value }) => ({
				event: `meta.${field as string}`,
				data: { value, entryId: id },
			})),
	);
}

/** Adds the newest names where only older ones are there; these stay as well. */
function toNewest(event: string, data: IDataObject): IDataObject {
	const json = { ...data };
	const fill = (name: string, ...older: string[]) => {
		const value = [name, ...older]
			.map((key) => data[key])
			.find((one) => one !== null && one !== undefined);
		if (value !== undefined) json[name] = value;
	};
	for (const [name, older] of Object.entries(OLDER_NAMES)) fill(name, older);
	fill('createdAt', `${event.split('.').pop()}At`, ...OLDER_TIMES);
	if (event.startsWith('number.')) fill('phone', 'number');
	if (event === 'lead.received') json.answers = answersOf(data.fields);
	return isWritten(event) ? withQuote(json) : json;
}

/**
 * Tells what the person wrote from what was quoted: newer captures have `content` and `contentReplied`, older ones
 * `replyContent` and `content`. What equals the quoted text is not what was written, where there is another text.
 */
function withQuote(data: IDataObject): IDataObject {
	const { content, replyContent, contentReplied } = data;
	const isOlder = textIn(replyContent) !== undefined && replyContent !== contentReplied;
	const quotedContent = contentReplied ?? (isOlder ? content : undefined) ?? undefined;
	return {
		...data,
		...(isOlder && { content: replyContent }),
		...(quotedContent !== undefined && { quotedContent }),
	};
}
