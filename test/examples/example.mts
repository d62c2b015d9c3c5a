import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Surroundings, WorkflowFile } from '../harness/workflow.mts';
import { KEYS } from '../reference-server/seeds.mts';
import { startReferenceServer } from '../reference-server/server.mts';
import type { ReferenceServer } from '../reference-server/server.mts';
import { makeBaseNodes } from './base-nodes.mts';
import type { BaseNodes } from './base-nodes.mts';

/** Names of all example files. */
export const exampleFiles = readdirSync('examples').filter((name) => name.endsWith('.json'));

/** An example as it is in its file. */
export function readExample(file: string): WorkflowFile {
	return JSON.parse(readFileSync(`examples/${file}`, 'utf8'));
}

/**
 * What n8n's form gives when somebody fills it in.
 * @throws for a field that the form does not have, or one that it asks for in vain
 */
export function submit({ nodes }: WorkflowFile, values: Record<string, string>) {
	const { parameters } = nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger')!;
	const fields = (parameters.formFields as { values: IDataObject[] }).values;
	const labels = fields.map(({ fieldLabel }) => fieldLabel);
	if (labels.join() !== Object.keys(values).join()) {
		throw new Error(`The form asks for ${labels.join(', ')}`);
	}
	const json = { ...values, submittedAt: '2026-11-23T12:00:00.000-03:00', formMode: 'production' };
	return [{ json }] satisfies INodeExecutionData[];
}

/** A reference server with the demo seed, whose groups the examples name, and everything that they run in. */
export function useDemo(): {
	server(): ReferenceServer;
	surroundings(): Surroundings & BaseNodes;
	/** What the workflow sent so far: to whom, and the text. */
	sent(): Array<[to: string, text: string]>;
} {
	let server: ReferenceServer;
	let baseNodes: BaseNodes;
	beforeAll(async () => {
		server = await startReferenceServer({ seed: 'demo' });
	});
	beforeEach(() => {
		server.reset();
		baseNodes = makeBaseNodes();
		// Pauses before a request is tried again are random; this makes them nought.
		jest.spyOn(Math, 'random').mockReturnValue(0);
	});
	afterAll(async () => await server.close());
	return {
		server: () => server,
		// This number can do everything that the examples do, pins too.
		surroundings: () => ({ account: { apiKey: KEYS.go, baseUrl: server.url }, ...baseNodes }),
		sent: () =>
			server.state.messages
				.filter(({ origin }) => origin === 'API')
				.map(({ groupId, destinationNumber, content }) => [
					groupId ?? destinationNumber!,
					content!,
				]),
	};
}
