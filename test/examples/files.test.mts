import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { INode, INodeProperties } from 'n8n-workflow';

import { n8n } from '../harness/core.mts';
import { loaded, nodeTypes } from '../harness/package.mts';
import { versions } from './base-nodes.mts';
import { exampleFiles, readExample } from './example.mts';
import { isTrigger } from './workflow.mts';

const STICKY = 'n8n-nodes-base.stickyNote';
const PLACEHOLDERS = {
	pilotStatusApi: { id: 'pilotStatusExample', name: 'Pilot Status (reference server)' },
	smtp: { id: 'smtpExample', name: 'SMTP (put your server here)' },
	openAiApi: { id: 'openAiExample', name: 'OpenAI (put your key here)' },
};
/** Everyday jobs that somebody builds from a description: few nodes each. */
const JOBS = [
	'agent-memory',
	'approval',
	'broadcast',
	'daily-summary',
	'members-follow-sheet',
	'moderation',
	'reconnect-alarm',
	'support-bot',
	'survey',
	'welcome-joined',
];
const all = exampleFiles.map((name) => ({ name, file: readExample(name) }));
const isOurs = ({ type }: INode) => type.startsWith('n8n-nodes-pilotstatus.');

beforeAll(async () => await loaded);

it.each(['README.md', 'README.pt-BR.md'])('are listed in %s', (name) => {
	const readme = readFileSync(`examples/${name}`, 'utf8');
	for (const name of exampleFiles) expect(readme).toContain(`](${name})`);
});

it.each(JOBS)('%s.json takes seven nodes at most', (name) => {
	const nodes = readExample(`${name}.json`).nodes.filter(({ type }) => type !== STICKY);
	expect(nodes.length).toBeLessThanOrEqual(7);
});

it('have ids of their own, of workflows, nodes and webhooks', () => {
	const nodes = all.flatMap(({ file }) => file.nodes);
	const webhooks = nodes.flatMap(({ webhookId }) => webhookId ?? []);
	const ids = [...all.map(({ file }) => file.id), ...nodes.map(({ id }) => id), ...webhooks];
	expect(new Set(ids).size).toBe(ids.length);
	expect(nodes.every(({ type, webhookId }) => !isWebhook(type) || webhookId)).toBe(true);
});

const isWebhook = (type: string) => isTrigger(type) && !/(schedule|Polling)Trigger$/.test(type);

describe.each(all)('$name', ({ name, file }) => {
	const { nodes, connections } = file;
	const names = nodes.map((node) => node.name);

	it('is a workflow that is not published and runs branch by branch', () => {
		expect(file).toMatchObject({ active: false, settings: { executionOrder: 'v1' } });
		expect(new Set(names).size).toBe(names.length);
		expect(nodes.filter(({ type }) => isTrigger(type))).toHaveLength(1);
	});

	it('connects every node to one that is there', () => {
		const links = Object.entries(connections).flatMap(([from, kinds]) =>
			Object.values(kinds).flatMap((outputs) =>
				outputs.flatMap((targets) => (targets ?? []).map(({ node }) => [from, node] as const)),
			),
		);
		expect(names).toEqual(expect.arrayContaining(links.flat()));
		const linked = new Set(links.flat());
		const loose = nodes.filter((node) => node.type !== STICKY && !linked.has(node.name));
		expect(loose).toEqual([]);
	});

	it('has types and versions that n8n 2.41 has', () => {
		for (const { type, typeVersion } of nodes) expect(versions[type]).toContain(typeVersion);
	});

	it('names placeholders for credentials, and holds no key', () => {
		for (const node of nodes) {
			const names = Object.keys(node.credentials ?? {});
			if (isOurs(node)) expect(names).toEqual(['pilotStatusApi']);
			expect(PLACEHOLDERS).toMatchObject(node.credentials ?? {});
		}
		expect(readFileSync(`examples/${name}`, 'utf8')).not.toMatch(/ps_|sk-|apiKey|token/);
	});

	it('says in a note what it does, also in Portuguese', () => {
		const [note] = nodes.filter(({ type }) => type === STICKY);
		expect(note!.parameters.content).toMatch(/^## .*\*\*Change:\*\*.*🇧🇷/s);
	});

	it('has its nodes without overlaps', () => {
		const boxes = nodes.map(({ type, position: [x, y], parameters }) => {
			const size = type === STICKY ? parameters : { width: 96, height: 96 };
			return { x, y, width: Number(size.width), height: Number(size.height) };
		});
		for (const [index, a] of boxes.entries()) {
			for (const b of boxes.slice(index + 1)) {
				const apart =
					a.x + a.width <= b.x ||
					b.x + b.width <= a.x ||
					a.y + a.height <= b.y ||
					b.y + b.height <= a.y;
				expect([a, b, apart]).toEqual([a, b, true]);
			}
		}
	});

	it.each(nodes.filter(isOurs))('sets only parameters that "$name" has and shows', (node) => {
		const { descriptionType, toolDescription, ...parameters } = node.parameters;
		const isTool = node.type.endsWith('Tool');
		expect(isTool).toBe(typeof toolDescription === 'string' && descriptionType === 'manual');
		const { description } = nodeTypes.getByNameAndVersion(node.type.replace(/Tool$/, ''));
		const { properties } = description;
		const own = { ...node, parameters };
		// n8n drops what the description does not have, or does not show with these values.
		const kept = n8n.NodeHelpers.getNodeParameters(
			properties,
			parameters,
			true,
			false,
			own,
			description,
		);
		expect(kept).toMatchObject(parameters);
		expect(n8n.NodeHelpers.getNodeParametersIssues(properties, own, description)).toBeNull();
		for (const option of Object.keys(parameters.options ?? {})) {
			expect(optionsOf(properties)).toContain(option);
		}
	});
});

/** Names within all collections called "options". */
function optionsOf(properties: INodeProperties[]): string[] {
	const collections = properties.filter(({ name }) => name === 'options');
	return collections.flatMap(({ options = [] }) => options.map(({ name }) => name));
}
