import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { LaneJob } from '../shared/lanes';
import type { Send } from '../shared/transport';
import type { Parameters } from './parameters';

/** One item's work, with everything checked that can be checked without a request. */
export interface Job extends LaneJob {
	/**
	 * Checks what only the API can tell, with reads, after all items are prepared and before anything is sent.
	 * It rejects with a Failure when the item cannot be carried out.
	 */
	check?(send: Send): Promise<void>;
	/** Carries the item out, and gives its output; rejects with a Failure. */
	run(send: Send): Promise<IDataObject[]>;
}

/** One operation: how the editor shows it, and what it does. One file each. */
export interface Operation {
	/** `operation` in saved workflows. */
	value: string;
	/** Title Case, in the list of operations. */
	name: string;
	/** Sentence case with the resource and without articles, in the panel of nodes. */
	action: string;
	description: string;
	/** The operation's own fields; where they are shown is added for it. */
	fields: INodeProperties[];
	/** Whether it changes something, so that a failure must say what was done before. */
	writes: boolean;
	/** One run serves the first item only. */
	firstItemOnly?: boolean;
	/**
	 * Reads and judges the parameters of one item, without any request.
	 * @throws Failure naming the value that cannot be used
	 */
	prepare(parameters: Parameters): Job | Promise<Job>;
}

/** A resource and its operations. */
export interface Resource {
	value: string;
	name: string;
	operations: Operation[];
}

/** The operation that a new node starts with. */
const start = ([first]: Operation[]) => first?.value ?? '';
/**
 * Orders labels, which are plain English, by name. Without `localeCompare`, whose first call takes 7 ms:
 * n8n loads all nodes at its start.
 */
export function byLabel(a: string, b: string): number {
	return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
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
				.map(({ name, value: operation, action, description }) => ({
					name,
					value: operation,
					action,
					description,
				}))
				.sort((a, b) => byLabel(a.name, b.name)),
			default: start(operations),
		}),
	);
	const fields = resources.flatMap(({ value, operations }) =>
		operations.flatMap((operation) =>
			operation.fields.map((field) => ({
				...field,
				displayOptions: {
					...field.displayOptions,
					show: { resource: [value], operation: [operation.value], ...field.displayOptions?.show },
				},
			})),
		),
	);
	return [...lists, ...fields];
}
