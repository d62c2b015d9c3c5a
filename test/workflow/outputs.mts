import { readFileSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';

import type { ReferenceServer } from 'pilotstatus-reference-server';
import { runNode } from '../harness/engine.mts';
import { allRows } from './all-rows.mts';
import { KEY } from './rows.mts';
import type { Row } from './rows.mts';

/** What n8n reads of a schema. */
export interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** What Send and Wait for Response gives, which waits for people and so is no row. */
const answers: IDataObject[] = [
	{ data: { approved: true } },
	{
		data: {
			text: 'Manhã',
			choice: 'Manhã',
			responder: { number: '5511987654321', name: 'Ana' },
			messageId: '3EB0C767D097B7C7C4A1',
			groupId: '120363000000000001@g.us',
			respondedAt: '2026-01-05T12:00:00.000Z',
		},
	},
];

const operationOf = ({ parameters }: Row) =>
	`${String(parameters.resource)}/${String(parameters.operation)}`;

type Output = [file: string, run: (server: ReferenceServer) => Promise<IDataObject[]>];

const ofRows = (path: string): Output => [
	`PilotStatus/__schema__/v1.0.0/${path}`,
	async (server) => {
		const items: IDataObject[] = [];
		for (const row of allRows.filter((one) => operationOf(one) === path)) {
			server.reset();
			Object.assign(server.shapes, row.forms);
			row.arrange?.(server.state);
			const account = { apiKey: row.key ?? KEY, baseUrl: server.url };
			const result = await runNode(account, { parameters: row.parameters });
			items.push(...result.items.map(({ json }) => json));
		}
		return items;
	},
];

/** What each operation gives, with the file in `nodes/` where n8n looks for the schema of version 1. */
export const outputs: Output[] = [
	...[...new Set(allRows.map(operationOf))].map(ofRows),
	['PilotStatus/__schema__/v1.0.0/message/sendAndWait', async () => answers],
];

/** The schema of an output, as it is kept. */
export const readSchema = (file: string): Schema =>
	JSON.parse(readFileSync(`nodes/${file}.json`, 'utf8'));

/** The values without what is null: a schema says what a field is where it is anything. */
export function withoutNulls<T>(value: T): T {
	return JSON.parse(JSON.stringify(value), (_key, one) => one ?? undefined) as T;
}
