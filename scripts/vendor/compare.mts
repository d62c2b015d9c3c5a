import { fieldsOf, operationsOf } from './fields.mts';
import type { Field, Fields, OpenApi } from './fields.mts';

/** Where parameters are: no fields themselves. */
const PLACES = ['query', 'header'];

/**
 * What two OpenAPI documents say differently, in lines for people, sorted; none where they agree. A line begins with
 * the operation and the field, so that a renamed field is two lines.
 */
export function compare(vendor: OpenApi, ours: OpenApi): string[] {
	const theirOperations = operationsOf(vendor);
	const ourOperations = operationsOf(ours);
	const lines: string[] = [];
	for (const [name, operation] of theirOperations) {
		const own = ourOperations.get(name);
		if (!own) lines.push(`${name}: we do not have it`);
		else {
			const both = [fieldsOf(operation, vendor), fieldsOf(own, ours)] as const;
			lines.push(...compareFields(...both).map((line) => `${name} ${line}`));
		}
	}
	for (const name of ourOperations.keys()) {
		if (!theirOperations.has(name)) lines.push(`${name}: the vendor does not have it`);
	}
	return lines.sort();
}

function compareFields(theirs: Fields, ours: Fields): string[] {
	const lines: string[] = [];
	for (const [path, field] of theirs) {
		const own = ours.get(path);
		if (!own) {
			if (isNamed(path, ours)) lines.push(`${path}: we do not have it (${list(field.types)})`);
		} else lines.push(...compareField(field, own).map((line) => `${path}: ${line}`));
	}
	// An example need not have every field of an answer.
	const hasSchema = (path: string) => {
		const place = path.split(/[.[]/)[0]!;
		return [...theirs].some(([at, field]) => at.startsWith(place) && !field.isExample);
	};
	for (const path of ours.keys()) {
		const isPart = /[.[]/.test(path);
		if (theirs.has(path) || !isNamed(path, theirs)) continue;
		if (!path.startsWith('answer') || (isPart && hasSchema(path))) {
			lines.push(`${path}: the vendor does not have it`);
		}
	}
	return lines;
}

function compareField(theirs: Field, ours: Field): string[] {
	const lines: string[] = [];
	const differs = (a: Set<string>, b: Set<string>) => [...a].some((one) => !b.has(one));
	if (ours.types.size > 0 && differs(theirs.types, ours.types)) {
		lines.push(`${list(theirs.types)}, with us ${list(ours.types)}`);
	}
	const someNamed = theirs.values.size > 0 && ours.values.size > 0;
	if (someNamed && (differs(theirs.values, ours.values) || differs(ours.values, theirs.values))) {
		lines.push(`one of ${list(theirs.values)}, with us of ${list(ours.values)}`);
	}
	if (!theirs.isExample && theirs.required !== ours.required) {
		lines.push(theirs.required ? 'required, with us optional' : 'optional, with us required');
	}
	return lines;
}

/** Whether a document would name a field if it had it: it does not where it lacks what the field lies in, or names no part of that. */
function isNamed(path: string, fields: Fields): boolean {
	const parents = [...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index));
	const hasParts = (at: string) =>
		[...fields.keys()].some((one) => one.startsWith(`${at}.`) || one.startsWith(`${at}[`));
	return parents.every((at) => PLACES.includes(at) || (fields.has(at) && hasParts(at)));
}

const list = (values: Set<string>) => [...values].sort().join(', ') || 'anything';
