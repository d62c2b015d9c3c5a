import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { Failure, quote } from '../shared/words/failure';
import { parseGroupId } from '../shared/values/id';
import { toTexts } from '../shared/values/list';
import { cleanId } from '../shared/values/marks';
import { toNumber, toSwitch } from '../shared/values/setting';
import { EVENT_OPTIONS } from './events';

/** What the user set on the trigger. */
export interface Settings {
	events: string[];
	/** Ids of the groups to listen to; empty for all. */
	groups: string[];
	includeOwnMessages: boolean;
	skipDuplicates: boolean;
	/** Name of the header with the signature. */
	signatureHeader: string;
	downloadMedia: boolean;
	/** Largest file that is downloaded, in bytes. */
	maxMediaSize: number;
}

/** Where the vendor's SDK finds the signature (section 5 of the API's documentation). */
export const SIGNATURE_HEADER = 'x-pilot-status-signature';

const MB = 1024 * 1024;

/**
 * The parameters of the trigger; lists may also come from an expression, as text or array.
 * @throws Failure naming a value of a wrong type, or a size that is none
 */
export function readSettings(context: IHookFunctions | IWebhookFunctions): Settings {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const groups = context.getNodeParameter('groups', []);
	const events = context.getNodeParameter('events', []);
	return {
		events: toTexts(events, 'Trigger On', 'Pick the events from the list.'),
		groups: toTexts(groups, 'Group Names or IDs', 'Pick the groups from the list.').map(cleanId),
		includeOwnMessages: toSwitch(options.includeOwnMessages, 'Include Own Messages') ?? false,
		skipDuplicates: toSwitch(options.skipDuplicates, 'Skip Duplicates') ?? true,
		signatureHeader: String(options.signatureHeader ?? '').trim() || SIGNATURE_HEADER,
		downloadMedia: toSwitch(options.downloadMedia, 'Download Media') ?? false,
		maxMediaSize: readMegabytes(options.maxMediaSize),
	};
}

/** A size in MB as bytes. */
function readMegabytes(value: unknown): number {
	const size = (toNumber(value) ?? 16) * MB;
	if (size > 0) return size;
	throw new Failure(
		`'Max Media Size' must be more than 0 MB, and it is ${quote(value)}`,
		"Set 'Max Media Size' to the largest file you want, in MB, e.g. 16.",
	);
}

/**
 * Judges the settings once, when the workflow is published or tested, so that no delivery has to fail for them.
 * @throws Failure naming the value
 */
export function checkSettings({ events, groups }: Settings): void {
	if (events.length === 0) {
		throw new Failure(
			"'Trigger On' is empty, so nothing would start this workflow",
			'Pick at least one event.',
		);
	}
	const unknown = events.find((event) => !EVENT_OPTIONS.some(({ value }) => value === event));
	if (unknown !== undefined) {
		throw new Failure(
			`${quote(unknown)} in 'Trigger On' is not an event of Pilot Status`,
			`Use one of these: ${EVENT_OPTIONS.map(({ value }) => value).join(', ')}.`,
		);
	}
	for (const group of groups) parseGroupId(group, 'Group Names or IDs');
}
