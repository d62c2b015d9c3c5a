import type { IDataObject } from 'n8n-workflow';

import { unpackJson } from '../../shared/values/list';
import { isBlank, withoutMarks } from '../../shared/values/marks';
import { parsePhoneNumbers } from '../../shared/values/phone';
import { toChoice, toSwitch } from '../../shared/values/setting';
import { textOf, toText } from '../../shared/values/text';
import { Failure, quote } from '../../shared/words/failure';
import { hintsOf } from '../hints';
import type { Parameters } from '../parameters';
import { findTwins } from './answers';
import type { Reading, Rules } from './kept';

/** How many choices a question may have: WhatsApp shows ten rows in a list. */
const FEWEST = 2;
const MOST = 10;

/** Labels where the user gave none. */
const DEFAULT_LABELS = { approveLabel: 'Approve', disapproveLabel: 'Decline' };

/**
 * What stands before the two links, on their pages, and on the two buttons.
 * @param values of `approvalOptions`; an expression may give nothing, and what is no text counts as nothing
 */
export function readLabels(values: IDataObject = {}): typeof DEFAULT_LABELS {
	const read = (name: keyof typeof DEFAULT_LABELS) => {
		const label = textOf(values[name]) ?? '';
		return isBlank(label) ? DEFAULT_LABELS[name] : label.trim().replace(/\s*[\r\n]\s*/g, ' ');
	};
	return { approveLabel: read('approveLabel'), disapproveLabel: read('disapproveLabel') };
}

/** What an approval offers. */
export interface Approval {
	approveLabel: string;
	disapproveLabel: string;
	/** Whether it offers to decline. */
	isDouble: boolean;
}

/** @throws Failure naming a label that is no text, or two that are the same */
export function readApprovalOptions(parameters: Parameters): Approval {
	const { values } = parameters.read('approvalOptions') as { values?: IDataObject };
	const hint = 'Write the label as text, or remove it.';
	toText(values?.approveLabel, 'Approve Label', hint);
	toText(values?.disapproveLabel, 'Disapprove Label', hint);
	const labels = readLabels(values);
	if (findTwins([labels.approveLabel, labels.disapproveLabel]).length > 0) {
		throw new Failure(
			`${quote(labels.approveLabel)} is both 'Approve Label' and 'Disapprove Label', so that nobody could tell which was meant`,
			'Give the two different words.',
		);
	}
	return { ...labels, isDouble: values?.approvalType === 'double' };
}

/** @throws Failure naming a response type that the way of answering does not have */
export function readResponseType(parameters: Parameters): Reading['kind'] {
	const types = ['approval', 'choice', 'freeText'] as const;
	const type = toChoice(parameters.read('responseType'), 'Response Type', types) ?? 'approval';
	if (type !== 'choice' || isByChat(parameters)) return type;
	throw new Failure(
		"'Response Type' is Choice, and people answer by link",
		"Set 'Answer By' to Chat, or pick another response type.",
	);
}

/** Whether people answer in the chat. */
export const isByChat = (parameters: Parameters) =>
	toChoice(parameters.readShown('answerBy'), 'Answer By', ['chat', 'link']) === 'chat';

/** @throws Failure naming choices that are too few, too many or cannot be told apart */
export function readChoices(parameters: Parameters): string[] {
	const value = parameters.read('choices');
	const hint = 'Write 2 to 10 different choices, one per line.';
	const given = typeof value === 'string' ? unpackJson(withoutMarks(value)) : value;
	const lines = Array.isArray(given)
		? given.map((entry) => toText(entry, 'Choices', hint).replace(/\s*[\r\n]\s*/g, ' '))
		: toText(given, 'Choices', hint).split(/\r?\n|\r/);
	const choices = lines.filter((line) => !isBlank(line)).map((line) => line.trim());
	if (choices.length < FEWEST || choices.length > MOST) {
		throw new Failure(
			`'Choices' holds ${choices.length}, and a question needs ${FEWEST} to ${MOST}`,
			hint,
		);
	}
	const same = findTwins(choices);
	if (same.length === 0) return choices;
	throw new Failure(
		`${same.map(quote).join(', ')} in 'Choices' cannot be told from another choice`,
		hint,
	);
}

/**
 * Who may answer, and what people are told.
 * @throws Failure naming an option that cannot be used; a list of people that is there and empty too
 */
export function readRules(parameters: Parameters, isGroup: boolean, isFreeText: boolean): Rules {
	const options = parameters.options();
	const said = (name: string, field: string) => {
		const text = toText(options[name], field, 'Write it as text, or remove the option.');
		return isBlank(text) ? '' : text;
	};
	const mustQuote = toSwitch(options.mustQuote, 'Must Quote') ?? isGroup;
	return {
		...('answerFrom' in options && { answerFrom: readPeople(parameters, options.answerFrom) }),
		adminsOnly: toSwitch(options.adminsOnly, 'Admins Only') ?? false,
		mustQuote: mustQuote || (isGroup && isFreeText),
		replyToOthers: said('replyToOthers', 'Reply to Others'),
		replyToUnclear: said('replyToUnclear', 'Reply to Unclear'),
		confirmation: said('confirmation', 'Confirmation'),
	};
}

function readPeople(parameters: Parameters, value: unknown): string[] {
	const doubtful: string[] = [];
	const numbers = parsePhoneNumbers(value, 'Answer From', {
		countryCode: parameters.countryCode(),
		onDoubtful: (number) => doubtful.push(number),
	});
	hintsOf(parameters.context).numbers(numbers, doubtful);
	if (numbers.length > 0) return numbers;
	throw new Failure(
		"'Answer From' is empty, so that nobody could answer",
		'Nothing was asked. Give the phone numbers of those who may answer, or remove the option: then anybody in the chat may.',
	);
}
