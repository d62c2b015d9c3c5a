import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Failure, quote } from '../../../shared/words/failure';
import { valuesIn } from '../../../shared/values/json';
import { withoutMarks } from '../../../shared/values/marks';
import { toText } from '../../../shared/values/text';
import { messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import { LONGEST_LABEL } from './buttons';
import { needLabel, toLabel } from './label';
import { destinationFields, readDestination, sendFields, sendTarget, textField } from './send';
import { readSendOptions, sendOptions } from './sendOptions';

/** What WhatsApp shows of a list: rows in all, and characters (section 3 of the API's documentation). */
const MOST_ROWS = 10;
const LONGEST = { title: 24, description: 72 };

const rowFields: INodeProperties[] = [
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Agendar visita',
		description: 'What can be chosen, up to 24 characters',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'Small line under the title, up to 72 characters',
	},
	{
		displayName: 'Row ID',
		name: 'rowId',
		type: 'string',
		default: '',
		placeholder: 'e.g. visita',
		description: 'What the trigger gives when somebody chooses the row',
	},
];

const sectionsField: INodeProperties = {
	displayName: 'Sections',
	name: 'sections',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	required: true,
	placeholder: 'Add Section',
	description: 'What the list offers: up to ten rows in all, one of which can be chosen',
	options: [
		{
			displayName: 'Section',
			name: 'values',
			values: [
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Serviços',
					description: 'Line above the rows of the section, up to 24 characters',
				},
				{
					displayName: 'Rows',
					name: 'rows',
					type: 'fixedCollection',
					typeOptions: { multipleValues: true },
					default: {},
					placeholder: 'Add Row',
					description: 'What can be chosen',
					options: [{ displayName: 'Row', name: 'values', values: rowFields }],
				},
			],
		},
	],
};

/** `POST /v1/messages/send` with `list`. */
export const sendList: Operation = {
	value: 'sendList',
	name: 'Send List',
	action: 'Send list message',
	description: 'Send a menu of up to ten rows; the choice comes back to the trigger',
	fields: [
		...destinationFields,
		textField,
		{
			displayName: 'Button Text',
			name: 'buttonText',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Ver opções',
			description: 'What stands on the button that opens the list, up to 20 characters',
		},
		sectionsField,
		messageOptionsField(...sendOptions),
	],
	writes: true,
	target: sendTarget,
	prepare(parameters) {
		const destination = readDestination(parameters);
		const text = parameters.text('text', 'Text', 'Write what stands above the list.');
		const given = parameters.read('buttonText');
		const buttonText = needLabel(given, 'Button Text', 'the list', LONGEST_LABEL);
		const sections = readSections(valuesIn(parameters.read('sections')));
		const fields = { text, list: { buttonText, sections }, ...readSendOptions(parameters) };
		return sendFields(parameters, destination, fields);
	},
};

/** @throws Failure naming the row or section that WhatsApp does not take */
function readSections(given: IDataObject[]): IDataObject[] {
	const places = new Map<string, string>();
	const sections = given.map(({ title, rows }, nth) => {
		const section = `Section ${nth + 1}`;
		const heading = toLabel(title, 'Title', section, LONGEST.title);
		const read = valuesIn(rows).map((row, at) => toRow(row, `Row ${at + 1} of ${section}`, places));
		if (read.length === 0) {
			const name = heading ? `${section}, ${quote(heading)},` : section;
			throw new Failure(`${name} has no rows`, 'Add a row to it, or remove the section.');
		}
		return { ...(heading && { title: heading }), rows: read };
	});
	const count = sections.reduce((sum, { rows }) => sum + rows.length, 0);
	if (count > MOST_ROWS) {
		throw new Failure(
			`'Sections' holds ${count} rows, and WhatsApp shows at most ${MOST_ROWS} in all`,
			'Remove rows, or send a second list with the others.',
		);
	}
	if (count > 0) return sections;
	throw new Failure("'Sections' is empty", 'Add a section with at least one row.');
}

/** @param places where each id was given first */
function toRow(
	{ title, description, rowId }: IDataObject,
	place: string,
	places: Map<string, string>,
): IDataObject {
	const id = withoutMarks(toText(rowId, `Row ID of ${place}`, 'Write the ID as text.'));
	const first = places.get(id);
	if (id && first) {
		throw new Failure(
			`${quote(id)} is the 'Row ID' of ${first} and of ${place}, so that nobody could tell which was chosen`,
			'Give every row an ID of its own, or leave it empty.',
		);
	}
	places.set(id, place);
	const line = toLabel(description, 'Description', place, LONGEST.description);
	return {
		title: needLabel(title, 'Title', place, LONGEST.title),
		...(line && { description: line }),
		...(id && { rowId: id }),
	};
}
