import { afterEach } from '@jest/globals';
import type { IWorkflowBase } from 'n8n-workflow';

import { readExamples } from '../../scripts/dev/examples.mts';
import { withCredentials } from '../../scripts/whole-n8n/rest.mts';
import type { SavedCredential } from '../../scripts/whole-n8n/rest.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';
import { GROUPS, NUMBERS } from 'pilotstatus-reference-server';
import { startModel } from './model.mts';
import type { Step } from './model.mts';
import type { WholeN8n } from './n8n.mts';

const examples = readExamples();

/** The examples in a whole n8n. */
export function useExamples(n8n: WholeN8n) {
	const endings: Array<() => Promise<unknown>> = [];
	afterEach(async () => {
		for (const ending of endings.splice(0)) await ending();
	});

	/** What went to whom, through the API. */
	const sent = () =>
		n8n
			.server()
			.state.messages.filter(({ origin }) => origin === 'API')
			.map(({ groupId, destinationNumber, content }) => [groupId ?? destinationNumber, content]);

	/** Imports an example as a user does, and publishes it. */
	async function publish(
		name: string,
		credentials: SavedCredential[] = [],
		change: (file: IWorkflowBase) => void = () => {},
	) {
		const file: IWorkflowBase = structuredClone(examples.get(name)!);
		change(file);
		const id = await n8n.make(withCredentials(file, [n8n.credential(), ...credentials]) as never);
		const hasTrigger = file.nodes.some(({ type }) => type.endsWith('.pilotStatusTrigger'));
		await n8n.publish(id, hasTrigger ? 1 : 0);
		return { id, file };
	}

	/** Publishes an example whose model takes these steps. */
	async function publishWithModel(name: string, steps: Step[]): Promise<string> {
		const model = await startModel(steps);
		endings.push(async () => await model.close());
		const data = { apiKey: 'sk-test', url: model.url };
		const openAi = await n8n.rest().saveCredential('openAiApi', 'OpenAI', data);
		return (await publish(name, [openAi])).id;
	}

	const hasOne = async (id: string, wanted: string) =>
		await until(`an execution to be ${wanted}`, async () =>
			(await n8n.executions(id)).some(({ status }) => status === wanted),
		);

	return {
		sent,
		publish,
		publishWithModel,
		/** Waits until the one execution of a workflow has ended well. */
		success: async (id: string) => await hasOne(id, 'success'),
		/** Waits until an execution of a workflow waits. */
		waiting: async (id: string) => await hasOne(id, 'waiting'),
		/** The group that the examples name. */
		groupOf: () =>
			n8n.server().state.groups.find(({ id, numberId }) => {
				return id === GROUPS.modern && numberId === NUMBERS.go.id;
			})!,
	};
}
