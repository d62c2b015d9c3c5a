import type { IDataObject } from 'n8n-workflow';

import type { Send } from '../../../shared/requests/request';
import { parseMessageId } from '../../../shared/values/id';
import { toIds } from '../../../shared/values/list';
import { readField } from '../../../shared/values/json';
import { adviceForCode } from '../../../shared/words/codes';
import { Failure } from '../../../shared/words/failure';
import { messageOptionsField } from '../../fields';
import { runInLanes } from '../../lanes';
import { readLimits } from '../../limits';
import type { Operation } from '../../operation';
import { Parameters } from '../../parameters';
import { lookUpMessage } from './get.operation';
import { messageIdsField } from './cancel.operation';

const HINT = "Give the 'id' that the send operation returned, or several separated by commas.";

/** `status` of a message in lower case, and how many have it. */
const STATUSES = ['queued', 'sent', 'delivered', 'read', 'failed', 'canceled'] as const;

/** `GET /v1/messages/{messageId}` for the messages of all items together. */
export const getReport: Operation = {
	value: 'getReport',
	name: 'Get Report',
	action: 'Get report on messages',
	description: 'Count what became of many messages, with the reasons of those that failed',
	builderHint:
		'The end of a broadcast: Wait an hour or so behind the send, then this with {{ $json.id }}.',
	fields: [
		messageIdsField,
		{
			displayName: 'Include Messages',
			name: 'includeMessages',
			type: 'boolean',
			default: false,
			description: 'Whether to give every message as well, and not only the counts',
		},
		messageOptionsField(),
	],
	writes: false,
	prepare(parameters) {
		const ids = toIds(parameters.read('messageIds'), 'Message IDs', HINT);
		const all = parameters.once('report', () => ({
			ids: new Set<string>(),
			items: [] as number[],
		}));
		for (const id of ids) all.ids.add(parseMessageId(id, 'Message IDs', HINT));
		all.items.push(parameters.index);
		const isFirst = all.items[0] === parameters.index;
		const includeMessages = parameters.flag('includeMessages', 'Include Messages', false);
		return {
			pairs: all.items,
			async run(send) {
				// One report for all; an item without an id was not sent.
				if (!isFirst) return [];
				if (all.ids.size === 0) throw new Failure("'Message IDs' is empty", HINT);
				const { maxParallel } = readLimits(new Parameters(parameters.context, 0));
				const messages = await lookUpAll(send, [...all.ids], maxParallel);
				return [{ ...count(messages), ...(includeMessages && { messages }) }];
			},
		};
	},
};

/** Messages in the order of their ids; of one that the API does not know, the id alone. */
async function lookUpAll(send: Send, ids: string[], parallel: number): Promise<IDataObject[]> {
	const messages: IDataObject[] = [];
	let failure: unknown;
	const work = async (nth: number) => {
		const id = ids[nth]!;
		messages[nth] = { id };
		await lookUpMessage(send, id, 'Message IDs').then(
			(message) => (messages[nth] = message),
			(error: unknown) => {
				if (!(error instanceof Failure && error.facts.statusCode === 404)) failure ??= error;
			},
		);
	};
	await runInLanes(
		ids.map(() => ({})),
		parallel,
		work,
		() => failure !== undefined,
	);
	if (failure !== undefined) throw failure;
	return messages;
}

function count(messages: IDataObject[]): IDataObject {
	const statuses = messages.map(({ status }) => String(status).toLowerCase());
	const counts = STATUSES.map(
		(name) => [name, statuses.filter((one) => one === name).length] as const,
	);
	const known = counts.reduce((sum, [, times]) => sum + times, 0);
	const failures = messages
		.filter((_message, nth) => statuses[nth] === 'failed')
		.map(({ id, destinationNumber, ...message }) => ({
			id,
			...(destinationNumber ? { destinationNumber } : {}),
			reason: reasonOf(message),
		}));
	return {
		total: messages.length,
		...Object.fromEntries(counts),
		unknown: messages.length - known,
		failures,
	};
}

/** Why a message failed, in words (section 3 of the API's documentation: late codes). */
function reasonOf(message: IDataObject): string {
	const code = readField(message, 'errorCode');
	const text = readField(message, 'errorMessage', 'error');
	const known = adviceForCode(typeof code === 'string' ? code : undefined);
	return known?.sentence ?? String(text ?? code ?? 'Pilot Status gives no reason');
}
