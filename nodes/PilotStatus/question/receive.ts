import { createHash } from 'crypto';
import { sleep } from 'n8n-workflow';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { isFrom, numberOf, textIn } from '../../shared/deliveries/message';
import { readDeliveries } from '../../shared/deliveries/read';
import { pathTo } from '../../shared/requests/path';
import type { Send } from '../../shared/requests/request';
import { openTransport } from '../../shared/requests/transport';
import { isObject, readField, readObject } from '../../shared/values/json';
import { readName } from '../../shared/webhooks/questions';
import { removeWebhook, toRegistration, webhookPath } from '../../shared/webhooks/registrations';
import { failureFromOddResponse } from '../../shared/words/errors';
import { Failure } from '../../shared/words/failure';
import { readGroup, readPeople } from '../../shared/values/participants';
import { groupPath } from '../actions/group/path';
import { findCandidate, readAnswer, toData } from './judge';
import type { Candidate } from './judge';
import { keptQuestion } from './kept';
import type { Question } from './kept';

/** For what is asked while a delivery waits; it is delivered again where that takes too long. */
const IN_DELIVERY = { timeout: 3_000, maxWait: 3_000, delayBetweenSends: 0, isFixed: true };

/** How long n8n may take to reply to an answer, and how often to look whether it has, in ms. */
const LONGEST_REPLY = 60_000;
const LOOK_EVERY = 20;

/** Questions whose answer is just being taken, in this process. */
const claimed = new Set<string>();

/** What WhatsApp calls the messages of questions, by the question, the oldest first. */
const whatsAppIds = new Map<string, string>();
const MOST_IDS = 1_000;

/** What becomes of a delivery. */
type Verdict = { ignore: string } | { answer: IDataObject; candidate: Candidate };

const ignore = (why: string): Verdict => ({ ignore: why });

/**
 * Takes one delivery to the webhook of a question. What is no answer gets a 200, and the execution waits on; where a
 * check cannot be made it gets a 503, and comes again. n8n resumes the execution of the first answer that it is given.
 */
export async function receiveAnswerInChat(
	context: IWebhookFunctions,
): Promise<IWebhookResponseData> {
	const reply = (status: number, message: string): IWebhookResponseData => {
		context.getResponseObject().status(status).json({ message });
		return { noWebhookResponse: true };
	};
	const question = keptQuestion(context);
	const { question: id } = context.getQueryData() as { question?: string };
	if (!question || question.id !== id) return reply(200, 'This question is over');
	if (Date.now() >= question.end) return reply(200, 'The time for an answer is over');
	const body: unknown = context.getBodyData();
	const [delivery] = isObject(body) ? readDeliveries(body) : [];
	const candidate = delivery && findCandidate(question, delivery);
	if (!candidate) return reply(200, 'No answer to this question');
	try {
		const { send } = await openTransport(context, IN_DELIVERY);
		const verdict = await judge(context, send, question, candidate);
		if ('ignore' in verdict) return reply(200, verdict.ignore);
		return await resume(context, send, question, verdict);
	} catch (error) {
		// Thrown, it would end the execution.
		const { message } = error as Error;
		context.logger.warn(`An answer to '${context.getNode().name}' could not be judged: ${message}`);
		return reply(503, 'This could not be judged now: deliver it again');
	}
}

/** All checks, the costly ones last. */
async function judge(
	context: IWebhookFunctions,
	send: Send,
	question: Question,
	candidate: Candidate,
): Promise<Verdict> {
	const { rules, reading, chat } = question;
	const quotes = await quotesUs(send, question, candidate);
	if (candidate.quotes && !quotes) return ignore('Quotes another message');
	const mayTell = Boolean(quotes) || !('groupId' in chat);
	const tell = async (kind: string, text: string): Promise<Verdict> => {
		const isHeard = text !== '' && mayTell && (await isOpen(send, question, quotes));
		if (isHeard) await say(context, send, question, candidate, kind, text);
		return ignore(kind === 'others' ? 'Somebody else' : 'No whole answer');
	};
	if (!(await mayAnswer(send, question, candidate))) {
		return await tell('others', rules.replyToOthers);
	}
	const answer = readAnswer(reading, candidate.words);
	if (!answer) return await tell('unclear', rules.replyToUnclear);
	if (!(await isOpen(send, question, quotes))) return ignore('This question takes no such answer');
	return { answer, candidate };
}

/** How an answer quotes the question. */
type Quoting = 'id' | 'text' | undefined;

async function quotesUs(send: Send, question: Question, { quotes }: Candidate): Promise<Quoting> {
	if (quotes === undefined || quotes === 'text') return quotes;
	const id = await whatsAppId(send, question);
	if (id !== undefined) return id === quotes.id ? 'id' : undefined;
	// The API does not know it yet, or never will.
	return quotes.isSameText && !question.hasTwin ? 'text' : undefined;
}

/** What WhatsApp calls a question (`GET /v1/messages/{id}`); undefined as long as it has not left. */
async function whatsAppId(
	send: Send,
	{ id: key, messageId }: Question,
): Promise<string | undefined> {
	const known = whatsAppIds.get(key);
	if (known !== undefined || messageId === undefined) return known;
	const path = pathTo('/messages', messageId, 'ID of the question');
	const message = readObject(await send({ method: 'GET', path }), 'message', 'data');
	const id = textIn(message && readField(message, 'externalMessageId'));
	if (id === undefined) return undefined;
	whatsAppIds.set(key, id);
	if (whatsAppIds.size > MOST_IDS) whatsAppIds.delete(whatsAppIds.keys().next().value as string);
	return id;
}

async function mayAnswer(
	send: Send,
	{ chat, rules }: Question,
	{ data }: Candidate,
): Promise<boolean> {
	if (rules.answerFrom && !isFrom(data, rules.answerFrom)) return false;
	if (!rules.adminsOnly || !('groupId' in chat)) return true;
	const group = readGroup(await send({ method: 'GET', ...groupPath(chat.groupId) }));
	const people = group && readPeople(group);
	if (!people) throw failureFromOddResponse(200, 'no list of the people in the group');
	const admins = people.filter(({ role }) => role === 'admin' || role === 'superadmin');
	return isFrom(
		data,
		admins.flatMap(({ number }) => number ?? []),
	);
}

/** Whether the question still has its webhook, and takes what quotes it like this. */
async function isOpen(send: Send, { webhookId }: Question, quotes: Quoting): Promise<boolean> {
	const body = await send({ method: 'GET', path: webhookPath(webhookId) }).catch(
		(error: unknown) => {
			if (error instanceof Failure && error.facts.statusCode === 404) return undefined;
			throw error;
		},
	);
	const webhook = toRegistration(body);
	if (!webhook) return false;
	const takes = readName(webhook)?.takes ?? 'any';
	if (takes === 'any') return true;
	return quotes === 'id' || (quotes === 'text' && takes === 'quotes');
}

/** Gives n8n the answer; once n8n has taken it, the question is cleared away and the confirmation sent. */
async function resume(
	context: IWebhookFunctions,
	send: Send,
	question: Question,
	{ answer, candidate }: { answer: IDataObject; candidate: Candidate },
): Promise<IWebhookResponseData> {
	if (claimed.has(question.id)) throw new Error('another answer is just being taken');
	claimed.add(question.id);
	void isTaken(context)
		.finally(() => claimed.delete(question.id))
		.then(async (taken) => taken && (await clear(context, send, question, candidate)));
	return {
		webhookResponse: { message: 'Answered' },
		workflowData: [[{ json: { data: toData(answer, candidate) } }]],
	};
}

/**
 * Whether n8n took an answer: it replies once the execution runs on, and of two processes that give it an answer, it
 * takes one. Who asked may have hung up by then, so that no event tells of the reply.
 */
async function isTaken(context: IWebhookFunctions): Promise<boolean> {
	const response = context.getResponseObject();
	const end = Date.now() + LONGEST_REPLY;
	while (!response.writableEnded && Date.now() < end) await sleep(LOOK_EVERY);
	return response.writableEnded && response.statusCode < 300;
}

async function clear(
	context: IWebhookFunctions,
	send: Send,
	question: Question,
	candidate: Candidate,
): Promise<void> {
	const { confirmation } = question.rules;
	await Promise.all([
		removeWebhook(send, question.webhookId).catch(({ message }: Error) =>
			context.logger.warn(`The webhook of an answered question is left: ${message}`),
		),
		confirmation !== '' && say(context, send, question, candidate, 'confirmation', confirmation),
	]);
}

/** Says something in the chat of the question: each kind once to each person, which the API itself sees to. */
async function say(
	context: IWebhookFunctions,
	send: Send,
	{ id, chat }: Question,
	{ data }: Candidate,
	kind: string,
	text: string,
): Promise<void> {
	const person = numberOf(data) ?? String(data.from);
	const key = createHash('sha256').update(`${id} ${kind} ${person}`).digest('hex');
	const body = { ...chat, text };
	const mayHave = 'The message may have been sent';
	await send({ method: 'POST', path: '/messages/send', body, key, isSend: true, mayHave }).catch(
		({ message }: Error) =>
			context.logger.warn(`'${text}' could not be said in the chat of a question: ${message}`),
	);
}
