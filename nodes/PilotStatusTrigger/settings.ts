import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { Failure, quote } from '../shared/words/failure';
import { parseGroupId } from '../shared/values/id';
import { toTexts } from '../shared/values/list';
import { cleanId } from '../shared/values/marks';
import { parsePhoneNumbers } from '../shared/values/phone';
import { requireKnown, toNumber, toSwitch } from '../shared/values/setting';
import { toText } from '../shared/values/text';
import { EVENT_OPTIONS } from './events';
import { MATCHES, SIGNATURE_HEADER, TYPES } from './options';
import { toPatterns } from './textMatch';
import type { Match } from './textMatch';

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
	fillInGroupName: boolean;
	/** Numbers of those who may start the workflow, as digits; undefined for everybody, and nobody where none can be read. */
	senders?: { numbers: string[]; problem?: Failure };
	/** Kinds of messages; empty for all. */
	messageTypes: string[];
	/** What a text must have; undefined for nothing. */
	text?: { match: Match; patterns: string[] };
	/** In ms; undefined for any. */
	maxAge?: number;
	/** How long a talk must be quiet, in ms; undefined where messages come one by one. */
	burst?: number;
}

const MB = 1024 * 1024;

/**
 * The parameters of the trigger; lists may also come from an expression, as text or array.
 * @throws Failure naming a value of a wrong type or size; for senders only `checkSettings` does
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
		fillInGroupName: toSwitch(options.fillInGroupName, 'Fill In Group Name') ?? false,
		senders: readSenders(options),
		messageTypes: toTexts(options.messageTypes, 'Message Types', 'Pick the types from the list.'),
		text: readText(options),
		maxAge: readMinutes(options.maxAge),
		burst: readSeconds(options.burst),
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

function readMinutes(value: unknown): number | undefined {
	const minutes = toNumber(value);
	if (minutes === undefined || minutes > 0) return minutes && minutes * 60_000;
	throw new Failure(
		`'Max Age (Minutes)' must be more than 0 minutes, and it is ${quote(value)}`,
		"Set 'Max Age (Minutes)' to the age from which on a message comes too late, e.g. 10, or remove the option.",
	);
}

function readSeconds(value: unknown): number | undefined {
	const seconds = toNumber(value);
	if (seconds === undefined) return undefined;
	if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 60) return seconds * 1000;
	throw new Failure(
		`'Burst (Seconds)' must be whole seconds from 1 to 60, and it is ${quote(value)}`,
		"Set 'Burst (Seconds)' to how long somebody must be silent before the workflow starts, e.g. 5, or remove the option.",
	);
}

/** Whoever limits who may start the workflow means nobody else, also where the list turns out to be empty or broken. */
function readSenders(options: IDataObject): Settings['senders'] {
	if (!('senders' in options)) return undefined;
	try {
		const numbers = parsePhoneNumbers(options.senders, 'Senders');
		if (numbers.length > 0) return { numbers };
		throw new Failure(
			"'Senders' is empty, so nobody could start this workflow",
			"Give the numbers of those who may, e.g. +5511999999999, or remove 'Senders' to let everybody.",
		);
	} catch (error) {
		return { numbers: [], problem: error as Failure };
	}
}

/** A pattern alone must be contained: that is what the list of matches begins with. */
function readText({ textMatch, textPattern }: IDataObject): Settings['text'] {
	const hint = 'Write one text per line.';
	const match = toText(textMatch, 'Text Match', 'Pick it from the list.').trim();
	const lines = (Array.isArray(textPattern) ? textPattern : [textPattern]) as unknown[];
	const patterns = toPatterns(lines.map((line) => toText(line, 'Text Pattern', hint)));
	if (match === '' && patterns.length === 0) return undefined;
	return { match: (match || 'contains') as Match, patterns };
}

/**
 * Judges the settings once, when the workflow is published or tested, so that no delivery has to fail for them.
 * @throws Failure naming the value
 */
export function checkSettings({ events, groups, senders, messageTypes, text }: Settings): void {
	if (events.length === 0) {
		throw new Failure(
			"'Trigger On' is empty, so nothing would start this workflow",
			'Pick at least one event.',
		);
	}
	requireKnown(events, EVENT_OPTIONS, 'Trigger On', 'an event of Pilot Status');
	for (const group of groups) parseGroupId(group, 'Group Names or IDs');
	if (senders?.problem) throw senders.problem;
	requireKnown(messageTypes, TYPES, 'Message Types', 'a type of message');
	if (!text) return;
	requireKnown([text.match], MATCHES, 'Text Match', 'a way to match');
	if (text.patterns.length === 0) {
		throw new Failure(
			"'Text Pattern' is empty, so no text would match it",
			"Write at least one text into 'Text Pattern', or remove 'Text Match'.",
		);
	}
}
