import type { IDataObject } from 'n8n-workflow';

import { isBlank } from '../values/marks';
import { twins } from '../values/twins';

/** One event, with the names of the API's newest schema (section 5 of its documentation, also of all that follows). */
export interface Delivery {
	event: string;
	data: IDataObject;
}

/** Events in which somebody writes, and which may therefore be our own messages coming back. */
const WRITTEN_EVENTS: readonly string[] = [
	'message.received',
	'message.reply',
	'message.group',
	'message.newsletter',
];

/** Whether somebody wrote, rather than something happened to a message, a number or a call. */
export const isWritten = (event: string) => WRITTEN_EVENTS.includes(event);

/** A text that shows something. */
export const textIn = (value: unknown): string | undefined =>
	typeof value === 'string' && !isBlank(value) ? value : undefined;

/** An id, which some gateways write as a number. */
const idIn = (value: unknown): string | undefined =>
	typeof value === 'number' ? String(value) : textIn(value);

/** What the person wrote: the text, else the caption of a file, else the label of the button that was tapped. */
export function wordsOf({ content, mediaCaption, buttonLabel, buttonText }: IDataObject): string {
	return [content, mediaCaption, buttonLabel, buttonText].map(textIn).find(Boolean) ?? '';
}

/** Which WhatsApp message it is, whichever event brings it. */
export const messageIdOf = ({ messageId, id }: IDataObject) => idIn(messageId) ?? idIn(id);

/** The group that it was written in. */
export const groupIdOf = ({ groupId }: IDataObject) => textIn(groupId);

/** The digits of the writer's number; undefined for `@lid`s, Meta's own ids and nobody. */
export const numberOf = ({ from }: IDataObject) => digitsOf(from);

/** The digits of a phone number in the forms of the API; undefined for `@lid`s, Meta's own ids and nobody. */
function digitsOf(value: unknown): string | undefined {
	const [, digits] =
		/^\+?(\d{5,20})(?::\d+)?(?:@(?:s\.whatsapp\.net|c\.us))?$/.exec(idIn(value)?.trim() ?? '') ??
		[];
	return digits;
}

/** Whether the writer is one of these people, in either spelling of their number (digits without plus). */
export function isFrom({ from }: IDataObject, people: readonly string[]): boolean {
	const digits = digitsOf(from);
	if (digits === undefined) return false;
	return [digits, ...twins(digits)].some((number) => people.includes(number));
}

/**
 * Who wrote in which chat, as one text: in a group nobody's words are taken for another one's, and what we write to
 * different people are different chats.
 * @returns undefined where nobody knows
 */
export function talkOf(data: IDataObject): string | undefined {
	const chat = groupIdOf(data) ?? textIn(data.newsletterId);
	const writer = digitsOf(data.from) ?? idIn(data.from) ?? textIn(data.participantName);
	if (writer === undefined && textIn(data.newsletterId) === undefined) return undefined;
	return JSON.stringify([chat ?? (data.fromMe === true ? data.to : undefined), writer]);
}

/** Kinds of messages that files are, by the first part of their MIME type. */
const MIME_KINDS: Readonly<Record<string, string>> = {
	image: 'image',
	audio: 'audio',
	video: 'video',
	text: 'document',
	application: 'document',
};
const OTHER_NAMES: Readonly<Record<string, string>> = {
	voice: 'audio',
	ptt: 'audio',
	contact: 'contacts',
};

function kindOf(value: unknown): string | undefined {
	const name = textIn(value)?.trim().toLowerCase();
	if (name === undefined) return undefined;
	if (name.includes('/')) return MIME_KINDS[name.slice(0, name.indexOf('/'))];
	return OTHER_NAMES[name] ?? name;
}

/** What a message is: `type` and `mediaType` together, since a tap on a button comes as a text too. */
export function kindsOf(data: IDataObject): string[] {
	const named = [kindOf(data.type), kindOf(data.mediaType), idIn(data.buttonId) && 'button'];
	const kinds = named.filter((kind): kind is string => Boolean(kind));
	return kinds.length === 0 && wordsOf(data) !== '' ? ['text'] : kinds;
}

/** When it was written, in ms since 1970; undefined where it does not say. */
export function timeOf({ createdAt }: IDataObject): number | undefined {
	if (typeof createdAt === 'number') return createdAt < 1e11 ? createdAt * 1000 : createdAt;
	const time = typeof createdAt === 'string' ? Date.parse(createdAt) : NaN;
	return Number.isNaN(time) ? undefined : time;
}

/**
 * What is the same for every copy of a delivery: of what people wrote, the message and its words, whichever event
 * brings it; of a lead, its id; of anything else, all of its data.
 * @returns undefined for what cannot be told from another one of its kind, and so is never a copy
 */
export function identityOf({ event, data }: Delivery): string | undefined {
	const message = isWritten(event) ? messageIdOf(data) : undefined;
	if (message !== undefined) return JSON.stringify(['written', message, wordsOf(data)]);
	const lead = event === 'lead.received' ? idIn(data.leadgenId) : undefined;
	if (lead !== undefined) return JSON.stringify([event, lead]);
	// People say the same again, and numbers come and go under one id: without a time, each may be a new one.
	const mayComeAgain = isWritten(event) || event.startsWith('number.');
	if (mayComeAgain && (data.createdAt ?? undefined) === undefined) return undefined;
	return JSON.stringify([event, sorted(data)]);
}

/** The same data as the same text, in whatever order it comes. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.entries(value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, inner]) => [key, sorted(inner)]);
}
