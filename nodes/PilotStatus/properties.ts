import type { INodeProperties } from 'n8n-workflow';

import { limitsFor } from './allowance';
import type { Operation, Resource } from './operation';

/** The operation that a new node starts with. */
const start = ([first]: Operation[]) => first?.value ?? '';

/**
 * Orders labels, which are plain English, by name. Without `localeCompare`, whose first call takes 7 ms:
 * n8n loads all nodes at its start.
 */
export function byLabel(a: string, b: string): number {
	return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}

/** The collection of options with what limits a model that has the operation as a tool. */
function withLimits({ options = [] }: INodeProperties, { fields }: Operation) {
	const limits = limitsFor(fields.map(({ name }) => name));
	const all = [...(options as INodeProperties[]), ...limits];
	return { options: all.sort((a, b) => byLabel(a.displayName, b.displayName)) };
}

/**
 * What the editor shows for the resources: the two lists, then every operation's fields.
 * Lists are sorted by name, as n8n's guidelines ask.
 */
export function toProperties(resources: Resource[]): INodeProperties[] {
	const lists = resources.map(
		({ value, operations }): INodeProperties => ({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [value] } },
			options: operations
				.map(({ name, value: operation, action, description, builderHint, isWaiting }) => ({
					name,
					value: operation,
					action,
					description,
					...(builderHint && { builderHint: { propertyHint: builderHint } }),
					...(isWaiting && { displayOptions: { hide: { '@tool': [true] } } }),
				}))
				.sort((a, b) => byLabel(a.name, b.name)),
			default: start(operations),
		}),
	);
	const fields = resources.flatMap(({ value, operations }) =>
		operations.flatMap((operation) =>
			operation.fields.map((field) => ({
				...field,
				...(operation.writes && field.name === 'options' && withLimits(field, operation)),
				displayOptions: {
					...field.displayOptions,
					show: { resource: [value], operation: [operation.value], ...field.displayOptions?.show },
				},
			})),
		),
	);
	return [...lists, ...fields];
}
