import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Failure, quote } from '../../../shared/words/failure';
import { parseAddress } from '../../../shared/values/address';
import { isBlank } from '../../../shared/values/marks';
import { parsePhoneNumbers } from '../../../shared/values/phone';
import { toText } from '../../../shared/values/text';
import { valuesIn } from '../../../shared/values/json';
import { toLabel } from './label';
import type { Parameters } from '../../parameters';

/** WhatsApp shows at most this many (section 3 of the API's documentation). */
const MOST_BUTTONS = 3;

/** Most characters on a button (Meta's documentation of interactive messages). */
export const LONGEST_LABEL = 20;

/** What a button does comes first, since the other fields depend on it. */
export const buttonFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Call Phone Number', value: 'PHONE_NUMBER' },
			{ name: 'Copy Code', value: 'COPY_CODE' },
			{ name: 'Open URL', value: 'URL' },
			{ name: 'Quick Reply', value: 'QUICK_REPLY' },
		],
		default: 'QUICK_REPLY',
		description: 'What happens when somebody taps the button',
	},
	{
		displayName: 'Label',
		name: 'text',
		type: 'string',
		default: '',
		placeholder: 'e.g. Confirmar',
		description: 'What stands on the button',
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/pedido/42',
		description: 'Address that the button opens',
		displayOptions: { show: { type: ['URL'] } },
	},
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. +55 11 99999-9999',
		description: 'Number that the button calls, with country and area code',
		displayOptions: { show: { type: ['PHONE_NUMBER'] } },
	},
	{
		displayName: 'Code',
		name: 'code',
		type: 'string',
		default: '',
		placeholder: 'e.g. PIX2026',
		description: 'What is copied',
		displayOptions: { show: { type: ['COPY_CODE'] } },
	},
];

/** Buttons of whatever has them; what one of them needs is in `values`. */
export const buttonsField = (description: string, values = buttonFields): INodeProperties => ({
	displayName: 'Buttons',
	name: 'buttons',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Button',
	description,
	options: [{ displayName: 'Button', name: 'values', values }],
});

/** Optional fields of a text that has buttons. */
export const buttonOptions: INodeProperties[] = [
	buttonsField('Up to three buttons under the text'),
	{
		displayName: 'Footer',
		name: 'footer',
		type: 'string',
		default: '',
		description: 'Small line under the text; only together with buttons',
	},
	{
		displayName: 'Header',
		name: 'header',
		type: 'string',
		default: '',
		description: 'Bold line over the text; only together with buttons',
	},
];

/**
 * The fields `buttons`, `header` and `footer` of a text; only what the user set.
 * @throws Failure naming the button that lacks something
 */
export function readButtons(parameters: Parameters): IDataObject {
	const { buttons, header, footer } = parameters.options();
	const lines = Object.entries({
		header: readLine(header, 'Header'),
		footer: readLine(footer, 'Footer'),
	}).filter(([, line]) => line !== '');
	const given = valuesIn(buttons);
	if (given.length > MOST_BUTTONS) {
		throw new Failure(
			`'Buttons' holds ${given.length} buttons, and WhatsApp shows at most ${MOST_BUTTONS}`,
			'Remove buttons, or send a second message with the others.',
		);
	}
	if (given.length === 0 && lines.length > 0) {
		const [name, line] = lines[0] as [string, string];
		throw new Failure(
			`${quote(line)} in '${name === 'header' ? 'Header' : 'Footer'}' needs a button beside it`,
			"Add a button under 'Options', or move the line into 'Text'.",
		);
	}
	if (given.length === 0) return {};
	return {
		buttons: toButtons(given, parameters.countryCode()),
		...Object.fromEntries(
			lines.map(([name, line]) => [
				name,
				name === 'header' ? { type: 'text', content: line } : line,
			]),
		),
	};
}

/** A line of text; empty where nothing of it would be seen. */
function readLine(value: unknown, field: string): string {
	const line = toText(value, field, 'Write the line as text, or remove the option.');
	return isBlank(line) ? '' : line;
}

/**
 * Buttons as the vendor's SDK sends them; the types of the field are those of saved workflows.
 * @param of where they stand, if not under the message itself, e.g. ` of Card 2`
 * @throws Failure naming the button that lacks something
 */
export function toButtons(
	given: IDataObject[],
	countryCode?: string,
	of = '',
	most = LONGEST_LABEL,
): IDataObject[] {
	return given.map((button, index) =>
		toButton(button, `Button ${index + 1}${of}`, countryCode, most),
	);
}

/** A button as templates spell it (section 3 of the API's documentation). */
export function asInTemplate({
	type,
	label,
	url,
	phoneNumber,
	copyCode,
}: IDataObject): IDataObject {
	return {
		type: TYPES[type as keyof typeof TYPES],
		text: label,
		...(url !== undefined && { url }),
		...(phoneNumber !== undefined && { phone_number: phoneNumber }),
		...(copyCode !== undefined && { example: copyCode }),
	};
}

const TYPES = { reply: 'QUICK_REPLY', url: 'URL', call: 'PHONE_NUMBER', copy: 'COPY_CODE' };

function toButton(
	given: IDataObject,
	name: string,
	countryCode: string | undefined,
	most: number,
): IDataObject {
	const read = (key: string, label: string) => {
		const hint = `Fill '${label}' of this button, or choose another type for it.`;
		const text = toText(given[key], label, hint);
		if (isBlank(text)) throw new Failure(`${name} has no '${label}'`, hint);
		return text.trim();
	};
	const type = given.type ?? 'QUICK_REPLY';
	const label = toLabel(read('text', 'Label'), 'Label', name, most);
	switch (type) {
		case 'QUICK_REPLY':
			return { type: 'reply', label };
		case 'URL': {
			const hint = 'A URL button needs an address that starts with https:// or http://.';
			return { type: 'url', label, url: parseAddress(read('url', 'URL'), `URL of ${name}`, hint) };
		}
		case 'PHONE_NUMBER': {
			const field = `Phone Number of ${name}`;
			const spelling = read('phoneNumber', 'Phone Number');
			const numbers = parsePhoneNumbers(spelling, field, { countryCode });
			if (numbers.length === 1) return { type: 'call', label, phoneNumber: `+${numbers[0]}` };
			throw new Failure(
				`'${field}' holds ${numbers.length} numbers, and a button calls one`,
				'Leave one number in it, or add a button for each.',
			);
		}
		case 'COPY_CODE':
			return { type: 'copy', label, copyCode: read('code', 'Code') };
		default:
			throw new Failure(
				`${quote(type)} is not a type of button`,
				'Use QUICK_REPLY, URL, PHONE_NUMBER or COPY_CODE.',
			);
	}
}
