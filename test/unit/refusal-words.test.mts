import { describe, expect, it } from '@jest/globals';

import type { Failure } from '../../nodes/shared/words/failure.ts';
import { parseGroupId, parseNewsletterId } from '../../nodes/shared/values/id.ts';
import { parseDestination, parsePhoneNumbers } from '../../nodes/shared/values/phone.ts';
import { toTexts } from '../../nodes/shared/values/list.ts';
import { toText } from '../../nodes/shared/values/text.ts';
import { parseTime } from '../../nodes/PilotStatus/time.ts';

/** Sentence and hint of what is thrown. */
function refusal(work: () => unknown): string[] {
	try {
		work();
	} catch (error) {
		const { sentence, hint } = error as Failure;
		return [sentence, hint];
	}
	throw new Error('Nothing was refused');
}

const SPELLING =
	'Give the whole number with country and area code, 8 to 15 digits, e.g. 5511999999999.';
const group = (value: unknown) => () => parseGroupId(value, 'Group');
const newsletter = (value: unknown) => () => parseNewsletterId(value, 'Newsletter');
const numbers = (value: unknown) => () => parsePhoneNumbers(value, 'Participants');
const destination = (value: unknown) => () => parseDestination(value, 'Phone Number');
const copyGroup =
	'Pick the group from the list, or copy its ID from Group → Get Many or the trigger.';

describe('what is refused', () => {
	it.each<[string, () => unknown, string, string]>([
		[
			'no group',
			group(null),
			"'Group' is empty",
			'Pick a group from the list, or give its ID, which must end in @g.us.',
		],
		[
			'no newsletter',
			newsletter(' '),
			"'Newsletter' is empty",
			'Pick a newsletter from the list, or give its ID, which must end in @newsletter.',
		],
		[
			'an invite link without its scheme',
			group('chat.whatsapp.com/AbC'),
			'"chat.whatsapp.com/AbC" in \'Group\' is an invite link, and a group ID must end in @g.us',
			copyGroup,
		],
		[
			'an invite link in capitals, without TLS',
			group('HTTP://CHAT.WHATSAPP.COM/AbC'),
			'"HTTP://CHAT.WHATSAPP.COM/AbC" in \'Group\' is an invite link, and a group ID must end in @g.us',
			copyGroup,
		],
		[
			'a text about an invite link',
			group('see https://chat.whatsapp.com/AbC'),
			'"see https://chat.whatsapp.com/AbC" in \'Group\' is not an ID, and a group ID must end in @g.us',
			copyGroup,
		],
		[
			'the start of a group id',
			group('1@g.us/x'),
			'"1@g.us/x" in \'Group\' is not an ID, and a group ID must end in @g.us',
			copyGroup,
		],
		[
			'a group id after another word',
			group('Obra 1@g.us'),
			'"Obra 1@g.us" in \'Group\' is not an ID, and a group ID must end in @g.us',
			copyGroup,
		],
		[
			'a group in an object',
			group({ id: 1 }),
			'"{"id":1}" in \'Group\' is not an ID, and a group ID must end in @g.us',
			copyGroup,
		],
		['no number', numbers('x'), '"x" in \'Participants\' is not a phone number', SPELLING],
		[
			'a flag in place of numbers',
			numbers(true),
			'"true" in \'Participants\' is not a phone number',
			SPELLING,
		],
		[
			'a hidden id in capitals',
			numbers('1234567890@LID'),
			'"1234567890@LID" in \'Participants\' is not a phone number but a hidden WhatsApp id (@lid)',
			SPELLING,
		],
		[
			'a newsletter in place of a number',
			numbers('123456789012@newsletter'),
			'"123456789012@newsletter" in \'Participants\' is not a phone number but an id that ends in @newsletter',
			SPELLING,
		],
		[
			'an id that only begins like a hidden one',
			numbers('123456789012@lidl'),
			'"123456789012@lidl" in \'Participants\' is not a phone number',
			SPELLING,
		],
		[
			'an account id with more behind it',
			numbers('5511911111111@c.us.example'),
			'"5511911111111@c.us.example" in \'Participants\' is not a phone number',
			SPELLING,
		],
		[
			'numbers that only spaces keep apart, one of them broken',
			numbers('5511911111111 551192222222x'),
			'"5511911111111 551192222222x" in \'Participants\' is not a phone number',
			SPELLING,
		],
		[
			'digits in pieces too short to be numbers',
			numbers('1234567 1234567 1234567'),
			'"1234567 1234567 1234567" in \'Participants\' is not a phone number',
			SPELLING,
		],
		[
			'broken JSON',
			numbers('["5511911111111"'),
			'"["5511911111111"" in \'Participants\' is not a phone number',
			SPELLING,
		],
		['no destination', destination(''), "'Phone Number' is empty", SPELLING],
		[
			'two destinations',
			destination('5511911111111, 5511922222222'),
			'"5511911111111, 5511922222222" in \'Phone Number\' holds 2 numbers, and a message goes to one',
			'Give every number an item of its own, e.g. with Split Out.',
		],
		...['xBR.13491208', 'BR.13491', `BR.${'1'.repeat(129)}`, 'BR.1349120_8', 'BRA.13491208'].map(
			(value): [string, () => unknown, string, string] => [
				`${value.slice(0, 12)} in place of a user id`,
				destination(value),
				`"${value.length > 80 ? `${value.slice(0, 80)}…` : value}" in 'Phone Number' is not a phone number`,
				SPELLING,
			],
		),
		[
			'an object as text',
			() => toText({ a: 1 }, 'Text', 'Write something.'),
			'"{"a":1}" in \'Text\' is not text',
			'Write something.',
		],
		[
			'a flag in a list of texts',
			() => toTexts(['a', false], 'Labels', 'Write labels.'),
			'"false" in \'Labels\' is not text',
			'Write labels.',
		],
		[
			'no date',
			() => parseTime('soon', 'Deliver At', 'UTC'),
			'"soon" in \'Deliver At\' is not a date',
			'Give a date and time such as 2026-11-25T10:00:00, or a date from an expression such as {{ $now.plus({ hours: 1 }) }}.',
		],
	])('%s is told why, and what to give instead', (_name, work, sentence, hint) => {
		expect(refusal(work)).toEqual([sentence, hint]);
	});
});

describe('what is taken', () => {
	it.each<[string, () => unknown, unknown]>([
		['a number as text', () => toText(7, 'Text', ''), '7'],
		['nothing as empty text', () => toText(undefined, 'Text', ''), ''],
		['text as it is', () => toText(' a ', 'Text', ''), ' a '],
		['a list of texts', () => toTexts('a, b;c\nd\re,,a', 'Labels', ''), ['a', 'b', 'c', 'd', 'e']],
		['commas inside the texts of an array', () => toTexts([' a,b ', 1, ''], 'L', ''), ['a,b', '1']],
		['a group id of one letter', group('a@g.us'), 'a@g.us'],
		['the shortest user id', destination('BR.1a2B3c'), 'BR.1a2B3c'],
		['the longest user id', destination(`BR.${'1'.repeat(128)}`), `BR.${'1'.repeat(128)}`],
		['a JSON array after a line break', numbers('\n["5511911111111"]'), ['5511911111111']],
		[
			'two long numbers after each other',
			numbers('23456789 23456789 2345678901'),
			['23456789', '2345678901'],
		],
		['account ids in capitals', numbers('5511911111111@C.US'), ['5511911111111']],
		[
			'a device number of several digits',
			numbers('5511911111111:7@c.us, 5511922222222:123@c.us'),
			['5511911111111', '5511922222222'],
		],
		['a minus sign of mathematics', numbers('55 11 91111\u22121111'), ['5511911111111']],
		...['\u00ad', '\u200b', '\u200f', '\u202a', '\u2066', '\u2060', '\ufeff'].map(
			(mark): [string, () => unknown, unknown] => [
				`a number with the invisible mark U+${mark.charCodeAt(0).toString(16)}`,
				numbers(`5511${mark}91111${mark}1111`),
				['5511911111111'],
			],
		),
	])('is %s', (_name, work, expected) => {
		expect(work()).toEqual(expected);
	});
});
