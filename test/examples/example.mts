import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { useServer } from '../harness/server.mts';
import { KEYS } from 'pilotstatus-reference-server';
import type { ReferenceServer } from 'pilotstatus-reference-server';
import { makeBaseNodes } from './base-nodes.mts';
import type { BaseNodes } from './base-nodes.mts';
import type { Surroundings, WorkflowFile } from './workflow.mts';

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
	const { server, account } = useServer({ seed: 'demo' });
	let baseNodes: BaseNodes;
	beforeEach(() => {
		baseNodes = makeBaseNodes();
	});
	return {
		server,
		// This number can do everything that the examples do, pins too.
		surroundings: () => ({ account: account(KEYS.go), ...baseNodes }),
		sent: () =>
			server()
				.state.messages.filter(({ origin }) => origin === 'API')
				.map(({ groupId, destinationNumber, content }) => [
					groupId ?? destinationNumber!,
					content!,
				]),
	};
}
