import type { z } from 'zod/v4';

import { fieldName, fixedWord, form } from './form.mts';

type Issue = z.core.$ZodIssue;

/** Counts for a form that is of another type altogether, so that any other one is nearer. */
const OTHER_TYPE = 1000;

/**
 * Where an answer differs from its schema: one line for each place and kind, without any value.
 * Places in lists are told once, as `participants[].role`.
 */
export function differences(schema: z.ZodType, value: unknown): string[] {
	const result = schema.safeParse(value);
	if (result.success) return [];
	return distinct(result.error.issues.flatMap((issue) => lines(issue, value, [])));
}

function lines(issue: Issue, root: unknown, above: PropertyKey[]): string[] {
	const path = [...above, ...issue.path];
	const value = valueAt(root, path);
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.map(
				(key) => `${place([...path, key])}: unknown field, ${form(valueAt(value, [key]))}`,
			);
		case 'invalid_union':
			return nearest(issue.errors, root, path);
		case 'invalid_value': {
			const word = fixedWord(value);
			const came = word === undefined ? form(value) : `the word ${word}`;
			return [`${place(path)}: ${came}, the contract knows ${issue.values.join(', ')}`];
		}
		case 'invalid_type':
			return value === undefined
				? [`${place(path)}: missing, the contract says ${issue.expected}`]
				: [`${place(path)}: ${form(value)}, the contract says ${issue.expected}`];
		default:
			return [`${place(path)}: ${form(value)}, the contract: ${issue.message}`];
	}
}

/** Of several forms that the contract allows, the one that differs least. */
function nearest(branches: Issue[][], root: unknown, path: PropertyKey[]): string[] {
	const cost = (branch: Issue[]) =>
		branch.some(({ code, path: at }) => at.length === 0 && isOfType(code))
			? OTHER_TYPE
			: distinct(branch.flatMap((issue) => lines(issue, root, path))).length;
	const [best] = branches.toSorted((a, b) => cost(a) - cost(b));
	if (best === undefined || cost(best) === OTHER_TYPE) {
		return [`${place(path)}: ${form(valueAt(root, path))}, none of the forms in the contract`];
	}
	return best.flatMap((issue) => lines(issue, root, path));
}

const isOfType = (code: Issue['code']) =>
	code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_format';

function valueAt(root: unknown, path: PropertyKey[]): unknown {
	return path.reduce<unknown>(
		(value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
		root,
	);
}

function place(path: PropertyKey[]): string {
	const text = path
		.map((key) => (typeof key === 'number' ? '[]' : `.${fieldName(String(key))}`))
		.join('');
	return text.replace(/^\./, '') || 'the answer';
}

const distinct = (texts: string[]) => [...new Set(texts)];
