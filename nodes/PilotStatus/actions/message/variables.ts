import type { IDataObject, ResourceMapperValue } from 'n8n-workflow';

import { isObject } from '../../../shared/values/json';
import { isBlank, withoutMarks } from '../../../shared/values/marks';
import { textOf, textOrJson } from '../../../shared/values/text';
import { Failure } from '../../../shared/words/failure';
import type { Template } from '../../templates';
import type { Parameters } from '../../parameters';

/** How an item fills in the variables of a template. */
interface Variables {
	/** What it gives, as far as that is known without the template. */
	given: unknown;
	/**
	 * The values for a template, which may be unknown.
	 * @throws Failure where nobody knows which fields of the item are variables: the rest of it is nobody's business
	 */
	fill(template: Pick<Template, 'variables'> | undefined): Record<string, string>;
}

/** Text of a value: what the API wants for every variable. What is empty, or has no text, is left out. */
function toStrings(entries: Array<[string, unknown]>): Record<string, string> {
	const texts = entries.map(([name, value]): [string, string] => [name, textOrJson(value) ?? '']);
	return Object.fromEntries(texts.filter(([name, text]) => name !== '' && !isBlank(text)));
}

/** A field of the item itself: `constructor` is none, though every object has it. */
const own = (object: IDataObject, name: string) =>
	Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined;

/** Values of an item by the names of variables; `cliente.nome` also finds `nome` within `cliente`. */
function pick(json: IDataObject, names: string[]): Array<[string, unknown]> {
	return names.map((name) => {
		const nested = name
			.split('.')
			.reduce<unknown>((at, key) => (isObject(at) ? own(at, key) : undefined), json);
		return [name, own(json, name) ?? nested];
	});
}

/** How the item fills in the variables: from the mapper's fields, automatically, or as names and values. */
export function readVariables(parameters: Parameters): Variables {
	if (parameters.choice('variablesMode') === 'keyValue') {
		const { values = [] } = parameters.read('variableValues') as { values?: IDataObject[] };
		const strings = toStrings(
			values.map(({ key, value }) => [withoutMarks(textOf(key) ?? ''), value]),
		);
		return { given: strings, fill: () => strings };
	}
	return readMapper(parameters, 'variables');
}

/** The values in a resource mapper, whose fields are variables. */
export function readMapper(parameters: Parameters, name: string): Variables {
	const mapper = (parameters.read(name) ?? {}) as Partial<ResourceMapperValue>;
	if (mapper.mappingMode !== 'autoMapInputData') {
		// The editor saves variables such as `1` and `2` as an array, and keeps values of variables that are gone.
		const entries = Object.entries(mapper.value ?? {});
		return {
			given: entries,
			fill(template) {
				const known = new Set(template?.variables);
				return toStrings(known.size > 0 ? entries.filter(([name]) => known.has(name)) : entries);
			},
		};
	}
	const json = parameters.context.getInputData()[parameters.index]?.json ?? {};
	const saved = (mapper.schema ?? []).map(({ id }) => id);
	return {
		given: json,
		fill(template) {
			if (!template && saved.length === 0) {
				throw new Failure(
					'The variables of the template could not be looked up, so that nobody knows which fields of the item belong to it',
					"Reload the fields of 'Variables', so that they are saved with the workflow, or set 'Variables Mode' to Name and Value.",
				);
			}
			return toStrings(pick(json, [...new Set([...(template?.variables ?? []), ...saved])]));
		},
	};
}

/**
 * Refuses a template whose text needs variables without a value, before anything is sent.
 * @throws Failure naming them
 */
export function refuseMissing(template: Template, values: Record<string, string>): void {
	const given = new Set(Object.keys(values));
	const missing = template.needed.filter((name) => !given.has(name));
	if (missing.length === 0) return;
	throw new Failure(
		`The template ${template.name} needs variables that have no value: ${missing.join(', ')}`,
		"Fill them in under 'Variables'. When they are not shown there, reload the fields, or set 'Variables Mode' to Name and Value.",
	);
}
