import type { INodeProperties } from 'n8n-workflow';

import { toChoice } from '../../../shared/values/setting';
import { Failure } from '../../../shared/words/failure';
import type { Parameters } from '../../parameters';
import { buttonsField } from '../message/buttons';

const UNCHANGED = 'Stays as it is when empty.';

const text = (
	displayName: string,
	name: string,
	description: string,
	rest: Partial<INodeProperties> = {},
): INodeProperties => ({ displayName, name, type: 'string', default: '', description, ...rest });

/**
 * What a template is and says.
 * @param isNew whether there is none yet, which could stay as it is
 */
export function contentFields(isNew: boolean): INodeProperties[] {
	const needed = isNew ? { required: true } : {};
	const say = (what: string, kept = UNCHANGED) => (isNew ? what : `${what}. ${kept}`);
	const categories = [
		{ name: 'Marketing', value: 'MARKETING' },
		{ name: 'OTP', value: 'OTP', description: 'Codes to log in with' },
		...(isNew ? [] : [{ name: 'Unchanged', value: '' }]),
		{ name: 'Utility', value: 'UTILITY', description: 'Orders, appointments and the like' },
	];
	return [
		{
			displayName: 'Category',
			name: 'category',
			type: 'options',
			options: categories,
			default: '',
			...(isNew && { default: 'UTILITY' }),
			description: 'What the template is for; Meta decides whether it agrees',
		},
		text('Language', 'language', say('Language of the texts, as Meta writes it'), {
			...needed,
			default: isNew ? 'pt_BR' : '',
			placeholder: 'e.g. pt_BR',
		}),
		text(
			'Body',
			'bodyText',
			say(
				'What the message says, up to 1,024 characters. Variables stand in double braces, such as {{nome}}, and neither first nor last; keep the field on Fixed',
			),
			{ ...needed, typeOptions: { rows: 4 }, placeholder: 'e.g. Olá {{nome}}, seu pedido saiu.' },
		),
		text('Header', 'headerText', say('Bold line above, up to 60 characters with one variable')),
		text('Footer', 'footerText', say('Small line below, up to 60 characters without variables')),
		buttonsField(say('Up to ten buttons', 'The old ones stay when there is none here.')),
		{
			displayName: 'Examples',
			name: 'examples',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			typeOptions: {
				loadOptionsDependsOn: ['templateId.value', 'bodyText', 'headerText', 'buttons'],
				resourceMapper: {
					resourceMapperMethod: 'getTemplateExamples',
					mode: 'map',
					valuesLabel: 'Examples of the Variables',
					fieldWords: { singular: 'example', plural: 'examples' },
					addAllFields: true,
					supportAutoMap: false,
					noFieldsError: 'The template has no variables such as {{nome}}.',
				},
			},
			description: 'One value for each variable, which Meta wants to see before it approves',
		},
	];
}

/** Category and language of an item, as far as they are set. */
export function readKind(parameters: Parameters): { category?: string; language?: string } {
	const given = parameters.read('category');
	const category = toChoice(given, 'Category', ['MARKETING', 'UTILITY', 'OTP']);
	const language = parameters
		.optionalText('language', 'Language', 'Write it as Meta does, e.g. pt_BR.')
		.trim()
		.replace('-', '_');
	return { ...(category && { category }), ...(language && { language }) };
}

/**
 * The same, where both are needed.
 * @throws Failure naming what lacks
 */
export function needKind({ category, language }: ReturnType<typeof readKind>) {
	if (!category) throw new Failure("'Category' is empty", 'Use MARKETING, UTILITY or OTP.');
	if (!language) throw new Failure("'Language' is empty", 'Write it as Meta does, e.g. pt_BR.');
	return { category, language };
}
