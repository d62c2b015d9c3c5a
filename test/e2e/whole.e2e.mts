import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { KEYS } from 'pilotstatus-reference-server';
import { useN8n } from './n8n.mts';
import { testSends, testTrigger } from './suites.mts';

const n8n = useN8n();

describe('the package in a whole n8n', () => {
	it('brings all nodes with icons and codex', async () => {
		const response = await fetch(`${n8n.url()}/types/nodes.json`, {
			headers: { cookie: n8n.rest().cookie() },
		});
		const types = (await response.json()) as IDataObject[];
		const found = types.filter(({ name }) => String(name).startsWith('n8n-nodes-pilotstatus.'));
		expect(found.map(({ name }) => name).sort()).toEqual([
			'n8n-nodes-pilotstatus.pilotStatus',
			// Send and Wait for Response, as n8n offers it to review what an AI agent does.
			'n8n-nodes-pilotstatus.pilotStatusHitlTool',
			'n8n-nodes-pilotstatus.pilotStatusPollingTrigger',
			'n8n-nodes-pilotstatus.pilotStatusTool',
			'n8n-nodes-pilotstatus.pilotStatusTrigger',
		]);
		for (const { codex, iconUrl } of found) {
			expect(codex).toMatchObject({ alias: expect.arrayContaining(['WhatsApp']) });
			for (const path of Object.values(iconUrl as object)) {
				const icon = await fetch(`${n8n.url()}/${path}`);
				expect(icon.headers.get('content-type')).toMatch(/svg/);
			}
		}
	});

	it.each([
		[KEYS.go, 'OK', /successful/],
		[KEYS.offline, 'OK', /successful/],
		['ps_wrong', 'Error', /^Pilot Status does not know this API key/],
		[KEYS.tenant, 'Error', /^This is a tenant key/],
	])('tests a credential with %s: %s', async (apiKey, status, message) => {
		const { id, name, type } = n8n.credential();
		const data = { apiKey, baseUrl: n8n.server().url, webhookSecret: '' };
		const credentials = { id, name, type, data };
		const result = await n8n.rest().call<IDataObject>('POST', '/credentials/test', { credentials });
		expect(result).toMatchObject({ status, message: expect.stringMatching(message) });
	});
});

testTrigger(n8n, 500);
testSends(n8n);
