import type { INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';

import { core, n8n, packageFolder } from './core.mts';

/** The built package, loaded as n8n loads a community package. */
export const loader = new core.PackageDirectoryLoader(packageFolder);

/** Resolves once the package is loaded, which importing this module sets off. */
export const loaded: Promise<void> = loader.loadAll();

/** Gives the items that a test or a workflow begins with, in place of n8n's Manual Trigger or a spreadsheet. */
const start = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
} as INodeType;

/** Node types as the engine asks for them: `test.start`, and whatever the package holds. */
export const nodeTypes: INodeTypes = {
	getByName(type: string): INodeType | IVersionedNodeType {
		// As an AI tool, n8n gives the same node a type of its own.
		return loader.getNode(type.split('.').pop()!.replace(/Tool$/, '')).type;
	},
	getByNameAndVersion(type: string, version?: number): INodeType {
		if (type === 'test.start') return start;
		const found = n8n.NodeHelpers.getVersionedNodeType(this.getByName(type), version);
		if (!type.endsWith('Tool')) return found;
		const name = type.split('.').pop()!;
		const description = Object.create(found.description, { name: { value: name } });
		return Object.create(found, { description: { value: description } });
	},
	getKnownTypes: () => ({}),
};
