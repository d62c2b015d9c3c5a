import type { IDataObject } from 'n8n-workflow';

import { until } from '../../scripts/whole-n8n/wait.mts';

/** A client of an MCP server, by its streamable HTTP transport. */
export interface McpClient {
	/** Calls a method, such as `tools/list`, and gives its result. Rejects with an Error for any other answer. */
	call(method: string, params?: object): Promise<IDataObject>;
}

/** Opens a session at an MCP server, as soon as it is there. */
export async function startMcpClient(url: string): Promise<McpClient> {
	let session: string | undefined;
	let count = 0;
	const post = async (message: object) => {
		const headers = {
			'content-type': 'application/json',
			accept: 'application/json, text/event-stream',
			...(session && { 'mcp-session-id': session }),
		};
		const body = JSON.stringify({ jsonrpc: '2.0', ...message });
		return await fetch(url, { method: 'POST', headers, body });
	};
	const call = async (method: string, params: object = {}) => {
		const response = await post({ id: ++count, method, params });
		if (response.status === 404) return undefined;
		const text = await response.text();
		session ??= response.headers.get('mcp-session-id') ?? undefined;
		// One event of a stream, or plain JSON.
		const { result } = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text);
		if (!result) throw new Error(`${method} was answered with ${response.status}: ${text}`);
		return result;
	};
	const hello = {
		protocolVersion: '2025-03-26',
		capabilities: {},
		clientInfo: { name: 'test', version: '1' },
	};
	await until('the MCP server', async () => await call('initialize', hello));
	await post({ method: 'notifications/initialized' });
	return { call };
}
