import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { readField, readObject } from '../../../shared/values/json';
import { failureFromOddResponse, ofThisKey } from '../../../shared/words/errors';
import { Failure, quote } from '../../../shared/words/failure';
import { groupIdField, newsletterIdField } from '../../fields';
import { hintsOf } from '../../hints';
import type { Send } from '../../../shared/requests/request';
import { readCheck } from '../../numberCheck';
import { spreadOf } from '../../campaign/spread';
import type { Job } from '../../operation';
import type { Parameters } from '../../parameters';
import { AGAIN, readOwnKey } from './ownKey';
import { refuseBefore } from './sendOptions';

/** How much of a file one of the parallel places carries: files of 16 MB leave four at a time, not 64. */
const BYTES_PER_PLACE = 1024 * 1024;

type Destination = 'group' | 'newsletter' | 'phoneNumber';

const choices: Array<INodePropertyOptions & { value: Destination }> = [
	{ name: 'Group', value: 'group', description: 'A WhatsApp group of this number' },
	{
		name: 'Newsletter',
		value: 'newsletter',
		description: 'A newsletter (channel) of this number',
	},
	{ name: 'Phone Number', value: 'phoneNumber', description: 'One person' },
];

const fieldOf: Record<Destination, INodeProperties> = {
	group: groupIdField,
	newsletter: newsletterIdField,
	phoneNumber: {
		displayName: 'Phone Number',
		name: 'destinationNumber',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. +55 11 99999-9999',
		description:
			'Phone number with country and area code, in any spelling. A Meta business-scoped user ID such as BR.13491208655302741918 works too.',
	},
};

/** Fields that name the one destination of a message. */
export function destinationFieldsFor(...kinds: Destination[]): INodeProperties[] {
	return [
		{
			displayName: 'Send To',
			name: 'sendTo',
			type: 'options',
			// An expression here would show, and demand, the fields of all of them.
			noDataExpression: true,
			options: choices.filter(({ value }) => kinds.includes(value)),
			default: 'group',
			description: 'What kind of chat the message goes to',
		},
		...kinds.map((kind) => ({ ...fieldOf[kind], displayOptions: { show: { sendTo: [kind] } } })),
	];
}

/** Fields for any destination. */
export const destinationFields = destinationFieldsFor('group', 'newsletter', 'phoneNumber');

/** The one destination of an item's message, as `POST /v1/messages/send` wants it. */
export function readDestination(parameters: Parameters): IDataObject {
	const sendTo = parameters.choice('sendTo');
	switch (sendTo) {
		case 'group':
			return { groupId: parameters.groupId() };
		case 'newsletter':
			return { newsletterId: parameters.newsletterId() };
		case 'phoneNumber':
			return { destinationNumber: parameters.destinationNumber() };
		default:
			throw new Failure(
				`${quote(sendTo)} in 'Send To' is not a kind of chat`,
				"Set 'Send To' to group, newsletter or phoneNumber.",
			);
	}
}

/** How a 404 names the chat; a phone number is looked up later, when the message goes out. */
function aboutOf({ groupId, newsletterId }: IDataObject): string | undefined {
	if (groupId) return ofThisKey('group', String(groupId));
	return newsletterId ? ofThisKey('newsletter', String(newsletterId)) : undefined;
}

/** What a message belongs to: edited to another chat, it is another message. */
const targetOf = (destination: IDataObject) => JSON.stringify(destination);

/** `target` of every operation that sends. */
export const sendTarget = (parameters: Parameters) => targetOf(readDestination(parameters));

/** A message, judged and ready to leave. */
interface Message {
	destination: IDataObject;
	/** Gives what tells it from other messages to the same chat, as far as it is known before its turn. */
	content: () => unknown;
	/** Gives the body for a chat when its turn comes, so that only files in flight are in memory. */
	makeBody: (to: IDataObject) => IDataObject | Promise<IDataObject | Buffer>;
	/** Size of the file that it reads, in bytes, if it reads one. */
	bytes?: number;
	/** Which part of a text it is, from 1, and of how many. */
	part?: [nth: number, of: number];
}

/**
 * `POST /v1/messages/send`, whose 202 means accepted and queued, not delivered.
 * Messages to one destination leave in their order, each under an `Idempotency-Key`.
 * @throws Failure for a key of the user's own that cannot be used, or that another message of the execution has
 */
export function sendMessage(
	parameters: Parameters,
	{ destination, content, makeBody, bytes = 0, part: [nth, of] = [1, 1] }: Message,
): Job {
	const key = readOwnKey(parameters, () => JSON.stringify([destination, content()]), nth);
	const before = nth < 3 ? 'Part 1 went out' : `Parts 1 to ${nth - 1} went out`;
	const mayHave = `${nth > 1 ? `${before}. ` : ''}${of > 1 ? `Part ${nth} of ${of}` : 'The message'} may have been sent`;
	const [, digits] = /^\+(\d+)$/.exec(String(destination.destinationNumber)) ?? [];
	const check = digits && readCheck(parameters, 'Phone Number', [digits]);
	const lane = targetOf(destination);
	const slot = readSlot(parameters, lane, (nth - 1) / of);
	return {
		...((slot || check) && {
			async check(send: Send) {
				slot?.(false);
				if (check) await check.ask(send);
			},
		}),
		lane,
		weight: Math.max(1, Math.ceil(bytes / BYTES_PER_PLACE)),
		async run(send) {
			const [number] = check ? check.found() : [];
			const to = number ? { destinationNumber: `+${number}` } : destination;
			const times = slot?.(true);
			const body = await makeBody({ ...to, ...times });
			const response = await send({
				method: 'POST',
				path: '/messages/send',
				body,
				...(key !== undefined && { key, again: AGAIN }),
				about: aboutOf(destination),
				mayHave,
				isOnce: true,
				isSend: true,
				isPlanned: times !== undefined,
			}).catch((error: unknown) => {
				if (nth === 1 || !(error instanceof Failure) || error.hint.includes(before)) throw error;
				throw error.withHint(`${before}, and n8n's Retry sends the others only.`);
			});
			const message = readObject(response, 'data', 'message');
			if (!message || readField(message, 'id', 'correlationId', 'changed') === undefined) {
				throw failureFromOddResponse(200, 'no id for the message', { mayHave });
			}
			if (message.changed === true) hintsOf(parameters.context).changedMessage();
			const { replayed } = response as IDataObject;
			return [
				{
					...message,
					...(replayed === true && { replayed }),
					// What was accepted before with another content had a time of its own.
					...(times && message.changed !== true && { deliverAt: times.deliverAt }),
				},
			];
		},
	};
}

/**
 * With the option `spreadOver`, when a message leaves.
 * @param part how much of its item's text has gone before, from 0 to 1
 */
function readSlot(parameters: Parameters, lane: string, part: number) {
	const { spreadOver, deliverUntil: given, idempotencyKey } = parameters.options();
	const spread = spreadOver !== undefined && spreadOf(parameters);
	if (!spread) return undefined;
	const end = parameters.time(given, 'Deliver Until', true);
	// Made again from the same items, the plan is to be the same.
	const name = `${(idempotencyKey as string) || parameters.index} ${lane}`;
	return (isTurn: boolean) => {
		const times = spread.slot(parameters.index, name, isTurn, part);
		refuseBefore(
			end,
			times.deliverAt,
			'Deliver Until',
			given,
			`is not after ${times.deliverAt}, its time in 'Spread Over'`,
		);
		return times;
	};
}

/** A message whose body is at hand. */
export function sendFields(
	parameters: Parameters,
	destination: IDataObject,
	fields: IDataObject,
	part?: Message['part'],
): Job {
	hintsOf(parameters.context).text(String(fields.text), parameters.index);
	const makeBody = (to: IDataObject) => ({ ...to, ...fields });
	return sendMessage(parameters, { destination, content: () => fields, makeBody, part });
}

/** What a message says. */
export const textField: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. Bom dia! A obra começa às 8h.',
	description:
		'What to send, with WhatsApp formatting such as *bold* and _italic_. On Meta numbers it arrives only within 24 hours after the customer wrote.',
};
