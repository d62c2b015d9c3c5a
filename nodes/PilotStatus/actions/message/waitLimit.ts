import { WAIT_INDEFINITELY } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Failure, quote } from '../../../shared/words/failure';
import { toNumber } from '../../../shared/values/setting';
import type { Parameters } from '../../parameters';

const UNITS: Readonly<Record<string, number>> = {
	minutes: 60_000,
	hours: 3_600_000,
	days: 86_400_000,
};

const limitFields: INodeProperties[] = [
	{
		displayName: 'Limit Type',
		name: 'limitType',
		type: 'options',
		description: 'Whether to wait for a length of time or until a moment',
		default: 'afterTimeInterval',
		options: [
			{ name: 'After Time Interval', value: 'afterTimeInterval' },
			{ name: 'At Specified Time', value: 'atSpecifiedTime' },
		],
	},
	{
		displayName: 'Amount',
		name: 'resumeAmount',
		type: 'number',
		description: 'How many units to wait',
		typeOptions: { minValue: 0 },
		default: 1,
		displayOptions: { show: { limitType: ['afterTimeInterval'] } },
	},
	{
		displayName: 'Unit',
		name: 'resumeUnit',
		type: 'options',
		description: 'Unit of the length of time',
		default: 'hours',
		options: [
			{ name: 'Days', value: 'days' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Minutes', value: 'minutes' },
		],
		displayOptions: { show: { limitType: ['afterTimeInterval'] } },
	},
	{
		displayName: 'Max Date and Time',
		name: 'maxDateAndTime',
		type: 'dateTime',
		description: "When to stop waiting. Without an offset it is in the workflow's time zone.",
		default: '',
		displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
	},
];

/** Named as in n8n's own nodes that wait. */
export const waitLimitOption: INodeProperties = {
	displayName: 'Limit Wait Time',
	name: 'limitWaitTime',
	type: 'fixedCollection',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 1, resumeUnit: 'hours' } },
	description:
		'When to go on without an answer; the item then passes through unchanged. Without a limit the execution waits for good, or for 7 days where people answer in the chat.',
	options: [{ displayName: 'Values', name: 'values', values: limitFields }],
};

/**
 * When an execution goes on without an answer, counted from the moment the result is called.
 * @param longest in ms, where the user sets no limit; by default for good
 * @throws Failure naming an amount or a time that cannot be used
 */
export function readWaitLimit(parameters: Parameters, longest?: number): () => Date {
	const limit = parameters.options().limitWaitTime as { values?: IDataObject } | undefined;
	const { limitType, resumeAmount, resumeUnit, maxDateAndTime } = limit?.values ?? {};
	if (limitType === undefined) {
		return () => (longest === undefined ? WAIT_INDEFINITELY : new Date(Date.now() + longest));
	}
	if (limitType === 'atSpecifiedTime') {
		const time = parameters.time(maxDateAndTime, 'Max Date and Time', true);
		if (time && time > new Date().toISOString()) return () => new Date(time);
		throw new Failure(
			`${quote(maxDateAndTime ?? '')} in 'Max Date and Time' is not a time to come`,
			"Set a later time, or remove 'Limit Wait Time'.",
		);
	}
	const length = (toNumber(resumeAmount) ?? NaN) * (UNITS[String(resumeUnit)] ?? NaN);
	const isInReach = Date.now() + length < WAIT_INDEFINITELY.getTime();
	if (length > 0 && isInReach) return () => new Date(Date.now() + length);
	throw new Failure(
		`${quote(resumeAmount)} ${String(resumeUnit)} in 'Limit Wait Time' is not a time to wait`,
		'Give a number above 0 and minutes, hours or days.',
	);
}
