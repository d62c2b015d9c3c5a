import { describe, expect, it } from '@jest/globals';

import { parseGroupId, parseNewsletterId } from '../../nodes/shared/values/id.ts';

describe('a group id', () => {
	it.each([
		'120363123456789012@g.us',
		'5511967435133-1561472255@g.us',
		'Gk:9_a-Z==@g.us',
		' 120363123456789012@g.us ',
	])('takes %j', (id) => {
		expect(parseGroupId(id, 'Group')).toBe(id.trim());
	});

	it.each<[unknown, string]>([
		['', "'Group' is empty"],
		[undefined, "'Group' is empty"],
		['Obra 42', '"Obra 42" in \'Group\' is not an ID, and a group ID must end in @g.us'],
		[
			'120363123456789012',
			'"120363123456789012" in \'Group\' is not an ID, and a group ID must end in @g.us',
		],
		['@g.us', '"@g.us" in \'Group\' is not an ID, and a group ID must end in @g.us'],
		['a@b@g.us', '"a@b@g.us" in \'Group\' is not an ID, and a group ID must end in @g.us'],
		['../x@g.us', '"../x@g.us" in \'Group\' is not an ID, and a group ID must end in @g.us'],
		[42, '"42" in \'Group\' is not an ID, and a group ID must end in @g.us'],
		[
			'https://chat.whatsapp.com/AbC',
			'"https://chat.whatsapp.com/AbC" in \'Group\' is an invite link, and a group ID must end in @g.us',
		],
	])('names %j as what it cannot take', (value, sentence) => {
		expect(() => parseGroupId(value, 'Group')).toThrow(sentence);
	});
});

describe('a newsletter id', () => {
	it('ends in @newsletter', () => {
		expect(parseNewsletterId('120363000000000009@newsletter', 'Newsletter')).toBe(
			'120363000000000009@newsletter',
		);
		expect(() => parseNewsletterId('120363000000000009@g.us', 'Newsletter')).toThrow(
			'a newsletter ID must end in @newsletter',
		);
	});
});
