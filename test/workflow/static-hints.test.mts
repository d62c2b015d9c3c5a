import { describe, expect, it } from '@jest/globals';
import type { INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';

import { n8n } from '../harness/core.mts';
import { toNode } from '../harness/engine.mts';
import { loaded, loader, nodeTypes } from '../harness/package.mts';

/** The hints that the editor shows before a run, each judged as the editor does. */
async function hintsFor(parameters: INodeParameters, items = 1): Promise<string[]> {
	await loaded;
	const node = toNode({ name: 'Pilot Status', parameters }, 1);
	const workflow = new n8n.Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const input = Array.from({ length: items }, (_, n) => ({ json: { n } }));
	const { hints } = (loader.getNode('pilotStatus').type as INodeType).description;
	return hints!
		.filter(({ displayCondition }) => {
			const judge = workflow.expression.getParameterValue.bind(workflow.expression);
			const isShown = judge(displayCondition!, null, 0, 0, node.name, input, 'manual', {});
			expect(typeof isShown).toBe('boolean');
			return isShown;
		})
		.map(({ message }) => message);
}

const media = { resource: 'message', operation: 'sendMedia', sendTo: 'group' };
const text = { resource: 'message', operation: 'sendText', sendTo: 'group', text: 'Oi' };
const add = { resource: 'group', operation: 'addParticipants' };
const eight = Array.from({ length: 8 }, (_, n) => `551198765432${n}`);

describe('before a run, the editor', () => {
	it.each([
		['of files on Evolution GO', { ...media, mediaSource: 'binary' }, 1, /Evolution GO/],
		[
			'of data in an address',
			{ ...media, mediaSource: 'url', mediaUrl: 'data:image/png;base64,AA' },
			1,
			/Evolution GO/,
		],
		['of groups on Meta', { ...add, participants: [...eight, '551132654321'].join('\n') }, 1, /8/],
		['of many messages at once', text, 200, /'Delay Between Sends'/],
	])('tells %s', async (_title, parameters, items, sentence) => {
		expect(await hintsFor(parameters, items)).toEqual([expect.stringMatching(sentence)]);
	});

	it.each([
		['a file by its address', { ...media, mediaUrl: 'https://example.com/a.png' }, 1],
		['eight people', { ...add, participants: eight.join(', ') }, 1],
		['199 messages', text, 199],
		['messages with a pace', { ...text, options: { delayBetweenSends: 1000 } }, 500],
		['reading', { resource: 'group', operation: 'getAll' }, 500],
	])('is silent for %s', async (_title, parameters, items) => {
		expect(await hintsFor(parameters, items)).toEqual([]);
	});
});

describe('the editor', () => {
	/** The options of Send Text that it shows in a node of this name. */
	async function options(name: string): Promise<string[]> {
		await loaded;
		const { description } = loader.getNode('pilotStatus').type as INodeType;
		const type = { ...description, name };
		const shown = (all: INodeProperties[], values: INodeParameters) =>
			all.filter((one) =>
				n8n.NodeHelpers.displayParameter(values, one, { typeVersion: 1 }, type, text),
			);
		const [field] = shown(description.properties, text).filter((one) => one.name === 'options');
		return shown(field!.options as INodeProperties[], {}).map((one) => one.name);
	}
	const waits = ['maxParallel', 'maxWait', 'timeout'];

	it('shows limits in a tool, and no idempotency key, which a model could not know', async () => {
		const inTool = await options('pilotStatusTool');
		expect(inTool).toEqual(expect.arrayContaining([...waits, 'mostPerExecution']));
		expect(inTool).not.toContain('idempotencyKey');
	});

	it('shows the idempotency key in a node of the workflow, and no limits for models', async () => {
		const inNode = await options('pilotStatus');
		expect(inNode).toEqual(expect.arrayContaining([...waits, 'idempotencyKey']));
		expect(inNode).not.toContain('mostPerExecution');
	});
});
