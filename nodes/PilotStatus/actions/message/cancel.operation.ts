import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject, readField, readObject } from '../../../shared/values/json';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { Failure } from '../../../shared/words/failure';
import { toIds } from '../../../shared/values/list';
import type { Send } from '../../../shared/requests/request';
import { messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';

/** Most ids of one request (section 3 of the API's documentation). */
const MOST_IDS = 100;
const mayHave = 'The messages may have been cancelled';

/** What became of some ids; the lists only where the API gives them. */
interface Tally {
	cancelledCount: number;
	failedCount: number;
	cancelled?: unknown[];
	failed?: unknown[];
}

/** Messages that were sent through the API. */
export const messageIdsField: INodeProperties = {
	displayName: 'Message IDs',
	name: 'messageIds',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	required: true,
	placeholder: 'e.g. msg_1, msg_2',
	description:
		'The ID that the send operation gave, or several of them separated by commas or new lines. An expression may also give an array.',
};

/** `DELETE /v1/messages/cancel`. */
export const cancel: Operation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel scheduled messages',
	description: 'Take back messages that are scheduled and not sent yet',
	fields: [messageIdsField, messageOptionsField()],
	writes: true,
	prepare(parameters) {
		const hint = "Give the 'id' that the send operation returned, or several separated by commas.";
		const ids = toIds(parameters.read('messageIds'), 'Message IDs', hint);
		if (ids.length === 0) throw new Failure("'Message IDs' is empty", hint);
		return {
			async run(send) {
				let sum: Tally = { cancelledCount: 0, failedCount: 0, cancelled: [], failed: [] };
				for (let from = 0; from < ids.length; from += MOST_IDS) {
					const some = ids.slice(from, from + MOST_IDS);
					const before = sum;
					sum = add(
						before,
						await cancelSome(send, some).catch((error: unknown) => {
							throw from === 0 ? error : withTally(error, before);
						}),
					);
				}
				return [sum as unknown as IDataObject];
			},
		};
	},
};

async function cancelSome(send: Send, messageIds: string[]): Promise<Tally> {
	const path = '/messages/cancel';
	const response = await send({ method: 'DELETE', path, body: { messageIds }, mayHave });
	const result = readObject(response, 'data');
	const cancelled = result && readField(result, 'cancelled', 'canceled');
	if (Array.isArray(cancelled)) {
		const failed = readField(result ?? {}, 'failed', 'notFound');
		const list = Array.isArray(failed) ? failed : missing(messageIds, cancelled);
		return { cancelledCount: cancelled.length, failedCount: list.length, cancelled, failed: list };
	}
	if (typeof cancelled !== 'number') {
		throw failureFromOddResponse(200, 'no word on what was cancelled', { mayHave });
	}
	return { cancelledCount: cancelled, failedCount: messageIds.length - cancelled };
}

/** Ids that a list leaves out. */
function missing(messageIds: string[], cancelled: unknown[]): IDataObject[] {
	const known = new Set(cancelled.map((entry) => (isObject(entry) ? entry.id : entry)));
	return messageIds.filter((id) => !known.has(id)).map((id) => ({ id }));
}

function add(a: Tally, b: Tally): Tally {
	const lists = a.cancelled && b.cancelled;
	return {
		cancelledCount: a.cancelledCount + b.cancelledCount,
		failedCount: a.failedCount + b.failedCount,
		...(lists && {
			cancelled: [...a.cancelled!, ...b.cancelled!],
			failed: [...a.failed!, ...b.failed!],
		}),
	};
}

/** A later hundred failed: says what the earlier ones did. */
function withTally(error: unknown, before: Tally): unknown {
	if (!(error instanceof Failure)) return error;
	const { cancelledCount, failedCount } = before;
	const progress = `Before that, ${cancelledCount} messages were cancelled and ${failedCount} could not be.`;
	return error.withHint(progress, { done: before as unknown as IDataObject });
}
