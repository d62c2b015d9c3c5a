import type { INodeProperties } from 'n8n-workflow';

import { isBlank } from '../../shared/values/marks';
import { toChoice } from '../../shared/values/setting';
import type { Parameters } from '../parameters';
import { fromMarkdown } from './markdown';

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
];

/**
 * What an item's text is sent as.
 * @throws Failure for a text or an option that cannot be used
 */
export function readText(parameters: Parameters): string {
	const text = parameters.text('text', 'Text', 'Write what to send.');
	const { formatting } = parameters.options();
	if (toChoice(formatting, 'Formatting', ['none', 'markdown']) !== 'markdown') return text;
	const formatted = fromMarkdown(text);
	return isBlank(formatted) ? text : formatted;
}
