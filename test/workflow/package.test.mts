import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { INodeType } from 'n8n-workflow';

import { packageFolder } from '../harness/core.mts';
import { toNode, toWorkflow } from '../harness/engine.mts';
import { loaded, loader } from '../harness/package.mts';

describe("the package in n8n's loader", () => {
	it('has nothing but its three nodes and the credential', async () => {
		await loaded;
		expect(Object.keys(loader.known.nodes)).toEqual([
			'pilotStatus',
			'pilotStatusPollingTrigger',
			'pilotStatusTrigger',
		]);
		expect(Object.keys(loader.known.credentials)).toEqual(['pilotStatusApi']);
	});

	it.each(['pilotStatus', 'pilotStatusPollingTrigger', 'pilotStatusTrigger'])(
		'gives %s icons and codex',
		async (name) => {
			await loaded;
			const { description } = loader.getNode(name).type as INodeType;
			expect(description.iconUrl).toEqual({
				light: 'icons/n8n-nodes-pilotstatus/dist/icons/pilotstatus.svg',
				dark: 'icons/n8n-nodes-pilotstatus/dist/icons/pilotstatus.dark.svg',
			});
			expect(description.codex).toMatchObject({ categories: ['Communication'] });
		},
	);

	it('gives the built classes to whoever requires it', () => {
		const classes = createRequire(join(packageFolder, 'package.json'))('./index.js');
		expect(Object.keys(classes).sort()).toEqual([
			'PilotStatus',
			'PilotStatusApi',
			'PilotStatusPollingTrigger',
			'PilotStatusTrigger',
		]);
		expect(new classes.PilotStatus().description.name).toBe('pilotStatus');
		expect(new classes.PilotStatusTrigger().description.name).toBe('pilotStatusTrigger');
		expect(new classes.PilotStatusApi().name).toBe('pilotStatusApi');
	});
});

it.each([
	['message', 'sendText', 'Send Text: Message'],
	['group', 'getAll', 'Get Many: Group'],
])('says on the canvas in words what %s %s does', async (resource, operation, words) => {
	await loaded;
	const { subtitle } = (loader.getNode('pilotStatus').type as INodeType).description;
	const node = toNode({ name: 'Pilot Status', parameters: { resource, operation } }, 0);
	const { expression } = toWorkflow([node], {}).workflow;
	expect(expression.getSimpleParameterValue(node, subtitle, 'internal', {})).toBe(words);
});
