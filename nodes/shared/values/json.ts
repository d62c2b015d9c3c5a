import type { IDataObject } from 'n8n-workflow';

/** Whether a value is a plain JSON object. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The first field of an object that has one of these names and a value, whatever its letter case
 * (gateways write `JID` and `PhoneNumber` where others write `jid` and `phoneNumber`).
 */
export function readField(object: IDataObject, ...names: string[]): unknown {
	for (const name of names) {
		const key =
			name in object
				? name
				: Object.keys(object).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
		if (key !== undefined && object[key] !== null && object[key] !== undefined) return object[key];
	}
	return undefined;
}

/** n8n takes a top-level `error` for a failure, and runs the node again: it goes by another name. */
export function withoutError({ error, ...json }: IDataObject): IDataObject {
	return error === undefined ? json : { ...json, errorMessage: json.errorMessage ?? error };
}

/**
 * The list in a response: bare, or under one of these names.
 * @returns undefined when there is none
 */
export function readList(body: unknown, ...names: string[]): unknown[] | undefined {
	if (Array.isArray(body)) return body;
	if (!isObject(body)) return undefined;
	const list = readField(body, ...names);
	return Array.isArray(list) ? list : undefined;
}

/** The object in a response: bare, or wrapped under one of these names. */
export function readObject(body: unknown, ...wrappers: string[]): IDataObject | undefined {
	if (!isObject(body)) return undefined;
	const inner = readField(body, ...wrappers);
	return isObject(inner) ? inner : body;
}

/** The entries of a fixed collection of n8n, which keeps them under `values`. */
export function valuesIn(collection: unknown): IDataObject[] {
	const values = isObject(collection) ? collection.values : undefined;
	return [values].flat().filter(isObject);
}
