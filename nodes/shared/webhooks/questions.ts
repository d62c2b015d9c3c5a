import type { Send } from '../requests/request';
import { removeWebhook } from './registrations';
import type { Registration } from './registrations';

/**
 * Which answers a question takes: any that its own settings allow; since another one is open in its chat, those alone
 * that quote it; since that has the same words, those alone that quote it by its id.
 */
export type Taken = 'any' | 'quotes' | 'ids';

/**
 * What the name of a question's webhook tells other questions and the trigger: Send and Wait registers one for each
 * question that is answered in the chat.
 */
export interface QuestionName {
	/** 32 hex digits. */
	id: string;
	/** When it ends, in ms since 1970. */
	end: number;
	/** The chat and the words as 16 hex digits each, since names are for everybody to read. */
	chat: string;
	words: string;
	takes: Taken;
}

const NAME =
	/^n8n question ([0-9a-f]{32}) until (\S+Z) in ([0-9a-f]{16}) ([0-9a-f]{16})(?: takes (quotes|ids))?$/;

/** The name of a question's webhook. */
export function writeName({ id, end, chat, words, takes }: QuestionName): string {
	const until = new Date(end).toISOString();
	const mark = takes === 'any' ? '' : ` takes ${takes}`;
	return `n8n question ${id} until ${until} in ${chat} ${words}${mark}`;
}

/** What a webhook's name says of a question; undefined for every webhook that is not a question's. */
export function readName({ name, url }: Registration): QuestionName | undefined {
	const [, id, until, chat, words, takes] = NAME.exec(name) ?? [];
	const end = Date.parse(until ?? '');
	if (!id || !chat || !words || Number.isNaN(end)) return undefined;
	const isOwn = URL.canParse(url) && new URL(url).searchParams.get('question') === id;
	return isOwn ? { id, end, chat, words, takes: (takes ?? 'any') as Taken } : undefined;
}

/** A question that has a webhook. */
export interface Asked extends QuestionName {
	webhook: Registration;
}

/** The questions among some webhooks of one number. */
export function questionsIn(list: Registration[]): Asked[] {
	return list.flatMap((webhook) => {
		const name = readName(webhook);
		return name ? [{ ...name, webhook }] : [];
	});
}

/**
 * The webhooks of the number that one webhook belongs to. Without that one, all of them where they belong to one
 * number, and none of several numbers': a tenant's key sees them all.
 */
export function sameNumber(list: Registration[], one: Registration | undefined): Registration[] {
	const isTold = list.every(({ numbers }) => numbers !== undefined);
	const numbers = one?.numbers ?? list[0]?.numbers;
	const same = isTold ? list.filter((other) => other.numbers === numbers) : list;
	return one || same.length === list.length ? same : [];
}

/** How many webhooks are removed side by side. */
const AT_ONCE = 10;

/** Removes the webhooks of questions that are over; one that cannot be removed is left for the next sweep. */
export async function sweep(send: Send, questions: Asked[]): Promise<void> {
	const over = questions.filter(({ end }) => end <= Date.now());
	for (let from = 0; from < over.length; from += AT_ONCE) {
		const some = over.slice(from, from + AT_ONCE);
		await Promise.allSettled(
			some.map(async ({ webhook }) => await removeWebhook(send, webhook.id)),
		);
	}
}
