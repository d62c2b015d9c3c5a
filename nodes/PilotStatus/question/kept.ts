import { NodeHelpers } from 'n8n-workflow';
import type { IExecuteFunctions, IRunExecutionData, IWebhookFunctions } from 'n8n-workflow';

/** How an answer is read. */
export type Reading =
	| { kind: 'approval'; labels: [yes: string, no: string] }
	| { kind: 'choice'; choices: string[] }
	| { kind: 'freeText' };

/** What the user set about who answers, and what people are told; empty texts are not said. */
export interface Rules {
	/** Digits without plus; undefined: anyone. */
	answerFrom?: string[];
	adminsOnly: boolean;
	mustQuote: boolean;
	replyToOthers: string;
	replyToUnclear: string;
	confirmation: string;
}

/** Where a question is asked, as `POST /v1/messages/send` wants it. */
export type Chat = { groupId: string } | { destinationNumber: string };

/** A question that was asked in a chat. n8n keeps it with the execution that waits for the answer. */
export interface Question {
	/** 32 hex digits, part of the address that answers come to. */
	id: string;
	/** When it ends, in ms since 1970. */
	end: number;
	chat: Chat;
	/** As it was sent. */
	text: string;
	reading: Reading;
	rules: Rules;
	/** Id of its webhook at the API. */
	webhookId: string;
	/** The 202's id; undefined where the API gave none. */
	messageId?: string;
	/** When the API took it, in ms since 1970. */
	askedAt: number;
	/** Digits of the number that asks, where the API tells them. */
	own?: string;
	/** Whether another open question of its chat had the same words. */
	hasTwin: boolean;
}

interface Kept {
	question?: Question;
}

/** Keeps the question that an execution is about to wait for: one at a time. */
export function keepQuestion(context: IExecuteFunctions, question: Question): void {
	(context.getContext('node') as Kept).question = question;
}

/**
 * The question that an execution waits for. It is taken from the execution and not read from the parameters anew: an
 * expression may give another value by now, or in a later round of a loop.
 */
export function keptQuestion(context: IWebhookFunctions): Question | undefined {
	// The data of the execution is there, and no function of n8n gives it to a webhook.
	const { runExecutionData } = context as unknown as {
		runExecutionData?: IRunExecutionData | null;
	};
	if (!runExecutionData?.executionData) return undefined;
	return (NodeHelpers.getContext(runExecutionData, 'node', context.getNode()) as Kept).question;
}
