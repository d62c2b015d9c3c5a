import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parse } from 'node:querystring';
import type {
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	IRunExecutionData,
	IWebhookResponseData,
} from 'n8n-workflow';

import { additionalData } from './additional-data.mts';
import { Container, core } from './core.mts';
import { credentialsHelper } from './credentials.mts';
import { dataFrom, toNode, toWorkflow } from './engine.mts';
import type { Account, NodeSketch } from './engine.mts';
import { listenLocally } from './listening.mts';
import { loaded, loader } from './package.mts';

/** An execution as n8n's database has it. */
export interface WaitingExecution {
	id: string;
	status: 'running' | 'waiting' | 'success' | 'error';
	/** How often an answer has resumed it. */
	resumed: number;
	/** When n8n lets it go on without an answer. */
	waitTill?: Date;
	error?: Error;
	/** Items of each run of a node, in order. */
	outputs(node: string): IDataObject[][];
	/** Resolves once nothing of it runs. */
	idle(): Promise<void>;
	/** What n8n does when the time to wait is over. */
	timeOut(): Promise<void>;
}

/** n8n, as far as executions that wait see it: its database, and its server for what resumes them. */
export interface Waiting {
	/** Runs nodes one after the other until the execution waits or ends; see `runChain`. */
	run(
		account: Account,
		sketches: NodeSketch[],
		input?: INodeExecutionData[],
	): Promise<WaitingExecution>;
	/** Called before an execution is stored as waiting: until it is done, n8n answers 409. */
	beforeWaiting: () => Promise<void>;
	close(): Promise<void>;
}

/** Answers a request to what resumes an execution. */
type Take = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const START: NodeSketch = { name: 'Start', type: 'test.start' };
const copy = <T,>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Starts one on a free port of 127.0.0.1. */
export async function startWaiting(): Promise<Waiting> {
	await loaded;
	const executions = new Map<string, Take>();
	const server = createServer((request, response) => void route(request, response));
	const { port, close } = await listenLocally(server);
	const base = `http://127.0.0.1:${port}`;
	const waiting: Waiting = { run, close, beforeWaiting: async () => {} };
	return waiting;

	async function route(request: IncomingMessage, response: ServerResponse) {
		const [, , id = ''] = request.url!.split(/[/?]/);
		const take = executions.get(id);
		if (!take) return respond(response, 404, 'The execution does not exist.');
		if (!isSigned(request)) return respond(response, 401, 'Invalid token');
		return await take(request, response);
	}

	async function run(
		account: Account,
		sketches: NodeSketch[],
		input: INodeExecutionData[] = [{ json: {} }],
	): Promise<WaitingExecution> {
		const nodes = [START, ...sketches].map(toNode);
		const connections: IConnections = {};
		for (const [index, { name }] of nodes.entries()) {
			const next = nodes[index + 1];
			if (next) connections[name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
		}
		const id = String(executions.size + 1);
		let stored: IRunExecutionData = dataFrom(nodes[0]!, input);
		let running: Promise<void> = Promise.resolve();
		const data = (extra: object = {}) =>
			additionalData(credentialsHelper(account), {
				executionId: id,
				webhookWaitingBaseUrl: `${base}/webhook-waiting`,
				...extra,
			});

		async function proceed(from: IRunExecutionData) {
			execution.status = 'running';
			const { workflow, hooks } = toWorkflow(copy(nodes), connections);
			const engine = new core.WorkflowExecute(data({ hooks }), 'trigger', from);
			const ended: IRun = await engine.processRunExecutionData(workflow);
			if (ended.waitTill) await waiting.beforeWaiting();
			stored = copy(ended.data);
			execution.waitTill = ended.waitTill ?? undefined;
			execution.error = ended.data.resultData.error;
			execution.status = ended.waitTill ? 'waiting' : execution.error ? 'error' : 'success';
		}

		async function take(request: IncomingMessage, response: ServerResponse) {
			if (execution.status === 'running') return respond(response, 409, 'is running already');
			if (execution.status !== 'waiting') return respond(response, 200, 'No action required');
			const from = copy(stored);
			const last = from.resultData.lastNodeExecuted!;
			const { workflow } = toWorkflow(copy(nodes), connections);
			const node = workflow.getNode(last) as INode;
			const { pathname } = new URL(request.url!, base);
			if (!pathname.endsWith(`/${node.id}`)) return respond(response, 200, 'No action required');
			const result = await serve(request, response, { workflow, node, from, data });
			if (result instanceof Error) {
				execution.status = 'error';
				execution.error = result;
				return respond(response, 500, result.message);
			}
			if (!result.workflowData) return respond(response, 200, result.webhookResponse ?? null);
			// Two answers at one moment both come so far, and only one of them goes on.
			if ((execution.status as string) !== 'waiting')
				return respond(response, 500, 'resuming already');
			from.waitTill = undefined;
			from.resultData.runData[last]!.pop();
			const [entry] = from.executionData!.nodeExecutionStack;
			entry!.node.disabled = true;
			entry!.data.main = result.workflowData;
			execution.resumed += 1;
			running = proceed(from);
			return respond(response, 200, result.webhookResponse);
		}

		const execution: WaitingExecution = {
			id,
			status: 'running',
			resumed: 0,
			outputs: (name) =>
				(stored.resultData.runData[name] ?? []).map(({ data: output }) =>
					(output?.main?.[0] ?? []).map(({ json }) => json),
				),
			idle: async () => await running,
			async timeOut() {
				running = proceed({ ...copy(stored), waitTill: execution.waitTill });
				await running;
			},
		};
		executions.set(id, take);
		running = proceed(stored);
		await running;
		return execution;
	}
}

/** As n8n checks it: the signature covers path and query, and in older n8n the host. */
function isSigned({ url, headers }: IncomingMessage): boolean {
	const { hmacSignatureSecret } = Container.get(core.InstanceSettings) as {
		hmacSignatureSecret: string;
	};
	const given = new URL(url!, `http://${headers.host}`);
	const signature = given.searchParams.get('signature');
	given.searchParams.delete('signature');
	return (
		signature === core.generateUrlSignature(core.prepareUrlForSigning(given), hmacSignatureSecret)
	);
}

async function serve(
	request: IncomingMessage,
	response: ServerResponse,
	{
		workflow,
		node,
		from,
		data,
	}: {
		workflow: ReturnType<typeof toWorkflow>['workflow'];
		node: INode;
		from: IRunExecutionData;
		data(extra: object): ReturnType<typeof additionalData>;
	},
): Promise<IWebhookResponseData | Error> {
	const rawBody = (await buffer(request)).toString();
	const isJson = /json/.test(request.headers['content-type'] ?? '');
	const body = isJson ? JSON.parse(rawBody || '{}') : parse(rawBody);
	const query = Object.fromEntries(new URL(request.url!, 'http://localhost').searchParams);
	const httpRequest = Object.assign(request, { rawBody, body, query, params: {} });
	const httpResponse = Object.assign(response, {
		status: (status: number) => Object.assign(response, { statusCode: status }),
		type: (type: string) => (response.setHeader('content-type', `text/${type}`), response),
		json: (value: unknown) => respond(response, response.statusCode, value),
		send: (value: string) => response.end(value),
	});
	const { type } = loader.getNode('pilotStatus') as { type: INodeType };
	const webhookDescription = type.description.webhooks![0];
	const webhook = { node: node.name, path: node.id, webhookDescription } as never;
	const context = new core.WebhookContext(
		workflow,
		node,
		data({ httpRequest, httpResponse }),
		'trigger',
		webhook,
		[],
		from,
	);
	try {
		return await type.webhook!.call(context as never);
	} catch (error) {
		return error as Error;
	}
}

function respond(response: ServerResponse, status: number, value: unknown): void {
	if (response.headersSent) return;
	response.statusCode = status;
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify(value));
}
