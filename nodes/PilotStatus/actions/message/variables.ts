import type { IDataObject, ResourceMapperValue } from 'n8n-workflow';

import { isObject } from '../../../shared/values/json';
import { isBlank, withoutMarks } from '../../../shared/values/marks';
import { textOf, textOrJson } from '../../../shared/values/text';
import { Failure } from '../../../shared/words/failure';
import type { Template } from '../../templates';
import type { Parameters } from '../../parameters';

/** Gives the values for a template; the template may be unknown. */
type ReadVariables = (template?: Template) => Record<string, string>;

/** Text of a value: what the API wants for every variable. What is empty, or has no text, is left out. */
function toStrings(entries: Array<[string, unknown]>): Record<string, string> {
	const texts = entries.map(([name, value]): [string, string] => [name, textOrJson(value) ?? '']);
	return Object.fromEntries(texts.filter(([name, text]) => name !== '' && !isBlank(text)));
}

/** Values of an item by the names of variables; `cliente.nome` also finds `nome` within `cliente`. */
function pick(json: IDataObject, names: string[]): Array<[string, unknown]> {
	return names.map((name) => {
		const nested = name
			.split('.')
			.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), json);
		return [name, name in json ? json[name] : nested];
	});
}

/** How the item fills in the variables: from the mapper's fields, automatically, or as names and values. */
export function readVariables(parameters: Parameters): ReadVariables {
	if (parameters.choice('variablesMode') === 'keyValue') {
		const { values = [] } = parameters.read('variableValues') as { values?: IDataObject[] };
		const strings = toStrings(
			values.map(({ key, value }) => [withoutMarks(textOf(key) ?? ''), value]),
		);
		return () => strings;
	}
	const mapper = parameters.read('variables') as Partial<ResourceMapperValue>;
	if (mapper.mappingMode !== 'autoMapInputData') {
		// The editor saves variables such as `1` and `2` as an array, and keeps values of variables that are gone.
		const entries = Object.entries(mapper.value ?? {});
		return (template) => {
			const known = template?.variables ?? [];
			return toStrings(
				known.length > 0 ? entries.filter(([name]) => known.includes(name)) : entries,
			);
		};
	}
	const json = parameters.context.getInputData()[parameters.index]?.json ?? {};
	const saved = (mapper.schema ?? []).map(({ id }) => id);
	return (template) => {
		const names = [...new Set([...(template?.variables ?? []), ...saved])];
		return toStrings(names.length > 0 ? pick(json, names) : Object.entries(json));
	};
}

/**
 * Refuses a template whose text needs variables without a value, before anything is sent.
 * @throws Failure naming them
 */
export function refuseMissing(template: Template, values: Record<string, string>): void {
	const missing = template.needed.filter((name) => !(name in values));
	if (missing.length === 0) return;
	throw new Failure(
		`The template ${template.name} needs variables that have no value: ${missing.join(', ')}`,
		"Fill them in under 'Variables'. When they are not shown there, reload the fields, or set 'Variables Mode' to Name and Value.",
	);
}
