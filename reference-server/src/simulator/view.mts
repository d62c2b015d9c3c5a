import type { Context } from '../protocol/context.mts';
import type { Deliveries } from '../delivery/deliveries.mts';
import { inviteLink } from '../whatsapp/groups/membership.mts';
import { choicesOf } from '../whatsapp/messages/choices.mts';
import type { Group, Message, TemplateButton, WhatsAppNumber } from '../whatsapp/model.mts';
import { sameAccount } from '../whatsapp/people/phone.mts';
import { ApiError } from '../whatsapp/api-error.mts';
import { personByNumber } from '../whatsapp/state.mts';
import type { State } from '../whatsapp/state.mts';
import type { Switches } from './switches.mts';

/** What the page gets: plain JSON, phone numbers as digits. */
export type Overview = ReturnType<typeof overview>;
export type MessageView = ReturnType<typeof messageView>;

/** So many messages of each chat are sent to a page that opens. */
const LATEST_MESSAGES = 200;
/** So many attempts are shown of each webhook. */
const LATEST_DELIVERIES = 6;

/** The numbers that have a key, which are all that a workflow can use. */
export function usableNumbers({ numbers, keys }: State): WhatsAppNumber[] {
	return numbers.filter(({ id }) => keys.some(({ numberId }) => numberId === id));
}

/** @throws ApiError 404 NUMBER_NOT_FOUND */
export function usableNumber(state: State, numberId: string): WhatsAppNumber {
	const number = usableNumbers(state).find(({ id }) => id === numberId);
	if (number) return number;
	throw new ApiError(404, 'NUMBER_NOT_FOUND', `There is no number ${numberId}.`);
}

/** Everything of a number but its messages. */
export function overview(
	{ state }: Context,
	deliveries: Deliveries,
	switches: Switches,
	number: WhatsAppNumber,
) {
	return {
		numberId: number.id,
		numbers: usableNumbers(state).map(({ id, name, phone, provider, session }) => ({
			id,
			name,
			phone,
			provider,
			session,
			key: state.keys.find((key) => key.numberId === id)!.key,
		})),
		chats: chats(state, number),
		switches: switches.read(number),
		webhooks: webhooks(state, deliveries, number),
	};
}

function chats(state: State, number: WhatsAppNumber) {
	const groups = state.groups
		.filter(({ numberId }) => numberId === number.id)
		.map((group) => ({
			id: group.id,
			kind: 'group' as const,
			name: group.subject,
			members: members(state, number, group),
			inviteLink: inviteLink(group),
			pinned: group.pinnedMessageIds,
		}));
	const newsletters = state.newsletters
		.filter(({ numberId }) => numberId === number.id)
		.map(({ id, name }) => ({ id, kind: 'newsletter' as const, name }));
	return [...groups, ...newsletters, ...directChats(state, number)];
}

/** One with everybody who is known, and with whoever else messages went to or came from. */
function directChats(state: State, number: WhatsAppNumber) {
	const partners = state.messages
		.filter((message) => message.numberId === number.id && isDirect(message))
		.map((message) => chatIdOf(state, message));
	const ids = new Set([...state.people.map((person) => person.number), ...partners]);
	return [...ids].map((id) => ({
		id,
		kind: 'direct' as const,
		name: nameOf(state, number, id),
	}));
}

function members(state: State, own: WhatsAppNumber, { participants }: Group) {
	return participants.map(({ number, role }) => ({
		number,
		role,
		name: nameOf(state, own, number),
		isOwn: sameAccount(number, own.phone),
	}));
}

/** Null where only the number is known. */
function nameOf(state: State, own: WhatsAppNumber, digits: string): string | null {
	if (sameAccount(digits, own.phone)) return own.name;
	return personByNumber(state, digits)?.name ?? null;
}

/** URLs without their query, which holds the trigger's token. */
function webhooks(state: State, { attempts }: Deliveries, number: WhatsAppNumber) {
	return state.webhooks
		.filter(({ numberId }) => numberId === number.id)
		.map(({ id, name, url, active, events }) => ({
			id,
			name,
			url: url.split('?', 1)[0]!,
			active,
			events,
			deliveries: attempts
				.filter(({ webhookId }) => webhookId === id)
				.slice(-LATEST_DELIVERIES)
				.reverse()
				.map(({ n, at, event, attempt, status, statusCode, problem }) => ({
					n,
					at,
					event,
					attempt,
					status: status ?? 'PENDING',
					statusCode: statusCode ?? null,
					problem: problem ?? null,
				})),
		}));
}

const isDirect = ({ groupId, newsletterId }: Message) => groupId === null && newsletterId === null;

/** With and without Brazil's ninth digit is one chat. */
function chatIdOf(state: State, message: Message): string {
	const { conversationId } = message;
	if (!isDirect(message)) return conversationId;
	return personByNumber(state, conversationId)?.number ?? conversationId;
}

/** The latest messages of each chat, oldest first. */
export function latestMessages(state: State, { id }: WhatsAppNumber): MessageView[] {
	const counts = new Map<string, number>();
	return state.messages
		.filter(({ numberId }) => numberId === id)
		.reverse()
		.filter(({ conversationId }) => {
			const count = (counts.get(conversationId) ?? 0) + 1;
			counts.set(conversationId, count);
			return count <= LATEST_MESSAGES;
		})
		.reverse()
		.map((message) => messageView(state, message));
}

/** A header that is a file stands where a message's own file does. */
function headerMedia({ header }: Message) {
	if (header === null || header.type === 'text') return null;
	return { url: header.content, mediaType: header.type, filename: null };
}

function choiceButtons(message: Message): TemplateButton[] {
	return choicesOf(message).map(({ title }) => ({ type: 'QUICK_REPLY', text: title }));
}

/** A message as the page shows it; times are ISO 8601 in UTC, `from` is digits. */
export function messageView(state: State, message: Message) {
	const media = message.media ?? headerMedia(message);
	return {
		id: message.id,
		whatsAppId: message.externalMessageId,
		chatId: chatIdOf(state, message),
		direction: message.direction,
		origin: message.origin,
		status: message.status,
		error: message.errorCode,
		from: message.from,
		fromName: message.fromName,
		text: message.content,
		header: message.header?.type === 'text' ? message.header.content : null,
		footer: message.footer,
		// Rows and the buttons of cards are tapped like any other.
		buttons: message.interactive ? choiceButtons(message) : message.buttons,
		media: media && {
			mediaType: media.mediaType,
			filename: media.filename,
			/** Null for a file that came along as a data URI: it is at `media/:messageId`. */
			url: media.url.startsWith('data:') ? null : media.url,
		},
		template: state.templates.find(({ id }) => id === message.templateId)?.name ?? null,
		quotedMessageId: message.quotedMessageId,
		deliverAt: message.deliverAt,
		createdAt: message.createdAt,
	};
}
