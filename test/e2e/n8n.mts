import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { IDataObject, INodeParameters, IWorkflowBase } from 'n8n-workflow';

import { installWholeN8n } from '../../scripts/whole-n8n/install.mts';
import { startN8n } from '../../scripts/whole-n8n/instance.mts';
import type { Instance } from '../../scripts/whole-n8n/instance.mts';
import { installIntoN8n } from '../../scripts/whole-n8n/package.mts';
import { restOf } from '../../scripts/whole-n8n/rest.mts';
import type { Execution, Rest, SavedCredential } from '../../scripts/whole-n8n/rest.mts';
import { KEYS, startReferenceServer } from 'pilotstatus-reference-server';
import type { ReferenceServer, ReferenceServerOptions } from 'pilotstatus-reference-server';
import { readRunData } from '../../scripts/whole-n8n/run-data.mts';
import { freePorts } from '../../scripts/whole-n8n/ports.mts';
import { until } from '../../scripts/whole-n8n/wait.mts';

/** How n8n ends and starts again. */
interface Restart {
	/** Settings that it has from then on. */
	env?: NodeJS.ProcessEnv;
	/** Whether it is killed, as by a machine that runs out of memory. */
	kill?: boolean;
}

/** What runs of it: one process, or several. */
interface Running extends Pick<Instance, 'url' | 'log' | 'stop'> {
	/** Ends the process that publishes workflows, and starts it anew. */
	restart(how: Restart): Promise<void>;
}

/** A whole n8n with the packed package, and the reference server beside it. */
export interface WholeN8n {
	server(): ReferenceServer;
	rest(): Rest;
	url(): string;
	log(): string;
	/** The credential for `ps_go`. */
	credential(): SavedCredential;
	/** Ends the process that publishes workflows and starts it anew, with the same database. */
	restart(how?: Restart): Promise<void>;
	/** Makes a workflow, and removes it after the test. */
	make(workflow: {
		nodes: object[];
		connections?: object;
		name?: string;
		pinData?: object;
	}): Promise<string>;
	/** Publishes, and waits until its webhooks are registered at the API. */
	publish(id: string, webhooks?: number): Promise<void>;
	/** Runs a workflow from its trigger by hand, and gives the execution when it is over. */
	run(id: string, trigger: string): Promise<Execution>;
	/** Executions of a workflow, the newest first. */
	executions(id: string): Promise<Execution[]>;
	/** Output of a node in an execution: its items on one output, or its error. */
	output(executionId: string, node: string): Promise<IDataObject[]>;
}

/** n8n in one process, for a test file. */
export function useN8n(api?: ReferenceServerOptions): WholeN8n {
	return useWhole(async (home) => {
		const [port, brokerPort] = (await freePorts(2)) as [number, number];
		const start = async (env?: NodeJS.ProcessEnv) =>
			await startN8n(await installWholeN8n(), { home, port, brokerPort, env });
		let instance = await start();
		return {
			url: instance.url,
			log: () => instance.log(),
			stop: async () => await instance.stop(),
			async restart({ env, kill }) {
				await (kill ? instance.kill() : instance.stop());
				instance = await start(env);
			},
		};
	}, api);
}

/**
 * Any n8n for a test file.
 * @param start starts it with a user folder
 * @param api how the reference server starts
 */
export function useWhole(
	start: (home: string) => Promise<Running>,
	api?: ReferenceServerOptions,
): WholeN8n {
	const home = mkdtempSync(join(tmpdir(), 'pilotstatus-e2e-'));
	let server: ReferenceServer;
	let running: Running | undefined;
	let rest: Rest;
	let credential: SavedCredential;
	const made: string[] = [];

	beforeAll(async () => {
		server = await startReferenceServer(api);
		await installIntoN8n(home);
		running = await start(home);
		rest = restOf(running.url);
		await rest.setUpOwner();
		const data = { apiKey: KEYS.go, baseUrl: server.url, webhookSecret: '' };
		credential = await rest.saveCredential('pilotStatusApi', 'Pilot Status', data);
	}, 900_000);
	afterEach(async () => {
		for (const id of made.splice(0)) {
			await rest.unpublish(id).catch(() => {});
			await rest.call('POST', `/workflows/${id}/archive`, {});
			// Unpublishing goes on for a moment after its answer.
			await until('the workflow to be gone', async () =>
				rest.call('DELETE', `/workflows/${id}`).then(
					() => true,
					() => false,
				),
			);
		}
		await until('no webhook to be left', () => server.state.webhooks.length === 0);
		server.reset();
	});
	afterAll(async () => {
		await running?.stop();
		await server?.close();
		rmSync(home, { recursive: true, force: true });
	});

	const whole: WholeN8n = {
		server: () => server,
		rest: () => rest,
		url: () => running!.url,
		log: () => running!.log(),
		credential: () => credential,
		async restart(how = {}) {
			await running!.restart(how);
			await rest.signIn();
		},
		async make({ connections = {}, name = 'Test', ...more }) {
			const workflow = { name, connections, settings: { executionOrder: 'v1' }, ...more };
			const { id } = await rest.createWorkflow(workflow);
			made.push(id);
			return id;
		},
		async publish(id, webhooks = 1) {
			await rest.publish(id);
			await until('the webhook at the API', () => server.state.webhooks.length === webhooks);
		},
		async run(id, trigger) {
			return await rest.ended(await rest.start(id, trigger));
		},
		async executions(id) {
			const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
			const path = `/executions?limit=100&filter=${filter}`;
			return (await rest.call<{ results: Execution[] }>('GET', path)).results;
		},
		async output(executionId, node) {
			const { data } = await rest.ended(executionId);
			const { error, data: output } = readRunData(data)[node]![0]!;
			const items = (output?.main ?? []).flatMap((list) => list ?? []);
			return error ? [error as never] : items.map(({ json }) => json);
		},
	};
	return whole;
}

let count = 0;

/** A node of ours with its credential. */
export function ours(
	credential: SavedCredential,
	name: string,
	parameters: INodeParameters,
	more: object = {},
): object {
	const { id, name: label } = credential;
	return {
		id: `node-${++count}`,
		name,
		type: 'n8n-nodes-pilotstatus.pilotStatus',
		typeVersion: 1,
		position: [220 * count, 0],
		parameters,
		credentials: { pilotStatusApi: { id, name: label } },
		...more,
	};
}

/** Our trigger. */
export function trigger(credential: SavedCredential, parameters: INodeParameters = {}): object {
	const more = {
		type: 'n8n-nodes-pilotstatus.pilotStatusTrigger',
		webhookId: crypto.randomUUID(),
	};
	return ours(credential, 'Trigger', parameters, more);
}

/**
 * Fills in the form that a workflow starts with, field by field.
 * @param front address of n8n's forms
 */
export async function submitForm(
	front: string,
	{ nodes }: IWorkflowBase,
	...values: string[]
): Promise<void> {
	const { webhookId } = nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger')!;
	const form = `${front}/form/${webhookId}`;
	await until('the form', async () => (await fetch(form)).ok);
	const body = new FormData();
	for (const [index, value] of values.entries()) body.set(`field-${index}`, value);
	expect(await fetch(form, { method: 'POST', body })).toMatchObject({ status: 200 });
}

/** A node of n8n's own. */
export const core = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters = {},
): object => ({
	id: name,
	name,
	typeVersion,
	position: [0, 0],
	parameters,
	type: type.includes('.') ? type : `n8n-nodes-base.${type}`,
});

/** n8n's own trigger for runs by hand. */
export const manual = core('Manual', 'manualTrigger', 1);

/** n8n's Code node. */
export const code = (name: string, jsCode: string) => core(name, 'code', 2, { jsCode });

/** Connections that go from each node to the next. */
export function chain(...names: string[]): object {
	return Object.fromEntries(
		names
			.slice(0, -1)
			.map((name, index) => [
				name,
				{ main: [[{ node: names[index + 1], type: 'main', index: 0 }]] },
			]),
	);
}
