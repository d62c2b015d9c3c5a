import type { IDataObject, IWorkflowBase } from 'n8n-workflow';

/** Who owns the n8n of this project's own making; it listens on this machine only. */
export const OWNER = { email: 'dev@example.com', password: 'PilotStatus1' };

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

/** n8n's own REST API, as its editor uses it. */
export interface Rest {
	/** Cookie of the session, for a browser. */
	cookie(): string;
	/** Any call; gives `data` of the answer. Rejects with an Error for anything but a 2xx. */
	call<T>(method: string, path: string, body?: unknown): Promise<T>;
	/** Signs in; the first time, makes the owner. */
	signIn(): Promise<void>;
	/** Makes a credential; one of that name gets the new data. */
	saveCredential(type: string, name: string, data: IDataObject): Promise<SavedCredential>;
	/** All workflows, without their nodes. */
	workflows(): Promise<SavedWorkflow[]>;
	createWorkflow(workflow: object): Promise<SavedWorkflow>;
	/** Publishes the current version. */
	publish(id: string): Promise<void>;
	unpublish(id: string): Promise<void>;
}

/**
 * @param url e.g. `http://localhost:5678`
 * @param owner who signs in
 */
export function restOf(url: string, owner = OWNER): Rest {
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
		async signIn() {
			const { email, password } = owner;
			const login = await request('POST', '/login', { emailOrLdapLoginId: email, password });
			if (login.status === 200) return;
			await rest.call('POST', '/owner/setup', { ...owner, firstName: 'Ana', lastName: 'Dev' });
		},
		async saveCredential(type, name, data) {
			const body = { name, type, data };
			const all = await rest.call<Array<{ id: string; name: string }>>('GET', '/credentials');
			const known = all.find((one) => one.name === name);
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
