import type { IDataObject } from 'n8n-workflow';

import {
	groupIdOf,
	isFrom,
	kindsOf,
	messageIdOf,
	numberOf,
	textIn,
	timeOf,
	wordsOf,
} from '../../shared/deliveries/message';
import type { Delivery } from '../../shared/deliveries/message';
import { isSameText, readApproval, readChoice } from './answers';
import type { Question, Reading } from './kept';

/** What somebody wrote in the chat of a question, which may answer it. */
export interface Candidate {
	data: IDataObject;
	words: string;
	/**
	 * Which message it quotes: ours, as its text says; one with an id, which has to be compared; or none.
	 */
	quotes: 'text' | { id: string; isSameText: boolean } | undefined;
}

/**
 * What a delivery says to a question, as far as it can be told without asking the API.
 * @returns undefined for what is no answer, whatever its words are
 */
export function findCandidate(
	question: Question,
	{ event, data }: Delivery,
): Candidate | undefined {
	const words = wordsOf(data);
	const isOwn = data.fromMe === true || (question.own && isFrom(data, [question.own]));
	if (isOwn || words === '' || kindsOf(data).includes('reaction')) return undefined;
	if (isSameText(words, question.text) || !isInChat(question, event, data)) return undefined;
	const quotes = findQuote(question, data);
	if (quotes === 'another') return undefined;
	// Without its group, nobody can tell in which chat a reply was written but by what it quotes.
	const isNameless = event === 'message.reply' && groupIdOf(data) === undefined;
	const needsQuote = isNameless || question.rules.mustQuote;
	if (quotes || (!needsQuote && isLater(question, data))) return { data, words, quotes };
	return undefined;
}

function isInChat({ chat }: Question, event: string, data: IDataObject): boolean {
	const groupId = groupIdOf(data);
	if ('groupId' in chat) {
		if (event === 'message.reply' && groupId === undefined) return true;
		return /^message\.(group|reply)$/.test(event) && groupId === chat.groupId;
	}
	const isPrivate = groupId === undefined && textIn(data.newsletterId) === undefined;
	if (!isPrivate || !/^message\.(received|reply)$/.test(event)) return false;
	const [, digits] = /^\+(\d+)$/.exec(chat.destinationNumber) ?? [];
	return digits === undefined ? data.from === chat.destinationNumber : isFrom(data, [digits]);
}

function findQuote(question: Question, data: IDataObject): Candidate['quotes'] | 'another' {
	const quotedText = textIn(data.quotedContent);
	const isSame = quotedText !== undefined && isSameText(quotedText, question.text);
	const id = textIn(data.quotedMessageId);
	if (id !== undefined) return { id, isSameText: isSame };
	if (quotedText === undefined) return undefined;
	return isSame && !question.hasTwin ? 'text' : 'another';
}

/** WhatsApp knows seconds only: what was written in the second of the question may have been there before it. */
function isLater({ askedAt }: Question, data: IDataObject): boolean {
	const time = timeOf(data);
	const second = (ms: number) => Math.floor(ms / 1000);
	return time !== undefined && second(time) > second(askedAt);
}

/**
 * What the words say, as the output has it.
 * @returns undefined where they are unclear
 */
export function readAnswer(reading: Reading, words: string): IDataObject | undefined {
	switch (reading.kind) {
		case 'approval': {
			const approved = readApproval(words, reading.labels);
			return approved === undefined ? undefined : { approved };
		}
		case 'choice': {
			const choice = readChoice(words, reading.choices);
			return choice === undefined ? undefined : { choice };
		}
		case 'freeText':
			return {};
	}
}

/** The output of Send and Wait. */
export function toData(answer: IDataObject, { data, words }: Candidate): IDataObject {
	const groupId = groupIdOf(data);
	return {
		...answer,
		text: words,
		responder: { number: numberOf(data) ?? null, name: textIn(data.participantName) ?? null },
		messageId: messageIdOf(data) ?? null,
		...(groupId !== undefined && { groupId }),
		respondedAt: new Date(timeOf(data) ?? Date.now()).toISOString(),
	};
}
