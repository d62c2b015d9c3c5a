import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { buffer } from 'node:stream/consumers';
import type {
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IWebhookResponseData,
} from 'n8n-workflow';

import { listenLocally } from './listening.mts';
import { additionalData } from './additional-data.mts';
import { core, n8n } from './core.mts';
import { credentialsHelper } from './credentials.mts';
import { toNode } from './engine.mts';
import type { Account } from './engine.mts';
import { loaded, loader, nodeTypes } from './package.mts';

/** Registrations that n8n keeps apart: the published workflow's, and that of "Listen for test event". */
export type Mode = 'production' | 'test';

/** What a sender is told. */
export interface Answer {
	status: number;
	body: string;
}

/** What differs from one trigger to the next; all may be changed while it listens. */
export interface ListenerOptions {
	parameters?: INodeParameters;
	/** Default `w1`, with the one node `n1`. */
	workflowId?: string;
	workflowName?: string;
	/** What n8n gives a node that is added anew; default always the same. */
	nodeId?: string;
	webhookId?: string;
	/** Called in place of n8n's own response methods, to break them. */
	onAnswer?: (response: ServerResponse) => void;
}

/** n8n, as far as one workflow with one trigger sees it: its hooks, its webhook server and its database. */
export interface Listener {
	options: ListenerOptions;
	/** Credential fields; may be changed, as a user does in the credential. */
	account: Account;
	/** Address of the node without the token. */
	address(mode?: Mode): string;
	/** The workflow's static data as the database has it; production only, as in n8n. */
	staticData: IDataObject;
	/** Items of every execution that was started, in order. */
	executions: INodeExecutionData[][];
	/** What n8n's log was told, as `level: text`. */
	logs: string[];
	/** What webhook() threw, for which n8n answers 500 and saves a failed execution. */
	thrown: Error[];
	/** As n8n does when a workflow is published, at every start and for "Listen for test event". */
	activate(mode?: Mode): Promise<void>;
	/** As n8n does when a workflow is unpublished or listening ends. */
	deactivate(mode?: Mode): Promise<void>;
	/** One hook alone. */
	hook(name: 'checkExists' | 'create' | 'delete', mode?: Mode): Promise<boolean>;
	/** Posts to the node's address over a socket; objects as JSON, text and bytes as they are. */
	post(
		body: unknown,
		request?: { token?: string; query?: string; headers?: Record<string, string>; mode?: Mode },
	): Promise<Answer>;
	/** Resolves once this many executions have started. */
	started(count: number): Promise<void>;
	close(): Promise<void>;
}

const WEBHOOK_ID = '0c9d1f3e-5a2b-4c6d-8e7f-1a2b3c4d5e6f';

/** Starts one on a free port of 127.0.0.1. */
export async function startListener(
	account: Account,
	options: ListenerOptions = {},
): Promise<Listener> {
	await loaded;
	const { type } = loader.getNode('pilotStatusTrigger') as { type: INodeType };
	const description = type.description.webhooks![0]!;
	const testData = { staticData: {} as IDataObject };
	let base = '';

	/** A workflow as n8n makes it anew for each hook and each delivery, with what its database has. */
	function load(mode: Mode, extra: object = {}) {
		const { parameters = {}, workflowId = 'w1', workflowName = 'Bot da obra' } = listener.options;
		const { nodeId = 'n1', webhookId = WEBHOOK_ID } = listener.options;
		const node = toNode(
			{
				name: 'Pilot Status Trigger',
				type: 'n8n-nodes-pilotstatus.pilotStatusTrigger',
				id: nodeId,
				webhookId,
				parameters,
			},
			1,
		);
		const store = mode === 'production' ? listener : testData;
		const workflow = new n8n.Workflow({
			id: workflowId,
			name: workflowName,
			nodes: [node],
			connections: {},
			active: mode === 'production',
			nodeTypes,
			staticData: structuredClone(store.staticData),
		});
		const data = additionalData(credentialsHelper(listener.account), {
			webhookBaseUrl: `${base}/webhook`,
			webhookTestBaseUrl: `${base}/webhook-test`,
			...extra,
		});
		const webhook = {
			node: node.name,
			path: 'webhook',
			webhookDescription: description,
			isTest: mode === 'test',
		};
		const save = () => {
			const { staticData } = workflow as { staticData: IDataObject };
			if (staticData.__dataChanged) store.staticData = JSON.parse(JSON.stringify(staticData));
		};
		return { workflow, node, data, webhook: webhook as never, save };
	}

	async function hook(name: 'checkExists' | 'create' | 'delete', mode: Mode = 'production') {
		const { workflow, node, data, webhook, save } = load(mode);
		const executionMode = mode === 'test' ? 'manual' : name === 'delete' ? 'internal' : 'trigger';
		const activation = mode === 'test' ? 'manual' : name === 'delete' ? 'update' : 'activate';
		const context = new core.HookContext(workflow, node, data, executionMode, activation, webhook);
		const log = (level: string) => (text: string) => listener.logs.push(`${level}: ${text}`);
		Object.defineProperty(context, 'logger', {
			value: { warn: log('warn'), error: log('error'), info: log('info'), debug: log('debug') },
		});
		const result = await type.webhookMethods!.default![name].call(context as never);
		save();
		return result;
	}

	async function serve(request: IncomingMessage, response: ServerResponse) {
		const { pathname, searchParams } = new URL(request.url!, base);
		const mode = pathname.startsWith('/webhook-test/') ? 'test' : 'production';
		const rawBody = await buffer(request);
		const body = parseBody(rawBody, request.headers['content-type']);
		if (body instanceof Error) return respond(response, 422, 'Failed to parse request body');
		const query = parse(searchParams.toString());
		const httpRequest = Object.assign(request, { rawBody, body, query, params: {} });
		const httpResponse = Object.assign(response, {
			status(status: number) {
				response.statusCode = status;
				return response;
			},
			json(value: unknown) {
				listener.options.onAnswer?.(response);
				respond(response, response.statusCode, value);
			},
		});
		const { workflow, node, data, webhook, save } = load(mode, { httpRequest, httpResponse });
		const context = new core.WebhookContext(
			workflow,
			node,
			data,
			mode === 'test' ? 'manual' : 'webhook',
			webhook,
			[],
			null,
		);
		let result: IWebhookResponseData;
		try {
			result = await type.webhook!.call(context as never);
		} catch (error) {
			listener.thrown.push(error as Error);
			return respond(response, 500, 'Workflow Webhook Error: Workflow could not be started!');
		}
		save();
		if (!result.noWebhookResponse) {
			// n8n would answer a second time, which Node refuses.
			if (response.headersSent) listener.thrown.push(new Error('answered twice'));
			respond(response, 200, result.webhookResponse ?? null);
		}
		if (result.workflowData) {
			listener.executions.push(result.workflowData[0]!);
			server.emit('execution');
		}
		return undefined;
	}

	const server = createServer((request, response) => void serve(request, response));
	const { port, close } = await listenLocally(server);
	base = `http://127.0.0.1:${port}`;

	const listener: Listener = {
		options,
		account,
		staticData: {},
		executions: [],
		logs: [],
		thrown: [],
		hook,
		address: (mode = 'production') =>
			`${base}/${mode === 'test' ? 'webhook-test' : 'webhook'}/${WEBHOOK_ID}/webhook`,
		async activate(mode) {
			try {
				if (!(await hook('checkExists', mode))) await hook('create', mode);
			} catch (error) {
				await hook('delete', mode).catch((problem: Error) => {
					listener.logs.push(`error: ${problem.message}`);
				});
				throw error;
			}
		},
		async deactivate(mode) {
			await hook('delete', mode).catch((problem: Error) => {
				listener.logs.push(`error: ${problem.message}`);
			});
		},
		async post(body, { token, query, headers, mode } = {}) {
			const raw = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
			const search = query ?? (token === undefined ? '' : `token=${token}`);
			const response = await fetch(`${listener.address(mode)}?${search}`, {
				method: 'POST',
				body: raw as BodyInit,
				headers: { 'content-type': 'application/json', ...headers },
			});
			const answer = { status: response.status, body: await response.text() };
			// n8n stores what a delivery has left behind after the reply, unless it is held.
			for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
			return answer;
		},
		async started(count) {
			while (listener.executions.length < count) await once(server, 'execution');
		},
		close,
	};
	return listener;
}

/** As n8n reads a body before a node of version 1 sees it; an Error stands for its 422. */
function parseBody(raw: Buffer, contentType = ''): unknown {
	const text = raw.toString().replace(/^\uFEFF/, '');
	const kind = contentType.split(';')[0]!.trim();
	if (raw.length === 0) return undefined;
	if (kind === 'text/plain') return text;
	if (kind === 'application/x-www-form-urlencoded') return parse(text);
	if (kind !== 'application/json') return undefined;
	try {
		return JSON.parse(text);
	} catch (error) {
		return error;
	}
}

function respond(response: ServerResponse, status: number, value: unknown): void {
	if (response.headersSent) return;
	response.statusCode = status;
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify(value));
}
