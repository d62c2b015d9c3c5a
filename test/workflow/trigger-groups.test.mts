import { describe, expect, it } from '@jest/globals';
import type { INodePropertyOptions, INodeType } from 'n8n-workflow';

import { additionalData } from '../harness/additional-data.mts';
import { core, n8n } from '../harness/core.mts';
import { credentialsHelper } from '../harness/credentials.mts';
import { toNode } from '../harness/engine.mts';
import type { Account } from '../harness/engine.mts';
import { loaded, loader, nodeTypes } from '../harness/package.mts';
import { useServer } from '../harness/server.mts';
import { GROUPS, KEYS } from 'pilotstatus-reference-server';

const { server, account, calls } = useServer();

/** Opens the list of groups of the trigger, as the editor does. */
async function groupsFor(credential: Account): Promise<INodePropertyOptions[]> {
	await loaded;
	const type = 'n8n-nodes-pilotstatus.pilotStatusTrigger';
	const node = toNode({ name: 'Pilot Status Trigger', type }, 1);
	const workflow = new n8n.Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const data = additionalData(credentialsHelper(credential), { currentNodeParameters: {} });
	const context = new core.LoadOptionsContext(workflow, node, data, '');
	const { methods } = loader.getNode('pilotStatusTrigger').type as INodeType;
	return await methods!.loadOptions!.getGroups!.call(context as never);
}

describe("the trigger's list of groups", () => {
	it('shows names and ids, sorted by name, with one request', async () => {
		expect(await groupsFor(account(KEYS.go))).toEqual([
			{ name: `Condomínio Ipê (${GROUPS.lonely})`, value: GROUPS.lonely },
			{ name: `Obra 42 (${GROUPS.modern})`, value: GROUPS.modern },
			{ name: `Vendas (${GROUPS.legacy})`, value: GROUPS.legacy },
		]);
		expect(calls()).toEqual(['GET /groups']);
	});

	it('is the one that the parameter loads', async () => {
		await loaded;
		const { description } = loader.getNode('pilotStatusTrigger').type as INodeType;
		const groups = description.properties.find(({ name }) => name === 'groups');
		expect(groups).toMatchObject({ typeOptions: { loadOptionsMethod: 'getGroups' } });
	});

	it.each([
		['ps_wrong', 'Pilot Status does not know this API key'],
		[KEYS.offline, 'The WhatsApp number is not connected'],
		[KEYS.meta, 'This WhatsApp number cannot use groups'],
		[KEYS.tenant, 'This is a tenant key, which cannot send messages or manage groups'],
	])('says why it stays empty for %s', async (apiKey, message) => {
		server().shapes.reset();
		await expect(groupsFor(account(apiKey))).rejects.toMatchObject({
			message,
			description: expect.stringMatching(/\w/),
		});
	});

	it('is empty for a number without groups', async () => {
		server().state.groups.length = 0;
		expect(await groupsFor(account(KEYS.go))).toEqual([]);
	});
});
