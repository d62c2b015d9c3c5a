/** The parts of an OpenAPI document that are looked at; a schema is an object of JSON Schema. */
export interface OpenApi {
	paths?: Record<string, Record<string, Operation>>;
	components?: object;
}

export interface Operation {
	parameters?: Array<{ name: string; in: string; required?: boolean; schema?: Schema }>;
	requestBody?: { content?: Content };
	responses?: Record<string, { content?: Content }>;
}

type Content = Record<string, { schema?: Schema; example?: unknown }>;

interface Schema {
	$ref?: string;
	type?: string | string[];
	enum?: unknown[];
	const?: unknown;
	properties?: Record<string, Schema>;
	required?: string[];
	items?: Schema;
	anyOf?: Schema[];
	oneOf?: Schema[];
	allOf?: Schema[];
}

/** What a document says of one field of an operation, all alternatives of its schema together. */
export interface Field {
	/** JSON's types, `integer` as `number`, without `null`; none where anything goes. */
	types: Set<string>;
	/** The values it may have; none where they are not named. */
	values: Set<string>;
	required: boolean;
	/** Taken from an example, which need not have every field. */
	isExample: boolean;
}

export type Fields = Map<string, Field>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** Deep enough for every body, and an end for schemas that hold themselves. */
const DEEPEST = 12;

/** The operations of a document by method and path, such as `GET /v1/groups/{}`: names in paths differ, places do not. */
export function operationsOf({ paths = {} }: OpenApi): Map<string, Operation> {
	return new Map(
		Object.entries(paths).flatMap(([path, methods]) =>
			METHODS.filter((method) => methods[method]).map((method) => [
				`${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`,
				methods[method]!,
			]),
		),
	);
}

/** All fields of an operation: `query.page`, `header.idempotency-key`, `body.list.sections[].title`, `answer.id`. */
export function fieldsOf(operation: Operation, document: OpenApi): Fields {
	const fields: Fields = new Map();
	for (const { name, in: place, required = false, schema = {} } of operation.parameters ?? []) {
		if (place === 'path') continue;
		const path = place === 'header' ? `header.${name.toLowerCase()}` : `${place}.${name}`;
		note(fields, path, schema, required, document);
	}
	for (const { schema = {} } of contents(operation.requestBody)) {
		note(fields, 'body', schema, true, document);
	}
	for (const [status, response] of Object.entries(operation.responses ?? {})) {
		if (!/^2/.test(status)) continue;
		for (const { schema, example } of contents(response)) {
			if (schema) note(fields, 'answer', schema, true, document);
			else if (example !== undefined) noteExample(fields, 'answer', example);
		}
	}
	return fields;
}

const contents = (from?: { content?: Content }) => Object.values(from?.content ?? {});

/** Takes a schema down, and everything in it; what is optional in one of several alternatives is optional. */
function note(
	fields: Fields,
	path: string,
	schema: Schema,
	required: boolean,
	document: OpenApi,
	depth = 0,
): void {
	if (depth > DEEPEST) return;
	const { $ref, type = [], properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema;
	const inside = (at: string, one: Schema, isRequired: boolean) =>
		note(fields, at, one, isRequired, document, depth + 1);
	if ($ref) return inside(path, lookUp($ref, document), required);
	const alternatives = [...anyOf, ...oneOf];
	const named = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
	const types = [type].flat().map((one) => (one === 'integer' ? 'number' : one));
	if (alternatives.length === 0 && allOf.length === 0) {
		add(fields, path, { types, values: named.map(String), required, isExample: false });
	}
	// A field that only some alternatives have is optional in all of them together.
	const branches = alternatives.map((one) => keysOf(one, document));
	const always = (key: string) => branches.every((keys) => keys.has(key));
	for (const one of alternatives) inside(path, one, required);
	for (const one of allOf) inside(path, one, required);
	for (const key of new Set(branches.flatMap((keys) => [...keys]))) {
		const field = fields.get(`${path}.${key}`);
		if (field && !always(key)) field.required = false;
	}
	for (const [key, one] of Object.entries(properties)) {
		inside(`${path}.${key}`, one, schema.required?.includes(key) ?? false);
	}
	if (items) inside(`${path}[]`, items, true);
}

function keysOf(schema: Schema, document: OpenApi): Set<string> {
	const { properties = {} } = schema.$ref ? lookUp(schema.$ref, document) : schema;
	return new Set(Object.keys(properties));
}

function noteExample(fields: Fields, path: string, value: unknown): void {
	const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
	add(fields, path, { types: [type], values: [], required: false, isExample: true });
	if (Array.isArray(value)) {
		for (const one of value) noteExample(fields, `${path}[]`, one);
	} else if (value !== null && typeof value === 'object') {
		for (const [key, one] of Object.entries(value)) noteExample(fields, `${path}.${key}`, one);
	}
}

type Found = Omit<Field, 'types' | 'values'> & { types: string[]; values: string[] };

function add(fields: Fields, path: string, { types, values, required, isExample }: Found): void {
	const known = fields.get(path);
	const field = known ?? { types: new Set(), values: new Set(), required, isExample };
	field.required &&= required;
	for (const type of types) if (type !== 'null') field.types.add(type);
	for (const value of values) field.values.add(value);
	fields.set(path, field);
}

/** @throws Error where the document lacks what is referred to */
function lookUp(reference: string, document: OpenApi): Schema {
	let found: unknown = document;
	for (const part of reference.replace(/^#\//, '').split('/')) {
		found = (found as Record<string, unknown> | undefined)?.[part];
	}
	if (!found) throw new Error(`The document has no ${reference}.`);
	return found as Schema;
}
