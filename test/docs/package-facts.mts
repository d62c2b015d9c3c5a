import { globSync, readFileSync } from 'node:fs';

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { PilotStatusApi } from '../../credentials/PilotStatusApi.credentials.ts';
import { PilotStatus } from '../../nodes/PilotStatus/PilotStatus.node.ts';
import { PilotStatusPollingTrigger } from '../../nodes/PilotStatusPollingTrigger/PilotStatusPollingTrigger.node.ts';
import { PilotStatusTrigger } from '../../nodes/PilotStatusTrigger/PilotStatusTrigger.node.ts';
import { allRows } from '../workflow/all-rows.mts';

const action = new PilotStatus().description.properties;
const trigger = new PilotStatusTrigger().description.properties;
const polling = new PilotStatusPollingTrigger().description.properties;
const credential = new PilotStatusApi().properties;

/** Operations whose tests are no rows of the table, and where they go. */
const WITHOUT_ROW: Readonly<Record<string, string>> = {
	'message: sendAndWait': 'POST /messages/send',
};

/** An operation as people see it, and the endpoints that the tests see it call. */
export interface NamedOperation {
	/** In the list of operations. */
	label: string;
	/** Such as `GET /v1/groups/{groupId}`. */
	endpoints: string[];
}

/** Every operation of the action node. */
export const operations: NamedOperation[] = action
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options, displayOptions }) => {
		const resource = String(displayOptions?.show?.resource?.[0]);
		return (options as INodePropertyOptions[]).map(({ name, value }) => {
			const routes = allRows
				.filter(({ parameters: p }) => p.resource === resource && p.operation === value)
				.map(({ route }) => route);
			const own = WITHOUT_ROW[`${resource}: ${String(value)}`];
			return { label: name, endpoints: unique([...routes, ...(own ? [own] : [])].map(toPath)) };
		});
	});

/**
 * Every field of nodes and credential and every option below one, without the parts of a button or the like:
 * its label, and where it stands in the editor.
 */
export const fields: ReadonlyMap<string, string> = new Map([
	...fieldLabels('Pilot Status', action),
	...fieldLabels('Pilot Status Trigger', trigger),
	...fieldLabels('Pilot Status Polling Trigger', polling),
	...fieldLabels('Credential', credential),
]);

/** Everything that a person can read as a label in the editor: fields, their parts, choices, modes. */
export const labels: ReadonlySet<string> = new Set(
	[...action, ...trigger, ...polling, ...credential].flatMap(allLabels),
);

/** The texts of everything that runs, to look up words in. */
export const sources: string = globSync([
	'{nodes,credentials}/**/*.ts',
	'scripts/**/*.mts',
	'{reference-server/src,test/e2e}/**/*.mts',
])
	.map((file) => readFileSync(file, 'utf8'))
	.join('\n');

function fieldLabels(where: string, properties: INodeProperties[]): Array<[string, string]> {
	return properties
		.filter(({ name, type }) => name !== 'operation' && name !== 'resource' && type !== 'notice')
		.flatMap(
			({ displayName, type, options }): Array<[string, string]> => [
				[displayName, where],
				...(type === 'collection'
					? fieldLabels(`${where} → ${displayName}`, options as INodeProperties[])
					: []),
			],
		);
}

function allLabels(property: INodeProperties): string[] {
	const { displayName, options = [], modes = [] } = property;
	return [
		displayName,
		...modes.map((mode) => mode.displayName),
		...options.flatMap((option) => {
			if ('values' in option) return [option.displayName, ...option.values.flatMap(allLabels)];
			return 'type' in option ? allLabels(option as INodeProperties) : [option.name];
		}),
	];
}

/** From the server's spelling of a route to that of the documentation. */
function toPath(route: string): string {
	return route.replace(' ', ' /v1').replace(/:(\w+)/g, '{$1}');
}

function unique<T>(values: T[]): T[] {
	return [...new Set(values)];
}
