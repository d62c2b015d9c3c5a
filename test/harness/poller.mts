import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import { additionalData } from './additional-data.mts';
import { core, n8n } from './core.mts';
import { credentialsHelper } from './credentials.mts';
import { toNode } from './engine.mts';
import type { Account } from './engine.mts';
import { loaded, loader, nodeTypes } from './package.mts';

/** n8n, as far as one workflow with one polling trigger sees it: its clock, its process and its database. */
export interface Poller {
	parameters: INodeParameters;
	/** What n8n gives a node that is added anew. */
	nodeId: string;
	/** The workflow's static data as the database has it. */
	staticData: IDataObject;
	/** What n8n's log was told. */
	logs: string[];
	/**
	 * One poll, as at a poll time or, first after a start, as n8n does at once.
	 * @returns the JSON of the items that start an execution; none where nothing starts
	 */
	poll(fate?: { isKilled?: boolean }): Promise<IDataObject[]>;
	/** What "Execute step" in the editor gives. */
	test(): Promise<IDataObject[]>;
	/** n8n starts anew, with what its database has. */
	restart(): void;
}

/** A published workflow whose first poll has not been yet. */
export async function startPoller(account: Account, parameters: INodeParameters): Promise<Poller> {
	await loaded;
	const { type } = loader.getNode('pilotStatusPollingTrigger') as { type: INodeType };
	const name = 'Pilot Status Polling Trigger';

	/** A workflow as n8n makes it at its start, or for a test in the editor. */
	const load = () => {
		const { nodeId: id, parameters: own } = poller;
		const kind = 'n8n-nodes-pilotstatus.pilotStatusPollingTrigger';
		const node = toNode({ name, type: kind, id, parameters: own }, 1);
		const staticData = structuredClone(poller.staticData);
		const workflow = new n8n.Workflow({
			id: 'w1',
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
			staticData,
		});
		return { workflow, node, isStarted: false };
	};

	async function run({ workflow, node }: ReturnType<typeof load>, mode: 'trigger' | 'manual') {
		const data = additionalData(credentialsHelper(account));
		const context = new core.PollContext(workflow, node, data, mode, 'activate');
		const log = (text: string) => void poller.logs.push(text);
		const logger = { warn: log, error: log, info: log, debug: log };
		Object.defineProperty(context, 'logger', { value: logger });
		const found = await type.poll!.call(context as never);
		return found?.[0]!.map(({ json }) => json);
	}

	let process: ReturnType<typeof load> | undefined;
	const poller: Poller = {
		parameters,
		nodeId: 'n1',
		staticData: {},
		logs: [],
		async poll({ isKilled = false } = {}) {
			process ??= load();
			const { workflow, isStarted } = process;
			process.isStarted = true;
			const found = await run(process, 'trigger');
			// n8n stores what changed with the items, and after the first poll of a start.
			if ((found || !isStarted) && !isKilled) {
				poller.staticData = JSON.parse(JSON.stringify(workflow.staticData));
			}
			return found ?? [];
		},
		test: async () => (await run(load(), 'manual')) ?? [],
		restart: () => (process = undefined),
	};
	return poller;
}
