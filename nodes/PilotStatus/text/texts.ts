import type { INodeProperties } from 'n8n-workflow';

import { isBlank } from '../../shared/values/marks';
import { toChoice, toSwitch } from '../../shared/values/setting';
import type { Parameters } from '../parameters';
import { fromMarkdown } from './markdown';
import { splitText } from './split';

/** Optional fields of a text. */
export const textOptions: INodeProperties[] = [
	{
		displayName: 'Formatting',
		name: 'formatting',
		type: 'options',
		options: [
			{
				name: 'Markdown',
				value: 'markdown',
				description:
					'As AI models write: bold, headings, links and tables get the form of WhatsApp',
			},
			{ name: 'None', value: 'none', description: 'The text is sent as it is' },
		],
		default: 'none',
		description: 'What the text is written in; codes, formulas and addresses stay as they are',
	},
	{
		displayName: 'Split Long Text',
		name: 'splitLongText',
		type: 'boolean',
		default: false,
		description:
			'Whether to send more than 4,096 characters in parts, one after the other and each an item; buttons come with the last',
	},
];

/**
 * What an item's text is sent as, in one part or several.
 * @throws Failure for a text or an option that cannot be used
 */
export function readTexts(parameters: Parameters): string[] {
	const given = parameters.text('text', 'Text', 'Write what to send.');
	const { formatting, splitLongText } = parameters.options();
	const choice = toChoice(formatting, 'Formatting', ['none', 'markdown']);
	const formatted = choice === 'markdown' ? fromMarkdown(given) : given;
	const text = isBlank(formatted) ? given : formatted;
	return toSwitch(splitLongText, 'Split Long Text') ? splitText(text) : [text];
}
