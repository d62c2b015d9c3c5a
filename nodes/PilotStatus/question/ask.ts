import { createHash, randomBytes } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { readAccess } from '../../shared/requests/access';
import type { Send } from '../../shared/requests/request';
import { isPrivate } from '../../shared/values/address';
import { fold } from '../../shared/values/fold';
import { twins } from '../../shared/values/twins';
import {
	keptEvents,
	listWebhooks,
	removeWebhook,
	toRegistration,
	webhookPath,
} from '../../shared/webhooks/registrations';
import { questionsIn, sameNumber, sweep, writeName } from '../../shared/webhooks/questions';
import type { Asked, QuestionName } from '../../shared/webhooks/questions';
import { failureFromOddResponse } from '../../shared/words/errors';
import { Failure } from '../../shared/words/failure';
import { hintsOf } from '../hints';
import type { Parameters } from '../parameters';
import type { Chat } from './kept';

/** How many questions may be open on a number: every message that it receives is delivered to each of them. */
const MOST_OPEN = 200;

/** What is written in a chat, and what quotes there (section 5 of the API's documentation). */
const EVENTS = {
	group: ['message.group', 'message.reply'],
	person: ['message.received', 'message.reply'],
};

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The chat as a name, the same for both spellings of a number. */
function nameOf(chat: Chat): string {
	if ('groupId' in chat) return hash(chat.groupId);
	const digits = chat.destinationNumber.replace('+', '');
	return hash([digits, ...twins(digits)].sort()[0]!);
}

/** A question that has its webhook, and is not sent yet. */
export interface Registered {
	id: string;
	webhookId: string;
	/** Whether another open question of its chat has the same words. */
	hasTwin: boolean;
	/** Takes the webhook back. */
	discard(): Promise<void>;
}

/**
 * Registers the webhook that answers to a question come to, and makes room for it: what is over goes, and open
 * questions of the same chat take no more answers that do not quote them.
 * @param chat as the API has it
 * @param text what is going to be sent
 * @param end in ms since 1970
 * @throws Failure where answers could not come; no webhook is left then
 */
export async function register(
	send: Send,
	parameters: Parameters,
	chat: Chat,
	text: string,
	end: number,
): Promise<Registered> {
	const id = randomBytes(16).toString('hex');
	const url = parameters.context.getSignedResumeUrl({ question: id });
	const name: QuestionName = { id, end, chat: nameOf(chat), words: hash(fold(text)), takes: 'any' };
	const events = 'groupId' in chat ? EVENTS.group : EVENTS.person;
	let webhookId: string | undefined;
	const discard = async () => {
		// Whether it was registered may be unknown; it is found by its question.
		const found = webhookId ? [webhookId] : await idsOf(send, id);
		for (const one of found) await removeWebhook(send, one);
	};
	const enter = async (): Promise<Registered> => {
		const body = await send({
			method: 'POST',
			path: '/webhooks',
			body: { url, name: writeName(name), events },
			hintForRefusal:
				'Nothing was asked. Compare the public address of n8n (WEBHOOK_URL) with what the message says.',
			mayHave: 'The webhook for the answers may have been registered',
		});
		webhookId = toRegistration(body)?.id;
		if (webhookId === undefined) throw failureFromOddResponse(201, 'no id of the new webhook');
		const kept = await keptEvents(send, webhookId, body);
		if (kept && !kept.includes(events[0]!)) throw cannotHear('groupId' in chat);
		const others = await makeRoom(send, parameters, webhookId, name);
		return { id, webhookId, hasTwin: others.some(({ words }) => words === name.words), discard };
	};
	return await enter().catch(async (error: unknown) => {
		await discard().catch(() => {});
		throw error;
	});
}

async function idsOf(send: Send, id: string): Promise<string[]> {
	const questions = questionsIn(await listWebhooks(send));
	return questions.filter((one) => one.id === id).map(({ webhook }) => webhook.id);
}

/** @returns the other open questions of the chat */
async function makeRoom(
	send: Send,
	parameters: Parameters,
	webhookId: string,
	name: QuestionName,
): Promise<Asked[]> {
	const list = await listWebhooks(send);
	const own = list.find((webhook) => webhook.id === webhookId);
	const questions = questionsIn(sameNumber(list, own)).filter(({ id }) => id !== name.id);
	const open = questions.filter(({ end }) => end > Date.now());
	if (open.length >= MOST_OPEN) {
		throw new Failure(
			`${open.length} questions are open in the chats of this number, and ${MOST_OPEN} may be`,
			"Nothing was asked. Each of them hears every message that the number receives, which keeps n8n busy: wait until some are answered, set a shorter 'Limit Wait Time', or set 'Answer By' to Link.",
		);
	}
	hintsOf(parameters.context).open(open.length + 1);
	await sweep(send, questions);
	const neighbours = open.filter(({ chat }) => chat === name.chat);
	// Two that are asked at the same moment see each other: the earlier one leaves the later one alone.
	const isLater = ({ webhook }: Asked) =>
		own !== undefined && own.createdAt !== '' && webhook.createdAt > own.createdAt;
	for (const other of neighbours.filter((one) => !isLater(one))) await mark(send, other, name);
	return neighbours;
}

/** From now on an older question takes only what quotes it. */
async function mark(send: Send, older: Asked, { words }: QuestionName): Promise<void> {
	const takes = older.words === words ? 'ids' : older.takes === 'any' ? 'quotes' : older.takes;
	if (takes === older.takes) return;
	await send({
		method: 'PATCH',
		path: webhookPath(older.webhook.id),
		body: { name: writeName({ ...older, takes }) },
	}).catch((error: unknown) => {
		// Answered meanwhile.
		if (!(error instanceof Failure && error.facts.statusCode === 404)) throw error;
	});
}

const cannotHear = (isGroup: boolean) =>
	new Failure(
		`This WhatsApp number does not tell what is written in ${isGroup ? 'groups' : 'private chats'}, so that nobody could answer`,
		"Nothing was asked. Set 'Answer By' to Link, or use another number.",
	);

/**
 * Refuses to ask where answers could not come to n8n: Pilot Status must be able to reach it from outside, unless it
 * runs in the same network.
 * @throws Failure naming n8n's address
 */
export async function checkAddress({ context }: Parameters): Promise<void> {
	const { origin } = new URL(context.getSignedResumeUrl());
	if (!isPrivate(new URL(origin))) return;
	const { baseUrl } = readAccess((await context.getCredentials('pilotStatusApi')) as IDataObject);
	if (isPrivate(new URL(baseUrl))) return;
	throw new Failure(
		`n8n has no public address: Pilot Status could not bring answers to ${origin}`,
		"Nothing was asked. Set WEBHOOK_URL to n8n's public address, or set 'Answer By' to Link.",
	);
}
