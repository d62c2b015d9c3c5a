import { describe, expect, it } from '@jest/globals';

import { parseGroupId, parseNewsletterId } from '../../nodes/shared/values/id.ts';
import type { Failure } from '../../nodes/shared/words/failure.ts';

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

describe('a group id', () => {
	it.each([
		'120363123456789012@g.us',
		'5511967435133-1561472255@g.us',
		'Gk:9_a-Z==@g.us',
		'a@g.us',
		' 120363123456789012@g.us ',
	])('takes %j', (id) => {
		expect(parseGroupId(id, 'Group')).toBe(id.trim());
	});

	it.each(['', undefined, null])('is empty as %j', (value) => {
		expect(refusal(() => parseGroupId(value, 'Group'))).toEqual([
			"'Group' is empty",
			'Pick a group from the list, or give its ID, which must end in @g.us.',
		]);
	});

	it.each([
		['Obra 42', 'not an ID'],
		['120363123456789012', 'not an ID'],
		['@g.us', 'not an ID'],
		['a@b@g.us', 'not an ID'],
		['../x@g.us', 'not an ID'],
		['1@g.us/x', 'not an ID'],
		['Obra 1@g.us', 'not an ID'],
		[42, 'not an ID'],
		[{ id: 1 }, 'not an ID'],
		['see https://chat.whatsapp.com/AbC', 'not an ID'],
		['https://chat.whatsapp.com/AbC', 'an invite link'],
		['chat.whatsapp.com/AbC', 'an invite link'],
		['HTTP://CHAT.WHATSAPP.COM/AbC', 'an invite link'],
	])('says that %j is %s, and where to find one', (value, what) => {
		const shown = typeof value === 'string' ? value : JSON.stringify(value);
		expect(refusal(() => parseGroupId(value, 'Group'))).toEqual([
			`"${shown}" in 'Group' is ${what}, and a group ID must end in @g.us`,
			'Pick the group from the list, or copy its ID from Group → Get Many or the trigger.',
		]);
	});
});

describe('a newsletter id', () => {
	it('ends in @newsletter', () => {
		const id = '120363000000000009@newsletter';
		expect(parseNewsletterId(id, 'Newsletter')).toBe(id);
		expect(refusal(() => parseNewsletterId('1@g.us', 'Newsletter'))[0]).toBe(
			'"1@g.us" in \'Newsletter\' is not an ID, and a newsletter ID must end in @newsletter',
		);
		expect(refusal(() => parseNewsletterId(' ', 'Newsletter'))).toEqual([
			"'Newsletter' is empty",
			'Pick a newsletter from the list, or give its ID, which must end in @newsletter.',
		]);
	});
});
