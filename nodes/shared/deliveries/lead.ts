import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../values/json';
import { textOrJson } from '../values/text';

/**
 * The answers of a lead's form: one key per field, its values joined by a comma and a blank, none as empty text.
 * @param fields `[{ key, label, values }]` (section 4 of the API's documentation); null where nothing is stored
 */
export function answersOf(fields: unknown): IDataObject {
	const list = Array.isArray(fields) ? fields.filter(isObject) : [];
	return Object.fromEntries(
		list
			.map(({ key, label, values }) => [key ?? label, values] as const)
			.filter(([key]) => typeof key === 'string' && key !== '')
			.map(([key, values]) => [key, joined(values)]),
	);
}

const joined = (values: unknown) =>
	(Array.isArray(values) ? values : [values])
		.map((value) => textOrJson(value) ?? '')
		.filter((text) => text !== '')
		.join(', ');
