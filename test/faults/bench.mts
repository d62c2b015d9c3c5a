import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { n8n, outside } from '../harness/core.mts';
import type { NodeRun, NodeSketch } from '../harness/engine.mts';
import { runNode } from '../harness/engine.mts';
import { useServer } from '../harness/server.mts';
import { NUMBERS, TENANT_ID } from 'pilotstatus-reference-server';
import type { OperationRow } from './operations.mts';

/** Keys that stand in no other text, so that one that gets out is found anywhere. */
export const KEYS = {
	go: 'ps_fault_suite_Xy9_go',
	evo: 'ps_fault_suite_Xy9_evo',
	metaOba: 'ps_fault_suite_Xy9_meta',
	tenant: 'ps_fault_suite_Xy9_tenant',
};
const SECRET = 'fault_suite_Xy9';
const whole = { maxStringLength: null, maxArrayLength: null };

/**
 * A reference server with keys of its own, and another host that nothing must reach. After every test: no request
 * went to the other host, all carried the key, and it stands in nothing that n8n shows, stores or logs.
 */
export function useFaults() {
	const base = useServer();
	const strangers: IncomingHttpHeaders[] = [];
	const written: unknown[] = [];
	const shown: unknown[] = [];
	let other: Server;

	beforeAll(async () => {
		other = createServer(({ headers }, response) => {
			strangers.push(headers);
			response.setHeader('content-type', 'application/json').end('{"id":"1","groups":[]}');
		});
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		const write = (...words: unknown[]) => void written.push(words);
		n8n.LoggerProxy.init({ debug: write, info: write, warn: write, error: write } as never);
	});
	beforeEach(() => {
		for (const list of [strangers, written, shown]) list.length = 0;
		for (const [name, key] of Object.entries(KEYS)) {
			const one = { id: `key_faults_${name}`, key, tenantId: TENANT_ID };
			const number = name in NUMBERS && { numberId: NUMBERS[name as keyof typeof NUMBERS].id };
			const scope = number ? { scope: 'number' as const, ...number } : { scope: 'tenant' as const };
			base.server().state.keys.push({ ...one, ...scope });
		}
		for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
			jest
				.spyOn(outside.console, method)
				.mockImplementation((...words) => void written.push(words));
		}
	});
	afterEach(() => {
		jest.restoreAllMocks();
		const foreign = base.server().log.filter(({ headers }) => {
			return !Object.values(KEYS).includes(String(headers['x-api-key']));
		});
		expect(foreign).toEqual([]);
		expect(strangers).toEqual([]);
		for (const one of [...shown, ...written]) {
			const all = JSON.stringify(one) + inspect(one, { depth: 12, showHidden: true, ...whole });
			const at = all.indexOf(SECRET);
			expect(at < 0 ? '' : all.slice(Math.max(0, at - 100), at)).toBe('');
		}
	});
	afterAll(() => {
		other.closeAllConnections();
		other.close();
	});

	return {
		...base,
		other: () => `http://127.0.0.1:${(other.address() as AddressInfo).port}`,
		/** Looks for the key in something that n8n would show or store. */
		show: (...ones: unknown[]) => void shown.push(...ones),
		/** Runs an operation whose requests may take `timeout` ms, and wait `maxWait` s. */
		async run(
			{ parameters, number, input }: Pick<OperationRow, 'parameters' | 'number' | 'input'>,
			extra: Partial<NodeSketch> = {},
			timeout = 15_000,
			maxWait = 300,
		): Promise<NodeRun> {
			const options = { timeout, maxWait, ...(parameters.options as IDataObject) };
			const sketch = { ...extra, parameters: { ...parameters, options } as never };
			const result = await runNode(base.account(KEYS[number]), sketch, input);
			shown.push(result);
			return result;
		},
		/** How many requests came to a route. */
		count: (route: string) => base.server().log.filter((entry) => entry.route === route).length,
	};
}
