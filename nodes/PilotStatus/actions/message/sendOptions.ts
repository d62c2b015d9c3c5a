import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Failure, quote } from '../../../shared/words/failure';
import { toIds } from '../../../shared/values/list';
import { toSwitch } from '../../../shared/values/setting';
import { checkNumbersOption, countryCodeOption } from '../../fields';
import { spreadOverOption } from '../../campaign/fields';
import { spreadOf } from '../../campaign/spread';
import type { Parameters } from '../../parameters';
import { idempotencyKeyOption } from './ownKey';

/** Optional fields that every send has. */
export const sendOptions: INodeProperties[] = [
	idempotencyKeyOption,
	countryCodeOption,
	checkNumbersOption,
	{
		displayName: 'Delay Between Sends',
		name: 'delayBetweenSends',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'Shortest time between two messages of all executions that set it, in milliseconds. The value of the first item counts for all.',
	},
	{
		displayName: 'Deliver At',
		name: 'deliverAt',
		type: 'dateTime',
		default: '',
		description:
			"When to send the message; at once when empty. Without an offset it is in the workflow's time zone.",
	},
	spreadOverOption,
	{
		displayName: 'Deliver Until',
		name: 'deliverUntil',
		type: 'dateTime',
		default: '',
		description:
			"When to give up if the message could not be sent by then. Without an offset it is in the workflow's time zone.",
	},
	{
		displayName: 'Labels',
		name: 'labels',
		type: 'string',
		default: '',
		placeholder: 'e.g. obra-42, cobrança',
		description: 'Labels for the message in Pilot Status, separated by commas',
	},
	{
		displayName: 'Mark as Read',
		name: 'markRead',
		type: 'boolean',
		default: true,
		description: 'Whether to mark the conversation as read (Meta numbers only)',
	},
];

/**
 * The fields of `POST /v1/messages/send` that every send has; only what the user set.
 * @throws Failure for times that have passed or stand in the wrong order
 */
export function readSendOptions(parameters: Parameters): IDataObject {
	const options = parameters.options();
	const deliverAt = parameters.time(options.deliverAt, 'Deliver At');
	const deliverUntil = parameters.time(options.deliverUntil, 'Deliver Until', true);
	// What an earlier run has sent may be due by now; it is not sent again.
	const now = parameters.isDone ? '' : new Date().toISOString();
	refuseBefore(deliverAt, now, 'Deliver At', options.deliverAt, 'lies in the past');
	refuseBefore(deliverUntil, now, 'Deliver Until', options.deliverUntil, 'lies in the past');
	if (deliverAt && spreadOf(parameters)) {
		throw new Failure(
			"'Spread Over' and 'Deliver At' cannot be used together",
			'Remove one of them.',
		);
	}
	if (deliverAt) {
		const early = "is not after 'Deliver At'";
		refuseBefore(deliverUntil, deliverAt, 'Deliver Until', options.deliverUntil, early);
	}
	const body: IDataObject = {
		...(deliverAt && { deliverAt }),
		...(deliverUntil && { deliverUntil }),
	};
	const labels = toIds(options.labels, 'Labels', 'Give labels as text, separated by commas.');
	if (labels.length > 0) body.labels = labels;
	body.markRead = toSwitch(options.markRead, 'Mark as Read');
	return body;
}

/** ISO times in UTC compare as text. */
export function refuseBefore(
	time: string | undefined,
	limit: string,
	field: string,
	given: unknown,
	what: string,
): void {
	if (time === undefined || time > limit) return;
	throw new Failure(
		`${quote(given)} in '${field}' ${what}`,
		`That is ${time} in UTC. Set a later time, or remove the option.`,
	);
}
