import type { IDataObject } from 'n8n-workflow';

import { countryCodeOption, messageOptionsField } from '../../fields';
import { hintsOf } from '../../hints';
import type { Operation } from '../../operation';
import type { Parameters } from '../../parameters';
import { checkAddress, register } from '../../question/ask';
import { chatOptions, questionFields } from '../../question/fields';
import { formsOf } from '../../question/forms';
import type { Form } from '../../question/forms';
import { keepQuestion } from '../../question/kept';
import type { Chat, Reading } from '../../question/kept';
import {
	isByChat,
	readApprovalOptions,
	readChoices,
	readResponseType,
	readRules,
} from '../../question/settings';
import type { Send } from '../../../shared/requests/request';
import { Failure } from '../../../shared/words/failure';
import { destinationFieldsFor, readDestination, sendFields, sendTarget } from './send';
import { readWaitLimit, waitLimitOption } from './waitLimit';

/** How long a question in the chat is open, unless the user sets a limit: there is always an end, in ms. */
const LONGEST_QUESTION = 7 * 24 * 3_600_000;

/** What a number says that cannot send buttons or lists (section 1 of the API's documentation). */
const NOT_SUPPORTED = ['FEATURE_NOT_SUPPORTED', 'NOT_SUPPORTED', 'NOT_SUPPORTED_FOR_META'];

/** `POST /v1/messages/send`; then the execution waits until somebody answers in the chat, or follows a link. */
export const sendAndWait: Operation = {
	value: 'sendAndWait',
	name: 'Send and Wait for Response',
	action: 'Send message and wait for response',
	description: 'Ask in a group or a person, and wait until somebody answers',
	builderHint:
		"For a yes or a choice of people: 'answerBy' chat. Goes on with { data }; without data when the time is over.",
	isWaiting: true,
	fields: [
		...destinationFieldsFor('group', 'phoneNumber'),
		...questionFields,
		messageOptionsField(countryCodeOption, waitLimitOption, ...chatOptions),
	],
	writes: true,
	target: askTarget,
	firstItemOnly: true,
	async prepare(parameters) {
		refuseTool(parameters);
		hintsOf(parameters.context).question(parameters.context.getInputData().length);
		const type = readResponseType(parameters);
		const message = parameters.text('message', 'Message', 'Write what to ask.');
		const run = isByChat(parameters)
			? await askInChat(parameters, type, message)
			: askByLink(parameters, type, message);
		return {
			lane: sendTarget(parameters),
			target: askTarget(parameters),
			async run(send) {
				await run(send);
				return [parameters.context.getInputData()[0]?.json ?? {}];
			},
		};
	},
};

/** The links and answers belong to the execution: asked again by another one, it is another question. */
function askTarget(parameters: Parameters): string {
	return `${sendTarget(parameters)} ${parameters.context.getExecutionId()}`;
}

/** An agent's tool is called and must answer; only a step of human review can wait. */
function refuseTool({ context }: Parameters): void {
	const { type } = context.getNode();
	if (!type.endsWith('Tool') || type.endsWith('HitlTool')) return;
	throw new Failure(
		'A tool of an AI agent cannot wait for a response',
		"Nothing was asked. Connect the tool that needs a yes to the agent through a 'Human review' step of Pilot Status instead.",
	);
}

type Run = (send: Send) => Promise<void>;

function askByLink(parameters: Parameters, type: Reading['kind'], message: string): Run {
	const until = readWaitLimit(parameters);
	const links = type === 'approval' ? approvalLinks(parameters) : [textLink(parameters)];
	const text = [message, ...links].join('\n\n');
	const job = sendFields(parameters, readDestination(parameters), { text });
	return async (send) => {
		await job.run(send);
		await parameters.context.putExecutionToWait(until());
	};
}

/** One line per possible answer: its label, and the signed address that resumes the execution with it. */
function approvalLinks(parameters: Parameters): string[] {
	const { approveLabel, disapproveLabel, isDouble } = readApprovalOptions(parameters);
	const link = (label: string, approved: string) =>
		`${label}: ${parameters.context.getSignedResumeUrl({ approved })}`;
	const approve = link(approveLabel, 'true');
	return isDouble ? [approve, link(disapproveLabel, 'false')] : [approve];
}

const textLink = ({ context }: Parameters) => context.getSignedResumeUrl({ answer: 'text' });

/** Registered first, then asked, then waited for: an answer that is quicker than that is delivered again. */
async function askInChat(
	parameters: Parameters,
	type: Reading['kind'],
	message: string,
): Promise<Run> {
	const { context } = parameters;
	const chat = readDestination(parameters) as Chat;
	const until = readWaitLimit(parameters, LONGEST_QUESTION);
	const rules = readRules(parameters, 'groupId' in chat, type === 'freeText');
	const { reading, isDouble } = readReading(parameters, type);
	const forms = formsOf(message, reading, isDouble);
	await checkAddress(parameters);
	return async (send) => {
		const end = until();
		const { discard, ...registered } = await register(send, parameters, chat, message, +end);
		const { form, sent } = await sendFirst(parameters, send, chat, forms).catch(
			async (error: unknown) => {
				await discard().catch(() => {});
				throw error;
			},
		);
		const { id, sourceNumber, createdAt } = sent;
		const time = Date.parse(String(createdAt));
		const own = String(sourceNumber ?? '').replace(/\D/g, '');
		keepQuestion(context, {
			...registered,
			end: +end,
			chat,
			text: form.text,
			reading,
			rules,
			askedAt: Number.isNaN(time) ? Date.now() : time,
			...(id !== undefined && id !== null && { messageId: String(id) }),
			...(own !== '' && { own }),
		});
		await context.putExecutionToWait(end);
	};
}

function readReading(
	parameters: Parameters,
	kind: Reading['kind'],
): { reading: Reading; isDouble: boolean } {
	if (kind === 'choice') {
		return { reading: { kind, choices: readChoices(parameters) }, isDouble: false };
	}
	if (kind === 'freeText') return { reading: { kind }, isDouble: false };
	const { approveLabel, disapproveLabel, isDouble } = readApprovalOptions(parameters);
	return { reading: { kind, labels: [approveLabel, disapproveLabel] }, isDouble };
}

/** Sends the first form that the number can send. */
async function sendFirst(
	parameters: Parameters,
	send: Send,
	chat: Chat,
	[form, ...others]: Form[],
): Promise<{ form: Form; sent: IDataObject }> {
	return await sendFields(parameters, chat, form!)
		.run(send)
		.then(([sent]) => ({ form: form!, sent: sent! }))
		.catch(async (error: unknown) => {
			const { code = '' } = error instanceof Failure ? error.facts : {};
			if (others.length === 0 || !NOT_SUPPORTED.includes(code)) throw error;
			return await sendFirst(parameters, send, chat, others);
		});
}
