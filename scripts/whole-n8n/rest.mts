import { randomBytes } from 'node:crypto';
import type { IDataObject, IWorkflowBase } from 'n8n-workflow';

import { until } from './wait.mts';

/** Who signs in at an n8n. */
export interface Owner {
	email: string;
	password: string;
}

/** An owner for an n8n of our own making; n8n wants a digit and a capital letter in the password. */
export const newOwner = (): Owner => ({
	email: 'dev@example.com',
	password: `Ps1-${randomBytes(12).toString('hex')}`,
});

/** A workflow as n8n gives it back. */
export interface SavedWorkflow extends IDataObject {
	id: string;
	name: string;
	versionId: string;
	active: boolean;
}

/** A credential as a node names it. */
export interface SavedCredential {
	type: string;
	id: string;
	name: string;
}

/** An execution as n8n gives it. */
export interface Execution {
	id: string;
	mode: string;
	status: string;
	workflowId: string;
	/** In n8n's packed form, see `readRunData`; lists lack it. */
	data: string;
}

/** n8n's own REST API, as its editor uses it. */
export interface Rest {
	/** Cookie of the session, for a browser. */
	cookie(): string;
	/** Any call; gives `data` of the answer. Rejects with an Error for anything but a 2xx. */
	call<T>(method: string, path: string, body?: unknown): Promise<T>;
	/** Whether somebody owns this n8n; before, anybody who comes may. */
	hasOwner(): Promise<boolean>;
	/** Makes the owner, and signs in: for an n8n of our own making only. */
	setUpOwner(): Promise<void>;
	/** Rejects with an Error for a wrong password. */
	signIn(): Promise<void>;
	/** Makes a credential; one of that type and name gets the new data, unless it is to be kept. */
	saveCredential(
		type: string,
		name: string,
		data: IDataObject,
		keep?: boolean,
	): Promise<SavedCredential>;
	/** All workflows, without their nodes. */
	workflows(): Promise<SavedWorkflow[]>;
	createWorkflow(workflow: object): Promise<SavedWorkflow>;
	/** Publishes the current version. */
	publish(id: string): Promise<void>;
	unpublish(id: string): Promise<void>;
	/** Runs a workflow from its trigger by hand, and gives the id of the execution. */
	start(id: string, trigger: string): Promise<string>;
	/** Waits until an execution is over, in ms at most; rejects with an Error when that is too short. */
	ended(executionId: string, ms?: number): Promise<Execution>;
}

/**
 * n8n's REST API at an address; `signIn` comes first.
 * @param url e.g. `http://localhost:5678`
 * @param owner who signs in
 */
export function restOf(url: string, owner = newOwner()): Rest {
	let cookie = '';
	const request = async (method: string, path: string, body?: unknown) => {
		const response = await fetch(`${url}/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const [session] = response.headers.getSetCookie();
		if (session) cookie = session.split(';')[0]!;
		return { status: response.status, text: await response.text() };
	};
	const rest: Rest = {
		cookie: () => cookie,
		async call(method, path, body) {
			const { status, text } = await request(method, path, body);
			if (status >= 300) throw new Error(`n8n answered ${method} ${path} with ${status}: ${text}`);
			return text === '' ? undefined : JSON.parse(text).data;
		},
		async hasOwner() {
			const { userManagement } = await rest.call<{ userManagement: IDataObject }>(
				'GET',
				'/settings',
			);
			return userManagement.showSetupOnFirstLoad === false;
		},
		async setUpOwner() {
			await rest.call('POST', '/owner/setup', { ...owner, firstName: 'Ana', lastName: 'Dev' });
		},
		async signIn() {
			const { email, password } = owner;
			await rest.call('POST', '/login', { emailOrLdapLoginId: email, password });
		},
		async saveCredential(type, name, data, keep = false) {
			const body = { name, type, data };
			const all = await rest.call<SavedCredential[]>('GET', '/credentials');
			const known = all.find((one) => one.name === name && one.type === type);
			if (known && keep) return { type, id: known.id, name };
			const { id } = known
				? await rest.call<{ id: string }>('PATCH', `/credentials/${known.id}`, body)
				: await rest.call<{ id: string }>('POST', '/credentials', body);
			return { type, id, name };
		},
		async workflows() {
			return await rest.call<SavedWorkflow[]>('GET', '/workflows');
		},
		async createWorkflow(workflow) {
			return await rest.call<SavedWorkflow>('POST', '/workflows', workflow);
		},
		async publish(id) {
			const { versionId } = await rest.call<SavedWorkflow>('GET', `/workflows/${id}`);
			await rest.call('POST', `/workflows/${id}/activate`, { versionId });
		},
		async unpublish(id) {
			await rest.call('POST', `/workflows/${id}/deactivate`, {});
		},
		async start(id, trigger) {
			const body = { triggerToStartFrom: { name: trigger } };
			return (await rest.call<{ executionId: string }>('POST', `/workflows/${id}/run`, body))
				.executionId;
		},
		async ended(executionId, ms) {
			const look = async () => {
				const one = await rest.call<Execution>('GET', `/executions/${executionId}`);
				return !['new', 'running'].includes(one.status) && one;
			};
			return await until('the execution to end', look, ms);
		},
	};
	return rest;
}

/** A workflow file with credentials of this n8n in place of those that it names. */
export function withCredentials(
	workflow: IWorkflowBase,
	credentials: SavedCredential[],
): { name: string; nodes: object[]; connections: object; settings?: object } {
	const { name, nodes, connections, settings } = workflow;
	const own = Object.fromEntries(credentials.map(({ type, ...rest }) => [type, rest]));
	return {
		name,
		connections,
		settings,
		nodes: nodes.map((node) => {
			if (!node.credentials) return node;
			const types = Object.keys(node.credentials).filter((type) => type in own);
			return { ...node, credentials: Object.fromEntries(types.map((type) => [type, own[type]])) };
		}),
	};
}
