import type { IDataObject } from 'n8n-workflow';

import { Failure, quote } from '../../../shared/words/failure';
import { isObject, valuesIn } from '../../../shared/values/json';
import { placeholders } from '../../templates';
import type { Parameters } from '../../parameters';
import { asInTemplate, toButtons } from '../message/buttons';
import { readMapper } from '../message/variables';

/** What a template takes (section 4 of the API's documentation): characters, variables, buttons. */
const LONGEST = { header: 60, body: 1024, footer: 60, code: 15 };
const MOST_BUTTONS = 10;
const MOST_OF_TYPE: ReadonlyArray<[type: string, most: number, name: string]> = [
	['URL', 2, 'open a URL'],
	['PHONE_NUMBER', 1, 'call a number'],
	['COPY_CODE', 1, 'copy a code'],
];

/** Most characters on a button of a template (Meta's documentation of templates). */
const LONGEST_LABEL = 25;

const CONTENT = ['headerText', 'bodyText', 'footerText', 'buttons'];

/** What to do about variables in an expression. */
export const KEEP_FIXED =
	'Set the texts to Fixed: in an expression, n8n takes what stands in double braces for code, and not for a variable.';

/** Every text in a value. */
export function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(textsIn);
}

/** What an expression of n8n holds that was meant as a variable: a bare word or number in double braces. */
const MISREAD = /\{\{\s*[\p{L}\p{N}_]+(\.[\p{L}\p{N}_]+)*\s*\}\}/u;

/** A template's texts and buttons by the names of the fields, without judging them. */
export function readParts({ headerText, bodyText, footerText, buttons }: IDataObject): IDataObject {
	const given = valuesIn(buttons);
	return {
		...(headerText && { header: { text: headerText } }),
		...(bodyText && { body: { text: bodyText } }),
		...(footerText && { footer: { text: footerText } }),
		...(given.length > 0 && { buttons: given }),
	};
}

/** What a template says after a change: what is given, and what it had where nothing is given. */
export const merge = (stored: IDataObject | undefined, given: IDataObject): IDataObject => ({
	...stored,
	...given,
});

/**
 * The texts and buttons of an item, as far as they are set, within WhatsApp's limits.
 * @throws Failure naming the field and the limit
 */
export function readContent(parameters: Parameters): IDataObject {
	const raw = parameters.context.getNode().parameters;
	for (const text of CONTENT.flatMap((name) => textsIn(raw[name]))) {
		const [word] = (text.startsWith('=') && MISREAD.exec(text)) || [];
		if (word) throw new Failure(`${quote(word)} stands in an expression`, KEEP_FIXED);
	}
	const read = (name: string, field: string, most: number) =>
		parameters.optionalText(name, field, 'Write it as text.', most);
	const headerText = read('headerText', 'Header', LONGEST.header);
	const bodyText = read('bodyText', 'Body', LONGEST.body);
	const footerText = read('footerText', 'Footer', LONGEST.footer);
	const inHeader = headerText.match(/\{\{[^{}]*\}\}/g) ?? [];
	if (inHeader.length > 1) {
		throw new Failure(
			`'Header' holds ${inHeader.length} variables, and a header may have one`,
			"Move the others into 'Body'.",
		);
	}
	if (placeholders(footerText).length > 0) {
		throw new Failure(
			`'Footer' holds the variable ${quote(placeholders(footerText)[0])}, and a footer may have none`,
			"Move it into 'Body'.",
		);
	}
	const edge = /^\{\{[^{}]*\}\}/.exec(bodyText.trim()) ?? /\{\{[^{}]*\}\}$/.exec(bodyText.trim());
	if (edge) {
		throw new Failure(
			`'Body' ${edge.index === 0 ? 'begins' : 'ends'} with the variable ${quote(edge[0])}, which Meta refuses`,
			`Write at least a word or a full stop ${edge.index === 0 ? 'before' : 'behind'} it.`,
		);
	}
	const buttons = readButtons(valuesIn(parameters.read('buttons')));
	return { ...readParts({ headerText, bodyText, footerText }), ...(buttons && { buttons }) };
}

function readButtons(given: IDataObject[]): IDataObject[] | undefined {
	if (given.length === 0) return undefined;
	if (given.length > MOST_BUTTONS) {
		throw new Failure(
			`'Buttons' holds ${given.length} buttons, and a template has at most ${MOST_BUTTONS}`,
			'Remove buttons.',
		);
	}
	const buttons = toButtons(given, undefined, '', LONGEST_LABEL).map(asInTemplate);
	for (const [type, most, name] of MOST_OF_TYPE) {
		const count = buttons.filter((button) => button.type === type).length;
		if (count > most) {
			throw new Failure(
				`'Buttons' holds ${count} buttons that ${name}, and a template has at most ${most}`,
				'Remove one of them, or choose another type for it.',
			);
		}
	}
	for (const [nth, { example = '' }] of buttons.entries()) {
		const code = String(example);
		if (code.length <= LONGEST.code && /^[A-Za-z0-9]*$/.test(code)) continue;
		throw new Failure(
			`${quote(code)} on Button ${nth + 1} is no code that can be copied from a template`,
			`Use up to ${LONGEST.code} letters and digits without accents.`,
		);
	}
	return buttons;
}

/** The examples of an item for the variables that a body has; only those that have one. */
export function readExamples(parameters: Parameters): (body: IDataObject) => IDataObject {
	const mapper = readMapper(parameters, 'examples');
	return (body) => {
		const variables = placeholders(body);
		const examples = variables.length > 0 ? mapper.fill({ variables }) : {};
		return Object.keys(examples).length > 0 ? { examples } : {};
	};
}

/** The body of a template must say something; a stored one may lack it in the API's answer. */
export function needBody(body: IDataObject): IDataObject {
	const text = isObject(body.body) ? body.body.text : undefined;
	if (text) return body;
	throw new Failure("'Body' is empty", 'Write what the template says.');
}
